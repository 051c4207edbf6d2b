#include "core/base/file_content.h"

#include <cerrno>
#include <cstdio>
#include <utility>

#include "core/base/local_files.h"
#include "core/base/new_file.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

using LocalFile = std::unique_ptr<std::FILE, CloseFile>;

#ifdef _WIN32
LocalFile open_for_content(const fs::path& path) { return LocalFile(_wfopen(path.c_str(), L"rb")); }
bool seek_in(std::FILE* file, std::uint64_t offset, int from) {
  return _fseeki64(file, static_cast<__int64>(offset), from) == 0;
}
std::uint64_t place_in(std::FILE* file) { return static_cast<std::uint64_t>(_ftelli64(file)); }
#else
LocalFile open_for_content(const fs::path& path) { return LocalFile(std::fopen(path.c_str(), "rbe")); }
bool seek_in(std::FILE* file, std::uint64_t offset, int from) {
  return fseeko(file, static_cast<off_t>(offset), from) == 0;
}
std::uint64_t place_in(std::FILE* file) { return static_cast<std::uint64_t>(ftello(file)); }
#endif

class LocalContent : public FileContent {
 public:
  LocalContent(LocalFile file, fs::path local, std::uint64_t size)
      : file_(std::move(file)), local_(std::move(local)), size_(size) {}

  Result<std::size_t> read(std::span<char> room) override {
    const auto count = std::fread(room.data(), 1, room.size(), file_.get());
    if (count == 0 && std::ferror(file_.get()) != 0) return local_file_error(local_, errno);
    return count;
  }
  std::uint64_t size() const override { return size_; }

 private:
  LocalFile file_;
  fs::path local_;
  std::uint64_t size_;
};

}  // namespace

Error file_changed(const std::string& path, std::string detail) {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("base",
                                "The file %1 changed while it was being sent. Close the program that uses it, and send "
                                "the data again."),
                  {path}),
          std::move(detail)};
}

Error file_changed_while_read(const std::string& path) {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("base",
                                "The file %1 changed while it was being read. Close the program that uses it, and try "
                                "it again."),
                  {path}),
          "its size changed"};
}

Error file_gone(const std::string& path, std::string detail) {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("base",
                                "The file %1 is not there any more. Look whether its disk is connected, and send the "
                                "data again; what has arrived is not sent twice."),
                  {path}),
          std::move(detail)};
}

Result<std::unique_ptr<FileContent>> open_local(const fs::path& local, const std::string& path, std::uint64_t offset) {
  std::error_code ignored;
  if (fs::is_directory(local, ignored)) return local_file_error(local, EISDIR);
  errno = 0;
  auto file = open_for_content(local);
  if (!file && errno == ENOENT) return file_gone(path, local_file_error(local, ENOENT).detail);
  if (!file) return local_file_error(local, errno);
  // Blocks are read straight into the room that is given.
  std::setvbuf(file.get(), nullptr, _IONBF, 0);
  if (!seek_in(file.get(), 0, SEEK_END)) return local_file_error(local, errno);
  const auto size = place_in(file.get());
  if (!seek_in(file.get(), offset, SEEK_SET)) return local_file_error(local, errno);
  return std::unique_ptr<FileContent>(std::make_unique<LocalContent>(std::move(file), local, size));
}

}  // namespace werkbank
