// The lists of data sets that were sent, one for each data set, as files of this computer. They may be lost at any
// time, and what is damaged is nothing. Private to core/jobs.
#pragma once

#include <cstddef>
#include <filesystem>

#include "core/base/hash_cache.h"

namespace werkbank {

/// So many data sets; beyond that the list that was written longest ago goes.
constexpr std::size_t most_sent_lists = 30;

/// One without a name where there is none.
SentVersion read_sent(const std::filesystem::path& file);
/// What cannot be written is not known later.
void write_sent(const std::filesystem::path& file, const SentVersion& version);

}  // namespace werkbank
