// Making a key: one button, and a passphrase for who wants one.
#pragma once

#include <QCheckBox>

#include "core/base/secret.h"
#include "ui/style/widgets.h"

class QLineEdit;

namespace werkbank {

class KeyForm : public Page {
  Q_OBJECT
 public:
  /// With `can_keep` the person is asked whether the passphrase is to be kept on this computer. Object names:
  /// keys.make, keys.passphrase, keys.passphrase_again, keys.keep.
  explicit KeyForm(bool can_keep, QWidget* parent = nullptr);
  /// While a key is being made nothing can be pressed.
  void set_busy(bool busy);
  void clear();

 signals:
  /// The passphrase is empty when none is wanted.
  void make_wanted(const werkbank::Secret& passphrase, bool is_to_be_kept);

 protected:
  void retranslate() override;

 private:
  void make();
  void look_at_fields();
  Body* what_;
  QLineEdit* passphrase_;
  FormRow* row_;
  QLineEdit* again_;
  FormRow* again_row_;
  const bool can_keep_;
  QCheckBox* keep_;
  SecondaryButton* make_;
};

}  // namespace werkbank
