// Our own words for the records that the job's wrapper (resources/remote/job.sh) and the shared Python helper
// (resources/catalogue/shared/werkbank_job.py) write by code: theirs are English, or say less. Private to core/jobs.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/message.h"
#include "core/job_log/cause.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

struct NoteWords {
  Cause cause = Cause::unknown;
  bool proves = false;  ///< the cause; else it only says that something ended, and a line of the log may say why
  Message sentence;
  Message advice;
};

/// Nothing for a code that only one template knows: its script says what it means, in the person's language.
std::optional<NoteWords> words_of_code(std::string_view code, bool has_checkpoint);

/// The sentence for data that cannot be used, with the file and the line when the note has them.
Message data_sentence(const TrainingNote& note);

}  // namespace werkbank
