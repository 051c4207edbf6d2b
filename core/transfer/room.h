// What room there is on the factory, in bytes and in number of files: what the disk has left and what the person's
// quota allows, asked with the tools that every Linux or its file system brings (df, quota, lfs, mmlsquota,
// beegfs-ctl).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/result.h"
#include "core/base/stored.h"

namespace werkbank {

/// Defines the shell function `room FOLDER`, which prints what those tools say about it: a block of at most some 100
/// KiB, in at most a minute also where a quota server hangs. POSIX sh; changes nothing and fails never.
extern const char* const room_script;

/// What a block that `room` printed says; lines around it do no harm. Of several limits the tightest counts, of a soft
/// and a hard one the soft. Pure.
Room parse_room(std::string_view text);

/// Whether `bytes` more in `files` more files fit; what is not known counts as enough. Error: remote_disk_full, in
/// words that say which of the two is short and what to do.
Result<Done> fits(const Room& room, std::uint64_t bytes, std::uint64_t files);

}  // namespace werkbank
