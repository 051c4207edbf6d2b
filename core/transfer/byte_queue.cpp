#include "core/transfer/byte_queue.h"

#include <utility>

namespace werkbank {

bool ByteQueue::push(std::string_view bytes) {
  constexpr std::size_t most = 4U << 20U;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return left_ || bytes_ < most; });
  if (left_) return false;
  blocks_.emplace_back(bytes);
  bytes_ += bytes.size();
  changed_.notify_all();
  return true;
}

void ByteQueue::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

std::string ByteQueue::pop() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return ended_ || !blocks_.empty(); });
  if (blocks_.empty()) return {};
  auto block = std::move(blocks_.front());
  blocks_.pop_front();
  bytes_ -= block.size();
  changed_.notify_all();
  return block;
}

void ByteQueue::leave() {
  const std::lock_guard lock(mutex_);
  left_ = true;
  changed_.notify_all();
}

}  // namespace werkbank
