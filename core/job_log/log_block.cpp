#include "core/job_log/log_block.h"

#include <algorithm>

#include "core/job_log/line_kinds.h"
#include "core/job_log/log_line.h"
#include "core/job_log/log_text.h"

namespace werkbank {
namespace {

bool is_plain(char c) { return c == '\t' || (c >= ' ' && c <= '~'); }

std::string_view without_line_end(std::string_view raw) {
  if (raw.ends_with('\n')) raw.remove_suffix(1);
  while (!raw.empty() && (raw.back() == '\r' || raw.back() == ' ' || raw.back() == '\t')) raw.remove_suffix(1);
  return raw;
}

/// How many bytes of `text` to show, never ending inside a character.
std::size_t shown_size(std::string_view text) {
  if (text.size() <= LogBlock::longest_text) return text.size();
  std::size_t size = LogBlock::longest_text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return size;
}

/// Where the rank stands in `text`, which begins with it and what is around it.
void mark_rank(ShownLine& line, std::string_view text, const std::string& rank) {
  if (rank.empty()) return;
  const auto at = text.find(rank);
  if (at == std::string_view::npos || at + rank.size() > 255) return;
  line.rank_at = static_cast<std::uint8_t>(at);
  line.rank_size = static_cast<std::uint8_t>(rank.size());
}

/// What the line is, by the words after its rank.
void grade(ShownLine& line, std::string_view text) {
  const auto read = read_log_line(text);
  mark_rank(line, text, read.rank);
  line.level = level_of(read.text);
  const bool quiet = line.level == LogLevel::ordinary;
  line.is_progress = quiet && (is_progress(read.text) || is_bar(read.text));
}

void add_shown(LogBlock& block, std::string_view text, ShownLine line) {
  const auto size = shown_size(text);
  line.text_at = static_cast<std::uint32_t>(block.text.size());
  line.text_size = static_cast<std::uint32_t>(size);
  line.left_out = static_cast<std::uint32_t>(text.size() - size);
  grade(line, text.substr(0, size));
  block.text += text.substr(0, size);
  block.lines.push_back(line);
}

void find_folds(LogBlock& block) {
  block.folds.clear();
  const auto count = static_cast<std::uint32_t>(block.lines.size());
  for (std::uint32_t i = 0; i < count;) {
    std::uint32_t after = i;
    while (after < count && block.lines[after].is_progress) ++after;
    if (after - i >= LogBlock::shortest_fold) block.folds.push_back({i, after - i});
    i = std::max(after, i + 1);
  }
}

}  // namespace

std::size_t LogBlock::cost() const {
  return sizeof(LogBlock) + text.capacity() + lines.capacity() * sizeof(ShownLine) + folds.capacity() * sizeof(Fold);
}

std::string shown_text(std::string_view raw) {
  raw = without_line_end(raw);
  return std::string(std::ranges::all_of(raw, is_plain) ? raw : without_line_end(readable_log(raw)));
}

void add_line(LogBlock& block, std::string_view raw, std::uint64_t offset, bool continues) {
  ShownLine line;
  line.offset = offset;
  line.size = static_cast<std::uint32_t>(raw.size());
  line.continues = continues;
  const auto words = without_line_end(raw);
  if (std::ranges::all_of(words, is_plain)) return add_shown(block, words, line);
  const std::string readable = readable_log(words);
  add_shown(block, without_line_end(readable), line);
}

void add_lines(LogBlock& block, std::string_view raw, bool continues) {
  while (!raw.empty()) {
    const auto end = std::min(raw.find('\n'), raw.size() - 1) + 1;
    block.is_open = raw[end - 1] != '\n';
    add_line(block, raw.substr(0, end), block.end, continues);
    continues = false;
    block.end += end;
    raw.remove_prefix(end);
  }
  find_folds(block);
}

void drop_open_line(LogBlock& block) {
  if (!block.is_open || block.lines.empty()) return;
  const auto& last = block.lines.back();
  block.end = last.offset;
  block.text.resize(last.text_at);
  block.lines.pop_back();
  block.is_open = false;
}

}  // namespace werkbank
