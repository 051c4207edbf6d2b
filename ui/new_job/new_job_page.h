// A new job in five steps. Going back is always possible and loses nothing.
#pragma once

#include <vector>

#include <QStackedWidget>

#include "ui/new_job/check_step.h"
#include "ui/new_job/job_draft.h"
#include "ui/new_job/start_step.h"
#include "ui/new_job/step.h"
#include "ui/new_job/step_bar.h"

namespace werkbank {

class NewJobPage : public Page {
  Q_OBJECT
 public:
  explicit NewJobPage(LiveWorkbench& live, QWidget* parent = nullptr);

  /// Goes on with the draft where it was.
  void open();
  /// Takes this template, and this data unless the path is empty, and shows the first step that needs something.
  void open_with(const JobTemplate* job_template, const std::filesystem::path& data);
  /// Everything filled in with the example that the workbench knows; shows the Start step. False without an example.
  bool open_example();
  /// The same once more: template, data and answers of `record`, with what `repair` changes; then it only needs to be
  /// started. False, and a line in the page that says so, when its template is no longer there.
  bool open_again(const JobRecord& record, const Repair& repair = {});
  /// The whole run that this trial run measured: filled in, at the Start step. False as for open_again().
  bool open_whole_run(const JobRecord& trial, const Forecast& forecast);
  /// A job in which the model of `record` judges new data, which is to be chosen. There must be a template for models.
  void open_to_use(const JobRecord& record);
  /// The Start step is on show, with the upload under way.
  bool shows_start() const { return isVisible() && current_ == 4 && start_->is_starting(); }
  JobDraft& draft() { return draft_; }
  int step() const { return current_; }

 signals:
  void job_started(const QString& uuid);
  void starting_changed();

 protected:
  void retranslate() override;

 private:
  void build_steps();
  bool say_template_is_gone(const JobRecord& record);
  void build_footer(QVBoxLayout& into);
  void go(int step);
  void next();
  int first_obstacle() const;
  QString blocker() const;
  void refresh();
  void focus_first();

  JobDraft draft_;
  StepBar* bar_;
  QStackedWidget* stack_;
  std::vector<NewJobStep*> steps_;
  CheckStep* check_ = nullptr;
  StartStep* start_ = nullptr;
  Banner* change_;
  Banner* obstacle_;
  SecondaryButton* back_;
  PrimaryButton* next_;
  int current_ = 0;
};

}  // namespace werkbank
