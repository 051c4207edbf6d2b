// What one can do with a job now: at most three buttons. Stopping asks once, in the page.
#pragma once

#include "core/jobs/job_record.h"
#include "ui/style/widgets.h"

class QStackedWidget;

namespace werkbank {

class JobActions : public Page {
  Q_OBJECT

 public:
  explicit JobActions(QWidget* parent = nullptr);
  struct Choices {
    bool moving = false;      ///< an upload or fetch of this job is under way
    QString offer = {};       ///< words for how to try again, if there are better ones than those
    bool room_first = false;  ///< trying again helps only after room was made at the factory
    bool whole_run = false;   ///< it was a trial run, and measured what the whole run will take
    bool use_model = false;   ///< the job left a model that can judge new data
  };
  void show_job(const JobRecord& record, const Choices& choices);
  /// The line that asks whether to stop; hidden until then. The page lays it out under the buttons.
  QWidget* question() const { return question_; }
  /// Asks it, as the button to stop does.
  void ask_to_stop();

 signals:
  void cancel();
  void fetch();
  void stop_moving();
  void open_folder();
  void try_again();
  void make_room();
  void use_model();
  void start_whole_run();
  void resume();

 protected:
  void retranslate() override;

 private:
  void build_question();
  void ask(bool asking);

  bool may_stop_ = false;
  bool is_sent_ = false;
  bool runs_ = false;
  bool is_trial_ = false;
  QString offer_;
  QWidget* buttons_;
  QWidget* question_;
  PrimaryButton* resume_;
  PrimaryButton* fetch_;
  PrimaryButton* whole_;
  PrimaryButton* open_;
  PrimaryButton* room_;
  PrimaryButton* again_;
  SecondaryButton* again_after_;
  SecondaryButton* use_;
  SecondaryButton* fetch_again_;
  SecondaryButton* stop_moving_;
  DangerButton* stop_;
  Body* question_text_;
  DangerButton* sure_;
  SecondaryButton* keep_;
};

}  // namespace werkbank
