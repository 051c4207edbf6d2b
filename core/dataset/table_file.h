// Which file of the chosen data is the table.
#pragma once

#include <filesystem>
#include <optional>

#include "core/base/result.h"
#include "core/dataset/findings.h"

namespace werkbank {

/// `data` itself, or the one table in it when it is a folder. Nothing when that is not clear; a finding says why.
/// Error: local_file when `data` cannot be read.
Result<std::optional<std::filesystem::path>> find_table(const std::filesystem::path& data, Findings& findings);

}  // namespace werkbank
