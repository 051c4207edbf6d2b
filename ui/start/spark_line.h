// How hard the GPUs of a job worked of late: a line without axes, and under it in words what it shows.
#pragma once

#include <vector>

#include "ui/style/widgets.h"

namespace werkbank {

class SparkLine : public QWidget {
  Q_OBJECT
 public:
  explicit SparkLine(QWidget* parent = nullptr);
  /// Percentages, 0 to 100, oldest first.
  void set_values(const std::vector<double>& percent);
  /// What the line says, for those who see it too.
  QString text() const { return words_->text(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<double> percent_;
  QWidget* picture_;
  Caption* words_;
};

}  // namespace werkbank
