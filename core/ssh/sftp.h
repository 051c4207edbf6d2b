// Files on the factory by SFTP (version 3), for accounts that may run no commands and for small single files.
// Data sets and results go by core/transfer, which is many times faster.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/remote_path.h"
#include "core/base/result.h"

namespace werkbank {

class Connection;
class SftpProtocol;

struct RemoteFileInfo {
  enum class Kind { file, folder, link, other };
  std::string name;  ///< untrusted bytes; empty from stat()
  Kind kind = Kind::other;
  std::uint64_t size = 0;
  std::uint32_t mode = 0;     ///< permission bits only
  std::int64_t modified = 0;  ///< unix seconds
};

/// Speaks the protocol on the caller's thread over a channel of the shared connection, so no other channel waits for
/// it. Use from one thread at a time. Errors of all: remote_file, remote_disk_full, connection_lost, timed_out,
/// answer_garbled.
class Sftp {
 public:
  static Result<Sftp> open(Connection& connection, const std::stop_token& stop);
  Sftp(Sftp&&) noexcept;
  Sftp& operator=(Sftp&&) noexcept;
  ~Sftp();

  /// Of the file itself, following links; nothing when there is no such file.
  Result<std::optional<RemoteFileInfo>> stat(const RemotePath& path, const std::stop_token& stop);
  /// Without "." and "..", in the server's order.
  Result<std::vector<RemoteFileInfo>> list(const RemotePath& folder, const std::stop_token& stop);
  /// Error remote_file also when it is larger than `limit` bytes.
  Result<std::string> read_file(const RemotePath& path, std::uint64_t limit, const std::stop_token& stop);
  /// Whole or absent: writes beside it, then renames over it.
  Result<Done> write_file(const RemotePath& path, std::string_view content, std::uint32_t mode,
                          const std::stop_token& stop);
  /// Replaces `to` where the server can (posix-rename@openssh.com), else fails when it exists.
  Result<Done> rename(const RemotePath& from, const RemotePath& to, const std::stop_token& stop);
  /// No error when the folder is there already.
  Result<Done> make_folder(const RemotePath& path, std::uint32_t mode, const std::stop_token& stop);
  Result<Done> remove_file(const RemotePath& path, const std::stop_token& stop);

 private:
  explicit Sftp(std::unique_ptr<SftpProtocol> protocol);
  std::unique_ptr<SftpProtocol> protocol_;
};

}  // namespace werkbank
