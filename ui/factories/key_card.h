// One key of this computer: what kind it is, where it lies, whether a passphrase guards it, and a button that copies
// its public half.
#pragma once

#include "ui/factories/copy_button.h"
#include "ui/factories/getting_in.h"

namespace werkbank {

/// The kind of a key as profiles name it: ed25519, ecdsa, rsa, ed25519-sk, ecdsa-sk; empty when it is none of these.
std::string key_kind(const ShownKey& key);

class KeyCard : public Page {
  Q_OBJECT
 public:
  /// The copy button's object name is `name`.
  KeyCard(ShownKey key, const QString& name, QWidget* parent = nullptr);
  /// For who has several keys; with one the steps below it copy it.
  void set_can_copy(bool can_copy) { copy_->setVisible(can_copy); }

 protected:
  void retranslate() override;

 private:
  QString title() const;
  ShownKey key_;
  Strong* title_;
  Caption* place_;
  Label* fingerprint_;
  StatusPill* guarded_;
  CopyButton* copy_;
};

}  // namespace werkbank
