// One job: on top one sentence of what is happening and what one can do now; below it overview, GPUs, log and details.
// Loads nothing and never waits: give it a view with show(), it says what the person wants by signals.
#pragma once

#include <filesystem>
#include <optional>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/jobs/job_view.h"
#include "core/jobs/repair.h"
#include "ui/charts/learning_curve.h"
#include "ui/jobs/notebook_card.h"
#include "ui/style/widgets.h"

class QTabWidget;

namespace werkbank {

class JobActions;
class JobDetails;
class JobLog;
class JobOverview;
class GpuCharts;

/// What the job's own record does not know.
struct JobSurroundings {
  QString factory_name;            ///< as shown; empty: the profile's id
  std::optional<Error> outage;     ///< the factory does not answer now, or is signed out
  std::optional<Progress> moving;  ///< an upload or a fetch of this job that is under way
  std::filesystem::path log_file;  ///< this computer's copy of the job's log; may not be there yet, may be empty
  bool can_sign_in = false;        ///< with an outage: signing in again would help
  /// What the job was made of, alive as long as the page; null when the catalogue does not have it any more.
  const JobTemplate* job_template = nullptr;
  bool can_use_model = false;          ///< the job left a model that can judge new data
  int environments = 0;                ///< how many of the factory's software environments fit that template
  NotebookShown notebook;              ///< of a job that serves one
  std::vector<Comparable> comparable;  ///< other jobs whose curves and charts can be laid over this one's
};

class JobPage : public Page {
  Q_OBJECT

 public:
  explicit JobPage(QWidget* parent = nullptr);
  ~JobPage() override;
  using QWidget::show;

  /// Shows this job; call as often as it changes. Another job's uuid starts at the first tab.
  void show(const JobView& view, const JobSurroundings& surroundings = {});
  /// Lays the learning curve and the GPU charts of another job over this one's: after compare_requested().
  void compare_with(const JobView& other);
  /// While the view is being read.
  void show_waiting();
  /// A line in the page, closable: what just went wrong or well (a cancel that failed, results that were brought home).
  /// Says something of what was brought home, until it is closed or another job comes.
  void show_note_of_fetch(const Message& note);
  void show_problem(const Error& error);
  QString uuid() const;

 signals:
  void back_requested();
  void cancel_requested(const QString& uuid);
  void fetch_requested(const QString& uuid);
  void stop_moving_requested(const QString& uuid);
  void open_folder_requested(const QString& path);
  /// A new job with the same template, data and answers, but for what `repair` changes.
  void try_again_requested(const QString& uuid, const werkbank::Repair& repair);
  /// A new job in which the model of this one judges new data.
  void model_use_requested(const QString& uuid);
  /// The whole run that this trial run measured, as a new job.
  void whole_run_requested(const QString& uuid);
  /// Go on with a job that broke off before it was submitted.
  void resume_requested(const QString& uuid);
  /// To where one sees what takes the space at the job's factory.
  void room_requested(const QString& uuid);
  /// A file for whoever helps with this job.
  void evidence_requested(const QString& uuid);
  void sign_in_requested();
  /// The notebook that this job serves, in the browser.
  void notebook_requested(const QString& uuid);
  /// One of `comparable`; empty: with none any more.
  void compare_requested(const QString& uuid);

 protected:
  void retranslate() override;

 private:
  QWidget* build_top();
  void build_tabs();
  void connect_actions();
  void name_primary();
  void show_top();
  void show_note();
  void show_progress();
  void show_outage();
  void show_tab(int index);
  void show_comparison();
  void ask_to_compare(const QString& uuid);

  std::optional<JobView> view_;
  std::optional<JobView> other_;  ///< that this one is compared with
  JobSurroundings surroundings_;
  Repair repair_;
  LinkButton* back_;
  Headline* title_;
  StatusPill* pill_;
  Caption* where_;
  Title* sentence_;
  Caption* note_;
  Muted* next_step_;
  LinkButton* help_;
  ProgressLine* progress_;
  NotebookCard* notebook_;
  Banner* outage_;
  Banner* problem_;
  JobActions* actions_;
  QTabWidget* tabs_;
  JobOverview* overview_;
  GpuCharts* gpus_;
  JobLog* log_;
  JobDetails* details_;
  Waiting* waiting_;
  QWidget* body_;
};

}  // namespace werkbank
