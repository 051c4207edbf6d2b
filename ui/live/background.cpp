#include "ui/live/background.h"

#include <utility>

#include <QMetaObject>
#include <QTimer>

namespace werkbank {
namespace {
constexpr qint64 progress_interval_ms = 100;
}

ProgressGate::ProgressGate(Wake wake) : wake_(std::move(wake)) {}

void ProgressGate::put(const Progress& progress) {
  {
    const std::lock_guard lock(mutex_);
    latest_ = progress;
    if (std::exchange(woken_, true)) return;
  }
  wake_();
}

std::optional<Progress> ProgressGate::take() {
  const std::lock_guard lock(mutex_);
  woken_ = false;
  return std::exchange(latest_, std::nullopt);
}

Background::Background(QObject* parent) : QObject(parent) {}

Background::~Background() {
  cancel_all();
  running_.clear();  // each jthread is joined here
}

Error Background::unexpected(const char* what) {
  return {ErrorCode::internal,
          Message(WERKBANK_TEXT("werkbank::Background",
                                "Werkbank made a mistake and stopped this step. Try it again. If it happens again, "
                                "send the details to the help desk of your factory.")),
          what, Grade::stop};
}

Background::Ticket Background::launch(QObject* receiver, Job job, std::function<void()> deliver, Moved moved) {
  const Ticket ticket = ++last_;
  // Queued to this object, which outlives every thread it started; what a receiver is told is decided over there.
  auto wake = [this, ticket] {
    QMetaObject::invokeMethod(
        this, [this, ticket] { progress_came(ticket); }, Qt::QueuedConnection);
  };
  auto gate = std::make_shared<ProgressGate>(wake);
  auto body = [this, ticket, gate, job = std::move(job)](const std::stop_token& stop) {
    job([gate](const Progress& progress) { gate->put(progress); }, stop);
    QMetaObject::invokeMethod(
        this, [this, ticket] { ended(ticket); }, Qt::QueuedConnection);
  };
  Running& entry = running_[ticket];
  entry.receiver = receiver;
  entry.deliver = std::move(deliver);
  entry.moved = std::move(moved);
  entry.gate = gate;
  entry.thread = std::jthread(std::move(body));
  return ticket;
}

void Background::progress_came(Ticket ticket) {
  const auto found = running_.find(ticket);
  if (found == running_.end()) return;
  const auto& since = found->second.since_progress;
  const qint64 early = since.isValid() ? progress_interval_ms - since.elapsed() : 0;
  if (early <= 0) return hear_progress(ticket);
  QTimer::singleShot(static_cast<int>(early), this, [this, ticket] { hear_progress(ticket); });
}

void Background::hear_progress(Ticket ticket) {
  const auto found = running_.find(ticket);
  if (found == running_.end()) return;
  found->second.since_progress.start();
  const auto progress = found->second.gate->take();
  if (progress && found->second.moved && found->second.receiver) found->second.moved(*progress);
}

void Background::ended(Ticket ticket) {
  hear_progress(ticket);
  auto node = running_.extract(ticket);
  if (node.empty()) return;
  Running& entry = node.mapped();
  entry.thread.join();  // it has nothing left to do but return
  const bool last = running_.empty();
  if (entry.receiver && entry.deliver) entry.deliver();
  if (last && running_.empty()) emit idle();
}

void Background::cancel(Ticket ticket) {
  const auto found = running_.find(ticket);
  if (found != running_.end()) found->second.thread.request_stop();
}

void Background::forget(Ticket ticket) {
  const auto found = running_.find(ticket);
  if (found == running_.end()) return;
  found->second.thread.request_stop();
  found->second.deliver = nullptr;
  found->second.moved = nullptr;
}

void Background::cancel_all() {
  for (auto& [ticket, entry] : running_) entry.thread.request_stop();
}

}  // namespace werkbank
