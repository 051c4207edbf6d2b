// A job's log as a person can read it: without terminal control codes and overwritten progress bars.
#pragma once

#include <string>
#include <string_view>

namespace werkbank {

/// UTF-8, lines ended by '\n'; what a carriage return overwrote is gone, what is not UTF-8 becomes U+FFFD.
std::string readable_log(std::string_view bytes);

}  // namespace werkbank
