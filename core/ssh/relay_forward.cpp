#include "core/ssh/relay_forward.h"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "core/ssh/port_forward.h"
#include "core/ssh/relay_sockets.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

// A scheduler that is busy may take a while to let the relay begin.
constexpr auto greeting_patience = std::chrono::seconds(60);
/// So much may wait for a slow line before this computer's programs are held back.
constexpr std::size_t most_waiting = 2U << 20U;
/// More than all connections together may have under way.
constexpr std::size_t most_heard = 64U << 20U;
constexpr std::size_t most_words = 4000;

Error relay_ended(std::string detail) {
  return {ErrorCode::job_unknown,
          Message(WERKBANK_TEXT("ssh",
                                "There is no way to the job's computer. If the job still runs, wait a minute and try "
                                "again; if it stays so, send the details to the help desk.")),
          std::move(detail)};
}

}  // namespace

RelayForward::RelayForward(std::uint16_t port, std::unique_ptr<RelaySockets> sockets)
    : port_(port), sockets_(std::move(sockets)) {}

RelayForward::~RelayForward() {
  stopping_.request_stop();
  wake_.wake();
}

Result<std::unique_ptr<RelayForward>> RelayForward::open(std::shared_ptr<CommandRunner> runner, Script script,
                                                         const std::stop_token& stop) {
  std::uint16_t port = 0;
  const int listener = listen_on_loopback(port);
  if (listener < 0) return no_port_left(std::strerror(errno));
  std::unique_ptr<RelayForward> forward(new RelayForward(port, std::make_unique<RelaySockets>(listener)));
  forward->begin(std::move(runner), std::move(script));
  WERKBANK_CHECK(forward->wait_for_greeting(stop));
  return forward;
}

void RelayForward::begin(std::shared_ptr<CommandRunner> runner, Script script) {
  command_thread_ =
      std::jthread([this, runner = std::move(runner), script = std::move(script)] { run_command(*runner, script); });
  carrying_thread_ = std::jthread([this] { carry(); });
}

Result<Done> RelayForward::wait_for_greeting(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, greeting_patience, [this] { return greeted_ || ended_; });
  if (stop.stop_requested()) return Cancelled{};
  if (ended_) return *ended_;
  if (greeted_) return Done{};
  return took_too_long(std::chrono::duration<double>(greeting_patience).count(), "the relay did not greet");
}

bool RelayForward::is_open() const {
  const std::lock_guard lock(mutex_);
  return greeted_ && !ended_;
}

void RelayForward::run_command(CommandRunner& runner, const Script& script) {
  ExecOptions options;
  options.timeout_seconds = 0;
  options.output_limit = most_words;
  options.may_send = [this] {
    const std::lock_guard lock(mutex_);
    return !outbox_.empty();
  };
  options.stdin_source = [this](std::span<char> room) -> Result<std::size_t> { return fill(room); };
  options.stdout_sink = [this](std::string_view bytes) { return heard(bytes); };
  const auto result = run_script(runner, script, std::move(options), stopping_.get_token());
  if (result.ok()) return give_up(relay_ended(result->err.substr(0, most_words)));
  give_up(result.cancelled() ? relay_ended("closed by us") : result.error());
}

Result<Done> RelayForward::heard(std::string_view bytes) {
  WERKBANK_TRY(auto frames, reader_.add(bytes));
  const std::lock_guard lock(mutex_);
  for (auto& frame : frames) {
    greeted_ = greeted_ || frame.kind == RelayFrame::Kind::hello;
    inbox_bytes_ += sizeof frame + frame.bytes.size();
    inbox_.push_back(std::move(frame));
  }
  if (inbox_bytes_ > most_heard) return garbled_relay("more than was allowed, of all connections together");
  changed_.notify_all();
  wake_.wake();
  return Done{};
}

std::size_t RelayForward::fill(std::span<char> room) {
  const std::lock_guard lock(mutex_);
  const bool was_full = outbox_.size() >= most_waiting;
  const std::size_t count = std::min(room.size(), outbox_.size());
  std::copy_n(outbox_.begin(), count, room.begin());
  outbox_.erase(0, count);
  if (was_full) wake_.wake();
  return count;
}

void RelayForward::carry() {
  while (!stopping_.stop_requested() && carry_once()) {
  }
  sockets_.reset();  // a browser sees at once that the way is closed
}

/// Waits for something to carry and carries it; false when there is no way any more.
bool RelayForward::carry_once() {
  bool may_speak = false;
  {
    const std::lock_guard lock(mutex_);
    if (ended_) return false;
    may_speak = greeted_ && outbox_.size() < most_waiting;
  }
  auto waits = sockets_->wanted(may_speak);
  waits.push_back({wake_.descriptor(), POLLIN, 0});
  ::poll(waits.data(), waits.size(), -1);
  wake_.drain();
  std::vector<RelayFrame> frames;
  {
    const std::lock_guard lock(mutex_);
    frames.swap(inbox_);
    inbox_bytes_ = 0;
    may_speak = greeted_ && outbox_.size() < most_waiting;
  }
  for (const auto& frame : frames) {
    const auto obeyed = sockets_->obey(frame);
    if (obeyed.ok()) continue;
    give_up(obeyed.error());
    return false;
  }
  const auto said = sockets_->step(may_speak);
  const std::lock_guard lock(mutex_);
  outbox_ += said;
  return !ended_;
}

void RelayForward::give_up(Error error) {
  const std::lock_guard lock(mutex_);
  if (!ended_) ended_ = std::move(error);
  changed_.notify_all();
  wake_.wake();
  // Without a way the command has nothing to do any more; it may be what gives up.
  stopping_.request_stop();
}

}  // namespace werkbank
