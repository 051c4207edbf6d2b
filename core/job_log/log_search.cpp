#include "core/job_log/log_search.h"

#include <algorithm>
#include <cerrno>
#include <functional>

#include <QSaveFile>
#include <QString>

#include "core/base/local_files.h"
#include "core/job_log/text_search.h"

namespace werkbank {
namespace {

constexpr std::size_t blocks_a_word = 16;  // between two words of progress

/// The letters of `words`, each as its small letter and its capital, in UTF-8.
std::vector<std::array<std::string, 2>> letters_of(std::string_view words) {
  std::vector<std::array<std::string, 2>> letters;
  const QString text = QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
  for (const char32_t code : text.toUcs4()) {
    const QString typed = QString::fromUcs4(&code, 1);
    const auto small = typed.toLower().toStdString();
    const auto capital = typed.toUpper().toStdString();
    if (small.size() == capital.size()) {
      letters.push_back({small, capital});
    } else {
      letters.push_back({typed.toStdString(), typed.toStdString()});
    }
  }
  return letters;
}

/// What `raw`, one line, holds of the needle, as it is shown.
bool holds(const Needle& needle, std::string_view raw) {
  return needle.find(shown_text(raw)) != std::string_view::npos;
}

/// Calls `line` for each line of `bytes` with where it begins and how many there were before it, until it says stop.
void each_line(std::string_view bytes, const std::function<void(std::string_view, std::size_t, std::uint32_t)>& line) {
  std::size_t at = 0;
  for (std::uint32_t number = 0; at < bytes.size(); ++number) {
    const auto end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    line(bytes.substr(at, end - at), at, number);
    at = end;
  }
}

/// The lines of a block that hold the needle.
std::vector<FoundLine> found_in(const RawBlock& raw, std::size_t index, const Needle& needle) {
  std::vector<FoundLine> found;
  const auto bytes = raw.bytes;
  // Codes for colours may stand within words; then each line is looked at as it is shown.
  if (contains(bytes, "\x1b") || contains(bytes, "\b")) {
    each_line(bytes, [&](std::string_view line, std::size_t at, std::uint32_t number) {
      if (holds(needle, line)) found.push_back({raw.begin + at, index, number});
    });
    return found;
  }
  std::uint32_t number = 0;
  std::size_t counted = 0;
  for (auto at = needle.find(bytes); at != std::string_view::npos;) {
    const auto before = at == 0 ? std::string_view::npos : bytes.rfind('\n', at - 1);
    const auto begin = before == std::string_view::npos ? 0 : before + 1;
    const auto end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    number += static_cast<std::uint32_t>(std::count(bytes.begin() + static_cast<std::ptrdiff_t>(counted),
                                                    bytes.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
    counted = begin;
    // What a progress bar overwrote is not shown.
    if (holds(needle, bytes.substr(begin, end - begin))) found.push_back({raw.begin + begin, index, number});
    at = needle.find(bytes, end);
  }
  return found;
}

/// Reads the blocks from the last to the first until `take` has enough.
Result<Done> from_the_end(const LogFile& log, LogStretch stretch, const ProgressSink& sink, const std::stop_token& stop,
                          const std::function<bool(std::size_t, const RawBlock&)>& take) {
  std::string buffer;
  const auto count = LogFile::blocks_in(stretch.size);
  for (std::size_t index = count; index-- > stretch.first_block;) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto raw, log.raw_block(index, stretch.size, buffer));
    if (!take(index, raw)) return Done{};
    const auto done = count - index;
    if (sink && done % blocks_a_word == 0) {
      sink({{}, done * LogFile::block_size, (count - stretch.first_block) * LogFile::block_size});
    }
  }
  return Done{};
}

/// Adds what `part` found after it.
void take_over(FoundProblems& problems, const FoundProblems& part) {
  const auto text_at = static_cast<std::uint32_t>(problems.block.text.size());
  problems.block.text += part.block.text;
  for (auto line : part.block.lines) {
    line.text_at += text_at;
    problems.block.lines.push_back(line);
  }
  problems.found.lines.insert(problems.found.lines.end(), part.found.lines.begin(), part.found.lines.end());
}

void drop_first(FoundProblems& problems, std::size_t count) {
  auto& lines = problems.block.lines;
  const auto text_at = count < lines.size() ? lines[count].text_at : problems.block.text.size();
  problems.block.text.erase(0, text_at);
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(count));
  for (auto& line : lines) line.text_at -= static_cast<std::uint32_t>(text_at);
  auto& found = problems.found.lines;
  found.erase(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count));
}

/// Puts what was found block by block from the end into the order of the file, `limit` lines at most.
FoundLines in_order(std::vector<std::vector<FoundLine>> blocks, std::size_t limit) {
  FoundLines found;
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    found.lines.insert(found.lines.end(), block->begin(), block->end());
  }
  found.more = found.lines.size() > limit;
  if (found.more) found.lines.erase(found.lines.begin(), found.lines.end() - static_cast<std::ptrdiff_t>(limit));
  return found;
}

}  // namespace

Needle::Needle(std::string_view words) {
  std::size_t number = 0;
  for (const auto& [small, capital] : letters_of(words)) {
    for (std::size_t i = 0; i < small.size(); ++i) places_.push_back({{small[i], capital[i]}, number});
    ++number;
  }
  skip_.fill(places_.size());
  for (std::size_t i = 0; i + 1 < places_.size(); ++i) {
    for (const char c : places_[i].either) skip_[static_cast<unsigned char>(c)] = places_.size() - 1 - i;
  }
}

bool Needle::stands_at(const char* text) const {
  // The bytes of one letter must be all its small letter's or all its capital's.
  for (std::size_t i = 0; i < places_.size();) {
    bool small = true;
    bool capital = true;
    const auto letter = places_[i].letter;
    for (; i < places_.size() && places_[i].letter == letter; ++i) {
      small = small && text[i] == places_[i].either[0];
      capital = capital && text[i] == places_[i].either[1];
    }
    if (!small && !capital) return false;
  }
  return true;
}

std::size_t Needle::find(std::string_view text, std::size_t from) const {
  const auto size = places_.size();
  if (size == 0) return std::string_view::npos;
  const auto& last = places_.back().either;
  for (auto end = from + size - 1; end < text.size();) {
    const char c = text[end];
    if ((c == last[0] || c == last[1]) && stands_at(text.data() + end + 1 - size)) return end + 1 - size;
    end += skip_[static_cast<unsigned char>(c)];
  }
  return std::string_view::npos;
}

Result<FoundLines> find_text(const LogFile& log, LogStretch stretch, const Needle& needle, std::size_t limit,
                             const ProgressSink& sink, const std::stop_token& stop) {
  std::vector<std::vector<FoundLine>> blocks;
  std::size_t found = 0;
  WERKBANK_CHECK(from_the_end(log, stretch, sink, stop, [&](std::size_t index, const RawBlock& raw) {
    auto lines = found_in(raw, index, needle);
    found += lines.size();
    if (!lines.empty()) blocks.push_back(std::move(lines));
    return found <= limit;
  }));
  return in_order(std::move(blocks), limit);
}

Result<FoundProblems> find_problems(const LogFile& log, LogStretch stretch, std::size_t limit, const ProgressSink& sink,
                                    const std::stop_token& stop) {
  std::vector<FoundProblems> parts;
  std::size_t count = 0;
  WERKBANK_CHECK(from_the_end(log, stretch, sink, stop, [&](std::size_t index, const RawBlock& raw) {
    FoundProblems part;
    each_line(raw.bytes, [&](std::string_view line, std::size_t at, std::uint32_t number) {
      if (!may_be_problem(line)) return;
      add_line(part.block, line, raw.begin + at, raw.continues && at == 0);
      if (part.block.lines.back().level < LogLevel::warning) {
        part.block.text.resize(part.block.lines.back().text_at);
        part.block.lines.pop_back();
        return;
      }
      part.found.lines.push_back({raw.begin + at, index, number});
    });
    count += part.found.lines.size();
    if (!part.found.lines.empty()) parts.push_back(std::move(part));
    return count <= limit;
  }));
  FoundProblems problems;
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) take_over(problems, *part);
  problems.found.more = count > limit;
  if (problems.found.more) drop_first(problems, count - limit);
  problems.block.end = stretch.size;
  return problems;
}

void renew(FoundLines& found, const FoundLines& newer, std::size_t first_block) {
  const auto older = std::ranges::lower_bound(found.lines, first_block, {}, &FoundLine::block);
  found.lines.erase(older, found.lines.end());
  // What is newer left some out of its own stretch: then there is a gap before it.
  if (newer.more) found.lines.clear();
  found.more = found.more || newer.more;
  found.lines.insert(found.lines.end(), newer.lines.begin(), newer.lines.end());
}

void renew(FoundProblems& problems, const FoundProblems& newer, std::size_t first_block) {
  auto& lines = problems.block.lines;
  const auto older = std::ranges::lower_bound(problems.found.lines, first_block, {}, &FoundLine::block);
  const auto kept = newer.found.more ? 0 : static_cast<std::size_t>(older - problems.found.lines.begin());
  if (kept < lines.size()) problems.block.text.resize(lines[kept].text_at);
  lines.resize(kept);
  problems.found.lines.resize(kept);
  take_over(problems, newer);
  problems.found.more = problems.found.more || newer.found.more;
  problems.block.end = newer.block.end;
}

Result<std::optional<FoundLine>> find_next(const LogFile& log, std::uint64_t size, const Needle& needle,
                                           std::uint64_t offset, bool forward, const std::stop_token& stop) {
  std::string buffer;
  const auto count = LogFile::blocks_in(size);
  auto index = std::min(static_cast<std::size_t>(offset / LogFile::block_size), count == 0 ? 0 : count - 1);
  if (forward && index > 0) --index;  // the line may stand past the end of its block
  for (; index < count; forward ? ++index : --index) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto raw, log.raw_block(index, size, buffer));
    const auto found = found_in(raw, index, needle);
    if (forward) {
      const auto next = std::ranges::find_if(found, [&](const FoundLine& line) { return line.offset > offset; });
      if (next != found.end()) return std::optional(*next);
    } else {
      const auto next =
          std::find_if(found.rbegin(), found.rend(), [&](const auto& line) { return line.offset < offset; });
      if (next != found.rend()) return std::optional(*next);
      if (index == 0) break;
    }
  }
  return std::optional<FoundLine>();
}

Result<LineNumbers> count_lines(const LogFile& log, std::uint64_t size, LineNumbers numbers, std::size_t most,
                                const std::stop_token& stop) {
  std::string buffer;
  const auto until = std::min(LogFile::blocks_in(size), numbers.blocks() + most);
  while (numbers.blocks() < until) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto raw, log.raw_block(numbers.blocks(), size, buffer));
    if (!raw.is_whole) break;
    numbers.add(raw);
  }
  return numbers;
}

Result<Done> save_log(const LogFile& log, std::uint64_t size, const std::filesystem::path& to, const ProgressSink& sink,
                      const std::stop_token& stop) {
  QSaveFile file(QString::fromStdString(path_text(to)));
  errno = 0;
  if (!file.open(QIODevice::WriteOnly)) return local_file_error(to, errno);
  for (std::uint64_t done = 0; done < size;) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto bytes, log.read(done, std::min(size - done, LogFile::block_size)));
    if (bytes.empty()) return local_file_error(log.path(), ENOENT);
    const auto count = static_cast<qint64>(bytes.size());
    if (file.write(bytes.data(), count) != count) return local_file_error(to, errno);
    done += bytes.size();
    if (sink) sink({{}, done, size});
  }
  if (!file.commit()) return local_file_error(to, errno);
  return Done{};
}

}  // namespace werkbank
