#include "ui/charts/plot.h"

#include "ui/charts/plot_look.h"

namespace werkbank {

Plot::Plot(QWidget* parent) : QCustomPlot(parent) {
  unsetLocale();  // QCustomPlot fixes one; numbers on the axes follow the window's
  setMouseTracking(true);
  setPlottingHint(QCP::phFastPolylines);
  layer(QLatin1String(moving_layer))->setMode(QCPLayer::lmLogical);
}

/// A picture of its own is as large as the plot: it is made when something moves for the first time.
void Plot::draw_moving() {
  QCPLayer* moving = layer(QLatin1String(moving_layer));
  if (moving->mode() == QCPLayer::lmBuffered) return moving->replot();
  moving->setMode(QCPLayer::lmBuffered);
  draw_soon();
}

void Plot::draw_soon() {
  is_stale_ = true;
  update();
}

/// QCustomPlot draws at once, and while a page takes its form a plot gets several sizes.
void Plot::resizeEvent(QResizeEvent*) {
  setViewport(rect());
  draw_soon();
}

void Plot::paintEvent(QPaintEvent* event) {
  if (is_stale_) {
    is_stale_ = false;
    replot(rpQueuedRefresh);
  }
  QCustomPlot::paintEvent(event);
  if (hasFocus()) paint_focus(*this);
}

}  // namespace werkbank
