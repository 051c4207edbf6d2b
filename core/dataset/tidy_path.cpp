#include "core/dataset/tidy_path.h"

#include <algorithm>
#include <vector>

namespace werkbank {

std::optional<std::string> tidy_path(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::string_view rest = path; !rest.empty();) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string tidy;
  for (const auto part : parts) tidy += (tidy.empty() ? "" : "/") + std::string(part);
  return tidy;
}

}  // namespace werkbank
