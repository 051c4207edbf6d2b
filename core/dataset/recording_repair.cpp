#include "core/dataset/recording_repair.h"

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <QString>
#include <QStringList>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/dataset/recording_list.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

/// Equal for names that differ by capitals, by spaces around their parts, or by how a letter with an accent is stored.
QString folded_path(const std::string& path) {
  auto parts = QString::fromStdString(path).normalized(QString::NormalizationForm_C).toCaseFolded().split(u'/');
  for (auto& part : parts) part = part.trimmed();
  return parts.join(u'/');
}

/// The names on the disk, by what is written in the table.
class FileNames {
 public:
  explicit FileNames(const RecordingList& list)
      : table_(list.place), files_(list.files), is_named_(list.files.size(), false) {
    for (const auto& recording : list.recordings) is_named_[recording.file] = true;
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const auto [place, is_new] = by_fold_.emplace(folded_path(files_[i]), i);
      if (!is_new) place->second = files_.size();  // two of them: nobody knows which one is meant
    }
  }

  std::optional<std::string> called(std::string_view name) {
    const std::string written(name);
    const auto place = place_of_recording(table_, written);
    if (!place) return std::nullopt;
    if (std::binary_search(files_.begin(), files_.end(), *place)) {
      has_other_bytes_ = has_other_bytes_ || find_invalid_utf8(name) != std::string_view::npos;
      return with_slashes(written);
    }
    if (find_invalid_utf8(name) != std::string_view::npos) return called(readable(name));
    const auto meant = by_fold_.find(folded_path(*place));
    if (meant == by_fold_.end() || meant->second == files_.size() || is_named_[meant->second]) return std::nullopt;
    const auto& file = files_[meant->second];
    return find_invalid_utf8(file) == std::string::npos ? std::optional(from_table(file)) : std::nullopt;
  }

  /// A name in the table is that of a file, and not UTF-8: a table that is cannot name it.
  bool has_other_bytes() const { return has_other_bytes_; }

 private:
  static std::string with_slashes(std::string name) {
    std::replace(name.begin(), name.end(), '\\', '/');
    return name;
  }

  std::string from_table(const std::string& file) const {
    const auto folder = table_.substr(0, table_.rfind('/') + 1);
    if (table_.find('/') == std::string::npos) return file;
    if (file.starts_with(folder)) return file.substr(folder.size());
    std::string up;
    for (auto deep = std::count(folder.begin(), folder.end(), '/'); deep > 0; --deep) up += "../";
    return up + file;
  }

  std::string table_;
  std::vector<std::string> files_;
  std::vector<bool> is_named_;  ///< as it is called
  std::unordered_map<QString, std::size_t> by_fold_;
  bool has_other_bytes_ = false;
};

Result<Done> copy_file(const fs::path& from, const fs::path& to, const std::function<void(std::size_t)>& at,
                       const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, FileReader::open(from));
  auto file = make_new_file(to);
  if (!file) return local_file_error(to, errno);
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto block, reader.read());
    if (block.empty()) break;
    if (std::fwrite(block.data(), 1, block.size(), file.get()) != block.size()) return local_file_error(to, errno);
    at(block.size());
  }
  return std::fflush(file.get()) == 0 ? Result<Done>(Done{}) : Result<Done>(local_file_error(to, errno));
}

}  // namespace

Result<RecordingRepairs> RecordingRepairs::find(const DataItem& item, const fs::path& folder,
                                                const ProgressSink& progress, const std::stop_token& stop) {
  if (folder.filename().empty()) return find(item, folder.parent_path(), progress, stop);
  RecordingRepairs repairs;
  repairs.folder_ = folder;
  std::error_code error;
  if (!fs::is_directory(folder, error)) return repairs;
  Findings ignored;
  WERKBANK_TRY(const auto list, RecordingReader(item, folder, ignored).read([](std::uint64_t) {}, stop));
  if (list.place.empty()) return repairs;
  repairs.table_ = list.place;
  const auto names = std::make_shared<FileNames>(list);
  const TableRules rules{
      {}, false, column_of_recordings, [names](std::string_view name) { return names->called(name); }};
  WERKBANK_TRY(auto table, TableRepairs::find(manifest_file(folder, list.place), rules, progress, stop));
  if (names->has_other_bytes())
    return Error{
        ErrorCode::data_rejected,
        Message(WERKBANK_TEXT("dataset",
                              "A recording in %1 has letters in its name that cannot be written as UTF-8. Give "
                              "that file another name, here and in the table."),
                {path_text(folder.filename())}),
        {}};
  repairs.lines_ = table.lines();
  repairs.repairs_.push_back(std::move(table));
  WERKBANK_CHECK(repairs.list_others(stop));
  return repairs;
}

Result<Done> RecordingRepairs::list_others(const std::stop_token& stop) {
  if (lines_.empty()) return Done{};
  WERKBANK_TRY(const auto listed, list_files(folder_, stop));
  for (const auto& entry : listed.entries) {
    if (entry.path == table_) continue;
    WERKBANK_TRY(const auto state, state_of(manifest_file(folder_, entry.path)));
    others_.push_back({entry.path, state.bytes});
    bytes_ += state.bytes;
  }
  lines_.push_back(
      {Message(WERKBANK_TEXT("dataset", "The copy is a new folder with your recordings in it too: %1 files, %2."),
               {static_cast<std::int64_t>(others_.size()), Bytes{bytes_}}),
       {},
       others_.size(),
       {},
       {}});
  return Done{};
}

Result<Done> RecordingRepairs::copy_others(const fs::path& place, const ProgressSink& progress,
                                           const std::stop_token& stop) const {
  std::uint64_t done = 0;
  const auto at = [&](std::size_t bytes) {
    done += bytes;
    if (progress) progress({Message(WERKBANK_TEXT("dataset", "Copying the recordings")), done, bytes_});
  };
  for (const auto& file : others_) {
    const auto from = manifest_file(folder_, file.name);
    const auto to = manifest_file(place, file.name);
    const auto before = done;
    WERKBANK_CHECK(make_folders(to.parent_path()));
    WERKBANK_CHECK(copy_file(from, to, at, stop));
    if (done - before != file.bytes) return changed_meanwhile(from);
  }
  return Done{};
}

Result<Done> RecordingRepairs::write(const fs::path& copy, const ProgressSink& progress,
                                     const std::stop_token& stop) const {
  return make_whole(copy, [&](const fs::path& place) -> Result<Done> {
    std::error_code error;
    if (!fs::create_directory(place, error)) return local_file_error(place, error ? error.value() : EEXIST);
    const auto room = fs::space(place, error);
    if (!error && room.available < bytes_) return local_file_error(copy, ENOSPC);
    for (const auto& table : repairs_) {
      const auto to = manifest_file(place, table_);
      WERKBANK_CHECK(make_folders(to.parent_path()));
      WERKBANK_CHECK(table.write(to, progress, stop));
    }
    return copy_others(place, progress, stop);
  });
}

}  // namespace werkbank
