// A job's moments on one chart of a time axis: a line for each, the time in the queue as a grey stretch, and above the
// first chart the words that have room.
#pragma once

#include <vector>

#include <qcustomplot.h>

#include "ui/charts/marks.h"

namespace werkbank {

/// A word as it was drawn last: pixels of the plot.
struct PlacedWord {
  QString text;
  double left = 0;
  double right = 0;
};

class MarkItem : public QCPAbstractItem {
 public:
  /// Belongs to `plot`. `with_words`: the words stand in the margin above `rect`.
  MarkItem(QCustomPlot& plot, QCPAxisRect& rect, bool with_words);
  /// The axis counts seconds from `origin` (unix seconds).
  void set(const std::vector<TimeMark>& marks, double origin);
  void set_words(bool shown) { with_words_ = shown; }
  const std::vector<TimeMark>& marks() const { return marks_; }
  const std::vector<PlacedWord>& words() const { return words_; }
  /// Height that the words need above the chart; 0 without marks.
  int word_height() const;

  double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

 protected:
  void draw(QCPPainter* painter) override;

 private:
  double place_of(const TimeMark& mark) const;
  std::vector<const TimeMark*> lines_with_room() const;
  void draw_queue(QCPPainter& painter) const;
  void draw_words(QCPPainter& painter);

  QCPAxisRect* rect_;
  bool with_words_;
  std::vector<TimeMark> marks_;
  double origin_ = 0;
  std::vector<PlacedWord> words_;
};

}  // namespace werkbank
