#include "core/dataset/sound_packed.h"

#include <algorithm>
#include <array>
#include <optional>

namespace werkbank {
namespace {

constexpr std::uint64_t most_hertz = 1'000'000;
constexpr std::uint64_t most_samples = std::uint64_t{1} << 48U;

std::uint64_t byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
}

PackedSound checked(std::uint64_t channels, std::uint64_t hertz, std::optional<std::uint64_t> samples) {
  PackedSound sound;
  sound.is_good = channels > 0 && channels <= 255 && hertz > 0 && hertz < most_hertz;
  if (!sound.is_good) return sound;
  sound.channels = static_cast<int>(channels);
  sound.hertz = static_cast<int>(hertz);
  if (samples && *samples < most_samples) sound.samples = static_cast<double>(*samples);
  return sound;
}

// What the last page says came before its end.
std::optional<std::uint64_t> last_position(std::string_view tail, std::uint64_t skipped) {
  constexpr std::size_t page_head = 27;
  for (auto at = tail.rfind("OggS"); at != std::string_view::npos;
       at = at == 0 ? tail.npos : tail.rfind("OggS", at - 1)) {
    if (at + page_head > tail.size() || tail[at + 4] != '\0') continue;
    const auto position = little_endian(tail, at + 6, 8);
    if (position < most_samples) return position - std::min(position, skipped);
  }
  return std::nullopt;
}

// Of MPEG 1, 2 and 2.5, layer III.
struct Mp3Frame {
  bool is_mpeg1 = false;
  bool is_mono = false;
  std::uint64_t hertz = 0;
};

std::optional<Mp3Frame> read_frame(std::string_view head) {
  static constexpr std::array<std::uint64_t, 3> rates{44100, 48000, 32000};
  const auto bits = big_endian(head, 0, 4);
  const auto version = (bits >> 19U) & 3U;  // 0: 2.5, 2: 2, 3: 1
  const auto layer = (bits >> 17U) & 3U;
  const auto rate = (bits >> 12U) & 15U;
  const auto samples = (bits >> 10U) & 3U;
  if (head.size() < 4 || (bits >> 21U) != 0x7FFU || version == 1 || layer != 1 || rate == 15 || samples == 3)
    return std::nullopt;
  const auto shift = version == 3 ? 0U : version == 2 ? 1U : 2U;
  return Mp3Frame{version == 3, ((bits >> 6U) & 3U) == 3, rates[samples] >> shift};
}

}  // namespace

std::uint64_t little_endian(std::string_view text, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i-- > 0;) number = (number << 8U) | byte_at(text, at + i);
  return number;
}

std::uint64_t big_endian(std::string_view text, std::size_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = (number << 8U) | byte_at(text, at + i);
  return number;
}

std::uint64_t size_of_label(std::string_view head) {
  if (head.size() < 10 || !head.starts_with("ID3")) return 0;
  std::uint64_t size = 0;
  for (std::size_t i = 6; i < 10; ++i) size = (size << 7U) | (byte_at(head, i) & 0x7FU);
  return size + 10;
}

PackedSound read_flac(std::string_view head) {
  if (head.size() < 26 || (byte_at(head, 4) & 0x7FU) != 0) return {};
  const auto bits = big_endian(head, 18, 8);  // 20 of the rate, 3 of the channels, 5 of the size of a sample, 36
  const auto samples = bits & 0xFFFFFFFFFULL;
  return checked(((bits >> 41U) & 7U) + 1, bits >> 44U, samples == 0 ? std::nullopt : std::optional(samples));
}

PackedSound read_ogg(std::string_view head, std::string_view tail) {
  const auto packet = head.substr(std::min(head.size(), 27 + static_cast<std::size_t>(byte_at(head, 26))));
  if (packet.starts_with("\x01vorbis") && packet.size() >= 30)
    return checked(byte_at(packet, 11), little_endian(packet, 12, 4), last_position(tail, 0));
  if (packet.starts_with("OpusHead") && packet.size() >= 19)
    return checked(byte_at(packet, 9), 48'000, last_position(tail, little_endian(packet, 10, 2)));
  return {};
}

PackedSound read_mp3(std::string_view head) {
  const auto frame = read_frame(head);
  if (!frame) return {};
  // A first frame without sound may say how many there are.
  const std::size_t place = 4U + (frame->is_mpeg1 ? (frame->is_mono ? 17U : 32U) : (frame->is_mono ? 9U : 17U));
  const auto mark = head.substr(std::min(head.size(), place), 4);
  const bool is_said =
      (mark == "Xing" || mark == "Info") && head.size() >= place + 12 && (byte_at(head, place + 7) & 1U) == 1;
  std::optional<std::uint64_t> samples;
  if (is_said) samples = big_endian(head, place + 8, 4) * (frame->is_mpeg1 ? 1152U : 576U);
  return checked(frame->is_mono ? 1 : 2, frame->hertz, samples);
}

}  // namespace werkbank
