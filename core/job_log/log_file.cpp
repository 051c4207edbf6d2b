#include "core/job_log/log_file.h"

#include <algorithm>
#include <cerrno>

#include <QFile>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

constexpr std::uint64_t marked = 64;  // bytes at either end

Error cut_short(const std::filesystem::path& path) {
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("job_log", "The log is shorter than it was a moment ago. It is being read again.")),
          path_text(path)};
}

/// Where in `bytes`, which stand at `at` in the file, the first line after `boundary` begins.
struct Border {
  std::uint64_t at = 0;
  bool cuts = false;     ///< a line that is too long
  bool is_final = true;  ///< whatever is still written
};

Border border_after(std::uint64_t boundary, std::string_view bytes, std::uint64_t at, std::uint64_t size) {
  if (boundary == 0) return {};
  if (boundary > size) return {size, false, false};
  const auto until = std::min(size, boundary + LogFile::longest_overrun);
  const auto from = boundary - 1 - at;  // a line may begin exactly here
  const auto stretch = bytes.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(until - at - from));
  const auto found = stretch.find('\n');
  if (found != std::string_view::npos) return {boundary + found, false, true};
  if (until == boundary + LogFile::longest_overrun) return {boundary, true, true};
  return {size, false, false};
}

}  // namespace

Result<std::string_view> LogFile::read_into(std::string& buffer, std::uint64_t offset, std::uint64_t limit) const {
  QFile file(QString::fromStdString(path_text(path_)));
  errno = 0;
  if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
    if (errno == ENOENT) return std::string_view();
    return local_file_error(path_, errno);
  }
  if (buffer.size() < limit) buffer.resize(static_cast<std::size_t>(limit));
  if (!file.seek(static_cast<qint64>(offset))) return local_file_error(path_, errno);
  std::size_t got = 0;
  while (got < limit) {
    const auto count = file.read(buffer.data() + got, static_cast<qint64>(limit - got));
    if (count < 0) return local_file_error(path_, errno);
    if (count == 0) break;
    got += static_cast<std::size_t>(count);
  }
  return std::string_view(buffer).substr(0, got);
}

Result<std::string> LogFile::read(std::uint64_t offset, std::uint64_t limit) const {
  std::string bytes;
  WERKBANK_TRY(const auto got, read_into(bytes, offset, limit));
  bytes.resize(got.size());
  return bytes;
}

Result<LogMark> LogFile::mark() const {
  std::error_code error;
  const auto status = std::filesystem::status(path_, error);
  if (status.type() == std::filesystem::file_type::not_found) return LogMark{};
  if (error) return local_file_error(path_, error.value());
  if (!std::filesystem::is_regular_file(status)) return local_file_error(path_, EISDIR);
  LogMark mark;
  mark.size = std::filesystem::file_size(path_, error);
  if (error) return local_file_error(path_, error.value());
  WERKBANK_TRY(mark.head, read(0, std::min(marked, mark.size)));
  const auto tail = std::min(marked, mark.size);
  WERKBANK_TRY(mark.tail, read(mark.size - tail, tail));
  return mark;
}

Result<bool> LogFile::goes_on_from(const LogMark& before) const {
  if (before.size == 0) return true;
  WERKBANK_TRY(const auto head, read(0, before.head.size()));
  if (head != before.head) return false;
  WERKBANK_TRY(const auto tail, read(before.size - before.tail.size(), before.tail.size()));
  return tail == before.tail;
}

Result<RawBlock> LogFile::raw_block(std::size_t index, std::uint64_t size, std::string& buffer) const {
  const auto from = index * block_size;
  const auto until = from + block_size;
  const auto at = from == 0 ? 0 : from - 1;
  const auto wanted = std::min(size, until + longest_overrun);
  if (from >= size) return RawBlock{size, size, false, false, {}};
  WERKBANK_TRY(const auto bytes, read_into(buffer, at, wanted - at));
  if (bytes.size() < wanted - at) return cut_short(path_);
  const auto begin = border_after(from, bytes, at, size);
  const auto end = border_after(until, bytes, at, size);
  const auto first = static_cast<std::size_t>(begin.at - at);
  return RawBlock{begin.at, end.at, begin.cuts, end.is_final,
                  bytes.substr(first, static_cast<std::size_t>(end.at - begin.at))};
}

Result<LogBlock> LogFile::block(std::size_t index, std::uint64_t size, const LogBlock* before) const {
  std::string buffer;
  if (before != nullptr && !before->is_whole && !before->lines.empty()) {
    // Where the block ends may be known only now; its lines but for an open one stay.
    const auto until = (index + 1) * block_size;
    LogBlock grown = *before;
    const bool began_open = grown.lines.front().continues && grown.lines.size() == 1 && grown.is_open;
    drop_open_line(grown);
    const auto from = grown.end;
    const auto at = std::min(from, std::max<std::uint64_t>(until, 1) - 1);
    const auto wanted = std::min(size, until + longest_overrun);
    WERKBANK_TRY(const auto bytes, read_into(buffer, at, wanted - at));
    if (bytes.size() < wanted - at) return cut_short(path_);
    const auto end = border_after(until, bytes, at, size);
    grown.is_whole = end.is_final;
    if (end.at > from) {
      add_lines(grown, bytes.substr(static_cast<std::size_t>(from - at), static_cast<std::size_t>(end.at - from)),
                began_open);
    }
    return grown;
  }
  WERKBANK_TRY(const auto raw, raw_block(index, size, buffer));
  LogBlock block;
  block.begin = raw.begin;
  block.end = raw.begin;
  block.is_whole = raw.is_whole;
  add_lines(block, raw.bytes, raw.continues);
  return block;
}

void LineNumbers::add(const RawBlock& block) {
  first_.push_back(next_);
  next_ += static_cast<std::uint64_t>(std::count(block.bytes.begin(), block.bytes.end(), '\n'));
}

std::optional<std::uint64_t> LineNumbers::first_of(std::size_t block) const {
  if (block > first_.size()) return std::nullopt;
  return block == first_.size() ? next_ : first_[block];
}

std::size_t LineNumbers::block_of(std::uint64_t number) const {
  if (number >= next_) return first_.size();
  const auto after = std::upper_bound(first_.begin(), first_.end(), number);
  return after == first_.begin() ? 0 : static_cast<std::size_t>(after - first_.begin()) - 1;
}

}  // namespace werkbank
