// The shell text that submits a job once and only once; see submit_text.cpp for why it does.
#pragma once

namespace werkbank {

/// Starts the worker apart from this session and passes its answer on. $1: the worker's text; then the worker's
/// arguments.
extern const char* const submit_front;

/// After script_begin and script_memory. $1 job folder, $2 uuid, $3 token, then the options of sbatch.
extern const char* const submit_worker;

}  // namespace werkbank
