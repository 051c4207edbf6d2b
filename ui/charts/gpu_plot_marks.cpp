// GpuPlot's marks: the lines of attempts, the last save and the end, with their words above the first chart.
#include "ui/charts/chart_words.h"
#include "ui/charts/gpu_plot.h"

namespace werkbank {

void GpuPlot::make_marks() {
  for (QCPItemStraightLine* line : mark_lines_) removeItem(line);
  for (const auto& [text, mark] : mark_words_) removeItem(text);
  mark_lines_.clear();
  mark_words_.clear();
  const Theme theme = current_theme();
  for (const TimeMark& mark : marks_) {
    if (mark.kind == TimeMark::Kind::started) continue;  // The axis itself begins there.
    for (const Pane& pane : panes_) {
      auto* line = new QCPItemStraightLine(this);
      line->setClipAxisRect(pane.rect);
      for (QCPItemPosition* point : {line->point1, line->point2}) {
        point->setAxes(pane.rect->axis(QCPAxis::atBottom), pane.rect->axis(QCPAxis::atLeft));
        point->setAxisRect(pane.rect);
        point->setCoords(mark.time - origin_, point == line->point1 ? 0 : 1);
      }
      line->setPen(QPen(theme.color(Role::muted), 1, Qt::DashLine));
      mark_lines_.push_back(line);
    }
    auto* text = new QCPItemText(this);
    text->setClipToAxisRect(false);
    text->position->setTypeX(QCPItemPosition::ptPlotCoords);
    text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    text->position->setAxes(panes_[0].rect->axis(QCPAxis::atBottom), panes_[0].rect->axis(QCPAxis::atLeft));
    text->position->setAxisRect(panes_[0].rect);
    text->position->setCoords(mark.time - origin_, 0);
    text->setPadding(QMargins(px(Space::hair), 0, px(Space::hair), 0));
    text->setFont(theme.font(Type::caption));
    text->setColor(theme.color(Role::muted));
    text->setText(mark_word(mark));
    mark_words_.push_back({text, mark});
  }
}

void GpuPlot::place_mark_words() {
  const QCPRange seen = visible();
  for (auto& [text, mark] : mark_words_) {
    const double key = mark.time - origin_;
    const bool late = key > seen.center();
    text->setPositionAlignment((late ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignBottom);
    text->setVisible(seen.contains(key));
  }
}

}  // namespace werkbank
