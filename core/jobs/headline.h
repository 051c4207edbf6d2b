// The words for a score: what a metric of a training script means to somebody who never heard its name. The one place
// for them: sentences, charts and figures take their words from here.
#pragma once

#include <optional>
#include <string>

#include "core/base/message.h"

namespace werkbank {

/// "Share of right answers". A metric that is not known is shown as the script calls it, in quotes. The name
/// may carry its split ("test_accuracy", "val/accuracy").
Message score_name(const std::string& metric);

/// Whether this score lies between 0 and 1 and is read as a percentage.
bool is_share(const std::string& metric);

/// "Your model is ready. 96 % of its answers are right; a trivial guess gets 40 %."
Message score_sentence(const std::string& metric, double value, std::optional<double> baseline);

}  // namespace werkbank
