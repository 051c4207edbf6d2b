// A person's data on its way to a factory: read (or known from before), then sent.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/base/kept_as.h"
#include "core/base/progress.h"
#include "core/base/receipt.h"
#include "core/base/result.h"

namespace werkbank {

class Factory;
class HashCache;

/// Uploads the file `root`, or all files under it. When what is sent turns out not to be what `hashes` says (it may be
/// null), all that it knows of `root` is forgotten, so that the next try reads the files anew. Errors: local_file,
/// data_rejected (also when there are no files), and those of Factory::upload().
Result<Receipt> upload_data(Factory& factory, const std::filesystem::path& root, const std::string& name,
                            HashCache* hashes, const ProgressSink& progress, const std::stop_token& stop,
                            Keeping keeping = Keeping::as_factory_wants);

}  // namespace werkbank
