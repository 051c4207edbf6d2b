// What all our charts over QCustomPlot have in common: it draws when it is painted and not before, so that one which
// nobody sees costs nothing, and one which is resized, filled and resized again before it is seen is drawn once.
#pragma once

#include <qcustomplot.h>

namespace werkbank {

class Plot : public QCustomPlot {
  Q_OBJECT

 public:
  explicit Plot(QWidget* parent = nullptr);

 protected:
  /// QCustomPlot's layer above all others: what moves with the mouse, and draws no line anew.
  static constexpr const char* moving_layer = "overlay";

  /// Draws what is on that layer.
  void draw_moving();
  /// Draws all of it anew the next time that it is painted.
  void draw_soon();

  void resizeEvent(QResizeEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  bool is_stale_ = true;
};

}  // namespace werkbank
