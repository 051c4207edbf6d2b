// Start: one large next step as a button; under it what runs, what is ready to fetch, and what needs the person.
#pragma once

#include "ui/live/live_workbench.h"
#include "ui/start/how_it_goes.h"
#include "ui/start/job_section.h"
#include "ui/style/widgets.h"

namespace werkbank {

class StartPage : public Page {
  Q_OBJECT
 public:
  explicit StartPage(LiveWorkbench& live, QWidget* parent = nullptr);

 signals:
  void first_job_wanted();
  void new_job_wanted();
  void job_wanted(const QString& uuid);
  void factory_wanted();

 protected:
  void retranslate() override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  enum class NextStep { wait, first_job, sign_in, fetch, watch, new_job };
  struct Sorted {
    std::vector<const JobRecord*> running;
    std::vector<const JobRecord*> ready;
    std::vector<const JobRecord*> needs_you;
  };
  Sorted sorted() const;
  bool waits_for_whole_run(const JobRecord& job) const;
  void refresh();
  void show_offline();
  void choose_next(const Sorted& jobs);
  void show_next();
  void show_sections(const Sorted& jobs);
  void press_next();
  void act(const QString& uuid);
  bool has_example() const;

  LiveWorkbench& live_;
  Banner* offline_;
  Card* hero_;
  IconLabel* sign_;
  HowItGoes* how_;
  Headline* next_title_;
  Body* next_sentence_;
  PrimaryButton* next_;
  SecondaryButton* other_;
  JobSection* running_;
  JobSection* ready_;
  JobSection* needs_you_;
  NextStep step_ = NextStep::wait;
  QString step_uuid_;
  QString step_title_;
};

}  // namespace werkbank
