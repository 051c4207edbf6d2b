#include "core/base/local_files.h"

#include <cerrno>
#include <cstring>
#include <system_error>

#include <QFile>
#include <QSaveFile>

namespace werkbank {
namespace {

constexpr std::size_t largest_block = 256U << 10U;

/// For a small file a large block would cost more than its content.
std::size_t block_size_for(const std::filesystem::path& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error || size >= largest_block ? largest_block : static_cast<std::size_t>(size) + 1;
}

std::FILE* open_for_reading(const std::filesystem::path& path) {
#ifdef _WIN32
  return _wfopen(path.c_str(), L"rb");
#else
  return std::fopen(path.c_str(), "rbe");
#endif
}

}  // namespace

std::string path_text(const std::filesystem::path& path) {
#ifdef _WIN32
  const auto text = path.generic_u8string();
  return {text.begin(), text.end()};
#else
  return path.string();
#endif
}

std::filesystem::path path_from_text(std::string_view utf8) {
#ifdef _WIN32
  return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
#else
  return std::filesystem::path(utf8);
#endif
}

Error local_file_error(const std::filesystem::path& path, int error_number) {
  const std::string name = path_text(path);
  const std::string detail = name + ": " + std::strerror(error_number);
  switch (error_number) {
    case ENOENT:
      return {
          ErrorCode::local_file,
          Message(WERKBANK_TEXT("base", "%1 is not there. Check the name, or whether the disk is connected."), {name}),
          detail};
    case EACCES:
    case EPERM:
      return {ErrorCode::local_file,
              Message(WERKBANK_TEXT(
                          "base",
                          "You may not open %1. Ask the owner of the file for access, or copy it to your own folder."),
                      {name}),
              detail};
    case ENOSPC:
#ifdef EDQUOT
    case EDQUOT:
#endif
      return {ErrorCode::local_disk_full,
              Message(WERKBANK_TEXT(
                          "base",
                          "The disk of this computer is full; %1 could not be written. Free some space and try again."),
                      {name}),
              detail};
    case EISDIR:
      return {ErrorCode::local_file,
              Message(WERKBANK_TEXT("base", "%1 is a folder, but a file is needed here. Choose a file."), {name}),
              detail};
    default:
      return {
          ErrorCode::local_file,
          Message(WERKBANK_TEXT("base", "%1 could not be read or written. Look whether the disk works, and try again."),
                  {name}),
          detail};
  }
}

FileReader::FileReader(std::unique_ptr<std::FILE, Close> file, std::filesystem::path path)
    : file_(std::move(file)),
      path_(std::move(path)),
      block_size_(block_size_for(path_)),
      block_(std::make_unique_for_overwrite<char[]>(block_size_)) {
  std::setvbuf(file_.get(), nullptr, _IONBF, 0);
}

Result<FileReader> FileReader::open(const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return local_file_error(path, EISDIR);
  std::unique_ptr<std::FILE, Close> file(open_for_reading(path));
  if (!file) return local_file_error(path, errno);
  return FileReader(std::move(file), path);
}

Result<std::string_view> FileReader::read() {
  const auto count = std::fread(block_.get(), 1, block_size_, file_.get());
  if (count == 0 && std::ferror(file_.get()) != 0) return local_file_error(path_, errno);
  return std::string_view(block_.get(), count);
}

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  WERKBANK_TRY(auto reader, FileReader::open(path));
  std::string content;
  while (true) {
    WERKBANK_TRY(const auto bytes, reader.read());
    if (bytes.empty()) return content;
    content += bytes;
    if (content.size() > limit) {
      return Error{
          ErrorCode::local_file,
          Message(WERKBANK_TEXT("base", "%1 is too large for what it should be (more than %2). Choose another file."),
                  {path_text(path), Bytes{limit}})};
    }
  }
}

Result<Done> write_file(const std::filesystem::path& path, std::string_view content) {
  QSaveFile file(QString::fromStdString(path_text(path)));
  errno = 0;
  const bool written =
      file.open(QIODevice::WriteOnly) &&
      file.write(content.data(), static_cast<qint64>(content.size())) == static_cast<qint64>(content.size()) &&
      file.commit();
  if (!written) {
    auto error = local_file_error(path, errno);
    error.detail += "; " + file.errorString().toStdString();
    return error;
  }
  return Done{};
}

Result<Done> make_folders(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return local_file_error(path, error.value());
  return Done{};
}

}  // namespace werkbank
