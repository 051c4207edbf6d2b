#include "core/ssh/sftp.h"

#include <algorithm>
#include <utility>

#include "core/base/uuid.h"
#include "core/ssh/connection.h"
#include "core/ssh/sftp_protocol.h"

namespace werkbank {
namespace {

constexpr std::size_t sftp_block_size =
    32'000;  // every server takes this much; more than 256 KiB ends the conversation
constexpr std::size_t most_names = 1'000'000;
constexpr std::uint32_t for_reading = 1;
constexpr std::uint32_t for_writing_anew = 2 | 8 | 32;  // write, create, must not exist
constexpr std::uint32_t has_permissions = 4;

Error refused(const RemotePath& path, const SftpAnswer& answer) {
  const std::string detail =
      "sftp status " + std::to_string(static_cast<std::uint32_t>(answer.status)) + ": " + answer.words.substr(0, 500);
  if (answer.type != SftpType::status) return sftp_garbled("unexpected type of answer for " + path.text());
  if (answer.words.find("No space") != std::string::npos || answer.words.find("quota") != std::string::npos) {
    return {ErrorCode::remote_disk_full,
            Message(WERKBANK_TEXT("ssh",
                                  "There is no room left on the factory for %1. Remove what you no longer need there, "
                                  "or ask the help desk for more room."),
                    {path.text()}),
            detail};
  }
  switch (answer.status) {
    case SftpStatus::no_such_file:
      return {
          ErrorCode::remote_file,
          Message(WERKBANK_TEXT("ssh", "%1 is not on the factory. It may have been removed; look at the list again."),
                  {path.text()}),
          detail};
    case SftpStatus::permission_denied:
      return {ErrorCode::remote_file,
              Message(WERKBANK_TEXT("ssh", "Your account may not use %1 on the factory. Ask the help desk who may."),
                      {path.text()}),
              detail};
    case SftpStatus::ok:
    case SftpStatus::end_of_file:
    case SftpStatus::failure:
      break;
  }
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT(
                      "ssh", "The factory could not read or write %1. Try again; if it stays so, ask the help desk."),
                  {path.text()}),
          detail};
}

RemoteFileInfo read_attributes(SftpReader& reader) {
  RemoteFileInfo info;
  const auto flags = reader.u32();
  if ((flags & 1U) != 0) info.size = reader.u64();
  if ((flags & 2U) != 0) reader.u64();  // owner and group
  if ((flags & 4U) != 0) {
    const auto mode = reader.u32();
    info.mode = mode & 07777U;
    const auto kind = mode & 0170000U;
    if (kind == 0100000U) info.kind = RemoteFileInfo::Kind::file;
    if (kind == 0040000U) info.kind = RemoteFileInfo::Kind::folder;
    if (kind == 0120000U) info.kind = RemoteFileInfo::Kind::link;
  }
  if ((flags & 8U) != 0) {
    reader.u32();  // last read
    info.modified = reader.u32();
  }
  if ((flags & 0x80000000U) != 0) {
    for (auto left = reader.u32(); left > 0 && !reader.broken(); --left) {
      reader.text();
      reader.text();
    }
  }
  return info;
}

/// An open file or folder on the server, closed at the end.
class OpenHandle {
 public:
  static Result<OpenHandle> open(SftpProtocol& protocol, const RemotePath& path, SftpType type, const SftpWriter& body,
                                 const std::stop_token& stop) {
    WERKBANK_TRY(auto answer, protocol.ask(type, body, stop));
    if (answer.type != SftpType::handle) return refused(path, answer);
    return OpenHandle(protocol, answer.body.text());
  }
  OpenHandle(OpenHandle&& other) noexcept
      : protocol_(std::exchange(other.protocol_, nullptr)), id_(std::move(other.id_)) {}
  OpenHandle& operator=(OpenHandle&&) = delete;
  ~OpenHandle() {
    if (protocol_ != nullptr) static_cast<void>(close({}));
  }

  const std::string& id() const { return id_; }
  Result<SftpAnswer> close(const std::stop_token& stop) {
    return std::exchange(protocol_, nullptr)->ask(SftpType::close, SftpWriter().text(id_), stop);
  }

 private:
  OpenHandle(SftpProtocol& protocol, std::string id) : protocol_(&protocol), id_(std::move(id)) {}
  SftpProtocol* protocol_;
  std::string id_;
};

Result<Done> write_all(SftpProtocol& protocol, const OpenHandle& handle, const RemotePath& path,
                       std::string_view content, const std::stop_token& stop) {
  for (std::size_t at = 0; at < content.size(); at += sftp_block_size) {
    const auto block = content.substr(at, sftp_block_size);
    WERKBANK_TRY(const auto answer,
                 protocol.ask(SftpType::write, SftpWriter().text(handle.id()).u64(at).text(block), stop));
    if (!answer.is_ok()) return refused(path, answer);
  }
  return Done{};
}

}  // namespace

Sftp::Sftp(std::unique_ptr<SftpProtocol> protocol) : protocol_(std::move(protocol)) {}
Sftp::Sftp(Sftp&&) noexcept = default;
Sftp& Sftp::operator=(Sftp&&) noexcept = default;
Sftp::~Sftp() = default;

Result<Sftp> Sftp::open(Connection& connection, const std::stop_token& stop) {
  WERKBANK_TRY(auto stream, connection.open_subsystem("sftp", stop));
  WERKBANK_TRY(auto protocol, SftpProtocol::begin(std::move(stream), stop));
  return Sftp(std::move(protocol));
}

Result<std::optional<RemoteFileInfo>> Sftp::stat(const RemotePath& path, const std::stop_token& stop) {
  WERKBANK_TRY(auto answer, protocol_->ask(SftpType::stat, SftpWriter().text(path.text()), stop));
  if (answer.type == SftpType::status && answer.status == SftpStatus::no_such_file)
    return std::optional<RemoteFileInfo>();
  if (answer.type != SftpType::attributes) return refused(path, answer);
  const auto info = read_attributes(answer.body);
  if (answer.body.broken()) return sftp_garbled("attributes");
  return std::optional(info);
}

Result<std::vector<RemoteFileInfo>> Sftp::list(const RemotePath& folder, const std::stop_token& stop) {
  WERKBANK_TRY(const auto handle,
               OpenHandle::open(*protocol_, folder, SftpType::open_folder, SftpWriter().text(folder.text()), stop));
  std::vector<RemoteFileInfo> all;
  while (all.size() < most_names) {
    WERKBANK_TRY(auto answer, protocol_->ask(SftpType::read_folder, SftpWriter().text(handle.id()), stop));
    if (answer.type == SftpType::status && answer.status == SftpStatus::end_of_file) return all;
    if (answer.type != SftpType::names) return refused(folder, answer);
    for (auto left = answer.body.u32(); left > 0 && !answer.body.broken(); --left) {
      auto name = answer.body.text();
      answer.body.text();  // the line of `ls -l`
      auto info = read_attributes(answer.body);
      info.name = std::move(name);
      if (info.name != "." && info.name != "..") all.push_back(std::move(info));
    }
    if (answer.body.broken()) return sftp_garbled("names");
  }
  return sftp_garbled("a folder without end");
}

Result<std::string> Sftp::read_file(const RemotePath& path, std::uint64_t limit, const std::stop_token& stop) {
  WERKBANK_TRY(const auto handle, OpenHandle::open(*protocol_, path, SftpType::open,
                                                   SftpWriter().text(path.text()).u32(for_reading).u32(0), stop));
  std::string content;
  while (true) {
    WERKBANK_TRY(
        auto answer,
        protocol_->ask(SftpType::read, SftpWriter().text(handle.id()).u64(content.size()).u32(sftp_block_size), stop));
    if (answer.type == SftpType::status && answer.status == SftpStatus::end_of_file) return content;
    if (answer.type != SftpType::data) return refused(path, answer);
    const auto block = answer.body.text();
    if (answer.body.broken() || block.empty()) return sftp_garbled("data");
    content += block;
    if (content.size() > limit) {
      return Error{
          ErrorCode::remote_file,
          Message(WERKBANK_TEXT("ssh",
                                "%1 on the factory is larger than expected (more than %2), so it was not read. "
                                "Look at it there, or fetch it as a result."),
                  {path.text(), Bytes{limit}})};
    }
  }
}

Result<Done> Sftp::write_file(const RemotePath& path, std::string_view content, std::uint32_t mode,
                              const std::stop_token& stop) {
  WERKBANK_TRY(const auto part, RemotePath::parse(path.text() + ".part-" + new_uuid()));
  const auto write = [&]() -> Result<Done> {
    WERKBANK_TRY(
        auto handle,
        OpenHandle::open(*protocol_, path, SftpType::open,
                         SftpWriter().text(part.text()).u32(for_writing_anew).u32(has_permissions).u32(mode), stop));
    WERKBANK_CHECK(write_all(*protocol_, handle, path, content, stop));
    WERKBANK_TRY(const auto closed, handle.close(stop));
    if (!closed.is_ok()) return refused(path, closed);
    return rename(part, path, stop);
  };
  auto outcome = write();
  if (!outcome.ok()) static_cast<void>(remove_file(part, {}));
  return outcome;
}

Result<Done> Sftp::rename(const RemotePath& from, const RemotePath& to, const std::stop_token& stop) {
  const bool replaces = protocol_->has_posix_rename();
  SftpWriter body;
  if (replaces) body.text("posix-rename@openssh.com");
  body.text(from.text()).text(to.text());
  WERKBANK_TRY(const auto answer, protocol_->ask(replaces ? SftpType::extended : SftpType::rename, body, stop));
  if (!answer.is_ok()) return refused(to, answer);
  return Done{};
}

Result<Done> Sftp::make_folder(const RemotePath& path, std::uint32_t mode, const std::stop_token& stop) {
  WERKBANK_TRY(const auto answer, protocol_->ask(SftpType::make_folder,
                                                 SftpWriter().text(path.text()).u32(has_permissions).u32(mode), stop));
  if (answer.is_ok()) return Done{};
  WERKBANK_TRY(const auto there, stat(path, stop));
  if (there && there->kind == RemoteFileInfo::Kind::folder) return Done{};
  return refused(path, answer);
}

Result<Done> Sftp::remove_file(const RemotePath& path, const std::stop_token& stop) {
  WERKBANK_TRY(const auto answer, protocol_->ask(SftpType::remove, SftpWriter().text(path.text()), stop));
  if (!answer.is_ok()) return refused(path, answer);
  return Done{};
}

}  // namespace werkbank
