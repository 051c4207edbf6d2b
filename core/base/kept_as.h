// How the files of a data set are kept at a factory: each as itself, or the small ones together in shards; and why.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/message.h"

namespace werkbank {

/// What a person asks for.
enum class Keeping { as_factory_wants, as_files, packed };

/// Why files were packed.
enum class PackedBecause {
  asked,    ///< the person wanted it
  profile,  ///< the factory wants it of so many files
  quota,    ///< it has no room for so many files
};

/// "asked", "profile" or "quota": for programs.
const char* word_of(PackedBecause because);

/// What became of files that were packed.
struct PackedAs {
  std::uint64_t files = 0;  ///< that are kept, the list among them
  std::uint64_t bytes = 0;
  PackedBecause because = PackedBecause::asked;
  std::uint64_t limit = 0;  ///< of profile: from how many files on; of quota: how many there was room for

  /// "100,000 files are packed together as 9 files, because ...".
  Message sentence(std::uint64_t originals) const;
};

}  // namespace werkbank
