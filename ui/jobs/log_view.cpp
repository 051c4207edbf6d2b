#include "ui/jobs/log_view.h"

#include <algorithm>

#include <QScrollBar>

namespace werkbank {
namespace {

constexpr int log_bar_steps = 1'000'000;  // of a log that is too large to count its rows
constexpr int rows_a_step = 3;

}  // namespace

LogView::LogView(LogBlocks& blocks, QWidget* parent) : QAbstractScrollArea(parent), blocks_(blocks), rows_(blocks) {
  setObjectName(QStringLiteral("log_view"));
  setProperty("kind", QStringLiteral("log"));
  setFocusPolicy(Qt::StrongFocus);
  viewport()->setCursor(Qt::IBeamCursor);
  connect(&blocks_, &LogBlocks::begun_anew, this, &LogView::begin_anew);
  for (const auto signal : {&LogBlocks::looked, &LogBlocks::arrived, &LogBlocks::numbered}) {
    connect(&blocks_, signal, this, &LogView::lay_out);
  }
  connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LogView::bar_moved);
  connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, &LogView::bar_acted);
  measure();
}

void LogView::begin_anew() {
  rows_.forget();
  top_ = {};
  current_.reset();
  chosen_from_.reset();
  goal_offset_.reset();
  goal_line_.reset();
  in_view_.clear();
  widest_ = 0;
  lay_out();
  emit current_changed();
}

int LogView::rows_a_page() const { return std::max(1, viewport()->height() / row_height_); }

void LogView::follow(bool on) {
  if (is_following_ == on) return;
  is_following_ = on;
  emit following_changed(on);
  if (on) lay_out();
}

void LogView::to_end() {
  wants_end_ = true;
  lay_out();
}

void LogView::show_only(std::shared_ptr<const FoundProblems> problems) {
  const bool same_kind = (problems == nullptr) == rows_.shows_all();
  rows_.show_only(std::move(problems));
  if (!same_kind) {
    // Places are other ones there.
    const auto offset = current_offset();
    current_.reset();
    chosen_from_.reset();
    in_view_.clear();
    widest_ = 0;
    if (offset && rows_.shows_all()) {
      goal_offset_ = offset;
    } else {
      to_end();
    }
    emit current_changed();
  }
  lay_out();
}

void LogView::mark(const std::string& words) {
  marked_ = Needle(words);
  viewport()->update();
}

void LogView::go_to_offset(std::uint64_t offset) {
  follow(false);
  wants_end_ = false;
  goal_line_.reset();
  goal_offset_ = offset;
  lay_out();
}

void LogView::go_to_line(std::uint64_t number) {
  follow(false);
  wants_end_ = false;
  goal_line_ = number;
  lay_out();
}

std::optional<std::uint64_t> LogView::current_offset() const {
  return current_ ? std::optional(current_->offset) : std::nullopt;
}

std::optional<std::pair<std::uint64_t, std::uint64_t>> LogView::chosen() {
  if (!current_) return std::nullopt;
  const auto other = chosen_from_.value_or(*current_);
  const auto from = std::min(*current_, other);
  const auto last = std::max(*current_, other);
  const auto row = rows_.at(last);
  return std::pair(from.offset, row && row->place == last ? row->end() : last.offset);
}

/// Finds the place that somebody wants to see, as far as it was read and counted.
void LogView::reach_goal() {
  if (goal_line_) {
    const auto& numbers = blocks_.numbers();
    const auto index = std::min(numbers.block_of(*goal_line_), std::max<std::size_t>(blocks_.count(), 1) - 1);
    const bool is_counted = index < numbers.blocks() || blocks_.all_counted();
    const auto block = is_counted && blocks_.count() > 0 ? blocks_.block(index) : nullptr;
    if (block == nullptr) return;
    const auto in_block = *goal_line_ - std::min(*goal_line_, numbers.first_of(index).value_or(*goal_line_));
    const auto& lines = block->lines;
    const bool began_before = lines.empty() || (in_block == 0 && lines.front().continues);
    goal_offset_ = began_before ? block->begin - std::min<std::uint64_t>(block->begin, 1)
                                : lines[std::min<std::size_t>(in_block, lines.size() - 1)].offset;
    goal_line_.reset();
  }
  if (!goal_offset_) return;
  auto row = rows_.at_offset(*goal_offset_);
  if (!row) return;
  const auto run = rows_.run_of(*row);
  if (run && row->row.hidden() > 0 && row->line().offset > *goal_offset_) {
    rows_.fold(*run, false);
    row = rows_.at_offset(*goal_offset_);
    if (!row) return;
  }
  goal_offset_.reset();
  top_ = row->place;
  for (int i = 0; i < rows_a_page() / 3; ++i) {
    const auto before = rows_.before(top_);
    if (!before) break;
    top_ = before->place;
  }
  set_current(*row, false);
}

/// Puts the top so far up that the last row is the lowest in view.
void LogView::stick_to_end() {
  const auto last = rows_.last();
  if (!last) return;
  wants_end_ = false;
  top_ = last->place;
  for (int i = 1; i < rows_a_page(); ++i) {
    const auto before = rows_.before(top_);
    if (!before) break;
    top_ = before->place;
  }
}

/// Takes the rows from the top on; false when the log ends before the page does.
bool LogView::fill() {
  reads_ = false;
  auto row = rows_.at(top_);
  if (!row) {
    // What was in view stays there until the other is read.
    reads_ = rows_.block_count() > 0;
    if (!reads_) in_view_.clear();
    return true;
  }
  in_view_.clear();
  top_ = row->place;
  const int page = rows_a_page() + 1;  // the lowest may be in view by half
  while (row && static_cast<int>(in_view_.size()) < page) {
    in_view_.push_back(*row);
    row = rows_.next(row->place);
  }
  // What comes next is read before it is needed.
  if (top_.block > 0) rows_.count(top_.block - 1);
  rows_.count(in_view_.back().place.block + 1);
  if (static_cast<int>(in_view_.size()) >= rows_a_page()) return true;
  const auto last = rows_.last();
  reads_ = !last || last->place != in_view_.back().place;
  return reads_ || !rows_.before(top_);
}

void LogView::lay_out() {
  if (is_laying_out_) return;
  is_laying_out_ = true;
  reach_goal();
  for (int i = 0; i < 2; ++i) {  // a bar that comes or goes changes the room
    const auto room = viewport()->size();
    if (is_following_ || wants_end_) stick_to_end();
    if (!fill()) {
      stick_to_end();
      fill();
    }
    set_bars();
    if (viewport()->size() == room) break;
  }
  is_laying_out_ = false;
  viewport()->update();
}

void LogView::set_bars() {
  auto& bar = *verticalScrollBar();
  const QSignalBlocker quiet(bar);
  const auto all = rows_.count_all();
  const int page = rows_a_page();
  if (all) {
    std::size_t value = rows_.index_of(top_);
    for (std::size_t i = 0; i < top_.block; ++i) value += rows_.count(i).value_or(0);
    bar.setRange(0, std::max(0, static_cast<int>(*all) - page));
    bar.setPageStep(page);
    bar.setValue(static_cast<int>(value));
  } else if (!in_view_.empty()) {
    const auto part = [&](std::uint64_t bytes) {
      return static_cast<int>(static_cast<double>(bytes) / static_cast<double>(blocks_.size()) * log_bar_steps);
    };
    const auto last = rows_.last();
    const bool at_end = last && in_view_.back().place == last->place;
    bar.setRange(0, log_bar_steps);
    bar.setPageStep(std::max(log_bar_steps / 50, part(in_view_.back().end() - in_view_.front().place.offset)));
    bar.setValue(at_end ? log_bar_steps : std::min(log_bar_steps - 1, part(top_.offset)));
  } else {
    bar.setRange(0, 0);
  }
  for (const auto& row : in_view_) {
    const auto& line = row.line();
    // Letters of one width, but for some; more than fits in a bar is no use.
    widest_ = std::max(widest_, static_cast<int>(line.text_size + 24) * digit_);
  }
  const int room = viewport()->width() - text_left();
  horizontalScrollBar()->setRange(0, std::max(0, widest_ - room));
  horizontalScrollBar()->setPageStep(std::max(1, room));
  horizontalScrollBar()->setSingleStep(digit_ * 4);
}

/// The person dragged the bar, or pressed beside it.
void LogView::bar_moved(int value) {
  wants_end_ = false;
  const auto all = rows_.count_all();
  if (all) {
    if (const auto row = rows_.nth(static_cast<std::size_t>(value))) top_ = row->place;
  } else if (value == verticalScrollBar()->maximum()) {
    return to_end();
  } else {
    const auto offset =
        static_cast<std::uint64_t>(static_cast<double>(blocks_.size()) * value / verticalScrollBar()->maximum());
    top_ = {static_cast<std::size_t>(offset / LogFile::block_size), offset};
  }
  if (value < verticalScrollBar()->maximum()) follow(false);
  lay_out();
}

/// Steps are rows, also where the bar goes by bytes.
void LogView::bar_acted(int action) {
  switch (static_cast<QAbstractSlider::SliderAction>(action)) {
    case QAbstractSlider::SliderSingleStepAdd:
      return scroll_rows(rows_a_step);
    case QAbstractSlider::SliderSingleStepSub:
      return scroll_rows(-rows_a_step);
    case QAbstractSlider::SliderPageStepAdd:
      return scroll_rows(rows_a_page() - 1);
    case QAbstractSlider::SliderPageStepSub:
      return scroll_rows(1 - rows_a_page());
    case QAbstractSlider::SliderNoAction:
    case QAbstractSlider::SliderToMinimum:
    case QAbstractSlider::SliderToMaximum:
    case QAbstractSlider::SliderMove:
      return;
  }
}

void LogView::scroll_rows(int rows) {
  const auto from = top_;
  wants_end_ = false;
  for (int i = 0; i < std::abs(rows); ++i) {
    const auto row = rows < 0 ? rows_.before(top_) : rows_.next(top_);
    if (!row) break;
    top_ = row->place;
  }
  if (rows < 0 && top_ != from) follow(false);
  lay_out();
}

void LogView::scrollContentsBy(int dx, int /*dy*/) {
  if (dx != 0) viewport()->update();
}

void LogView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  lay_out();
}

void LogView::changeEvent(QEvent* event) {
  QAbstractScrollArea::changeEvent(event);
  if (event->type() != QEvent::StyleChange && event->type() != QEvent::FontChange) return;
  measure();
  lay_out();
}

}  // namespace werkbank
