// One question of a sign-in: what is asked and by whom, the field to answer in, how often one may try, and a page to
// open where the factory asks for that. What was refused is not sent a second time.
#pragma once

#include <QCheckBox>

#include "core/factory/profile.h"
#include "ui/factories/code_field.h"
#include "ui/factories/server_words.h"
#include "ui/factories/web_page.h"
#include "ui/live/asking_person.h"

namespace werkbank {

class SignInQuestion : public Page {
  Q_OBJECT
 public:
  /// Object names: prefix.answer, prefix.refused, prefix.tries, prefix.show, prefix.open_page, prefix.keep.
  explicit SignInQuestion(const QString& prefix, QWidget* parent = nullptr);

  /// Shows `question`; the field is emptied only by forget(), so that a repaint never costs what was typed.
  void set(const Question& question, const Profile& profile);
  /// Nothing is asked any more: empties the field. With `all` also what is known of codes that were sent.
  void forget(bool all);
  /// The answer, if there is one to send. Otherwise says in the field why not.
  std::optional<Secret> take_answer();
  /// Whether a page is to be opened before the answer.
  bool has_page() const { return page_->has_page(); }
  QLineEdit& field() { return *answer_; }
  /// Whether a passphrase can be kept on this computer; then the person is asked.
  void set_can_keep(bool can_keep) { can_keep_ = can_keep; }
  /// Whether this answer is a passphrase that the person wants kept.
  bool wants_kept() const { return is_passphrase() && can_keep_ && keep_->isChecked(); }

 signals:
  /// Return was pressed in the field.
  void entered();

 protected:
  void retranslate() override;

 private:
  bool is_code() const;
  bool is_passphrase() const { return question_.kind == Question::Kind::key_passphrase; }
  void show_refusal();
  void show_tries();
  void show_hidden();
  QString label() const;
  QString help() const;
  QString lock_words() const;

  Question question_;
  Profile profile_;
  Secret last_code_;
  bool is_hidden_ = true;
  bool can_keep_ = false;
  Banner* refused_;
  WebPage* page_;
  ServerWords* server_;
  CodeField* answer_;
  FormRow* row_;
  LinkButton* show_;
  QCheckBox* keep_;
  QWidget* tries_line_;
  IconLabel* tries_icon_;
  Caption* tries_;
};

}  // namespace werkbank
