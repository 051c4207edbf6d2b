// GpuPlot with many GPUs: in place of the first chart a map of the use, a row for each GPU.
#include <cmath>
#include <limits>

#include "ui/charts/gpu_plot.h"
#include "ui/charts/plotted.h"
#include "ui/style/page.h"

namespace werkbank {
namespace {

constexpr double map_height = 2.6;  ///< of the other charts
constexpr double pixels_a_column = 3;
constexpr double least_columns = 100;
constexpr double most_map_columns = 800;

QColor mixed(const QColor& a, const QColor& b, float share) {
  return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * share, a.greenF() + (b.greenF() - a.greenF()) * share,
                          a.blueF() + (b.blueF() - a.blueF()) * share);
}

/// From nearly the ground (idle) to the accent and beyond it (busy): by lightness, so that it also reads in grey.
QCPColorGradient gradient_of(const Theme& theme) {
  constexpr float idle = 0.14F;
  constexpr float beyond = 0.55F;
  QCPColorGradient gradient;
  gradient.clearColorStops();
  const QColor ground = theme.color(Role::surface);
  const QColor accent = theme.color(Role::accent);
  gradient.setColorStopAt(0, mixed(ground, theme.color(Role::muted), idle));
  gradient.setColorStopAt(0.6, accent);
  gradient.setColorStopAt(1, mixed(accent, theme.color(Role::text), beyond));
  gradient.setNanHandling(QCPColorGradient::nhNanColor);
  gradient.setNanColor(ground);
  return gradient;
}

}  // namespace

void GpuPlot::make_map() {
  Pane& pane = panes_[0];
  QCPAxis* rows = pane.rect->axis(QCPAxis::atLeft);
  plotLayout()->setRowStretchFactor(1, is_combined() ? map_height : 1);
  name_panes();
  rows->setRangeReversed(is_combined());
  rows->grid()->setVisible(!is_combined());
  if (!is_combined()) {
    if (map_ != nullptr) removePlottable(map_);
    map_ = nullptr;
    rows->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    rows->ticker()->setTickCount(4);
    return;
  }
  if (map_ == nullptr) map_ = new QCPColorMap(pane.rect->axis(QCPAxis::atBottom), rows);
  map_->setInterpolate(false);
  map_->setTightBoundary(false);
  map_->setAntialiased(false);
  map_->setDataRange({0, 100});
  map_->setGradient(gradient_of(current_theme()));
  name_rows();
}

/// The host in the middle of its rows; of a single host the number of every GPU for which there is room.
void GpuPlot::name_rows() {
  const QSharedPointer<QCPAxisTickerText> names(new QCPAxisTickerText);
  const bool one_host = series_.front().host == series_.back().host;
  const std::size_t each = one_host ? std::max<std::size_t>(1, series_.size() / 16) : 1;
  for (std::size_t first = 0; first < series_.size();) {
    std::size_t last = first;
    if (!one_host) {
      while (last + 1 < series_.size() && series_[last + 1].host == series_[first].host) ++last;
    }
    constexpr std::size_t longest = 14;
    const auto name = one_host ? QString::number(series_[first].index)
                               : QString::fromStdString(short_host(series_[first].host, longest));
    names->addTick(static_cast<double>(first + last + 1) / 2, name);
    first = one_host ? first + each : last + 1;
  }
  panes_[0].rect->axis(QCPAxis::atLeft)->setTicker(names);
  panes_[0].rect->axis(QCPAxis::atLeft)->setRange(0, static_cast<double>(series_.size()));
}

void GpuPlot::fill_map() {
  const QCPRange seen = visible();
  const double width = std::clamp(panes_[0].rect->width() / pixels_a_column, least_columns, most_map_columns);
  const auto heat = heat_rows(series_, GpuMetric::utilisation, origin_ + seen.lower, origin_ + seen.upper,
                              static_cast<std::size_t>(width));
  const auto rows = static_cast<int>(heat.rows.size());
  const auto columns = static_cast<int>(heat.columns);
  QCPColorMapData& data = *map_->data();
  data.setSize(columns, rows);
  // QCustomPlot wants the middles of the first and last cell.
  const double half = seen.size() / columns / 2;
  data.setRange({seen.lower + half, seen.upper - half}, {0.5, rows - 0.5});
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      data.setCell(column, row, heat.rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
    }
  }
}

void GpuPlot::restyle_map() {
  if (map_ != nullptr) map_->setGradient(gradient_of(current_theme()));
}

std::optional<std::size_t> GpuPlot::row_at(const QPoint& place) const {
  if (!is_combined() || !panes_[0].rect->rect().contains(place)) return {};
  const double row = panes_[0].rect->axis(QCPAxis::atLeft)->pixelToCoord(place.y());
  if (row < 0 || row >= static_cast<double>(series_.size())) return {};
  return static_cast<std::size_t>(row);
}

}  // namespace werkbank
