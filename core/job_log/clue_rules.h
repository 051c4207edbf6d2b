// What one line of a log proves. Private to core/job_log.
#pragma once

#include <optional>
#include <string_view>

#include "core/job_log/failure_words.h"

namespace werkbank {

/// A line that is no part of a traceback.
std::optional<LineClue> clue_of_line(std::string_view line);

/// The line that ends a traceback ("ValueError: text").
LineClue clue_of_exception(std::string_view line);

/// "ValueError: text", "torch.cuda.CudaError", "KeyboardInterrupt": how a traceback ends.
bool names_an_exception(std::string_view line);

}  // namespace werkbank
