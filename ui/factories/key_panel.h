// My keys: what a key is, the keys of this computer, making one, and what to do with it at this factory.
#pragma once

#include <vector>

#include "ui/factories/key_card.h"
#include "ui/factories/key_form.h"
#include "ui/factories/key_hand_in.h"
#include "ui/factories/key_steps.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

class KeyPanel : public Page {
  Q_OBJECT
 public:
  KeyPanel(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);
  /// Looks on this computer again; keys_known follows.
  void read_keys();
  /// Puts the keyboard where a key is made.
  void begin_making();

 signals:
  void keys_known(int count);
  void sign_in_wanted();

 protected:
  void retranslate() override;

 private:
  void make_key(const Secret& passphrase, bool is_to_be_kept);
  void made_key(const ShownKey& key, const Secret& passphrase, bool is_to_be_kept);
  void show_keys();
  void show_steps();
  void show_problem(const Error& error);

  LiveWorkbench& live_;
  LiveFactory& factory_;
  std::vector<ShownKey> keys_;
  bool are_known_ = false;
  bool makes_ = false;
  bool wants_another_ = false;
  Title* title_;
  Body* what_;
  Banner* problem_;
  Banner* made_;
  Waiting* waiting_;
  QVBoxLayout* list_;
  SecondaryButton* another_;
  KeyForm* form_;
  Line* line_;
  KeyHandIn* hand_in_;
  KeySteps* steps_;
};

}  // namespace werkbank
