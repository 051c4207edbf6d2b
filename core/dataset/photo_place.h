// Whether a photo says where it was taken: phones write that beside the pixels.
#pragma once

#include <string_view>

namespace werkbank {

/// A latitude in the Exif part (CIPA DC-008) of a JPEG, PNG, WebP or TIFF file. `bytes` is the whole file.
bool tells_place(std::string_view bytes);

}  // namespace werkbank
