// What is said of each cause of a failure: a sentence, and what to do.
#pragma once

#include "core/base/message.h"
#include "core/job_log/cause.h"

namespace werkbank {

/// Empty only for Cause::none; so is the advice.
Message cause_sentence(Cause cause);
Message cause_advice(Cause cause, bool has_checkpoint);

}  // namespace werkbank
