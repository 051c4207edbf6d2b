#include "core/ssh/spare_channel.h"

#include <utility>

#include "core/ssh/ssh_error.h"

namespace werkbank {

SpareChannel::~SpareChannel() {
  if (channel_ != nullptr) ssh_channel_free(channel_);
}

void SpareChannel::step() {
  if (is_open_ || was_denied_) return;
  if (channel_ == nullptr) {
    channel_ = ssh_channel_new(session_);
    asked_ = Clock::now();
  }
  const int answer = channel_ == nullptr ? SSH_ERROR : ssh_channel_open_session(channel_);
  if (answer == SSH_AGAIN) return;
  if (answer == SSH_OK) {
    is_open_ = true;
    in_flight_.measured(Clock::now() - asked_);
  } else if (is_open(session_)) {
    was_denied_ = true;
    if (channel_ != nullptr) ssh_channel_free(std::exchange(channel_, nullptr));
  }
}

std::optional<SpareChannel::Taken> SpareChannel::take() {
  if (channel_ == nullptr) return std::nullopt;
  const auto at = std::exchange(is_open_, false) ? std::optional<Clock::time_point>() : asked_;
  return Taken{std::exchange(channel_, nullptr), at};
}

}  // namespace werkbank
