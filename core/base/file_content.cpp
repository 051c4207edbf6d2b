#include "core/base/file_content.h"

#include <cerrno>
#include <optional>
#include <utility>

#include "core/base/local_files.h"

#ifdef _WIN32
#include <cstdio>

#include "core/base/new_file.h"
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace werkbank {
namespace {

namespace fs = std::filesystem;

#ifdef _WIN32

class LocalFile {
 public:
  /// errno says why it is not open.
  explicit LocalFile(const fs::path& path) : file_(_wfopen(path.c_str(), L"rb")) {
    // Blocks are read straight into the room that is given.
    if (file_) std::setvbuf(file_.get(), nullptr, _IONBF, 0);
  }
  bool is_open() const { return file_ != nullptr; }
  std::optional<std::uint64_t> size() {
    if (_fseeki64(file_.get(), 0, SEEK_END) != 0) return std::nullopt;
    return static_cast<std::uint64_t>(_ftelli64(file_.get()));
  }
  bool go_to(std::uint64_t offset) { return _fseeki64(file_.get(), static_cast<__int64>(offset), SEEK_SET) == 0; }
  /// Less than nothing: errno says why.
  std::int64_t read(std::span<char> room) {
    const auto count = std::fread(room.data(), 1, room.size(), file_.get());
    return count == 0 && std::ferror(file_.get()) != 0 ? -1 : static_cast<std::int64_t>(count);
  }

 private:
  std::unique_ptr<std::FILE, CloseFile> file_;
};

#else

/// Without a step between this and the system: of many small files each one more is felt.
class LocalFile {
 public:
  /// errno says why it is not open.
  explicit LocalFile(const fs::path& path) : number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {}
  ~LocalFile() {
    if (number_ >= 0) ::close(number_);
  }
  LocalFile(LocalFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  LocalFile& operator=(LocalFile&&) = delete;

  bool is_open() const { return number_ >= 0; }
  /// Nothing: errno says why, also of a folder.
  std::optional<std::uint64_t> size() const {
    struct stat status = {};
    if (::fstat(number_, &status) != 0) return std::nullopt;
    if (S_ISDIR(status.st_mode)) errno = EISDIR;
    return S_ISDIR(status.st_mode) ? std::nullopt : std::optional(static_cast<std::uint64_t>(status.st_size));
  }
  bool go_to(std::uint64_t offset) const {
    return offset == 0 || ::lseek(number_, static_cast<off_t>(offset), SEEK_SET) >= 0;
  }
  /// Less than nothing: errno says why.
  std::int64_t read(std::span<char> room) const {
    while (true) {
      const auto count = ::read(number_, room.data(), room.size());
      if (count >= 0 || errno != EINTR) return count;
    }
  }

 private:
  int number_;
};

#endif

class LocalContent : public FileContent {
 public:
  LocalContent(LocalFile file, fs::path local, std::uint64_t size)
      : file_(std::move(file)), local_(std::move(local)), size_(size) {}

  Result<std::size_t> read(std::span<char> room) override {
    const auto count = file_.read(room);
    if (count < 0) return local_file_error(local_, errno);
    return static_cast<std::size_t>(count);
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
  return {ErrorCode::local_file,
          Message(WERKBANK_TEXT("base",
                                "The file %1 is not there any more. Look whether its disk is connected, and send the "
                                "data again; once the file is back, what has arrived is not sent twice."),
                  {path}),
          std::move(detail)};
}

Result<std::unique_ptr<FileContent>> open_local(const fs::path& local, const std::string& path, std::uint64_t offset) {
  errno = 0;
  LocalFile file(local);
  if (!file.is_open() && errno == ENOENT) return file_gone(path, local_file_error(local, ENOENT).detail);
  if (!file.is_open()) return local_file_error(local, errno);
  const auto size = file.size();
  if (!size || !file.go_to(offset)) return local_file_error(local, errno);
  return std::unique_ptr<FileContent>(std::make_unique<LocalContent>(std::move(file), local, *size));
}

}  // namespace werkbank
