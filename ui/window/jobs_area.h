// Jobs: the list and, one level deeper, one job. Joins the pages of ui/jobs to the workbench: views are read in the
// background, and what the person presses there becomes work.
#pragma once

#include <QStackedWidget>

#include "core/jobs/repair.h"
#include "core/jobs/trial.h"
#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class EvidencePage;
class JobPage;
class JobsPage;
class LiveNotebooks;

class JobsArea : public Page {
  Q_OBJECT
 public:
  explicit JobsArea(LiveWorkbench& live, QWidget* parent = nullptr);
  void open_list();
  void open_job(const QString& uuid);
  /// The job on show; null while the list is.
  const JobRecord* shown_record() const;
  /// Says in the job's page what went wrong with it. False when this job is not on show.
  bool show_problem(const QString& uuid, const Error& error);

 signals:
  void new_job_wanted();
  void whole_run_wanted(const werkbank::JobRecord& trial, const werkbank::Forecast& forecast);
  void model_use_wanted(const werkbank::JobRecord& record);
  void same_again_wanted(const werkbank::JobRecord& record, const werkbank::Repair& repair);
  void sign_in_wanted(werkbank::LiveFactory* factory);
  void room_wanted(werkbank::LiveFactory* factory);
  void shown_changed();

 protected:
  void retranslate() override;

 private:
  void connect_page();
  void show_list();
  void show_job();
  void open_evidence(const QString& uuid);
  void compare_with(const QString& uuid);
  QString factory_name(const JobRecord& record) const;

  LiveWorkbench& live_;
  QStackedWidget* stack_;
  JobsPage* list_;
  JobPage* page_;
  EvidencePage* evidence_;
  LiveNotebooks* notebooks_;
  Background::Ticket gathering_ = 0;
  QString uuid_;
  QString compared_;  ///< the job whose learning curve lies over that of the one on show
};

}  // namespace werkbank
