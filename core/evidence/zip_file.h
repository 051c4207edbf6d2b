// Texts as a zip file. Private to core/evidence.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

/// The bytes of a zip file with these names and contents. Error: local_file when it cannot be made.
Result<std::string> zip_of(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace werkbank
