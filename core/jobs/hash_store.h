// What is known of the files of this computer, kept in Werkbank's own folder: a SQLite database that may be lost at any
// time, and never says something wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "core/base/clock.h"
#include "core/base/hash_cache.h"

namespace werkbank {

/// Some 1.5 million files.
constexpr std::uint64_t most_hash_bytes = 200ULL << 20U;

/// The database `folder`/hashes-1.sqlite, made when first needed, and made anew when it is damaged or something else;
/// several threads and programs may use it at once. What is kept in it stays under `most_bytes`: when it is full, a
/// quarter or more goes, what was kept longest ago first (what is still in use is kept again once a month), but nothing
/// of today; then nothing more is kept that day.
std::shared_ptr<HashCache> open_hash_store(const std::filesystem::path& folder, std::shared_ptr<Clock> clock,
                                           std::uint64_t most_bytes = most_hash_bytes);

}  // namespace werkbank
