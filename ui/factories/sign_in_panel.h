// Getting into a factory, inside the page: the button, the questions of the sign-in one by one, an unknown host's
// fingerprint, and what stands in the way. A refused answer is asked again, never sent again by itself.
#pragma once

#include <QLineEdit>

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
  void build_question(QVBoxLayout& into);
  void build_host(QVBoxLayout& into);
  void name_controls(const QString& prefix);
  void refresh();
  /// The button that had the keyboard went away: the next one in line gets it.
  void keep_focus();
  void show_state();
  void show_question();
  void show_fingerprint();
  void send_answer();
  QString question_note(const Question& question) const;

  LiveFactory& factory_;
  Banner* problem_;
  StatusPill* pill_;
  Body* state_;
  PrimaryButton* sign_in_;
  SecondaryButton* sign_out_;
  Waiting* waiting_;
  QWidget* question_;
  Banner* refused_;
  FormRow* row_;
  QLineEdit* answer_;
  PrimaryButton* continue_;
  QWidget* host_;
  Strong* host_question_;
  Body* host_advice_;
  Label* fingerprint_;
  SecondaryButton* host_yes_;
  SecondaryButton* host_no_;
  SecondaryButton* cancel_;
  Caption* server_banner_;
  bool asked_ = false;
};

}  // namespace werkbank
