// Step 5: what will happen, in a few lines, and one big button, with a trial run beside it. Then the upload, until the
// factory has the job.
#pragma once

#include <functional>

#include <QLineEdit>

#include "ui/new_job/job_draft.h"
#include "ui/new_job/step.h"

namespace werkbank {

class StartStep : public NewJobStep {
  Q_OBJECT
 public:
  /// `blocker` says why one cannot start yet; empty when one can.
  StartStep(JobDraft& draft, std::function<QString()> blocker, QWidget* parent = nullptr);
  QString name() const override { return tr("Start"); }
  void enter() override;
  bool is_starting() const { return is_starting_; }
  /// Whether the button can be pressed may have changed.
  void refresh();

 signals:
  void started(const QString& uuid);
  /// The person wants to see what stands in the way.
  void checks_wanted();
  void starting_changed();

 protected:
  void retranslate() override;

 private:
  struct Fact {
    Caption* caption;
    Body* value;
  };
  void build_summary(Card& card);
  void connect_live();
  void show_facts();
  void show_state();
  enum class Run { whole, trial };
  void press(Run run);
  void show_progress();
  void failed(const Error& error);
  void set_starting(bool is_starting);
  bool is_as_prepared(const JobRequest& request) const;
  bool is_ours(const QString& uuid) const { return is_starting_ && uuid == uuid_; }

  JobDraft& draft_;
  std::function<QString()> blocker_;
  Headline* headline_;
  QLineEdit* title_;
  FormRow* title_row_;
  Fact what_{};
  Fact data_{};
  Fact where_{};
  Fact time_{};
  PrimaryButton* start_;
  QWidget* trial_line_;
  SecondaryButton* try_;
  Muted* try_note_;
  Banner* blocked_;
  Banner* problem_;
  Card* progress_card_;
  ProgressLine* progress_;
  Muted* progress_note_;
  SecondaryButton* stop_;
  bool is_starting_ = false;
  Run run_ = Run::whole;  ///< that was pressed last
  LiveFactory* prepared_for_ = nullptr;
  JobRequest prepared_;  ///< what the job of uuid_ was made of
  QString uuid_;
  std::optional<Error> error_;
};

}  // namespace werkbank
