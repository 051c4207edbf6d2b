#include "core/base/file_hasher.h"

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "core/base/local_files.h"

#ifndef _WIN32
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace werkbank {

namespace fs = std::filesystem;

#ifdef _WIN32

// Files are read anew each time here.
std::optional<FileIdentity> file_identity(const fs::path&) { return std::nullopt; }

FileHasher::FileHasher() = default;

Result<HashedFile> FileHasher::read_all(const fs::path& file, const std::stop_token& stop) {
  WERKBANK_TRY(auto reader, FileReader::open(file));
  HashedFile hashed;
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(const auto bytes, reader.read());
    if (bytes.empty()) break;
    add(bytes, hashed);
  }
  hashed.sha256 = hash_.digest();
  return hashed;
}

#else

namespace {

constexpr std::size_t block_size = 512U << 10U;
constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::int64_t unsettled_ns = 2 * second_ns;

struct OpenFile {
  explicit OpenFile(const fs::path& file) : number(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {}
  ~OpenFile() {
    if (number >= 0) ::close(number);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  const int number;
};

FileIdentity identity_from(const struct stat& status) {
  const auto ns = [](const timespec& time) {
    return static_cast<std::int64_t>(time.tv_sec) * second_ns + static_cast<std::int64_t>(time.tv_nsec);
  };
  FileIdentity identity;
  identity.size = static_cast<std::uint64_t>(status.st_size);
#ifdef __APPLE__
  identity.modified_ns = ns(status.st_mtimespec);
  identity.changed_ns = ns(status.st_ctimespec);
#else
  identity.modified_ns = ns(status.st_mtim);
  identity.changed_ns = ns(status.st_ctim);
#endif
  identity.inode = static_cast<std::uint64_t>(status.st_ino);
  identity.device = static_cast<std::uint64_t>(status.st_dev);
  return identity;
}

std::optional<FileIdentity> identity_of(const OpenFile& file) {
  struct stat status = {};
  if (::fstat(file.number, &status) != 0) return std::nullopt;
  return identity_from(status);
}

std::int64_t now_ns() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch()).count();
}

}  // namespace

std::optional<FileIdentity> file_identity(const fs::path& file) {
  struct stat status = {};
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  return identity_from(status);
}

FileHasher::FileHasher() : buffer_(block_size) {}

Result<HashedFile> FileHasher::read_all(const fs::path& path, const std::stop_token& stop) {
  const auto begin = now_ns();
  const OpenFile file(path);
  if (file.number < 0) return local_file_error(path, errno);
  const auto before = identity_of(file);
#ifdef POSIX_FADV_SEQUENTIAL
  if (!before || before->size > block_size) ::posix_fadvise(file.number, 0, 0, POSIX_FADV_SEQUENTIAL);
#endif
  HashedFile hashed;
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    const auto count = ::read(file.number, buffer_.data(), buffer_.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return local_file_error(path, errno);
    if (count == 0) break;
    add({buffer_.data(), static_cast<std::size_t>(count)}, hashed);
  }
  hashed.sha256 = hash_.digest();
  const bool stood_still = before && before == identity_of(file) && before->size == hashed.size;
  if (stood_still && std::max(before->modified_ns, before->changed_ns) < begin - unsettled_ns) hashed.identity = before;
  return hashed;
}

#endif

void FileHasher::add(std::string_view bytes, HashedFile& hashed) {
  hash_.add(bytes);
  if (also_ != nullptr) also_->add(bytes);
  hashed.size += bytes.size();
}

Result<HashedFile> FileHasher::read(const fs::path& file, const std::stop_token& stop, Sha256* also) {
  also_ = also;
  auto hashed = read_all(file, stop);
  if (!hashed.ok()) hash_ = Sha256();
  return hashed;
}

}  // namespace werkbank
