// Wakes a thread that waits in poll(). POSIX; Windows will need a socket pair here.
#pragma once

#include <atomic>

namespace werkbank {

class WakePipe {
 public:
  WakePipe();
  ~WakePipe();
  WakePipe(const WakePipe&) = delete;
  WakePipe& operator=(const WakePipe&) = delete;

  /// Becomes readable when woken; -1 when the system had no descriptors left.
  int descriptor() const { return ends_[0]; }
  /// From any thread, any number of times.
  void wake();
  /// By the woken thread, before it looks at what it was woken for.
  void drain();

 private:
  int ends_[2] = {-1, -1};
  std::atomic<bool> awake_ = false;
};

}  // namespace werkbank
