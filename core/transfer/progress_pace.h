// Tells a sink how many bytes are done, ten times a second at most, and always at the end.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include "core/base/progress.h"

namespace werkbank {

class ProgressPace {
 public:
  ProgressPace(ProgressSink sink, Message what, std::uint64_t total)
      : sink_(std::move(sink)), what_(std::move(what)), total_(total) {}

  void add(std::uint64_t bytes) {
    done_ = std::min(total_, done_ + bytes);  // what is sent twice counts once
    const auto now = std::chrono::steady_clock::now();
    if (!sink_ || (done_ < total_ && now < next_)) return;
    next_ = now + std::chrono::milliseconds(100);
    sink_({what_, done_, total_});
  }

 private:
  ProgressSink sink_;
  Message what_;
  std::uint64_t total_ = 0;
  std::uint64_t done_ = 0;
  std::chrono::steady_clock::time_point next_ = {};
};

}  // namespace werkbank
