// The rules for photos with boxes drawn around things: COCO JSON or YOLO texts beside the photos.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/dataset/data_check.h"

namespace werkbank {

/// As check_data(), for photos with boxes. Error: local_file.
Result<DataReport> check_boxes(const DataItem& item, const std::filesystem::path& data, const ParameterValues& values,
                               const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
