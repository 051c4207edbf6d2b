// What came of opening a connection, in words for a test that failed.
#pragma once

#include <memory>
#include <string>

#include "core/ssh/connection.h"

namespace werkbank::test {

using Opened = Result<std::shared_ptr<Connection>>;

inline std::string words_of(const Opened& opened) {
  if (opened.cancelled()) return "cancelled";
  return opened.failed() ? opened.error().message.english() + " | " + opened.error().detail : "opened";
}

}  // namespace werkbank::test
