// What an ordinary line of a log is. Private to core/job_log.
#pragma once

#include <string_view>

namespace werkbank {

/// A warning, or a note of a tool that retries by itself: proves nothing.
bool is_harmless(std::string_view line);

/// A warning by the words that tools give one.
bool is_warning(std::string_view line);

/// A progress bar, of whatever: also of a download.
bool is_bar(std::string_view line);

/// A training that goes on: a progress bar, an epoch, a step with its loss.
bool is_progress(std::string_view line);

/// The program says that it came to its end.
bool is_success(std::string_view line);

/// A loss that is no number any more.
bool has_nan_loss(std::string_view line);

}  // namespace werkbank
