// Looks at a picture's frame. Qt's decoders forgive a JPEG that ends half way (libjpeg makes up the rest in grey), and
// so would the person: until the model learns from half pictures.
#include "core/dataset/image_probe.h"

namespace werkbank {
namespace {

unsigned byte(char c) { return static_cast<unsigned char>(c); }

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  return byte(bytes[at]) << 24U | byte(bytes[at + 1]) << 16U | byte(bytes[at + 2]) << 8U | byte(bytes[at + 3]);
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  return byte(bytes[at + 3]) << 24U | byte(bytes[at + 2]) << 16U | byte(bytes[at + 1]) << 8U | byte(bytes[at]);
}

bool is_png_whole(std::string_view bytes) {
  std::size_t at = 8;
  while (at + 12 <= bytes.size()) {
    const std::uint64_t length = big_endian(bytes, at);
    if (length > bytes.size() - at - 12) return false;
    if (bytes.substr(at + 4, 4) == "IEND") return true;
    at += static_cast<std::size_t>(length) + 12;
  }
  return false;
}

// From a scan's first byte to the marker behind its data.
std::size_t end_of_scan(std::string_view bytes, std::size_t at) {
  for (at = bytes.find('\xFF', at); at != std::string_view::npos && at + 1 < bytes.size();
       at = bytes.find('\xFF', at + 1)) {
    const unsigned marker = byte(bytes[at + 1]);
    const bool in_data = marker == 0x00 || marker == 0xFF || (marker >= 0xD0 && marker <= 0xD7);
    if (!in_data) return at;
  }
  return bytes.size();
}

bool is_jpeg_whole(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 4 <= bytes.size() + 2) {
    if (at + 2 > bytes.size() || byte(bytes[at]) != 0xFF) return false;
    const unsigned marker = byte(bytes[at + 1]);
    if (marker == 0xD9) return true;
    if (marker == 0xFF) {  // a fill byte
      ++at;
      continue;
    }
    const bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    if (alone) {
      at += 2;
      continue;
    }
    if (at + 4 > bytes.size()) return false;
    const std::size_t length = byte(bytes[at + 2]) << 8U | byte(bytes[at + 3]);
    if (length < 2) return false;
    at += 2 + length;
    if (marker == 0xDA) at = end_of_scan(bytes, at);
  }
  return false;
}

// Skips a chain of length-prefixed blocks; npos when it is not closed.
std::size_t end_of_blocks(std::string_view bytes, std::size_t at) {
  while (at < bytes.size()) {
    const std::size_t length = byte(bytes[at]);
    if (length == 0) return at + 1;
    at += length + 1;
  }
  return std::string_view::npos;
}

std::size_t colour_table(unsigned flags) { return (flags & 0x80U) != 0 ? 3U << ((flags & 7U) + 1U) : 0; }

bool is_gif_whole(std::string_view bytes) {
  if (bytes.size() < 14) return false;
  std::size_t at = 13 + colour_table(byte(bytes[10]));
  bool has_picture = false;
  while (at < bytes.size()) {
    const char kind = bytes[at];
    if (kind == ';') return has_picture;
    if (kind == ',') {
      if (at + 11 > bytes.size()) return false;
      at = end_of_blocks(bytes, at + 11 + colour_table(byte(bytes[at + 9])));
      has_picture = true;
    } else if (kind == '!') {
      at = end_of_blocks(bytes, at + 2);
    } else {
      return false;
    }
    if (at == std::string_view::npos) return false;
  }
  return false;
}

bool is_bmp_whole(std::string_view bytes) {
  if (bytes.size() < 54) return false;
  const std::uint64_t offset = little_endian(bytes, 10);
  const std::uint64_t width = little_endian(bytes, 18);
  const auto height = static_cast<std::int32_t>(little_endian(bytes, 22));
  const std::uint64_t bits = little_endian(bytes, 28) & 0xFFFFU;
  const auto compression = little_endian(bytes, 30);
  if (compression != 0 && compression != 3) return offset < bytes.size();
  const std::uint64_t rows =
      height < 0 ? static_cast<std::uint64_t>(-static_cast<std::int64_t>(height)) : static_cast<std::uint64_t>(height);
  const std::uint64_t row = (width * bits + 31) / 32 * 4;
  constexpr std::uint64_t largest = 1ULL << 40U;
  return rows < largest / (row + 1) && offset + row * rows <= bytes.size();
}

bool is_webp_whole(std::string_view bytes) {
  return bytes.size() >= 20 && bytes.substr(8, 4) == "WEBP" &&
         std::uint64_t{little_endian(bytes, 4)} + 8 <= bytes.size();
}

}  // namespace

bool is_frame_whole(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return is_png_whole(bytes);
  if (bytes.starts_with("\xFF\xD8\xFF")) return is_jpeg_whole(bytes);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return is_gif_whole(bytes);
  if (bytes.starts_with("BM")) return is_bmp_whole(bytes);
  if (bytes.starts_with("RIFF")) return is_webp_whole(bytes);
  return bytes.size() > 8 &&
         (bytes.starts_with(std::string_view("II*\0", 4)) || bytes.starts_with(std::string_view("MM\0*", 4)));
}

}  // namespace werkbank
