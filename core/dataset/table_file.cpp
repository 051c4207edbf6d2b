#include "core/dataset/table_file.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

#include "core/base/local_files.h"
#include "core/dataset/cell_value.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

// Somebody may choose a whole disk.
constexpr std::size_t most_looked_at = 100'000;

bool is_table_name(const fs::path& path) {
  auto extension = path_text(path.extension());
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return (extension == ".csv" || extension == ".tsv" || extension == ".txt") &&
         !path_text(path.filename()).starts_with('.');
}

Result<std::vector<fs::path>> tables_in(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> found;
  std::size_t looked = 0;
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
  if (error) return local_file_error(folder, error.value());
  // skip_permission_denied also skips the folder itself, silently.
  if (const fs::directory_iterator readable_one(folder, error); error) return local_file_error(folder, error.value());
  for (const fs::recursive_directory_iterator end; entry != end && looked++ < most_looked_at; entry.increment(error)) {
    if (error) break;
    std::error_code ignored;
    if (is_table_name(entry->path()) && entry->is_regular_file(ignored)) found.push_back(entry->path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Result<std::optional<fs::path>> find_table(const fs::path& data, Findings& findings) {
  std::error_code error;
  const auto status = fs::status(data, error);
  if (error) return local_file_error(data, error.value());
  if (fs::is_regular_file(status)) return std::optional<fs::path>(data);
  if (!fs::is_directory(status)) {  // a pipe would make us wait, a device has no end
    return Error{
        ErrorCode::local_file,
        Message(WERKBANK_TEXT("dataset", "%1 is neither a file nor a folder. Choose the file with your table."),
                {path_text(data)})};
  }
  WERKBANK_TRY(const auto found, tables_in(data));
  if (found.size() == 1) return std::optional<fs::path>(found[0]);
  FoundAt at;
  const auto advice = Message(WERKBANK_TEXT("dataset", "Choose the one file with your table, saved as CSV."));
  if (found.empty()) {
    findings.add("one_table", Severity::error,
                 Message(WERKBANK_TEXT("dataset", "There is no table in the folder %1."), {path_text(data.filename())}),
                 advice, at);
  } else {
    findings.add("one_table", Severity::error,
                 Message(WERKBANK_TEXT("dataset", "There are %2 tables in the folder %1, such as %3 and %4."),
                         {path_text(data.filename()), whole(found.size()), path_text(found[0].filename()),
                          path_text(found[1].filename())}),
                 advice, at);
  }
  return std::optional<fs::path>();
}

}  // namespace werkbank
