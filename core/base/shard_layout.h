// Many small files kept as few: which of them go together in which shard, a plain tar that any tar unpacks; large ones
// stay files of their own, and a list says of every one what it was. Folders are no part of it, nor of data that is
// kept as files: an empty one is left out, and told (file_manifest.h). The same files always give the same layout, and
// a file more or less changes one shard and seldom the next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/manifest_entries.h"

namespace werkbank {

/// Where in a data set the shards and the list lie.
constexpr std::string_view shard_folder = "werkbank-shards/";
constexpr std::string_view shard_list_name = "werkbank-shards/files.jsonl";

/// Bytes. A shard is closed somewhere between `least` and `most`, on average halfway.
struct ShardSizes {
  std::uint64_t whole = 8U << 20U;    ///< files from this size on stay files of their own
  std::uint64_t least = 128U << 20U;  ///< of content with what stands around it
  std::uint64_t most = 384U << 20U;
};

class ShardLayout {
 public:
  /// `originals` are sorted, and must outlive it; of them only paths and sizes are looked at. Nothing where packing
  /// would leave no fewer files, or where a path of theirs stands where the shards would.
  static std::optional<ShardLayout> of(const ManifestEntries& originals, const ShardSizes& sizes = {});

  /// A file as it is kept.
  struct Kept {
    enum class Kind { original, shard, list };
    Kind kind = Kind::list;
    std::size_t number = 0;  ///< of an original its index; of a shard its place in shards()
  };
  /// Those of `begin` to before `end` that are packed: see is_packed().
  struct Shard {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint64_t bytes = 0;  ///< of the whole tar
  };

  const ManifestEntries& originals() const { return *originals_; }
  bool is_packed(std::size_t original) const { return originals_->size_of(original) < sizes_.whole; }
  const std::vector<Shard>& shards() const { return shards_; }
  /// How many originals are in shards, and how many are not.
  std::uint64_t packed_files() const { return packed_files_; }
  /// In the order of entries().
  const std::vector<Kept>& kept() const { return kept_; }
  /// What is kept, sorted, with its sizes and without hashes.
  ManifestEntries entries() const;

  /// The list: its first line says how many lines follow, one for each original, in their order.
  std::string list_head() const;
  /// `hash`: 64 digits.
  std::string list_line(std::size_t original, std::string_view hash) const;
  std::uint64_t list_bytes() const { return list_bytes_; }
  /// An original whose line begins at or before `offset`, and where that is.
  struct ListPlace {
    std::size_t original = 0;
    std::uint64_t offset = 0;
  };
  ListPlace place_in_list(std::uint64_t offset) const;

 private:
  ShardLayout(const ManifestEntries& originals, const ShardSizes& sizes) : originals_(&originals), sizes_(sizes) {}
  void cut();
  void close(const Shard& shard);
  void measure_list();
  void sort_kept();
  std::string shard_name(const Shard& shard) const;

  const ManifestEntries* originals_;
  ShardSizes sizes_;
  std::vector<Shard> shards_;
  std::vector<std::string> names_;  ///< of the shards
  std::vector<Kept> kept_;
  std::uint64_t packed_files_ = 0;
  std::uint64_t list_bytes_ = 0;
  std::vector<std::uint64_t> list_marks_;  ///< where the line of every so manieth original begins
};

/// `path` as the inside of a JSON string: a byte that is no UTF-8 as Python's surrogateescape writes it (\udc80 to
/// \udcff), so that a program gets the very name back with os.fsencode(json.loads(...)).
std::string path_as_json(std::string_view path);

}  // namespace werkbank
