#include "core/ssh/exec_run.h"

#include <algorithm>
#include <utility>

#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

constexpr auto before_asking_again = std::chrono::milliseconds(3);

ChannelTask::Clock::duration of_seconds(double seconds) {
  return std::chrono::duration_cast<ChannelTask::Clock::duration>(std::chrono::duration<double>(seconds));
}

}  // namespace

ExecRun::ExecRun(std::shared_ptr<ChannelTask> task, ExecOptions options, std::stop_token stop)
    : task_(std::move(task)),
      options_(std::move(options)),
      stop_(std::move(stop)),
      feeding_(options_.stdin_source != nullptr) {
  if (!feeding_) task_->end_input();
}

Result<ExecResult> ExecRun::finish() {
  auto outcome = follow();
  if (!outcome.ok()) task_->abandon();
  return outcome;
}

Result<ExecResult> ExecRun::follow() {
  ChannelTask::News news;
  while (true) {
    const bool sends = feeding_ && (!options_.may_send || options_.may_send());
    const auto until = feeding_ && !sends ? std::min(deadline(), Clock::now() + before_asking_again) : deadline();
    news = task_->wait(sends, stop_, until, std::move(news.out));
    if (stop_.stop_requested()) return Cancelled{};
    const bool has_begun = task_->has_begun();
    if (news.nothing() && Clock::now() >= deadline() && (has_begun || is_over_time())) return too_late();
    // A command that still waits for a free channel is not silent: others of ours have their turn.
    if (!news.nothing() || !has_begun) last_move_ = Clock::now();
    WERKBANK_CHECK(take(news.out, options_.stdout_sink, result_.out, false));
    WERKBANK_CHECK(take(news.err, options_.stderr_sink, result_.err, true));
    if (news.end) {
      WERKBANK_TRY(const auto end, *news.end);
      result_.exit_code = end.exit_code;
      result_.signal = end.signal;
      return std::move(result_);
    }
    if (news.input_room) WERKBANK_CHECK(feed());
    if (is_over_time()) return too_late();
  }
}

Result<Done> ExecRun::feed() {
  auto block = task_->block_to_fill();
  WERKBANK_TRY(const std::size_t count, options_.stdin_source(std::span<char>(block)));
  if (count == 0) {
    feeding_ = false;
    task_->end_input();
    return Done{};
  }
  // A few words leave the block for what comes next.
  if (count < block.size() / 2) {
    task_->give_input(block.substr(0, count));
    task_->give_back(std::move(block));
  } else {
    block.resize(std::min(count, block.size()));
    task_->give_input(std::move(block));
  }
  return Done{};
}

Result<Done> ExecRun::take(const std::string& bytes, const ByteSink& sink, std::string& collected, bool of_stderr) {
  if (bytes.empty()) return Done{};
  if (sink) return sink(bytes);
  const std::size_t room = options_.output_limit - std::min(options_.output_limit, collected.size());
  collected += bytes.substr(0, room);
  if (bytes.size() > room && !of_stderr) return too_much_output("more than the limit on standard output");
  return Done{};
}

ExecRun::Clock::time_point ExecRun::deadline() const {
  auto deadline = Clock::time_point::max();
  if (options_.timeout_seconds > 0) deadline = std::min(deadline, begun_ + of_seconds(options_.timeout_seconds));
  if (options_.quiet_seconds > 0) deadline = std::min(deadline, last_move_ + of_seconds(options_.quiet_seconds));
  return deadline;
}

bool ExecRun::is_over_time() const {
  return options_.timeout_seconds > 0 && Clock::now() - begun_ >= of_seconds(options_.timeout_seconds);
}

Error ExecRun::too_late() const {
  return took_too_long(is_over_time() ? options_.timeout_seconds : options_.quiet_seconds, result_.err.substr(0, 2000));
}

}  // namespace werkbank
