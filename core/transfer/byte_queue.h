// Bytes from one thread to another, at most a few MiB on their way: the one who is faster waits.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

namespace werkbank {

class ByteQueue {
 public:
  /// Waits for room. False when the reader has left: no more bytes are wanted.
  bool push(std::string_view bytes);
  /// No more bytes will come.
  void end();
  /// The next bytes; empty at the end.
  std::string pop();
  /// The reader leaves.
  void leave();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> blocks_;
  std::size_t bytes_ = 0;
  bool ended_ = false;
  bool left_ = false;
};

}  // namespace werkbank
