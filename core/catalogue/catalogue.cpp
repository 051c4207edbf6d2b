#include "core/catalogue/catalogue.h"

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/base/local_files.h"
#include "core/catalogue/manifest_reader.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_manifest = 1U << 20U;

// Folders that hold no template: the files that templates share, and what Python and file managers leave behind.
bool may_be_template(const fs::directory_entry& entry) {
  const auto name = path_text(entry.path().filename());
  std::error_code error;
  return entry.is_directory(error) && !name.starts_with('.') && !name.starts_with("__") && name != "shared";
}

Result<std::vector<fs::path>> template_folders(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (may_be_template(*entry)) found.push_back(entry->path());
  }
  if (error) return local_file_error(folder, error.value());
  std::sort(found.begin(), found.end());
  return found;
}

// Templates for the same thing stand together.
bool is_offered_before(const JobTemplate& one, const JobTemplate& other) {
  const auto place = [](const JobTemplate& of) {
    return std::find(what_people_have.begin(), what_people_have.end(), of.have) - what_people_have.begin();
  };
  return std::pair(place(one), std::string_view(one.id)) < std::pair(place(other), std::string_view(other.id));
}

// example/ holds one data set and words about it: a table, a file of conversations, or a folder.
fs::path example_of(const JobTemplate& job_template) {
  const auto format = job_template.data.empty() ? DataFormat::folder : job_template.data.front().format;
  const char* ending = format == DataFormat::csv ? ".csv" : format == DataFormat::conversations ? ".jsonl" : nullptr;
  std::error_code error;
  fs::path found;
  for (fs::directory_iterator entry(job_template.folder / "example", error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    const bool fits = ending != nullptr ? entry->path().extension() == ending : entry->is_directory(ignored);
    if (fits && (found.empty() || entry->path() < found)) found = entry->path();
  }
  return found;
}

}  // namespace

const Parameter* JobTemplate::parameter(const std::string& key) const {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const auto& one) { return one.key == key; });
  return found == parameters.end() ? nullptr : &*found;
}

Result<JobTemplate> read_template(const fs::path& folder) {
  // "catalogue/id/" must give the same name as "catalogue/id".
  const auto trimmed = folder.filename().empty() ? folder.parent_path() : folder;
  const auto text = read_file(trimmed / "manifest.json", largest_manifest);
  if (text.failed()) {
    auto error = text.error();
    error.code = ErrorCode::catalogue_invalid;
    return error;
  }
  WERKBANK_TRY(auto job_template, parse_manifest(text.value(), trimmed));
  job_template.example = example_of(job_template);
  return job_template;
}

Result<Catalogue> Catalogue::read(const std::vector<fs::path>& folders) {
  Catalogue catalogue;
  for (const auto& folder : folders) {
    WERKBANK_TRY(const auto found, template_folders(folder));
    for (const auto& path : found) {
      auto one = read_template(path);
      if (one.failed()) {
        catalogue.problems_.push_back(one.error());
        continue;
      }
      std::erase_if(catalogue.templates_, [&](const auto& other) { return other.id == one->id; });
      catalogue.templates_.push_back(std::move(one).value());
    }
  }
  std::sort(catalogue.templates_.begin(), catalogue.templates_.end(), is_offered_before);
  return catalogue;
}

const JobTemplate* Catalogue::find(const std::string& id) const {
  const auto found = std::find_if(templates_.begin(), templates_.end(), [&](const auto& one) { return one.id == id; });
  return found == templates_.end() ? nullptr : &*found;
}

}  // namespace werkbank
