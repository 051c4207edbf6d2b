#include "ui/live/reconnect.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ui/live/live_factory.h"

namespace werkbank {
namespace {

constexpr std::array<double, 6> pauses = {5, 15, 30, 60, 120, 300};  // seconds; the last one again and again

/// Whether the same attempt can go better later, without anybody doing something.
bool is_passing(const Error& error) { return is_connection_gone(error) || error.code == ErrorCode::timed_out; }

}  // namespace

Reconnect::Reconnect(std::shared_ptr<Factory> factory, Background& background, std::shared_ptr<Timekeeper> time,
                     QObject* parent)
    : QObject(parent), factory_(std::move(factory)), background_(background), time_(std::move(time)) {}

double Reconnect::seconds_left() const { return stage_ == Stage::waiting ? std::max(0.0, due_ - time_->steady()) : 0; }

void Reconnect::set_stage(Stage stage) {
  stage_ = stage;
  ++turn_;
  emit changed();
}

void Reconnect::begin() {
  failures_ = 0;
  attempt();
}

void Reconnect::try_now() {
  if (stage_ == Stage::waiting) attempt();
}

void Reconnect::stop() {
  background_.cancel(ticket_);
  was_stopped_ = is_busy();
  if (stage_ != Stage::idle) set_stage(Stage::idle);
}

void Reconnect::attempt() {
  set_stage(Stage::trying);
  if (is_busy()) return;  // one that was stopped; the next begins at its end
  auto work = [factory = factory_](const ProgressSink&, const std::stop_token& stop) {
    return factory->sign_in_again(stop);
  };
  ticket_ = background_.run<Done>(this, work, [this](const Result<Done>& result) { ended(result); });
}

void Reconnect::ended(const Result<Done>& result) {
  ticket_ = 0;
  const bool was_stopped = std::exchange(was_stopped_, false);
  if (stage_ != Stage::trying) {
    emit stopped(result.ok());
  } else if (result.ok()) {
    set_stage(Stage::idle);
    emit succeeded();
  } else if (result.cancelled() && was_stopped) {
    attempt();  // wanted again before it had ended
  } else if (result.cancelled() || is_passing(result.error())) {
    wait();
  } else {
    set_stage(Stage::needs_person);
    emit gave_up(result.error());
  }
}

void Reconnect::wait() {
  const auto pause = std::min(static_cast<std::size_t>(failures_++), pauses.size() - 1);
  due_ = time_->steady() + pauses[pause];
  set_stage(Stage::waiting);
  count_down(turn_);
}

void Reconnect::count_down(int turn) {
  time_->call_later(std::clamp(seconds_left(), 0.01, 1.0), this, [this, turn] {
    if (turn != turn_) return;
    if (seconds_left() <= 0) return attempt();
    emit changed();
    count_down(turn);
  });
}

}  // namespace werkbank
