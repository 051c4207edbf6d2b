#include "core/ssh/wake_pipe.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace werkbank {

WakePipe::WakePipe() {
  if (::pipe(ends_) != 0) return;
  for (const int end : ends_) {
    ::fcntl(end, F_SETFL, O_NONBLOCK);
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
  }
}

WakePipe::~WakePipe() {
  for (const int end : ends_) {
    if (end >= 0) ::close(end);
  }
}

void WakePipe::wake() {
  if (awake_.exchange(true)) return;
  const char byte = 0;
  // A full pipe wakes just as well.
  [[maybe_unused]] const auto ignored = ::write(ends_[1], &byte, 1);
}

void WakePipe::drain() {
  std::array<char, 64> bytes;
  while (::read(ends_[0], bytes.data(), bytes.size()) > 0) {
  }
  // The flag last: a wake before this finds it set and writes nothing, but what it announces is there to be seen by
  // now. The other way round its byte could be read away while the flag stays set, and nobody would be woken ever
  // again.
  awake_.store(false);
}

}  // namespace werkbank
