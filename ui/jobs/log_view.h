// The lines of a job's log, of any size: paints what is in view and reads no more than that. One line is the current
// one; with Shift, or by dragging, a stretch is chosen.
//
// Not a list view with a model: a log may have thirty million lines of which nobody knows the number before all of it
// was read, so the scroll bar goes by bytes until the log is small enough to count.
#pragma once

#include <QAbstractScrollArea>

#include "ui/jobs/log_rows.h"
#include "ui/style/theme.h"

namespace werkbank {

class LogView : public QAbstractScrollArea {
  Q_OBJECT

 public:
  explicit LogView(LogBlocks& blocks, QWidget* parent = nullptr);

  /// Whether the last line stays in view while the log grows. Scrolling up ends it.
  bool is_following() const { return is_following_; }
  void follow(bool on);
  void to_end();
  /// Only these lines instead of all; null: all.
  void show_only(std::shared_ptr<const FoundProblems> problems);
  /// Marks these words wherever they are in view.
  void mark(const std::string& words);
  /// Makes the line at this byte of the file the current one, in view as soon as it was read; unfolds what hides it.
  void go_to_offset(std::uint64_t offset);
  /// The same for a line by its number, from 1, as soon as so many lines were counted.
  void go_to_line(std::uint64_t number);
  /// Where the current line stands in the file; empty when there is none.
  std::optional<std::uint64_t> current_offset() const;
  /// Whether more than the current line is chosen.
  bool has_choice() const { return current_ && chosen_from_ && *current_ != *chosen_from_; }
  /// The chosen bytes of the file, from and until: of the current line when no more is chosen; empty when none is.
  std::optional<std::pair<std::uint64_t, std::uint64_t>> chosen();
  /// The words of the current line, with its level: what a screen reader says.
  QString current_words();
  /// The rows in view, from the top.
  const std::vector<LogRowInView>& in_view() const { return in_view_; }
  LogRows& rows() { return rows_; }
  QSize sizeHint() const override { return {640, 320}; }

 signals:
  void following_changed(bool on);
  void current_changed();
  void copy_wanted();
  /// The person opened a line of those that are shown instead of all.
  void opened(std::uint64_t offset);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;

 private:
  // log_view.cpp: what is in view
  void begin_anew();
  void lay_out();
  bool fill();
  void stick_to_end();
  void reach_goal();
  void set_bars();
  void bar_moved(int value);
  void bar_acted(int action);
  void scroll_rows(int rows);
  void end_following_above_end();
  int rows_a_page() const;

  // log_view_hand.cpp: keyboard and mouse
  bool move_by_key(QKeyEvent* event);
  void to_begin(bool choosing);
  void move_current(int rows, bool choosing);
  void set_current(const LogRowInView& row, bool choosing);
  void show_current();
  void toggle_fold(const LogRowInView& row);
  void fold_by_key(bool folded);
  const LogRowInView* row_at(int y) const;

  // log_view_paint.cpp
  void measure();
  void paint_row(QPainter& painter, const LogRowInView& row, const QRect& place);
  void paint_sign(QPainter& painter, const LogRowInView& row, const QRect& place);
  int paint_fold(QPainter& painter, const LogRowInView& row, QRect place);
  void paint_marks(QPainter& painter, const QString& text, std::string_view bytes, const QRect& place);
  QString fold_words(const LogRowInView& row) const;
  bool is_chosen(const LogRowInView& row) const;
  int text_left() const;

  LogBlocks& blocks_;
  LogRows rows_;
  LogPlace top_;
  std::optional<LogPlace> current_;
  std::optional<LogPlace> chosen_from_;
  std::optional<std::uint64_t> goal_offset_;
  std::optional<std::uint64_t> goal_line_;
  std::vector<LogRowInView> in_view_;
  bool wants_end_ = false;  ///< the last rows, as soon as they are read
  bool reads_ = false;      ///< something of what should be in view is not there yet
  bool is_following_ = true;
  bool is_laying_out_ = false;
  int wheel_ = 0;  ///< what is left of a turn, in eighths of a degree
  Needle marked_{std::string_view()};
  int row_height_ = 1;
  int digit_ = 1;
  int widest_ = 0;
};

}  // namespace werkbank
