// The headers of sound that is packed: FLAC, Ogg (Vorbis and Opus) and MP3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace werkbank {

struct PackedSound {
  bool is_good = false;
  int channels = 0;
  int hertz = 0;
  double samples = -1;  ///< of one channel; negative when not said
};

/// Of `size` bytes (at most 8) at `at`; 0 for those that are not there.
std::uint64_t little_endian(std::string_view text, std::size_t at, std::size_t size);
std::uint64_t big_endian(std::string_view text, std::size_t at, std::size_t size);

/// Bytes of the ID3 label that a file begins with; 0 when there is none.
std::uint64_t size_of_label(std::string_view head);

PackedSound read_flac(std::string_view head);
/// `tail` is the end of the file, where the last page says how much there was.
PackedSound read_ogg(std::string_view head, std::string_view tail);
PackedSound read_mp3(std::string_view head);

}  // namespace werkbank
