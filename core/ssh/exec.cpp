#include "core/ssh/exec.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace werkbank {

ByteSource source_of(std::string bytes) {
  // Shared, because a std::function must be copyable and the place in the bytes must survive the copy.
  const auto text = std::make_shared<const std::string>(std::move(bytes));
  return [text, at = std::size_t{0}](std::span<char> room) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(room.size(), text->size() - at);
    std::copy_n(text->data() + at, count, room.data());
    at += count;
    return count;
  };
}

}  // namespace werkbank
