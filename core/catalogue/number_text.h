// Numbers as people type them: with a decimal comma or point, with or without thousands.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace werkbank {

/// "0,5", "0.5", "1.000,5", "1,000.5", "1e-3". Nothing when it is not one finite number.
std::optional<double> number_from_text(std::string_view typed);

/// "20", "1.000", "1,000". Nothing when it is not a whole number that fits.
std::optional<long long> whole_number_from_text(std::string_view typed);

/// Seconds of "90 s", "15 min", "2 h", "2 u", "1:30" (hours and minutes), "1 u 30 min"; a bare number is minutes.
std::optional<long long> duration_from_text(std::string_view typed);

/// Without spaces around it.
std::string_view trimmed(std::string_view text);
}  // namespace werkbank
