#include "core/base/shard_layout.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/sha256.h"
#include "core/base/tar_header.h"

namespace werkbank {
namespace {

constexpr std::size_t lines_between_marks = 4096;
constexpr std::size_t name_digits = 16;

std::uint64_t in_a_tar(std::string_view path, std::uint64_t size) {
  return tar_header_size(path) + size + tar_padding(size);
}

/// The first 8 bytes of the SHA-256 of what a file is called.
std::uint64_t path_number(std::string_view path) {
  Sha256 hash;
  hash.add(path);
  std::uint64_t number = 0;
  const auto digest = hash.digest();
  for (std::size_t i = 0; i < sizeof number; ++i) number = (number << 8U) | digest.bytes[i];
  return number;
}

/// Whether a shard is closed before a file that takes `bytes` of a tar: so often that it happens once in `mean` bytes,
/// and decided by the file's own name, so that what stands before it has no say.
bool is_border(std::string_view path, std::uint64_t bytes, std::uint64_t mean) {
  constexpr double whole = 18446744073709551616.0;  // 2^64
  return static_cast<double>(path_number(path)) < whole / static_cast<double>(mean) * static_cast<double>(bytes);
}

/// The length of the UTF-8 character that `text` begins with; 0 when it begins with none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto first = byte(0);
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xc2 ? 0
                             : first < 0xe0 ? 2
                             : first < 0xf0 ? 3
                             : first < 0xf5 ? 4
                                            : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return 0;
  }
  // Longer than needed, halves of a pair, and beyond the last one.
  const bool is_wrong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xed && byte(1) > 0x9f) ||
                        (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) > 0x8f);
  return is_wrong ? 0 : length;
}

std::string json_escape(unsigned code) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) text += digits[(code >> shift) & 0xfU];
  return text;
}

}  // namespace

std::string path_as_json(std::string_view path) {
  constexpr unsigned first_lone_half = 0xdc00;
  std::string text;
  text.reserve(path.size());
  while (!path.empty()) {
    const auto length = utf8_length(path);
    const auto byte = static_cast<unsigned char>(path.front());
    if (length == 0) {
      text += json_escape(first_lone_half + byte);
    } else if (byte < 0x20 || byte == 0x7f) {
      text += json_escape(byte);
    } else if (byte == '"' || byte == '\\') {
      text += '\\';
      text += path.front();
    } else {
      text += path.substr(0, length);
    }
    path.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

std::optional<ShardLayout> ShardLayout::of(const ManifestEntries& originals, const ShardSizes& sizes) {
  const std::string_view folder = shard_folder.substr(0, shard_folder.size() - 1);
  for (std::size_t i = 0; i < originals.size(); ++i) {
    const auto path = originals.path(i);
    if (path == folder || path.starts_with(shard_folder)) return std::nullopt;
  }
  ShardLayout layout(originals, sizes);
  layout.cut();
  if (layout.shards_.size() + 1 >= layout.packed_files_) return std::nullopt;
  layout.measure_list();
  layout.sort_kept();
  return layout;
}

void ShardLayout::cut() {
  Shard open;
  for (std::size_t i = 0; i < originals_->size(); ++i) {
    if (!is_packed(i)) {
      kept_.push_back({Kept::Kind::original, i});
      continue;
    }
    ++packed_files_;
    const auto path = originals_->path(i);
    const auto bytes = in_a_tar(path, originals_->size_of(i));
    const bool is_full =
        open.bytes + bytes > sizes_.most || (open.bytes >= sizes_.least && is_border(path, bytes, sizes_.least));
    if (open.bytes > 0 && is_full) close(std::exchange(open, {}));
    if (open.bytes == 0) open.begin = i;
    open.end = i + 1;
    open.bytes += bytes;
  }
  if (open.bytes > 0) close(open);
}

void ShardLayout::close(const Shard& shard) {
  kept_.push_back({Kept::Kind::shard, shards_.size()});
  shards_.push_back({shard.begin, shard.end, shard.bytes + tar_end_size});
  names_.push_back(shard_name(shard));
}

// After the first file in it: it keeps that name when there is another shard before it.
std::string ShardLayout::shard_name(const Shard& shard) const {
  return std::string(shard_folder) + sha256_hex(originals_->path(shard.begin)).substr(0, name_digits) + ".tar";
}

std::string ShardLayout::list_head() const {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < originals_->size(); ++i) bytes += originals_->size_of(i);
  return R"({"werkbank_shards":1,"files":)" + std::to_string(originals_->size()) + R"(,"bytes":)" +
         std::to_string(bytes) + R"(,"packed_files":)" + std::to_string(packed_files_) + R"(,"shards":)" +
         std::to_string(shards_.size()) + "}\n";
}

std::string ShardLayout::list_line(std::size_t original, std::string_view hash) const {
  std::string line = R"({"size":)" + std::to_string(originals_->size_of(original)) + R"(,"sha256":")";
  line.append(hash) += '"';
  if (is_packed(original)) {
    const auto after = std::upper_bound(shards_.begin(), shards_.end(), original,
                                        [](std::size_t index, const Shard& shard) { return index < shard.begin; });
    const auto number = static_cast<std::size_t>(after - shards_.begin()) - 1;
    line.append(R"(,"shard":")").append(std::string_view(names_[number]).substr(shard_folder.size())) += '"';
  }
  line.append(R"(,"path":")").append(path_as_json(originals_->path(original))).append("\"}\n");
  return line;
}

void ShardLayout::measure_list() {
  const std::string any_hash(2 * sizeof(Sha256Digest), '0');
  list_bytes_ = list_head().size();
  for (std::size_t i = 0; i < originals_->size(); ++i) {
    if (i % lines_between_marks == 0) list_marks_.push_back(list_bytes_);
    list_bytes_ += list_line(i, any_hash).size();
  }
}

ShardLayout::ListPlace ShardLayout::place_in_list(std::uint64_t offset) const {
  const auto after = std::upper_bound(list_marks_.begin(), list_marks_.end(), offset);
  if (after == list_marks_.begin()) return {};
  const auto mark = static_cast<std::size_t>(after - list_marks_.begin()) - 1;
  return {mark * lines_between_marks, list_marks_[mark]};
}

void ShardLayout::sort_kept() {
  kept_.push_back({Kept::Kind::list, 0});
  const auto path_of = [this](const Kept& kept) {
    switch (kept.kind) {
      case Kept::Kind::original:
        return originals_->path(kept.number);
      case Kept::Kind::shard:
        return names_[kept.number];
      case Kept::Kind::list:
        break;
    }
    return std::string(shard_list_name);
  };
  std::sort(kept_.begin(), kept_.end(), [&](const Kept& a, const Kept& b) { return path_of(a) < path_of(b); });
}

ManifestEntries ShardLayout::entries() const {
  ManifestEntries entries;
  for (const auto& kept : kept_) {
    switch (kept.kind) {
      case Kept::Kind::original:
        entries.add(originals_->path(kept.number), originals_->size_of(kept.number));
        break;
      case Kept::Kind::shard:
        entries.add(names_[kept.number], shards_[kept.number].bytes);
        break;
      case Kept::Kind::list:
        entries.add(shard_list_name, list_bytes_);
        break;
    }
  }
  return entries;
}

}  // namespace werkbank
