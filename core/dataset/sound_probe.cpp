#include "core/dataset/sound_probe.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "core/base/ascii.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/sound_packed.h"

namespace werkbank {
namespace {

constexpr std::size_t sound_head_size = 16U << 10U;
constexpr std::size_t tail_size = 66U << 10U;  // a page of Ogg is at most 65,307 bytes
constexpr int most_chunks = 4096;
constexpr std::uint32_t not_known = 0xFFFFFFFFU;  // what programs write that do not know the length yet

SoundFacts damaged(SoundFacts facts, LocalText fault) {
  facts.state = SoundFacts::State::damaged;
  facts.fault = std::move(fault);
  return facts;
}

// ---- WAV ----

struct WavFormat {
  unsigned code = 0;
  unsigned channels = 0;
  unsigned hertz = 0;
  unsigned frame = 0;  // bytes of one sample of all channels
  unsigned bits = 0;
};

struct WavParts {
  std::string format;
  bool has_data = false;
  std::uint64_t place = 0;  // of the sound
  std::uint32_t said = 0;   // bytes of it, as the header says
};

// Goes from chunk to chunk: what lies between them may be large, and is not read.
WavParts find_parts(const SoundSource& source, std::uint64_t bytes) {
  WavParts parts;
  std::uint64_t place = 12;
  for (int i = 0; i < most_chunks && place + 8 <= bytes; ++i) {
    const auto head = source(place, 8);
    if (head.size() < 8) break;
    const auto size = little_endian(head, 4, 4);
    if (head.starts_with("data")) {
      parts.has_data = true;
      parts.place = place + 8;
      parts.said = static_cast<std::uint32_t>(size);
      break;
    }
    if (head.starts_with("fmt "))
      parts.format = source(place + 8, static_cast<std::size_t>(std::min(size, std::uint64_t{40})));
    place += 8 + size + (size & 1U);
  }
  return parts;
}

WavFormat read_format(const std::string& text) {
  constexpr unsigned extensible = 0xFFFE;
  const auto number = [&](std::size_t at, std::size_t size) {
    return static_cast<unsigned>(little_endian(text, at, size));
  };
  WavFormat format{number(0, 2), number(2, 2), number(4, 4), number(12, 2), number(14, 2)};
  if (format.code == extensible && text.size() >= 26) format.code = number(24, 2);
  return format;
}

bool is_read(const WavFormat& format) {
  const auto bits = format.bits;
  return format.code == 1 ? bits == 8 || bits == 16 || bits == 24 || bits == 32
                          : format.code == 3 && (bits == 32 || bits == 64);
}

SoundFacts probe_wav(const SoundSource& source, std::uint64_t bytes) {
  SoundFacts facts;
  facts.kind = "wav";
  const auto parts = find_parts(source, bytes);
  if (parts.format.size() < 16)
    return damaged(
        facts, {"de kop zegt niet hoe het geluid is opgeslagen", "the header does not say how the sound is stored"});
  const auto format = read_format(parts.format);
  if (!is_read(format)) {
    const auto code = std::to_string(format.code) + ", " + std::to_string(format.bits) + " bits";
    return damaged(facts, {"het geluid is opgeslagen op een manier die niet wordt gelezen (" + code + ")",
                           "the sound is stored in a way that is not read (" + code + ")"});
  }
  constexpr unsigned most = 1'000'000;
  const bool agrees = format.channels > 0 && format.hertz > 0 && format.hertz < most &&
                      format.frame == format.channels * format.bits / 8;
  if (!agrees) return damaged(facts, {"de kop spreekt zichzelf tegen", "the header contradicts itself"});
  if (!parts.has_data) return damaged(facts, {"er is geen geluid in het bestand", "there is no sound in the file"});
  facts.channels = static_cast<int>(format.channels);
  facts.hertz = static_cast<int>(format.hertz);
  const auto there = bytes - std::min(bytes, parts.place);
  const bool is_open = parts.said == 0 || parts.said == not_known;  // the writer never came back to say
  const double per_second = static_cast<double>(format.frame) * format.hertz;
  if (!is_open && parts.said > there)
    return damaged(facts, {"het bestand is afgebroken: een deel van het geluid ontbreekt",
                           "the file is cut short: part of the sound is missing"});
  facts.state = SoundFacts::State::whole;
  facts.seconds = static_cast<double>((is_open ? there : parts.said) / format.frame * format.frame) / per_second;
  return facts;
}

// ---- any file ----

bool is_wav(std::string_view head) {
  return head.size() >= 12 && head.starts_with("RIFF") && head.substr(8, 4) == "WAVE";
}

SoundFacts of_packed(const PackedSound& packed, SoundFacts facts) {
  if (!packed.is_good) return damaged(facts, {"de kop klopt niet", "the header is not right"});
  facts.state = SoundFacts::State::whole;
  facts.channels = packed.channels;
  facts.hertz = packed.hertz;
  facts.seconds = packed.samples < 0 || packed.hertz <= 0 ? -1 : packed.samples / packed.hertz;
  return facts;
}

}  // namespace

SoundFacts probe_sound(const SoundSource& source, std::uint64_t bytes) {
  SoundFacts facts;
  if (bytes == 0) return damaged(facts, {"het bestand is leeg", "the file is empty"});
  auto head = source(0, sound_head_size);
  if (is_wav(head)) return probe_wav(source, bytes);
  // A label with a title and a picture may lie before the sound.
  if (const auto label = size_of_label(head); label > 0) head = source(label, sound_head_size);
  if (head.starts_with("fLaC")) {
    facts.kind = "flac";
    return of_packed(read_flac(head), facts);
  }
  if (head.starts_with("OggS")) {
    facts.kind = "ogg";
    const auto begin = bytes - std::min<std::uint64_t>(bytes, tail_size);
    return of_packed(read_ogg(head, source(begin, tail_size)), facts);
  }
  if (const auto packed = read_mp3(head); packed.is_good) {
    facts.kind = "mp3";
    return of_packed(packed, facts);
  }
  return damaged(facts, {"dit is geen WAV, FLAC, Ogg of MP3", "this is no WAV, FLAC, Ogg or MP3"});
}

SoundFacts probe_sound_file(const std::filesystem::path& path) {
  SoundFacts facts;
  facts.state = SoundFacts::State::unreadable;
  std::error_code error;
  const auto bytes = std::filesystem::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) return facts;
  const auto part = [&](std::uint64_t place, std::size_t size) {
    std::string read(size, '\0');
    file.clear();
    file.seekg(static_cast<std::streamoff>(place));
    file.read(read.data(), static_cast<std::streamsize>(size));
    read.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
    return read;
  };
  if (bytes > 0 && part(0, 1).empty()) return facts;
  return probe_sound(part, bytes);
}

bool is_sound_name(std::string_view path) {
  static constexpr std::array<std::string_view, 14> endings{"wav", "flac", "ogg", "oga",  "opus", "mp3", "m4a",
                                                            "aac", "wma",  "aif", "aiff", "amr",  "3gp", "webm"};
  const auto dot = path.rfind('.');
  if (dot == std::string_view::npos) return false;
  return std::find(endings.begin(), endings.end(), lower_case(path.substr(dot + 1))) != endings.end();
}

}  // namespace werkbank
