#include "core/dataset/photo_place.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace werkbank {
namespace {

// Numbers in a file, in either order of bytes; 0 beyond its end.
class Numbers {
 public:
  Numbers(std::string_view bytes, bool is_little) : bytes_(bytes), is_little_(is_little) {}

  std::uint32_t at(std::size_t place, std::size_t size) const {
    if (place > bytes_.size() || bytes_.size() - place < size) return 0;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const auto byte = static_cast<unsigned char>(bytes_[place + (is_little_ ? size - 1 - i : i)]);
      number = number << 8U | byte;
    }
    return number;
  }

 private:
  std::string_view bytes_;
  bool is_little_;
};

// The value of a tag in the directory (IFD) that begins at `place`: 12 bytes for each entry.
std::optional<std::uint32_t> tag(const Numbers& tiff, std::size_t place, std::uint32_t wanted) {
  constexpr std::uint32_t most_entries = 1000;
  const auto entries = tiff.at(place, 2);
  for (std::uint32_t i = 0; i < entries && i < most_entries; ++i) {
    const std::size_t entry = place + 2 + std::size_t{12} * i;
    if (tiff.at(entry, 2) == wanted) return tiff.at(entry + 8, 4);
  }
  return std::nullopt;
}

bool tiff_tells_place(std::string_view bytes) {
  const bool is_little = bytes.starts_with("II");
  if (!is_little && !bytes.starts_with("MM")) return false;
  const Numbers tiff(bytes, is_little);
  if (tiff.at(2, 2) != 42) return false;
  constexpr std::uint32_t gps_directory = 0x8825;
  constexpr std::uint32_t latitude = 2;
  const auto gps = tag(tiff, tiff.at(4, 4), gps_directory);
  return gps && tag(tiff, *gps, latitude).has_value();
}

std::string_view without_name(std::string_view exif) {
  constexpr std::string_view name("Exif\0\0", 6);
  return exif.starts_with(name) ? exif.substr(name.size()) : exif;
}

// Segments come before the pixels.
bool jpeg_tells_place(std::string_view bytes) {
  const Numbers numbers(bytes, false);
  for (std::size_t at = 2; at + 4 <= bytes.size();) {
    const auto marker = numbers.at(at, 2);
    if (marker < 0xFF01 || marker == 0xFFDA) return false;
    if (marker == 0xFFFF) {  // a fill byte
      ++at;
      continue;
    }
    const auto length = numbers.at(at + 2, 2);
    if (length < 2) return false;
    if (marker == 0xFFE1 && tiff_tells_place(without_name(bytes.substr(at + 4, length - 2)))) return true;
    at += 2 + length;
  }
  return false;
}

// Chunks of a PNG (length, name, content, checksum) or a WebP (name, length, content, filled up to an even length).
bool chunks_tell_place(std::string_view bytes, bool is_png) {
  const Numbers numbers(bytes, !is_png);
  for (std::size_t at = is_png ? 8 : 12; at + 8 <= bytes.size();) {
    const std::uint64_t length = numbers.at(is_png ? at : at + 4, 4);
    const auto name = bytes.substr(is_png ? at + 4 : at, 4);
    const auto content = bytes.substr(at + 8, static_cast<std::size_t>(length));
    if ((name == "eXIf" || name == "EXIF") && tiff_tells_place(without_name(content))) return true;
    const std::uint64_t next = at + 8 + length + (is_png ? 4 : length % 2);
    if (next > bytes.size()) return false;
    at = static_cast<std::size_t>(next);
  }
  return false;
}

}  // namespace

bool tells_place(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8")) return jpeg_tells_place(bytes);
  if (bytes.starts_with("\x89PNG")) return chunks_tell_place(bytes, true);
  if (bytes.starts_with("RIFF")) return chunks_tell_place(bytes, false);
  return tiff_tells_place(bytes);
}

}  // namespace werkbank
