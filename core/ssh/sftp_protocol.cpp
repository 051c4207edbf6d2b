#include "core/ssh/sftp_protocol.h"

#include <utility>

namespace werkbank {
namespace {

constexpr std::uint32_t longest_packet = 512U << 10U;
constexpr double sftp_patience = 60;

std::uint32_t number_in(std::string_view four) { return SftpReader(std::string(four)).u32(); }

}  // namespace

Error sftp_garbled(std::string detail) {
  return {ErrorCode::answer_garbled,
          Message(WERKBANK_TEXT("ssh",
                                "The factory's file service answers in a way that cannot be understood. Send the "
                                "details to its help desk.")),
          "sftp: " + std::move(detail)};
}

SftpWriter& SftpWriter::u8(std::uint8_t value) {
  bytes_ += static_cast<char>(value);
  return *this;
}

SftpWriter& SftpWriter::u32(std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes_ += static_cast<char>((value >> shift) & 0xffU);
  return *this;
}

SftpWriter& SftpWriter::u64(std::uint64_t value) {
  return u32(static_cast<std::uint32_t>(value >> 32U)).u32(static_cast<std::uint32_t>(value & 0xffffffffU));
}

SftpWriter& SftpWriter::text(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  bytes_ += value;
  return *this;
}

std::string_view SftpReader::take(std::size_t count) {
  if (broken_ || count > bytes_.size() - at_) {
    broken_ = true;
    return {};
  }
  const auto part = std::string_view(bytes_).substr(at_, count);
  at_ += count;
  return part;
}

std::uint8_t SftpReader::u8() {
  const auto part = take(1);
  return part.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(part.front());
}

std::uint32_t SftpReader::u32() {
  std::uint32_t value = 0;
  for (const char c : take(4)) value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
}

std::uint64_t SftpReader::u64() {
  const std::uint64_t high = u32();
  return (high << 32U) | u32();
}

std::string SftpReader::text() { return std::string(take(u32())); }

Result<std::unique_ptr<SftpProtocol>> SftpProtocol::begin(std::shared_ptr<ChannelStream> stream,
                                                          const std::stop_token& stop) {
  std::unique_ptr<SftpProtocol> protocol(new SftpProtocol(std::move(stream)));
  WERKBANK_CHECK(protocol->send(SftpWriter().u8(static_cast<std::uint8_t>(SftpType::init)).u32(3).bytes(), stop));
  WERKBANK_TRY(auto packet, protocol->receive(stop));
  SftpReader reader(std::move(packet));
  const auto type = static_cast<SftpType>(reader.u8());
  const auto version = reader.u32();
  if (type != SftpType::version || version < 3 || reader.broken()) return sftp_garbled("no version packet");
  while (!reader.at_end() && !reader.broken()) {
    const auto name = reader.text();
    const auto value = reader.text();
    if (name == "posix-rename@openssh.com" && value == "1") protocol->posix_rename_ = true;
  }
  return protocol;
}

Result<SftpAnswer> SftpProtocol::ask(SftpType type, const SftpWriter& body, const std::stop_token& stop) {
  const auto id = ++last_id_;
  WERKBANK_CHECK(send(SftpWriter().u8(static_cast<std::uint8_t>(type)).u32(id).bytes() + body.bytes(), stop));
  // The answer to a question that was given up earlier may come first.
  while (true) {
    WERKBANK_TRY(auto packet, receive(stop));
    SftpReader reader(std::move(packet));
    const auto answer_type = static_cast<SftpType>(reader.u8());
    const auto answer_id = reader.u32();
    if (reader.broken() || answer_id > id) return sftp_garbled("unexpected packet");
    if (answer_id < id) continue;
    SftpAnswer answer{answer_type, std::move(reader), SftpStatus::ok, {}};
    if (answer_type == SftpType::status) {
      answer.status = static_cast<SftpStatus>(answer.body.u32());
      answer.words = answer.body.at_end() ? "" : answer.body.text();
    }
    return answer;
  }
}

Result<Done> SftpProtocol::send(const std::string& payload, const std::stop_token& stop) {
  return stream_->write(SftpWriter().text(payload).bytes(), sftp_patience, stop);
}

Result<std::string> SftpProtocol::receive(const std::stop_token& stop) {
  WERKBANK_TRY(const auto four, stream_->read(4, sftp_patience, stop));
  const auto length = number_in(four);
  if (length == 0 || length > longest_packet) return sftp_garbled("a packet of " + std::to_string(length) + " bytes");
  return stream_->read(length, sftp_patience, stop);
}

}  // namespace werkbank
