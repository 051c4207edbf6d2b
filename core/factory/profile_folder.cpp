#include <algorithm>
#include <map>
#include <system_error>

#include "core/base/local_files.h"
#include "core/factory/profile.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_profile = 1U << 20U;

/// The *.json files of `folder` by name; none when it is not there, which for the person's own folder is normal.
std::vector<fs::path> profile_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code ignored;
  fs::directory_iterator entry(folder, ignored);
  for (; !ignored && entry != fs::directory_iterator(); entry.increment(ignored)) {
    if (entry->path().extension() == ".json") files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<Profile> read_profile(const fs::path& file) {
  WERKBANK_TRY(const auto text, read_file(file, largest_profile));
  return parse_profile(text, path_text(file.filename()));
}

/// Of two with one id the later folder's counts, also when it says that the factory is not to be listed.
std::vector<Profile> profiles_of(const std::vector<fs::path>& folders, std::vector<Error>& problems, bool listed) {
  std::map<std::string, Profile> by_id;
  for (const auto& folder : folders) {
    for (const auto& file : profile_files(folder)) {
      auto profile = read_profile(file);
      if (profile.ok()) by_id.insert_or_assign(profile->id, *profile);
      if (profile.failed()) problems.push_back(profile.error());
    }
  }
  std::vector<Profile> profiles;
  for (auto& [id, profile] : by_id) {
    if (profile.listed == listed) profiles.push_back(std::move(profile));
  }
  return profiles;
}

}  // namespace

std::vector<Profile> read_profiles(const std::vector<fs::path>& folders, std::vector<Error>& problems) {
  return profiles_of(folders, problems, true);
}

std::vector<Profile> read_further_profiles(const std::vector<fs::path>& folders, std::vector<Error>& problems) {
  return profiles_of(folders, problems, false);
}

}  // namespace werkbank
