// CurvePlot with the curves of several variants in one chart.
#include <algorithm>
#include <iterator>

#include "ui/charts/curve_plot.h"

namespace werkbank {
namespace {

/// How one of several curves looks, so that nobody needs to see colours.
struct Look {
  Qt::PenStyle dashes;
  QCPScatterStyle::ScatterShape mark;
};
constexpr Look looks[] = {{Qt::SolidLine, QCPScatterStyle::ssDisc},
                          {Qt::DashLine, QCPScatterStyle::ssSquare},
                          {Qt::DashDotLine, QCPScatterStyle::ssTriangle},
                          {Qt::DotLine, QCPScatterStyle::ssDiamond},
                          {Qt::DashLine, QCPScatterStyle::ssTriangleInverted},
                          {Qt::DashDotDotLine, QCPScatterStyle::ssCircle},
                          {Qt::DotLine, QCPScatterStyle::ssCross},
                          {Qt::DashDotLine, QCPScatterStyle::ssPlus}};
constexpr int marks_on_a_line = 12;

}  // namespace

void CurvePlot::set_together(std::vector<NamedCurve> curves, CurveAxis axis, const std::string& value) {
  lines_.clear();
  other_lines_.clear();
  together_ = std::move(curves);
  set_axis(axis, value);
  baseline_.reset();
  build();
}

void CurvePlot::add_together(const NamedCurve& curve, std::size_t index) {
  const Look& look = looks[index % std::size(looks)];
  const QColor color = current_theme().chart(static_cast<int>(index));
  for (const CurveLine& line : curve.lines) {
    QCPGraph* graph = addGraph();
    for (const auto& [place, value] : line.points) graph->addData(place, on_axis(value));
    QPen pen(color, curve.is_best ? 3 : 1.25, look.dashes);
    pen.setJoinStyle(Qt::RoundJoin);
    graph->setPen(pen);
    // Marks at every point would hide the dashes.
    graph->setScatterStyle(QCPScatterStyle(look.mark, QPen(color, 1.25), QBrush(color), curve.is_best ? 8 : 6));
    graph->setScatterSkip(std::max(0, graph->dataCount() / marks_on_a_line - 1));
    graph->setName(curve.name);
    if (!line.is_latest) graph->removeFromLegend();
  }
}

std::vector<const CurveLine*> CurvePlot::all_lines() const {
  std::vector<const CurveLine*> all;
  for (const auto* lines : {&lines_, &other_lines_}) {
    for (const CurveLine& line : *lines) all.push_back(&line);
  }
  for (const NamedCurve& curve : together_) {
    for (const CurveLine& line : curve.lines) all.push_back(&line);
  }
  return all;
}

}  // namespace werkbank
