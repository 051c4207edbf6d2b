// What came of looking whether a data set at a factory is still, byte for byte, what was sent.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/file_manifest.h"
#include "core/base/result.h"

namespace werkbank {

/// What came of comparing a data set there, byte for byte, with what was sent.
struct DatasetCheck {
  std::string name;
  bool whole = false;  ///< every file is what was sent, and there is nothing else
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  double at = 0;                             ///< unix seconds
  bool knows_which = false;                  ///< the three below are known; else only that something is wrong
  std::vector<std::string> changed = {};     ///< paths in it; of each list the first 100
  std::vector<std::string> missing = {};     ///< sent, and not there any more
  std::vector<std::string> added = {};       ///< there, and never sent
  std::vector<std::string> unreadable = {};  ///< there, but nobody may read them
  std::uint64_t differences = 0;             ///< how many files differ in all

  /// "Verified on ...", or what is wrong and what to do.
  Message sentence() const;
};

/// The check as an error, where it is one: verification_failed, with the paths as detail.
Error not_whole(const DatasetCheck& check);

/// The manifest in `text`, as FileManifest::text() writes it, without sizes; empty when it is none.
std::optional<FileManifest> parse_sums(std::string_view text);

/// Says in `check` what differs between `there` (the hash of each file, empty for one that nobody may read) and
/// `original`; both sorted by path.
void name_differences(const FileManifest& there, const FileManifest& original, DatasetCheck& check);

/// "These files are not the ones that were sent as this data set."
Error other_data(const std::string& name);

/// The first digits of FileManifest::hash() in the name of a data set.
std::string hash_digits_of(const std::string& dataset);

}  // namespace werkbank
