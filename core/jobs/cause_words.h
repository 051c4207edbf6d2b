// What is said of each cause of a failure: a short code for machines, a sentence, and what to do. Private to core/jobs.
#pragma once

#include "core/base/message.h"
#include "core/jobs/log_clues.h"

namespace werkbank {

const char* cause_code(Cause cause);
/// Empty only for Cause::none; so is the advice.
Message cause_sentence(Cause cause);
Message cause_advice(Cause cause, bool has_checkpoint);

}  // namespace werkbank
