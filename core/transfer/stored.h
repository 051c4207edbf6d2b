// What Werkbank keeps at a factory, asked in one command: the data sets, the folders of jobs, and what broken transfers
// left, with the room that is left besides.
#pragma once

#include <stop_token>
#include <string_view>

#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/base/stored.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// `work` is the <work>/werkbank folder; where it is not there yet, nothing is kept. Folders in it that are none of
/// ours are left out. Errors: remote_file, answer_garbled, connection_lost, timed_out.
Result<Stored> list_stored(CommandRunner& runner, const RemotePath& work, const std::stop_token& stop);

/// The answer of the script of list_stored(). Error: answer_garbled, also when it was cut off.
Result<Stored> parse_stored(std::string_view text);

}  // namespace werkbank
