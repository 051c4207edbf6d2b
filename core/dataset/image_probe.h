// Whether a picture is whole: reads it all, but decodes it no finer than needed to know.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

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

/// Several pictures, by a few threads; in the order of their numbers from 0 to `count`. `path` is called from all of
/// them.
std::vector<ImageFacts> probe_images(std::size_t count, const std::function<std::filesystem::path(std::size_t)>& path);

/// Whether a file of this name counts as a picture (png, jpg, jpeg, bmp, gif, webp, tif, tiff).
bool is_image_name(const std::filesystem::path& path);

/// Whether the file's frame (chunks, segments, sizes) is complete; does not decode. For pictures of unknown kind:
/// false.
bool is_frame_whole(std::string_view bytes);

/// Bounds the memory that decoding one picture may take, in this process.
void limit_image_memory();

}  // namespace werkbank
