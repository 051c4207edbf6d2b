// What the standard library has only from C++23 on.
#pragma once

#include <algorithm>

namespace werkbank {

/// Whether `value` is one of `list`.
template <typename List, typename Value>
bool holds(const List& list, const Value& value) {
  return std::ranges::find(list, value) != std::ranges::end(list);
}

}  // namespace werkbank
