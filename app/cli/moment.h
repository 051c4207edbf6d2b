// Moments as people type them on the command line.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace werkbank {

/// A day, or a day with a time, on this computer's clock, in unix seconds; `end_of_day` for what lasts that whole day.
/// Error: usage.
Result<std::int64_t> moment_of(const std::string& text, bool end_of_day);

}  // namespace werkbank
