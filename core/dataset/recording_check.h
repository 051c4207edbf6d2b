// The rules for recordings with a table of what is said in them.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/dataset/data_check.h"

namespace werkbank {

/// As check_data(), for recordings. Error: local_file.
Result<DataReport> check_recordings(const DataItem& item, const std::filesystem::path& data,
                                    const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
