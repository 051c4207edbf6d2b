// A line without axes, as high as a line of text: how hard the GPUs of a job worked of late.
#pragma once

#include <vector>

#include <QWidget>

namespace werkbank {

class SparkLine : public QWidget {
  Q_OBJECT
 public:
  explicit SparkLine(QWidget* parent = nullptr);
  /// Percentages, 0 to 100, oldest first.
  void set_values(const std::vector<double>& percent);
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<double> percent_;
};

}  // namespace werkbank
