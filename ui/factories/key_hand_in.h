// Handing in a key for who is signed in already: one button adds it to the person's account, and from then on it opens
// the factory.
#pragma once

#include <optional>

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class KeyHandIn : public Page {
  Q_OBJECT
 public:
  /// There only while one is signed in to a factory that is no practice one. Object names: keys.hand_in,
  /// keys.hand_in_problem, keys.handed_in.
  KeyHandIn(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);
  void set(const std::optional<ShownKey>& key);
  bool is_done() const { return stage_ == Stage::done; }

 signals:
  void handed_in();

 protected:
  void retranslate() override;

 private:
  enum class Stage { before, running, failed, done };
  void hand_in();
  void ended(const Result<Done>& result);

  LiveWorkbench& live_;
  LiveFactory& factory_;
  std::optional<ShownKey> key_;
  Stage stage_ = Stage::before;
  std::optional<Error> error_;
  Strong* title_;
  Body* what_;
  SecondaryButton* button_;
  Waiting* waiting_;
  Banner* problem_;
  Banner* done_;
};

}  // namespace werkbank
