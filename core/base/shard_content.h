// A shard, and the list of what is in all of them, made from the originals while they are read: from any place on, and
// always the same bytes. Private to core/base.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/file_content.h"
#include "core/base/shard_layout.h"

namespace werkbank {

/// Reads a shard. What it refers to must outlive it.
class ShardContent : public FileContent {
 public:
  /// `knows_hashes` says whether those of the originals may be looked at; one that is read as a whole is then held
  /// against its own.
  ShardContent(const ShardLayout& layout, std::size_t shard, const std::filesystem::path& root, std::uint64_t offset,
               std::function<bool()> knows_hashes);

  /// Errors, naming the original: data_rejected, when it has changed; local_file, also when it is gone.
  Result<std::size_t> read(std::span<char> room) override;
  std::uint64_t size() const override { return shard_.bytes; }

 private:
  void skip(std::uint64_t offset);
  bool to_next_packed();
  Result<Done> step();
  Result<Done> open_original();
  Result<std::size_t> read_original(std::span<char> room);
  Result<Done> end_original();

  enum class Part { header, content, end };
  const ShardLayout& layout_;
  const ShardLayout::Shard shard_;
  const std::filesystem::path root_;
  const std::function<bool()> knows_hashes_;

  std::size_t next_;  ///< the original that is being given
  Part part_ = Part::header;
  std::string words_;      ///< what stands around the originals, to be given next
  std::size_t given_ = 0;  ///< of words_
  std::unique_ptr<FileContent> original_;
  std::string path_;
  std::uint64_t skipped_ = 0;  ///< bytes of the original that were asked to be left out
  std::uint64_t left_ = 0;     ///< of its content
  bool is_checked_ = false;
  Sha256 hash_;
};

/// Reads the list, once all hashes are known. `wait` says false when they will never be.
class ShardListContent : public FileContent {
 public:
  ShardListContent(const ShardLayout& layout, std::uint64_t offset, std::function<bool()> wait);
  Result<std::size_t> read(std::span<char> room) override;
  std::uint64_t size() const override { return layout_.list_bytes(); }

 private:
  const ShardLayout& layout_;
  const std::function<bool()> wait_;
  std::size_t next_ = 0;
  std::uint64_t skip_ = 0;  ///< bytes that come before what is asked for
  std::string words_;
  std::size_t given_ = 0;
};

}  // namespace werkbank
