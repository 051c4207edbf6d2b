// Proof of a transfer: what was moved, and that both ends hold the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/kept_as.h"
#include "core/base/message.h"

namespace werkbank {

/// A file that this computer cannot hold under its own name.
struct RenamedFile {
  std::string name;  ///< its path at the factory, below the job's folder
  std::string here;  ///< its path on this computer, below Receipt::place
  bool operator==(const RenamedFile&) const = default;
};

struct Receipt {
  std::string name;         ///< the data set "wine@0123456789abcdef", or the job's uuid for results
  std::string place;        ///< where it lies now: a path on the factory or on this computer
  std::uint64_t files = 0;  ///< as they are on the side that they came from, as the bytes
  std::uint64_t bytes = 0;
  std::string manifest_hash;  ///< FileManifest::hash() of what was verified on both ends
  double at = 0;              ///< unix seconds
  double seconds = 0;         ///< how long it took
  bool was_there = false;     ///< nothing had to be sent: the same data was already in place, and was verified again
  std::vector<Message> left_out = {};  ///< what lay among the data and was not moved, in words
  std::vector<RenamedFile> renamed = {};
  std::optional<PackedAs> packed = {};  ///< how the files are kept, where they are not kept as they were

  /// How they are kept; empty when as they were.
  Message packed_sentence() const;
  /// Says that some stand under another name, and which; empty when none does.
  Message renamed_sentence() const;
  /// One JSON object, for keeping and for showing.
  std::string json() const;
};

}  // namespace werkbank
