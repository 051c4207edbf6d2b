// Whether a picture is whole: reads it all, but decodes it no finer than needed to know.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace werkbank {

struct ImageFacts {
  enum class State { whole, damaged, unreadable, too_large };
  State state = State::damaged;
  int width = 0;  ///< pixels; 0 when not known
  int height = 0;
  std::uint64_t bytes = 0;
  bool has_place = false;  ///< it says where it was taken
  std::uint64_t hash = 0;  ///< of the file's content; 0 when not read
};

/// Never fails: what is wrong is a state. Safe to call from several threads at once.
ImageFacts probe_image(const std::filesystem::path& path);

/// Whether a file of this name counts as a picture (png, jpg, jpeg, bmp, gif, webp, tif, tiff).
bool is_image_name(const std::filesystem::path& path);

/// Whether the file's frame (chunks, segments, sizes) is complete; does not decode. For pictures of unknown kind:
/// false.
bool is_frame_whole(std::string_view bytes);

/// Bounds the memory that decoding one picture may take, in this process.
void limit_image_memory();

}  // namespace werkbank
