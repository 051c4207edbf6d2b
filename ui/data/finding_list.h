// What the checks found, one line each: what is wrong, where exactly, and what to do about it.
#pragma once

#include <vector>

#include "core/dataset/data_check.h"
#include "ui/style/widgets.h"

namespace werkbank {

class FindingList : public Page {
  Q_OBJECT
 public:
  explicit FindingList(QWidget* parent = nullptr);
  void show_findings(const std::vector<Finding>& findings);

 protected:
  void retranslate() override;

 private:
  void rebuild();
  QWidget* line_of(const Finding& finding);
  QString place_of(const Finding& finding) const;

  std::vector<Finding> findings_;
  std::size_t shown_ = 0;
  QVBoxLayout* lines_;
  LinkButton* more_;
};

}  // namespace werkbank
