// The rules for folders of pictures: one folder for each kind.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/dataset/data_check.h"

namespace werkbank {

/// As check_data(). Error: local_file.
Result<DataReport> check_images(const DataItem& item, const std::filesystem::path& data, const ProgressSink& progress,
                                const std::stop_token& stop);

}  // namespace werkbank
