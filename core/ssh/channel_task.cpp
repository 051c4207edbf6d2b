#include "core/ssh/channel_task.h"

#include <utility>

namespace werkbank {
namespace {

constexpr std::size_t input_limit = 4 * ChannelTask::block_size;
constexpr std::size_t output_limit = 4 * ChannelTask::block_size;

}  // namespace

ChannelTask::ChannelTask(ChannelRequest request, std::shared_ptr<WakePipe> thread)
    : request_(std::move(request)), thread_(std::move(thread)) {}

ChannelTask::News ChannelTask::wait(bool wants_room, const std::stop_token& stop, Clock::time_point deadline,
                                    std::string used) {
  used.clear();
  std::unique_lock lock(mutex_);
  const auto has_room = [this, wants_room] { return wants_room && !end_ && input_bytes_ < input_limit; };
  const auto something = [this, &has_room] { return has_room() || !out_.empty() || !err_.empty() || end_; };
  if (deadline == Clock::time_point::max()) {
    changed_.wait(lock, stop, something);
  } else {
    changed_.wait_until(lock, stop, deadline, something);
  }
  News news;
  news.input_room = has_room();
  const bool was_full = out_.size() >= output_limit || err_.size() >= output_limit;
  news.out = std::exchange(out_, std::move(used));
  news.err = std::exchange(err_, {});
  news.end = end_;
  lock.unlock();
  // Only then the thread may have been waiting for room.
  if (was_full) thread_->wake();
  return news;
}

std::string ChannelTask::block_to_fill() {
  std::string block;
  {
    const std::lock_guard lock(mutex_);
    block = std::exchange(spare_, {});
  }
  block.resize(block_size);
  return block;
}

void ChannelTask::give_input(std::string block) {
  {
    const std::lock_guard lock(mutex_);
    input_bytes_ += block.size();
    input_.push_back(std::move(block));
  }
  thread_->wake();
}

void ChannelTask::end_input() {
  {
    const std::lock_guard lock(mutex_);
    input_ended_ = true;
  }
  thread_->wake();
}

void ChannelTask::abandon() {
  {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    input_.clear();
    input_bytes_ = 0;
  }
  thread_->wake();
}

bool ChannelTask::has_begun() const {
  const std::lock_guard lock(mutex_);
  return begun_;
}

void ChannelTask::set_begun(bool begun) {
  const std::lock_guard lock(mutex_);
  begun_ = begun;
}

std::size_t ChannelTask::input_taken() const {
  const std::lock_guard lock(mutex_);
  return input_taken_;
}

std::string ChannelTask::take_input() {
  const std::lock_guard lock(mutex_);
  if (input_.empty()) return {};
  std::string block = std::move(input_.front());
  input_.pop_front();
  input_bytes_ -= block.size();
  input_taken_ += block.size();
  changed_.notify_all();
  return block;
}

void ChannelTask::give_back(std::string block) {
  const std::lock_guard lock(mutex_);
  if (block.size() > spare_.size()) spare_ = std::move(block);
}

bool ChannelTask::input_ended() const {
  const std::lock_guard lock(mutex_);
  return input_ended_ && input_.empty();
}

std::size_t ChannelTask::output_room(bool of_stderr) const {
  const std::lock_guard lock(mutex_);
  const auto& queue = of_stderr ? err_ : out_;
  return queue.size() < output_limit ? output_limit - queue.size() : 0;
}

void ChannelTask::give_output(bool of_stderr, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  auto& queue = of_stderr ? err_ : out_;
  queue += bytes;
  untold_ = request_.priority == Priority::bulk && queue.size() < output_limit / 4;
  if (!untold_) changed_.notify_all();
}

void ChannelTask::tell_output() {
  const std::lock_guard lock(mutex_);
  if (std::exchange(untold_, false)) changed_.notify_all();
}

void ChannelTask::finish(Result<ChannelEnd> end) {
  const std::lock_guard lock(mutex_);
  if (!end_) end_ = std::move(end);
  changed_.notify_all();
}

bool ChannelTask::abandoned() const {
  const std::lock_guard lock(mutex_);
  return abandoned_;
}

}  // namespace werkbank
