// The five steps with their names: where one is, what is done, and a way back to each.
#pragma once

#include <vector>

#include "ui/style/widgets.h"

namespace werkbank {

class StepBar : public Page {
  Q_OBJECT
 public:
  explicit StepBar(int steps, QWidget* parent = nullptr);
  void set_names(const QStringList& names);
  /// `reachable`: how many steps may be gone to.
  void set_state(int current, int reachable);

 signals:
  void wanted(int step);

 protected:
  void retranslate() override;

 private:
  std::vector<SecondaryButton*> buttons_;
  QStringList names_;
  int current_ = 0;
  int reachable_ = 1;
};

}  // namespace werkbank
