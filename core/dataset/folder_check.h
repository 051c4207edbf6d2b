// Any folder of files against the rules for folders: what is in it, how much, and what in it no one else should see.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/dataset/data_check.h"

namespace werkbank {

/// As check_data(), for a folder of any files.
Result<DataReport> check_folder(const DataItem& item, const std::filesystem::path& data, const ParameterValues& values,
                                const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
