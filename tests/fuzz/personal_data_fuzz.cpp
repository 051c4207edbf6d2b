// Any bytes as a cell and as a photo: what is found lies within the text, in its order, and its mask does not show it.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/dataset/personal_data.h"
#include "core/dataset/photo_place.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace werkbank;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::size_t last_begin = 0;
  for (const auto& one : find_personal_data(text)) {
    if (one.length == 0 || one.begin < last_begin || one.begin + one.length > text.size()) std::abort();
    last_begin = one.begin;
    const auto found = text.substr(one.begin, one.length);
    const auto mask = masked(one.kind, found);
    const auto digits = std::count_if(mask.begin(), mask.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (mask.empty() || (one.kind != PersonalKind::email && digits > 3)) std::abort();
    if (mask.find(found) != std::string::npos) std::abort();
  }
  tells_place(text);
  return 0;
}
