// A data set to the factory: packed as one stream, verified there by SHA-256, then renamed into place. What stands at
// its place is whole; nothing else ever stands there.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/base/file_manifest.h"
#include "core/base/files_to_send.h"
#include "core/base/progress.h"
#include "core/base/receipt.h"
#include "core/base/remote_path.h"
#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// `name` as the name of a data set on the factory: [A-Za-z0-9._-]{1,80}, other bytes as '_', no '.' or '-' in front.
std::string dataset_folder_name(const std::string& name);

/// Where the data set `name` with this manifest lies: <work>/datasets/<name>@<first 16 digits of the manifest's hash>.
RemotePath dataset_place(const RemotePath& work, const std::string& name, const FileManifest& manifest);

/// Sends `files`; where much of it is unread, and the factory has no earlier version of it, while they are read. `work`
/// is the <work>/werkbank folder; it is made when it is not there. When the same data is in place already it is
/// verified again and not sent (Receipt::was_there). May be repeated after any failure. Safe while others send the same
/// data. Packed are files that the person wants packed, or `rule`, or that the factory has no room for one by one
/// (Receipt::packed says why). Errors: data_rejected (no files, or a file changed while it was sent), local_file
/// (also when one is gone), remote_file, remote_disk_full, verification_failed, connection_lost, timed_out. After
/// data_rejected, remote_disk_full and verification_failed nothing of it stays there; after the others the next try
/// goes on with what has arrived.
Result<Receipt> send(CommandRunner& runner, FilesToSend files, const std::string& dataset_name, const RemotePath& work,
                     const ProgressSink& progress, const std::stop_token& stop, const PackingRule& rule = {});

}  // namespace werkbank
