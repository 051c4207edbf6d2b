#include "core/base/shard_content.h"

#include <algorithm>
#include <utility>

#include "core/base/local_files.h"
#include "core/base/tar_header.h"

namespace werkbank {
namespace {

/// As much of what is left of `words` as fits.
std::size_t give_words(const std::string& words, std::size_t& given, std::span<char> room) {
  const auto count = std::min(room.size(), words.size() - given);
  std::copy_n(words.begin() + static_cast<std::ptrdiff_t>(given), count, room.begin());
  given += count;
  return count;
}

}  // namespace

ShardContent::ShardContent(const ShardLayout& layout, std::size_t shard, const std::filesystem::path& root,
                           std::uint64_t offset, std::function<bool()> knows_hashes)
    : layout_(layout),
      shard_(layout.shards()[shard]),
      root_(root),
      knows_hashes_(std::move(knows_hashes)),
      next_(shard_.begin) {
  skip(std::min(offset, shard_.bytes));
}

bool ShardContent::to_next_packed() {
  while (next_ < shard_.end && !layout_.is_packed(next_)) ++next_;
  return next_ < shard_.end;
}

/// To where `offset` bytes of the shard have been given.
void ShardContent::skip(std::uint64_t offset) {
  const auto& originals = layout_.originals();
  for (; to_next_packed(); ++next_) {
    const auto path = originals.path(next_);
    const auto size = originals.size_of(next_);
    const auto header = tar_header_size(path);
    const auto all = header + size + tar_padding(size);
    if (offset >= all) {
      offset -= all;
      continue;
    }
    if (offset == 0) return;
    words_ = tar_header(path, size);
    given_ = static_cast<std::size_t>(std::min<std::uint64_t>(offset, header));
    part_ = Part::content;
    skipped_ = offset - given_;
    if (skipped_ <= size) return;
    // All of the file has been given, and some of the zeros that follow.
    words_.assign(static_cast<std::size_t>(all - offset), '\0');
    given_ = 0;
    part_ = Part::header;
    skipped_ = 0;
    ++next_;
    return;
  }
  words_.assign(static_cast<std::size_t>(tar_end_size - std::min(offset, tar_end_size)), '\0');
  part_ = Part::end;
}

Result<std::size_t> ShardContent::read(std::span<char> room) {
  while (true) {
    if (given_ < words_.size()) return give_words(words_, given_, room);
    if (original_) {
      WERKBANK_TRY(const auto count, read_original(room));
      if (count > 0) return count;
      continue;
    }
    if (part_ == Part::end) return std::size_t{0};
    WERKBANK_CHECK(step());
  }
}

Result<Done> ShardContent::step() {
  if (part_ == Part::content) return open_original();
  given_ = 0;
  if (!to_next_packed()) {
    words_.assign(tar_end_size, '\0');
    part_ = Part::end;
    return Done{};
  }
  words_ = tar_header(layout_.originals().path(next_), layout_.originals().size_of(next_));
  part_ = Part::content;
  return Done{};
}

Result<Done> ShardContent::open_original() {
  path_ = layout_.originals().path(next_);
  const auto size = layout_.originals().size_of(next_);
  WERKBANK_TRY(original_, open_local(root_ / path_from_text(path_), path_, skipped_));
  if (original_->size() != size) return file_changed(path_, "its size changed");
  left_ = size - skipped_;
  is_checked_ = skipped_ == 0 && knows_hashes_();
  return Done{};
}

Result<std::size_t> ShardContent::read_original(std::span<char> room) {
  if (left_ == 0) {
    WERKBANK_CHECK(end_original());
    return std::size_t{0};
  }
  WERKBANK_TRY(const auto count,
               original_->read(room.first(static_cast<std::size_t>(std::min<std::uint64_t>(room.size(), left_)))));
  if (count == 0) return file_changed(path_, "it shrank");
  if (is_checked_) hash_.add({room.data(), count});
  left_ -= count;
  return count;
}

Result<Done> ShardContent::end_original() {
  char more = 0;
  WERKBANK_TRY(const auto count, original_->read({&more, 1}));
  if (count > 0) return file_changed(path_, "it grew");
  const auto entry = layout_.originals()[next_];
  if (is_checked_ && hash_.digest() != entry.sha256) return file_changed(path_, "its content changed");
  original_.reset();
  skipped_ = 0;
  words_.assign(tar_padding(entry.size), '\0');
  given_ = 0;
  part_ = Part::header;
  ++next_;
  return Done{};
}

ShardListContent::ShardListContent(const ShardLayout& layout, std::uint64_t offset, std::function<bool()> wait)
    : layout_(layout), wait_(std::move(wait)) {
  const auto place = layout.place_in_list(offset);
  next_ = place.original;
  skip_ = offset - place.offset;
  if (place.offset == 0) words_ = layout.list_head();
}

Result<std::size_t> ShardListContent::read(std::span<char> room) {
  constexpr std::size_t at_once = 64U << 10U;
  while (true) {
    const auto skipped = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, words_.size() - given_));
    given_ += skipped;
    skip_ -= skipped;
    if (given_ < words_.size()) return give_words(words_, given_, room);
    const auto& originals = layout_.originals();
    if (next_ == originals.size()) return std::size_t{0};
    if (!wait_()) return Cancelled{};
    words_.clear();
    given_ = 0;
    for (; next_ < originals.size() && words_.size() < at_once; ++next_)
      words_ += layout_.list_line(next_, originals[next_].sha256.hex());
  }
}

}  // namespace werkbank
