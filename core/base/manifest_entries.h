// The files of a manifest, a million of them in some 70 MB: the hash as 32 bytes, the folder of a path once for all
// files that follow each other in it, and everything in blocks that never move.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/sha256.h"

namespace werkbank {

struct ManifestEntry {
  std::string path;  ///< relative, with '/', bytes as on this computer
  std::uint64_t size = 0;
  Sha256Digest sha256;
  bool operator==(const ManifestEntry&) const = default;
};

/// Entries are given by value: made from what is kept, when asked.
class ManifestEntries {
 public:
  ManifestEntries() = default;
  ManifestEntries(std::initializer_list<ManifestEntry> entries);

  void push_back(const ManifestEntry& entry) { add(entry.path, entry.size, entry.sha256); }
  void add(std::string_view path, std::uint64_t size = 0, const Sha256Digest& sha256 = {});
  /// Several threads may do this at once, each with its own entries.
  void set(std::size_t index, std::uint64_t size, const Sha256Digest& sha256);
  /// The same, while others look at paths and sizes.
  void set_hash(std::size_t index, const Sha256Digest& sha256);
  /// By the bytes of path.
  void sort();
  /// Leaves one of several equal entries that follow each other.
  void drop_repeated();

  std::size_t size() const { return places_.size(); }
  bool empty() const { return places_.empty(); }
  ManifestEntry operator[](std::size_t index) const;
  std::string path(std::size_t index) const;
  std::uint64_t size_of(std::size_t index) const;

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = ManifestEntry;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = ManifestEntry;
    Iterator(const ManifestEntries& entries, std::size_t index) : entries_(&entries), index_(index) {}
    ManifestEntry operator*() const { return (*entries_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    Iterator operator++(int) {
      auto before = *this;
      ++index_;
      return before;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const ManifestEntries* entries_;
    std::size_t index_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  /// Where something lies: the number of its block, and from where in it.
  struct Place {
    std::uint32_t block;
    std::uint32_t offset;
  };
  Place room(std::size_t bytes);
  char* at(const Place& place) { return blocks_[place.block].data() + place.offset; }
  const char* at(const Place& place) const { return blocks_[place.block].data() + place.offset; }
  std::uint32_t folder_number(std::string_view folder);
  std::string_view folder_text(const Place& folder) const;
  std::string_view folder_of(const Place& entry) const;
  std::string_view name_of(const Place& entry) const;
  bool comes_before(const Place& a, const Place& b) const;

  std::vector<std::string> blocks_;
  std::vector<Place> places_;   ///< of the entries, in their order
  std::vector<Place> folders_;  ///< what a path begins with
};

}  // namespace werkbank
