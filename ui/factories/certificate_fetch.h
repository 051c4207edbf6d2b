// Running the program that fetches a certificate: what will be run, word for word; one clear yes; waiting with a way to
// stop; and how it ended.
#pragma once

#include <QLineEdit>

#include "ui/factories/copy_button.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

class CertificateFetch : public Page {
  Q_OBJECT
 public:
  /// Object names: certificate.fetch_user, .fetch_email, .fetch_command, .fetch_yes, .fetch_no, .fetch_stop,
  /// .fetch_problem, .fetch_done.
  CertificateFetch(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);
  /// Shows what would be run, and asks.
  void begin();
  /// Whether it asks something or is at work.
  bool is_open() const { return stage_ != Stage::closed && stage_ != Stage::done; }

 signals:
  void changed();
  void fetched();

 protected:
  void retranslate() override;

 private:
  enum class Stage { closed, asking, running, failed, done };
  void make_fields(QVBoxLayout& layout);
  void make_buttons(QVBoxLayout& layout);
  void set_stage(Stage stage);
  bool has_word(const char* word) const;
  QString command() const;
  void show_command();
  void run();
  void ended(const Result<Done>& result);

  LiveWorkbench& live_;
  LiveFactory& factory_;
  Stage stage_ = Stage::closed;
  Background::Ticket ticket_ = 0;
  std::optional<Error> error_;
  Strong* question_;
  QFrame* ground_;
  Label* command_;
  Body* what_happens_;
  QLineEdit* user_;
  FormRow* user_row_;
  QLineEdit* email_;
  FormRow* email_row_;
  Waiting* waiting_;
  Banner* problem_;
  Banner* done_;
  SecondaryButton* yes_;
  SecondaryButton* no_;
  SecondaryButton* stop_;
  CopyButton* copy_;
};

}  // namespace werkbank
