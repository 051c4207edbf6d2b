// A hard stop of a sign-in: another computer answers than the factory's, or the account is locked. Says what it means,
// what not to do, and whom to call. There is no way around it here.
#pragma once

#include "core/base/result.h"
#include "ui/factories/help_lines.h"

namespace werkbank {

/// Whether this error is one that a person must not try to get past.
bool is_hard_stop(const Error& error);

class SignInStop : public Page {
  Q_OBJECT
 public:
  /// Object names: prefix.stop, prefix.again, and prefix.stop.call and so on.
  explicit SignInStop(const QString& prefix, QWidget* parent = nullptr);
  void set(const Error& error, const Profile& profile);

 signals:
  /// The person has called, or waited, and wants Werkbank to look once more.
  void again_wanted();

 protected:
  void retranslate() override;

 private:
  Error error_;
  Profile profile_;
  IconLabel* sign_;
  Title* title_;
  Body* sentence_;
  Body* meaning_;
  Strong* whom_;
  HelpLines* help_;
  SecondaryButton* again_;
};

}  // namespace werkbank
