// The files that a template runs: named, inside the catalogue, and with exactly the bytes that the manifest promises.
#include <algorithm>
#include <set>
#include <system_error>

#include "core/base/ascii.h"
#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/catalogue/manifest_reader.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

bool is_file_name(std::string_view name) {
  const auto fits = [](char c) { return is_letter_or_digit(c) || c == '_' || c == '-' || c == '.'; };
  return !name.empty() && name.size() <= 100 && name[0] != '.' && name[0] != '-' &&
         std::all_of(name.begin(), name.end(), fits);
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Also through symbolic links: a link out of the catalogue is not part of it.
bool lies_inside(const fs::path& file, const fs::path& catalogue) {
  std::error_code error;
  const auto real_file = fs::canonical(file, error);
  if (error) return false;
  const auto real_folder = fs::canonical(catalogue, error);
  if (error) return false;
  const auto [folder_end, ignored] =
      std::mismatch(real_folder.begin(), real_folder.end(), real_file.begin(), real_file.end());
  return folder_end == real_folder.end();
}

void verify(const JsonReader& reader, const TemplateFile& file, const fs::path& folder) {
  std::error_code error;
  if (!fs::is_regular_file(file.local, error)) {
    reader.at("path").refuse("a file that is there");
  } else if (!lies_inside(file.local, fs::absolute(folder, error).lexically_normal().parent_path())) {
    reader.at("path").refuse("a file inside the catalogue's folder");
  } else if (const auto hash = sha256_of_file(file.local); !hash.ok() || hash.value() != file.sha256) {
    reader.at("sha256").refuse("the hash of " + file.name + " as it is now" +
                               (hash.ok() ? " (" + hash.value() + ")" : std::string()));
  }
}

TemplateFile read_file_entry(const JsonReader& reader, const fs::path& folder) {
  reader.only({"path", "sha256"});
  const auto path = reader.at("path").name();
  constexpr std::string_view shared = "../shared/";
  const bool is_shared = path.starts_with(shared);
  TemplateFile file;
  file.name = is_shared ? path.substr(shared.size()) : path;
  file.sha256 = reader.at("sha256").name();
  if (!is_hash(file.sha256)) reader.at("sha256").refuse("64 small hexadecimal digits");
  if (!is_file_name(file.name)) {
    reader.at("path").refuse("a file name in the template's folder, or ../shared/ and a file name");
    return file;
  }
  if (folder.empty()) return file;
  file.local = (is_shared ? fs::absolute(folder).lexically_normal().parent_path() / "shared" : folder) / file.name;
  verify(reader, file, folder);
  return file;
}

}  // namespace

void read_entry(const JsonReader& entry, JobTemplate& job_template) {
  entry.only({"script", "args_style", "files", "smoke_args", "smoke_seconds"});
  entry.at("args_style").one_of({"config-json"});
  std::set<std::string> names;
  for (const auto& reader : read_list(entry.at("files"), 1, 100)) {
    job_template.files.push_back(read_file_entry(reader, job_template.folder));
    if (!names.insert(job_template.files.back().name).second) reader.at("path").refuse("a name that no other file has");
  }
  job_template.script = entry.at("script").name();
  if (!names.contains(job_template.script)) entry.at("script").refuse("the name of one of the files");
  for (const auto& [key, value] : entry.at("smoke_args").members()) {
    const auto* parameter = job_template.parameter(key);
    if (parameter == nullptr) {
      value.refuse("the key of a parameter");
    } else {
      job_template.trial_values[key] = read_value(value, *parameter, job_template.models);
    }
  }
  job_template.trial_seconds = static_cast<int>(entry.at("smoke_seconds").integer(1, 300));
}

}  // namespace werkbank
