// The strip at the bottom, there only while something moves: an upload, a fetch, or a connection to be made again.
#pragma once

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class ActivityStrip : public Page {
  Q_OBJECT
 public:
  explicit ActivityStrip(LiveWorkbench& live, QWidget* parent = nullptr);
  /// The window is closing: says so, whatever else moves.
  void show_closing();
  /// The page on show says it all itself.
  void set_quiet(bool quiet);

 signals:
  /// Signing in needs the person's answers.
  void factory_wanted();

 protected:
  void retranslate() override;

 private:
  void show_moving(const QString& uuid, const Moving& moving);
  void press();

  LiveWorkbench& live_;
  IconLabel* icon_;
  Body* sentence_;
  ProgressLine* progress_;
  SecondaryButton* button_;
  QString uuid_;  ///< of the transfer on show
  bool is_closing_ = false;
  bool is_quiet_ = false;
};

}  // namespace werkbank
