// A channel on which a protocol is spoken: bytes out, bytes in, each waiting at most so long. Inside core/ssh only.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace werkbank {

class ChannelTask;

class ChannelStream {
 public:
  explicit ChannelStream(std::shared_ptr<ChannelTask> task);
  ~ChannelStream();
  ChannelStream(const ChannelStream&) = delete;
  ChannelStream& operator=(const ChannelStream&) = delete;

  /// Errors: connection_lost, timed_out.
  Result<Done> write(std::string_view bytes, double seconds, const std::stop_token& stop);
  /// Exactly `count` bytes. Errors: connection_lost (also when the other end stopped speaking), timed_out.
  Result<std::string> read(std::size_t count, double seconds, const std::stop_token& stop);

 private:
  std::shared_ptr<ChannelTask> task_;
  std::string received_;
};

}  // namespace werkbank
