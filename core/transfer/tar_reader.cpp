#include "core/transfer/tar_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/base/tar_header.h"
#include "core/transfer/remote_files.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_name = 64U << 10U;

// Places in a header: offset and length.
constexpr std::size_t name_length = 100;
constexpr std::size_t size_at = 124;
constexpr std::size_t size_length = 12;
constexpr std::size_t type_at = 156;

constexpr char type_file = '0';
constexpr char type_old_file = '\0';
constexpr char type_long_name = 'L';

std::string_view until_nul(std::string_view text) { return text.substr(0, text.find('\0')); }

std::optional<std::uint64_t> octal(std::string_view field) {
  field.remove_prefix(std::min(field.find_first_not_of(' '), field.size()));
  std::uint64_t number = 0;
  const auto* const end = field.data() + field.size();
  const auto parsed = std::from_chars(field.data(), end, number, 8);
  if (parsed.ec != std::errc() || (parsed.ptr != end && *parsed.ptr != '\0' && *parsed.ptr != ' ')) return std::nullopt;
  return number;
}

}  // namespace

Result<TarReader::Part> TarReader::take(std::string_view& bytes) {
  while (true) {
    if (to_come_ > 0) {
      if (bytes.empty()) return Part::more;
      content_ = cut(bytes, to_come_);
      to_come_ -= content_.size();
      return Part::content;
    }
    if (to_skip_ > 0) {
      to_skip_ -= cut(bytes, to_skip_).size();
      if (to_skip_ > 0) return Part::more;
    }
    if (at_end_) {
      at_end_ = false;
      taken_ = 0;
      return Part::end;
    }
    block_ += cut(bytes, block_length_ - block_.size());
    if (block_.size() < block_length_) return Part::more;
    if (long_name_length_ > 0) {
      read_long_name();
      continue;
    }
    WERKBANK_TRY(const auto part, read_header());
    if (part == Part::file) return part;
  }
}

std::string_view TarReader::cut(std::string_view& bytes, std::uint64_t most) {
  const auto front = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(most, bytes.size())));
  bytes.remove_prefix(front.size());
  taken_ += front.size();
  return front;
}

// The end is two blocks of zeros, the second of which is followed by more of them until the record is full.
Result<TarReader::Part> TarReader::read_header() {
  const std::string header = std::move(block_);
  begin_block(tar_block);
  if (header.find_first_not_of('\0') == std::string::npos) {
    at_end_ = true;
    to_skip_ = record_ - taken_ % record_;
    return Part::more;
  }
  const auto size = octal(std::string_view(header).substr(size_at, size_length));
  if (!size) return not_as_announced("a header without a size");
  const char type = header[type_at];
  if (type == type_long_name) {
    if (*size == 0 || *size > longest_name) return not_as_announced("a name of " + std::to_string(*size) + " bytes");
    long_name_length_ = static_cast<std::size_t>(*size);
    begin_block(long_name_length_ + tar_padding(*size));
    return Part::more;
  }
  path_ = long_name_.empty() ? until_nul(std::string_view(header).substr(0, name_length)) : long_name_;
  long_name_.clear();
  if (type != type_file && type != type_old_file) return not_as_announced("no file any more: " + path_);
  size_ = *size;
  to_come_ = size_;
  to_skip_ = tar_padding(size_);
  return Part::file;
}

void TarReader::read_long_name() {
  long_name_ = until_nul(std::string_view(block_).substr(0, long_name_length_));
  long_name_length_ = 0;
  begin_block(tar_block);
}

void TarReader::begin_block(std::size_t length) {
  block_.clear();
  block_length_ = length;
}

}  // namespace werkbank
