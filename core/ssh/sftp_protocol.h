// SFTP version 3 (draft-ietf-secsh-filexfer-02) as packets on a channel: one question, one answer.
// Every length that the server names is checked. Inside core/ssh only.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/ssh/channel_stream.h"

namespace werkbank {

/// Puts a packet together.
class SftpWriter {
 public:
  SftpWriter& u8(std::uint8_t value);
  SftpWriter& u32(std::uint32_t value);
  SftpWriter& u64(std::uint64_t value);
  SftpWriter& text(std::string_view value);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Takes a packet apart; after a read beyond its end broken() is true and everything is zero or empty.
class SftpReader {
 public:
  explicit SftpReader(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  std::string text();
  bool at_end() const { return at_ >= bytes_.size(); }
  bool broken() const { return broken_; }

 private:
  std::string_view take(std::size_t count);
  std::string bytes_;
  std::size_t at_ = 0;
  bool broken_ = false;
};

enum class SftpType : std::uint8_t {
  init = 1,
  version = 2,
  open = 3,
  close = 4,
  read = 5,
  write = 6,
  open_folder = 11,
  read_folder = 12,
  remove = 13,
  make_folder = 14,
  stat = 17,
  rename = 18,
  status = 101,
  handle = 102,
  data = 103,
  names = 104,
  attributes = 105,
  extended = 200,
};

/// What a status packet says.
enum class SftpStatus : std::uint32_t { ok = 0, end_of_file = 1, no_such_file = 2, permission_denied = 3, failure = 4 };

struct SftpAnswer {
  SftpType type = SftpType::status;
  SftpReader body;
  SftpStatus status = SftpStatus::ok;  ///< of a status packet
  std::string words;                   ///< of a status packet
  bool is_ok() const { return type == SftpType::status && status == SftpStatus::ok; }
};

class SftpProtocol {
 public:
  static Result<std::unique_ptr<SftpProtocol>> begin(std::shared_ptr<ChannelStream> stream,
                                                     const std::stop_token& stop);

  /// Errors: connection_lost, timed_out, answer_garbled.
  Result<SftpAnswer> ask(SftpType type, const SftpWriter& body, const std::stop_token& stop);
  bool has_posix_rename() const { return posix_rename_; }

 private:
  explicit SftpProtocol(std::shared_ptr<ChannelStream> stream) : stream_(std::move(stream)) {}
  Result<std::string> receive(const std::stop_token& stop);
  Result<Done> send(const std::string& payload, const std::stop_token& stop);

  std::shared_ptr<ChannelStream> stream_;
  std::uint32_t last_id_ = 0;
  bool posix_rename_ = false;
};

Error sftp_garbled(std::string detail);

}  // namespace werkbank
