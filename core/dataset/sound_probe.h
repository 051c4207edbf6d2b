// What the header of a recording says: which kind it is, how long, how many samples a second. Reads a few kilobytes of
// the file, never its sound; safe with any bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/language.h"

namespace werkbank {

struct SoundFacts {
  enum class State { whole, damaged, unreadable };
  State state = State::damaged;
  std::string kind;     ///< wav, flac, ogg or mp3; empty when it is none of these
  LocalText fault;      ///< of what is damaged, in words that continue "... cannot be read:"
  int channels = 0;     ///< 0 when not known
  int hertz = 0;        ///< samples a second; 0 when not known
  double seconds = -1;  ///< negative when the header does not say
};

/// Part of a file: at most `size` bytes from `place` on; fewer at its end.
using SoundSource = std::function<std::string(std::uint64_t place, std::size_t size)>;

/// Never fails: what is wrong is a state. `bytes` is the length of the file.
SoundFacts probe_sound(const SoundSource& source, std::uint64_t bytes);
SoundFacts probe_sound_file(const std::filesystem::path& path);

/// Whether a file of this name counts as a recording, also of a kind that is not read: to be told of, not overlooked.
bool is_sound_name(std::string_view path);

}  // namespace werkbank
