#include "core/ssh/channel_stream.h"

#include <chrono>
#include <utility>

#include "core/ssh/channel_task.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

ChannelTask::Clock::time_point after(double seconds) {
  return ChannelTask::Clock::now() +
         std::chrono::duration_cast<ChannelTask::Clock::duration>(std::chrono::duration<double>(seconds));
}

Error ended(const Result<ChannelEnd>& end) {
  return end.failed() ? end.error() : connection_lost("the other end closed the channel");
}

}  // namespace

ChannelStream::ChannelStream(std::shared_ptr<ChannelTask> task) : task_(std::move(task)) {}

ChannelStream::~ChannelStream() { task_->abandon(); }

Result<Done> ChannelStream::write(std::string_view bytes, double seconds, const std::stop_token& stop) {
  const auto deadline = after(seconds);
  while (!bytes.empty()) {
    const auto news = task_->wait(true, stop, deadline);
    if (stop.stop_requested()) return Cancelled{};
    received_ += news.out;
    if (news.end) return ended(*news.end);
    if (news.nothing()) return took_too_long(seconds, "writing to a channel");
    if (!news.input_room) continue;
    const auto block = bytes.substr(0, ChannelTask::block_size);
    task_->give_input(std::string(block));
    bytes.remove_prefix(block.size());
  }
  return Done{};
}

Result<std::string> ChannelStream::read(std::size_t count, double seconds, const std::stop_token& stop) {
  const auto deadline = after(seconds);
  while (received_.size() < count) {
    const auto news = task_->wait(false, stop, deadline);
    if (stop.stop_requested()) return Cancelled{};
    received_ += news.out;
    if (received_.size() >= count) break;
    if (news.end) return ended(*news.end);
    if (news.nothing()) return took_too_long(seconds, "reading from a channel");
  }
  std::string bytes = received_.substr(0, count);
  received_.erase(0, count);
  return bytes;
}

}  // namespace werkbank
