#include "core/dataset/row_splitter.h"

#include <algorithm>

namespace werkbank {
namespace {

// A quote that is never closed would otherwise make one cell of the rest of the file.
constexpr std::size_t longest_cell = 1U << 20U;
constexpr std::size_t longest_row = 32U << 20U;
constexpr std::size_t most_cells = 1U << 20U;
constexpr char separator = '\x1F';

}  // namespace

std::size_t RowSplitter::take(std::string_view block) {
  std::size_t at = 0;
  while (at < block.size() && !ended_) {
    if (after_carriage_return_) {
      after_carriage_return_ = false;
      if (block[at] == '\n') {
        // Part of the line end that was counted at the carriage return.
        if (state_ == State::quoted) append(block.substr(at, 1));
        ++at;
        continue;
      }
    }
    if (!started_) row_line_ = line_;
    started_ = true;
    at = state_ == State::quoted ? take_quoted(block, at) : take_plain(block, at);
  }
  return at;
}

// Up to the next delimiter, line end or opening quote.
std::size_t RowSplitter::take_plain(std::string_view block, std::size_t at) {
  if (state_ == State::cell_begin && block[at] == '"') {
    state_ = State::quoted;
    return at + 1;
  }
  if (state_ == State::quote_in_quoted && block[at] == '"') {
    append(block.substr(at, 1));
    state_ = State::quoted;
    return at + 1;
  }
  auto end = at;
  while (end < block.size() && block[end] != delimiter_ && block[end] != '\n' && block[end] != '\r') ++end;
  append(block.substr(at, end - at));
  if (end > at) state_ = State::plain;
  if (end == block.size()) return end;
  end_cell();
  if (block[end] != delimiter_) {
    after_carriage_return_ = block[end] == '\r';
    ++line_;
    ended_ = true;
  }
  return end + 1;
}

std::size_t RowSplitter::take_quoted(std::string_view block, std::size_t at) {
  auto end = at;
  while (end < block.size() && block[end] != '"' && block[end] != '\n' && block[end] != '\r') ++end;
  append(block.substr(at, end - at));
  if (end == block.size()) return end;
  if (block[end] == '"') {
    state_ = State::quote_in_quoted;
  } else {
    append(block.substr(end, 1));
    after_carriage_return_ = block[end] == '\r';
    ++line_;
  }
  return end + 1;
}

void RowSplitter::append(std::string_view piece) {
  const std::size_t begin = ends_.empty() ? 0 : ends_.back() + 1;
  const std::size_t kept = text_.size() - std::min(begin, text_.size());
  const std::size_t room =
      std::min(longest_cell - std::min(longest_cell, kept), longest_row - std::min(longest_row, text_.size()));
  if (piece.size() > room || ends_.size() >= most_cells) cut_ = true;
  if (ends_.size() < most_cells) text_.append(piece.substr(0, room));
}

void RowSplitter::end_cell() {
  ++count_;
  state_ = State::cell_begin;
  if (ends_.size() >= most_cells) return;
  ends_.push_back(text_.size());
  text_ += separator;
}

bool RowSplitter::finish() {
  if (ended_) return true;
  if (!started_) return false;
  closed_ = state_ != State::quoted;
  end_cell();
  ended_ = true;
  return true;
}

void RowSplitter::read(CsvRow& row) {
  row.line = row_line_;
  row.count = count_;
  row.closed = closed_;
  row.cut = cut_;
  row.cells.clear();
  row_text_.swap(text_);
  row.text = row_text_;
  std::size_t begin = 0;
  for (const auto end : ends_) {
    row.cells.push_back(row.text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (!row.text.empty()) row.text.remove_suffix(1);
  text_.clear();
  ends_.clear();
  count_ = 0;
  started_ = ended_ = cut_ = false;
  closed_ = true;
  state_ = State::cell_begin;
}

}  // namespace werkbank
