#include "core/jobs/sent_lists.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/local_files.h"
#include "core/base/sha256.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t longest_file = 16U << 20U;

void leave_newest(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> there;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored))
    there.emplace_back(entry.last_write_time(ignored), entry.path());
  if (there.size() <= most_sent_lists) return;
  std::sort(there.rbegin(), there.rend());
  for (auto i = most_sent_lists; i < there.size(); ++i) fs::remove(there[i].second, ignored);
}

}  // namespace

// The SHA-256 of what follows, its name, and the list: half a list would hide files that an earlier version has.
SentVersion read_sent(const fs::path& file) {
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return {};
  const auto text = read_file(file, longest_file);
  if (!text.ok()) return {};
  const std::string_view all = *text;
  const auto first = all.find('\n');
  if (first == std::string_view::npos || sha256_hex(all.substr(first + 1)) != all.substr(0, first)) return {};
  const auto second = all.find('\n', first + 1);
  if (second == std::string_view::npos) return {};
  return {std::string(all.substr(first + 1, second - first - 1)), std::string(all.substr(second + 1))};
}

void write_sent(const fs::path& file, const SentVersion& version) {
  if (!make_folders(file.parent_path()).ok()) return;
  const auto text = version.name + '\n' + version.list;
  static_cast<void>(write_file(file, sha256_hex(text) + '\n' + text));
  leave_newest(file.parent_path());
}

}  // namespace werkbank
