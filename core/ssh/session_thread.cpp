#include "core/ssh/session_thread.h"

#include <libssh/server.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

// OpenSSH allows 10 sessions on a connection; two are left for whoever else shares it.
constexpr std::size_t most_channels_at_first = 8;
// Bulk never takes them all, so that a question need not wait for an upload to end.
constexpr std::size_t kept_for_questions = 2;
constexpr int silent_periods_until_lost = 3;
// A server may still count a session that has ended a moment ago.
constexpr auto pause_after_refusal = std::chrono::milliseconds(50);
constexpr int most_refusals = 60;
// While more comes.
constexpr int most_rounds_untold = 8;

}  // namespace

SessionThread::SessionThread(SessionHandle session, double keepalive)
    : session_(std::move(session)),
      event_(ssh_event_new()),
      keepalive_(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(std::max(keepalive, 0.1)))),
      forwards_(session_.get(), event_.get()),
      spare_(session_.get(), in_flight_),
      most_channels_(most_channels_at_first) {
  last_heard_ = last_asked_ = Clock::now();
  thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

SessionThread::~SessionThread() {
  thread_.request_stop();
  wake_->wake();
  thread_.join();
  // What was added with its callback libssh frees only so.
  if (event_) ssh_event_remove_fd(event_.get(), wake_->descriptor());
}

std::shared_ptr<ChannelTask> SessionThread::start(ChannelRequest request) {
  auto task = std::make_shared<ChannelTask>(std::move(request), wake_);
  {
    const std::lock_guard lock(mutex_);
    if (closed_for_tasks_) {
      task->finish(connection_lost("the connection was lost earlier"));
      return task;
    }
    posted_.push_back(task);
  }
  wake_->wake();
  return task;
}

void SessionThread::start_forward(std::shared_ptr<ForwardTask> task) {
  {
    const std::lock_guard lock(mutex_);
    if (!closed_for_tasks_) posted_forwards_.push_back(task);
    if (closed_for_tasks_) {
      ::close(task->listener);
      task->give(connection_lost("the connection was lost earlier"));
    }
  }
  wake_->wake();
}

int SessionThread::on_wake(socket_t, int, void* user) {
  auto* self = static_cast<SessionThread*>(user);
  self->wake_->drain();
  self->woken_ = true;
  return 0;
}

void SessionThread::serve(const std::stop_token& stop) {
  ssh_set_counters(session_.get(), &heard_, nullptr);
  if (!event_ || ssh_event_add_session(event_.get(), session_.get()) != SSH_OK ||
      ssh_event_add_fd(event_.get(), wake_->descriptor(), POLLIN, on_wake, this) != SSH_OK) {
    lose("no poll context");
    return;
  }
  bool moved = true;
  int rounds_untold = 0;
  while (!stop.stop_requested()) {
    forwards_.watch();
    if (!moved || ++rounds_untold >= most_rounds_untold) {
      for (const auto& slot : slots_) slot->task()->tell_output();
      rounds_untold = 0;
    }
    const int answer = hear(moved ? 0 : poll_milliseconds());
    if (answer == SSH_ERROR || !is_open(session_.get())) {
      lose(complaint(session_.get()));
      return;
    }
    if (!keep_alive()) {
      lose("the server has been silent for too long");
      return;
    }
    woken_ = false;
    accept();
    open_waiting();
    // A connection that broke inside one of libssh's calls leaves nothing behind that would end a wait.
    moved = step_slots() || woken_ || !is_open(session_.get());
    moved = forwards_.step() || moved;
    remove_gone();
    // Asked for behind those that somebody waits for: a server may have room for one only.
    if (places_taken() + 1 < most_channels_) spare_.step();
  }
  lose("closed by us");
}

// libssh takes a few KiB off the socket each time: what has come is heard, within limits, before the channels have
// their turn.
int SessionThread::hear(int milliseconds) {
  constexpr int most_at_once = 16;
  constexpr std::uint64_t of_one_time = 4096;
  for (int i = 0; i < most_at_once; ++i) {
    const std::uint64_t heard = heard_.in_bytes;
    const int answer = ssh_event_dopoll(event_.get(), i == 0 ? milliseconds : 0);
    if (answer == SSH_ERROR || heard_.in_bytes - heard < of_one_time) return answer;
  }
  return SSH_OK;
}

void SessionThread::accept() {
  const std::lock_guard lock(mutex_);
  for (auto& task : posted_) {
    (task->request().priority == Priority::interactive ? interactive_ : bulk_).push_back(std::move(task));
  }
  posted_.clear();
  for (auto& task : posted_forwards_) forwards_.add(std::move(task));
  posted_forwards_.clear();
}

void SessionThread::open_waiting() {
  while (open_next(interactive_, most_channels_)) {
  }
  const std::size_t for_bulk = most_channels_ > kept_for_questions ? most_channels_ - kept_for_questions : 1;
  while (open_next(bulk_, for_bulk)) {
  }
}

bool SessionThread::open_next(std::deque<std::shared_ptr<ChannelTask>>& queue, std::size_t most_open) {
  std::erase_if(queue, [](const auto& task) { return task->abandoned(); });
  if (queue.empty() || Clock::now() < open_again_ || places_taken() >= most_open) return false;
  slots_.push_back(std::make_unique<ChannelSlot>(session_.get(), spare_.take(), std::move(queue.front()), in_flight_));
  queue.pop_front();
  return true;
}

bool SessionThread::step_slots() {
  const std::uint64_t heard = heard_.in_bytes;
  bool moved = false;
  std::vector<ChannelSlot*> bulk;
  for (const auto& slot : slots_) {
    if (slot->state() == ChannelSlot::State::overdue) {
      const bool over = slot->step();
      if (over) most_channels_ = std::min(most_channels_ + 1, most_channels_at_first);
      moved = over || moved;
    } else if (slot->task()->request().priority == Priority::bulk) {
      bulk.push_back(slot.get());
    } else {
      moved = slot->step() || moved;
    }
  }
  ++first_bulk_;
  for (std::size_t i = 0; i < bulk.size(); ++i) {
    moved = bulk[(first_bulk_ + i) % bulk.size()]->step() || moved;
  }
  // libssh reads from the socket inside most of its calls: what came then may concern a channel that had its turn.
  return moved || heard_.in_bytes != heard;
}

void SessionThread::remove_gone() {
  if (count_of(ChannelSlot::State::running) > 0) {
    ever_opened_ = true;
    refusals_ = 0;
  }
  for (const auto& slot : slots_) {
    if (slot->state() == ChannelSlot::State::gone && slot->was_denied()) take_back(*slot);
  }
  std::erase_if(slots_, [](const auto& slot) { return slot->state() == ChannelSlot::State::gone; });
}

std::size_t SessionThread::count_of(ChannelSlot::State state) const {
  return static_cast<std::size_t>(
      std::count_if(slots_.begin(), slots_.end(), [state](const auto& slot) { return slot->state() == state; }));
}

std::size_t SessionThread::places_taken() const { return slots_.size() - count_of(ChannelSlot::State::overdue); }

void SessionThread::take_back(const ChannelSlot& slot) {
  const auto open = places_taken() - count_of(ChannelSlot::State::gone) - count_of(ChannelSlot::State::opening);
  const auto now = Clock::now();
  if (open > 0) {
    // This server allows fewer than usual: wait for one of ours to end.
    most_channels_ = open;
  } else if (now >= open_again_) {
    ++refusals_;
    open_again_ = now + pause_after_refusal;
  }
  if (open == 0 && (!ever_opened_ || refusals_ > most_refusals)) {
    const auto words = complaint(session_.get());
    slot.task()->finish(ever_opened_ ? still_busy(words) : no_commands_allowed(words));
    return;
  }
  auto& queue = slot.task()->request().priority == Priority::interactive ? interactive_ : bulk_;
  queue.push_front(slot.task());
}

bool SessionThread::keep_alive() {
  const auto now = Clock::now();
  if (heard_.in_bytes != heard_before_) {
    heard_before_ = heard_.in_bytes;
    last_heard_ = now;
    return true;
  }
  if (now - last_heard_ >= silent_periods_until_lost * keepalive_) return false;
  if (now - last_heard_ >= keepalive_ && now - last_asked_ >= keepalive_) {
    last_asked_ = now;
    // libssh keeps the answer of the last one until it is called again; only then does it send a new one.
    ssh_send_keepalive(session_.get());
    ssh_send_keepalive(session_.get());
  }
  return true;
}

int SessionThread::poll_milliseconds() const {
  const auto now = Clock::now();
  auto next =
      std::min(last_heard_ + silent_periods_until_lost * keepalive_, std::max(last_heard_, last_asked_) + keepalive_);
  const bool closing = std::any_of(slots_.begin(), slots_.end(),
                                   [](const auto& slot) { return slot->state() == ChannelSlot::State::closing; });
  if (closing) next = std::min(next, now + std::chrono::seconds(1));
  if (in_flight_.holds_back()) next = std::min(next, now + std::chrono::milliseconds(10));
  if (now < open_again_) next = std::min(next, open_again_);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - now).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 1, 60'000));
}

void SessionThread::lose(const std::string& why) {
  alive_ = false;
  {
    const std::lock_guard lock(mutex_);
    closed_for_tasks_ = true;
  }
  accept();
  for (auto* queue : {&interactive_, &bulk_}) {
    for (const auto& task : *queue) task->finish(connection_lost(why));
    queue->clear();
  }
  for (const auto& slot : slots_) {
    slot->task()->finish(connection_lost(why));
    slot->forget_channel();
  }
  spare_.forget();
  forwards_.end(why);
  event_.reset();
  session_.reset();
  slots_.clear();
}

}  // namespace werkbank
