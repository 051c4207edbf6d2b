// Step 4: the green-light list. Each line is a tick, or says what is the matter and offers its repair right there.
#pragma once

#include <array>

#include "ui/factories/sign_in_panel.h"
#include "ui/new_job/job_draft.h"
#include "ui/new_job/step.h"
#include "ui/window/page_heading.h"

namespace werkbank {

/// One line of the list.
class CheckLine : public QWidget {
  Q_OBJECT
 public:
  enum class State { good, bad, unknown, busy, waiting };
  explicit CheckLine(const QString& name, QWidget* parent = nullptr);
  /// Empty `repair` means no button.
  void set(State state, const QString& title, const QString& sentence, const QString& repair = {});
  State state() const { return state_; }

 signals:
  void repair_wanted();

 private:
  State state_ = State::waiting;
  IconLabel* icon_;
  Strong* title_;
  Body* sentence_;
  SecondaryButton* repair_;
};

class CheckStep : public NewJobStep {
  Q_OBJECT
 public:
  explicit CheckStep(JobDraft& draft, QWidget* parent = nullptr);
  QString name() const override { return tr("Check"); }
  QString obstacle() const override;
  void enter() override { watch(); }
  /// From here on keeps its answers up to date, in view or not.
  void watch();

 signals:
  /// Back to the step (0 to 4) where it can be repaired.
  void repair_at(int step);
  /// Some line is another colour now.
  void lights_changed();

 protected:
  void retranslate() override;

 private:
  void refresh();
  void show_data();
  void show_answers();
  void show_sign_in();
  void show_room();
  void show_rehearsal();
  QString forecast_words(const StartForecast& forecast) const;
  bool may_rehearse() const;
  void rehearse();
  void forget_rehearsal();
  void place_sign_in();

  JobDraft& draft_;
  PageHeading* heading_;
  CheckLine* data_;
  CheckLine* answers_;
  CheckLine* signed_in_;
  QVBoxLayout* sign_in_place_;
  SignInPanel* sign_in_ = nullptr;
  LiveFactory* sign_in_of_ = nullptr;
  CheckLine* room_;
  CheckLine* accepted_;
  Banner* verdict_;
  bool is_watching_ = false;
  Background::Ticket rehearsing_ = 0;
  std::optional<Result<StartForecast>> rehearsal_;
};

}  // namespace werkbank
