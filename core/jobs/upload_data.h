// A person's data on its way to a factory: read (or known from before), then sent.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/base/files_to_send.h"
#include "core/base/progress.h"
#include "core/base/receipt.h"
#include "core/base/result.h"

namespace werkbank {

class Factory;
class HashCache;

/// The file `root`, or all files under it, with what `hashes` (may be null) knows of them; the rest is being read.
/// Errors: local_file; data_rejected: there are no files.
Result<FilesToSend> data_to_send(const std::filesystem::path& root, HashCache* hashes, const ProgressSink& progress,
                                 const std::stop_token& stop);

/// Uploads them. When what is sent turns out not to be what `hashes` says, all that it knows of them is forgotten, so
/// that the next try reads them anew. Errors: local_file, data_rejected, and those of Factory::upload().
Result<Receipt> upload_data(Factory& factory, FilesToSend files, const std::string& name, HashCache* hashes,
                            const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
