// The strip at the bottom, there only while something moves: an upload or a fetch.
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

 protected:
  void retranslate() override;

 private:
  void show_moving(const QString& uuid, const Moving& moving);

  LiveWorkbench& live_;
  IconLabel* icon_;
  ProgressLine* progress_;
  SecondaryButton* button_;
  QString uuid_;  ///< of the transfer on show
  bool is_closing_ = false;
  bool is_quiet_ = false;
};

}  // namespace werkbank
