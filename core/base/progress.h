// How far a long operation is. Sinks are called from worker threads, many times a second: they must be quick.
#pragma once

#include <cstdint>
#include <functional>

#include "core/base/message.h"

namespace werkbank {

struct Progress {
  Message what;             ///< "Uploading 12 of 300 files"
  std::uint64_t done = 0;   ///< bytes, or steps
  std::uint64_t total = 0;  ///< 0 when not known
};

using ProgressSink = std::function<void(const Progress&)>;

}  // namespace werkbank
