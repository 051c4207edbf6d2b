// What to do with a key at this factory: copy its public half, hand it in on the factory's page, wait, sign in.
#pragma once

#include "core/factory/profile.h"
#include "ui/factories/copy_button.h"
#include "ui/factories/getting_in.h"

namespace werkbank {

class KeySteps : public Page {
  Q_OBJECT
 public:
  /// Object names: keys.copy, keys.open_page, keys.sign_in.
  explicit KeySteps(QWidget* parent = nullptr);
  /// While `is_signed_in` these steps are the other way: the key can be handed in with one press.
  void set(const ShownKey& key, const Profile& profile, bool is_signed_in);

 signals:
  void sign_in_wanted();

 protected:
  void retranslate() override;

 private:
  QWidget* step(Strong* what, Body* how, QWidget* button);
  ShownKey key_;
  Profile profile_;
  bool is_signed_in_ = false;
  int steps_ = 0;
  Title* title_;
  Banner* wrong_kind_;
  Strong* copy_title_;
  Body* copy_words_;
  CopyButton* copy_;
  Strong* hand_in_title_;
  Body* hand_in_words_;
  SecondaryButton* open_;
  Strong* wait_title_;
  Body* wait_words_;
  SecondaryButton* sign_in_;
};

}  // namespace werkbank
