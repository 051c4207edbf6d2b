// Getting into a factory, inside the page: the button, the questions of the sign-in one by one, an unknown host's
// fingerprint, and what stands in the way. A refused answer is asked again, never sent again by itself.
#pragma once

#include "ui/factories/answered_lines.h"
#include "ui/factories/host_question.h"
#include "ui/factories/sign_in_question.h"
#include "ui/factories/sign_in_stop.h"
#include "ui/live/live_factory.h"
#include "ui/style/widgets.h"

namespace werkbank {

class SignInPanel : public Page {
  Q_OBJECT
 public:
  /// Object names begin with `prefix`: "factory" gives factory.sign_in, factory.answer, factory.continue, ...
  SignInPanel(LiveFactory& factory, const QString& prefix, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  QHBoxLayout* make_top();
  QHBoxLayout* make_buttons();
  void name_controls(const QString& prefix);
  void connect_controls();
  void refresh();
  /// The button that had the keyboard went away: the next one in line gets it.
  void keep_focus();
  void show_state();
  void show_advice();
  void show_question();
  void show_problem();
  void send_answer();

  LiveFactory& factory_;
  StatusPill* pill_;
  Body* state_;
  Banner* problem_;
  SignInStop* stop_;
  PrimaryButton* sign_in_;
  Caption* advice_;  ///< what to have at hand before one begins, or why it may not work yet
  SecondaryButton* sign_out_;
  AnsweredLines* answered_;
  Waiting* waiting_;
  SignInQuestion* question_;
  HostQuestion* host_;
  PrimaryButton* continue_;
  SecondaryButton* go_on_;  ///< instead of it where a page is to be opened first
  SecondaryButton* host_yes_;
  SecondaryButton* host_no_;
  SecondaryButton* cancel_;
  ServerWords* server_banner_;
  bool asked_ = false;
};

}  // namespace werkbank
