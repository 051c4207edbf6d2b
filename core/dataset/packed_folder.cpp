#include "core/dataset/packed_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <memory>

#include <archive.h>
#include <archive_entry.h>

#include "core/base/local_files.h"
#include "core/base/new_file.h"
#include "core/base/remote_path.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_size = 1U << 20U;
// Nothing that people train on packs better than this; what claims to is there to fill the disk.
constexpr std::uint64_t most_times_larger = 200;
constexpr std::uint64_t always_allowed = 64U << 20U;
constexpr std::size_t most_files = 2'000'000;

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

Error not_readable(const fs::path& file, std::string detail) {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("dataset",
                                "The packed folder %1 cannot be unpacked: it is damaged, or made in a way that "
                                "Werkbank does not take. Ask who made it for a new one."),
                  {path_text(file.filename())}),
          std::move(detail)};
}

class Unpacking {
 public:
  Unpacking(const fs::path& file, const fs::path& folder, const ProgressSink& progress, const std::stop_token& stop)
      : file_(file), folder_(folder), progress_(progress), stop_(stop), reader_(archive_read_new()) {}

  Result<Done> run() {
    std::error_code error;
    packed_ = fs::file_size(file_, error);
    if (error) return local_file_error(file_, error.value());
    archive_read_support_filter_all(reader_.get());
    archive_read_support_format_zip(reader_.get());
    archive_read_support_format_tar(reader_.get());
    if (archive_read_open_filename(reader_.get(), file_.string().c_str(), block_size) != ARCHIVE_OK) return damaged();
    while (true) {
      if (stop_.stop_requested()) return Cancelled{};
      archive_entry* entry = nullptr;
      const int got = archive_read_next_header(reader_.get(), &entry);
      if (got == ARCHIVE_EOF) break;
      if (got != ARCHIVE_OK && got != ARCHIVE_WARN) return damaged();
      WERKBANK_CHECK(unpack(entry));
    }
    return files_ > 0 ? Result<Done>(Done{}) : not_readable(file_, "no files in it");
  }

 private:
  Result<Done> unpack(archive_entry* entry) {
    const bool plain = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr &&
                       archive_entry_symlink(entry) == nullptr;
    if (!plain) return Done{};
    const char* raw = archive_entry_pathname_utf8(entry);
    if (raw == nullptr) raw = archive_entry_pathname(entry);
    std::string name = raw == nullptr ? "" : raw;
    std::replace(name.begin(), name.end(), '\\', '/');
    if (name.starts_with("./")) name.erase(0, 2);
    if (!is_safe_relative_path(name)) return not_readable(file_, "a name that leads elsewhere: " + name);
    if (++files_ > most_files) return not_readable(file_, "too many files");
    const auto path = folder_ / path_from_text(name);
    WERKBANK_CHECK(make_folders(path.parent_path()));
    return write(path);
  }

  Result<Done> write(const fs::path& path) {
    const auto file = make_new_file(path);
    if (!file && errno == EEXIST) return not_readable(file_, "comes twice: " + path_text(path.filename()));
    if (!file) return local_file_error(path, errno);
    std::array<char, 64U << 10U> block;
    while (true) {
      if (stop_.stop_requested()) return Cancelled{};
      const auto count = archive_read_data(reader_.get(), block.data(), block.size());
      if (count < 0) return damaged();
      if (count == 0) break;
      const auto bytes = static_cast<std::size_t>(count);
      written_ += bytes;
      if (written_ > packed_ * most_times_larger + always_allowed) return not_readable(file_, "it does not end");
      if (std::fwrite(block.data(), 1, bytes, file.get()) != bytes) return local_file_error(path, errno);
      tell();
    }
    if (std::fflush(file.get()) != 0) return local_file_error(path, errno);
    return Done{};
  }

  void tell() const {
    if (!progress_) return;
    const auto read = static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_filter_bytes(reader_.get(), -1)));
    progress_({Message(WERKBANK_TEXT("dataset", "Unpacking the folder")), std::min(read, packed_), packed_});
  }

  Error damaged() const {
    const char* words = archive_error_string(reader_.get());
    return not_readable(file_, words == nullptr ? "" : words);
  }

  const fs::path& file_;
  const fs::path& folder_;
  const ProgressSink& progress_;
  const std::stop_token& stop_;
  std::unique_ptr<archive, FreeArchive> reader_;
  std::uint64_t packed_ = 0;
  std::uint64_t written_ = 0;
  std::size_t files_ = 0;
};

}  // namespace

bool is_packed_folder(const std::string& name) {
  std::string lower = name;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array<std::string_view, 10> ends = {".zip",     ".tar", ".tar.gz", ".tgz",  ".tar.xz",
                                                     ".tar.bz2", ".txz", ".tbz2",   ".tzst", ".tar.zst"};
  return std::any_of(ends.begin(), ends.end(), [&lower](auto end) { return lower.ends_with(end); });
}

Result<Done> unpack_folder(const fs::path& file, const fs::path& folder, const ProgressSink& progress,
                           const std::stop_token& stop) {
  std::error_code error;
  if (!fs::create_directories(folder, error)) return local_file_error(folder, error ? error.value() : EEXIST);
  auto unpacked = Unpacking(file, folder, progress, stop).run();
  if (!unpacked.ok()) fs::remove_all(folder, error);
  return unpacked;
}

}  // namespace werkbank
