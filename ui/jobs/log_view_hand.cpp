// What the keyboard and the mouse do in a log.
#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include "ui/jobs/log_view.h"

namespace werkbank {
namespace {

constexpr int turn_a_row = 120 / 3;  // eighths of a degree

}  // namespace

void LogView::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) {
    emit copy_wanted();
  } else if (event->matches(QKeySequence::SelectAll)) {
    const auto first = rows_.first();
    const auto last = rows_.last();
    // The ends of a large log may not have been read; their places are known all the same.
    chosen_from_ = first ? first->place : LogPlace{};
    current_ = last ? last->place : LogPlace{rows_.block_count(), blocks_.size()};
    viewport()->update();
    emit current_changed();
  } else if (!move_by_key(event)) {
    QAbstractScrollArea::keyPressEvent(event);
  }
}

bool LogView::move_by_key(QKeyEvent* event) {
  const bool choosing = event->modifiers().testFlag(Qt::ShiftModifier);
  auto* across = horizontalScrollBar();
  switch (event->key()) {
    case Qt::Key_Up:
      move_current(-1, choosing);
      return true;
    case Qt::Key_Down:
      move_current(1, choosing);
      return true;
    case Qt::Key_PageUp:
      move_current(1 - rows_a_page(), choosing);
      return true;
    case Qt::Key_PageDown:
      move_current(rows_a_page() - 1, choosing);
      return true;
    case Qt::Key_Home:
      to_begin(choosing);
      return true;
    case Qt::Key_End:
      if (const auto last = rows_.last()) {
        set_current(*last, choosing);
      } else {
        goal_offset_ = blocks_.size();
      }
      to_end();
      return true;
    case Qt::Key_Left:
      across->value() > 0 ? across->setValue(across->value() - across->singleStep()) : fold_by_key(true);
      return true;
    case Qt::Key_Right:
      fold_by_key(false);
      return true;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (!current_) return false;
      if (const auto row = rows_.at(*current_)) toggle_fold(*row);
      return true;
    default:
      return false;
  }
}

void LogView::to_begin(bool choosing) {
  follow(false);
  wants_end_ = false;
  top_ = {};
  if (const auto first = rows_.first()) {
    set_current(*first, choosing);
  } else if (choosing && current_) {
    chosen_from_ = chosen_from_.value_or(*current_);
    current_ = LogPlace{};
  } else {
    goal_offset_ = 0;
  }
  lay_out();
}

/// The first press chooses a line in view: the lowest when one follows the end, else the highest.
void LogView::move_current(int rows, bool choosing) {
  if (in_view_.empty()) return;
  if (!current_) {
    const auto full = std::min<std::size_t>(in_view_.size(), static_cast<std::size_t>(rows_a_page()));
    set_current(is_following_ ? in_view_[full - 1] : in_view_.front(), false);
    if (!is_following_ || rows > 0) return show_current();
  }
  auto row = rows_.at(*current_);
  for (int i = 0; row && i < std::abs(rows); ++i) {
    const auto other = rows < 0 ? rows_.before(row->place) : rows_.next(row->place);
    if (!other) break;
    row = other;
  }
  if (!row) return;
  const bool upwards = row->place < *current_;
  set_current(*row, choosing);
  if (upwards && *current_ < in_view_.front().place) follow(false);
  show_current();
}

void LogView::set_current(const LogRowInView& row, bool choosing) {
  const bool changes = current_ != row.place;
  if (choosing && !chosen_from_) chosen_from_ = current_;
  if (!choosing) chosen_from_.reset();
  current_ = row.place;
  viewport()->update();
  if (!changes) return;
  setAccessibleDescription(current_words());
  QAccessibleEvent said(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&said);
  emit current_changed();
}

/// Scrolls no further than it must.
void LogView::show_current() {
  if (!current_ || in_view_.empty()) return;
  const auto full = std::min<std::size_t>(in_view_.size(), static_cast<std::size_t>(rows_a_page()));
  if (*current_ < in_view_.front().place) {
    top_ = *current_;
  } else if (*current_ > in_view_[full - 1].place) {
    top_ = *current_;
    for (int i = 1; i < rows_a_page(); ++i) {
      const auto before = rows_.before(top_);
      if (!before) break;
      top_ = before->place;
    }
  }
  lay_out();
}

void LogView::toggle_fold(const LogRowInView& row) {
  if (!rows_.shows_all()) return emit opened(row.place.offset);
  const auto run = rows_.run_of(row);
  if (!run) return;
  const bool folds = rows_.is_unfolded(*run);
  rows_.fold(*run, folds);
  if (current_ && folds) current_ = *run;
  if (top_.block == run->block && folds && top_ > *run) top_ = std::min(top_, *run);
  lay_out();
  setAccessibleDescription(current_words());
}

void LogView::fold_by_key(bool folded) {
  const auto row = current_ ? rows_.at(*current_) : std::nullopt;
  const auto run = row ? rows_.run_of(*row) : std::nullopt;
  if (run && rows_.shows_all() && rows_.is_unfolded(*run) == folded) return toggle_fold(*row);
  if (!folded) horizontalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
}

const LogRowInView* LogView::row_at(int y) const {
  if (in_view_.empty()) return nullptr;
  const auto index = static_cast<std::size_t>(std::max(0, y) / row_height_);
  return index < in_view_.size() ? &in_view_[index] : nullptr;
}

void LogView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QAbstractScrollArea::mousePressEvent(event);
  const auto* row = row_at(event->pos().y());
  if (row == nullptr) return;
  const LogRowInView pressed = *row;
  set_current(pressed, event->modifiers().testFlag(Qt::ShiftModifier));
  const bool on_sign = event->pos().x() < text_left() && event->pos().x() >= text_left() - 2 * row_height_;
  if (on_sign && rows_.shows_all()) toggle_fold(pressed);
}

void LogView::mouseMoveEvent(QMouseEvent* event) {
  if (!event->buttons().testFlag(Qt::LeftButton) || in_view_.empty()) return;
  const int y = event->pos().y();
  if (y < 0) scroll_rows(-1);
  if (y > viewport()->height()) scroll_rows(1);
  const auto* row = row_at(std::min(y, viewport()->height() - 1));
  const LogRowInView reached = row == nullptr ? in_view_.back() : *row;
  set_current(reached, true);
}

void LogView::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto* row = row_at(event->pos().y());
  if (row == nullptr || event->pos().x() < text_left()) return;
  const LogRowInView pressed = *row;
  toggle_fold(pressed);
}

void LogView::wheelEvent(QWheelEvent* event) {
  const QPoint turn = event->angleDelta();
  const bool across = std::abs(turn.x()) > std::abs(turn.y()) || event->modifiers().testFlag(Qt::ShiftModifier);
  if (across) {
    auto* bar = horizontalScrollBar();
    const int delta = turn.x() != 0 ? turn.x() : turn.y();
    bar->setValue(bar->value() - delta * digit_ / 15);
  } else {
    wheel_ += turn.y();
    const int rows = wheel_ / turn_a_row;
    wheel_ -= rows * turn_a_row;
    if (rows != 0) scroll_rows(-rows);
  }
  event->accept();
}

void LogView::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

}  // namespace werkbank
