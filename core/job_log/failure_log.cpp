#include "core/job_log/failure_log.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>

#include "core/job_log/clue_rules.h"
#include "core/job_log/line_kinds.h"
#include "core/job_log/log_line.h"
#include "core/job_log/text_search.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_shown = 300;
constexpr std::size_t longest_line = 16U << 10U;  // what is longer holds no message for people
constexpr std::size_t most_events = 4096;
constexpr std::size_t most_ranks = 4096;
constexpr int longest_message = 12;                 // lines of an exception's text after its first
constexpr int most_foreign_lines = 400;             // between the lines of one traceback, of other processes
constexpr std::uint64_t progress_that_goes_on = 6;  // a bar may still move a little while a process dies
constexpr std::uint64_t new_attempt = 40;           // lines after the scheduler ended the job: it was begun anew
constexpr std::uint64_t near_the_end = 12;          // lines
constexpr std::uint64_t near_the_success = 60;
constexpr std::string_view own_mark = "[werkbank] attempt ";

bool starts_attempt(std::string_view line) { return line.starts_with(own_mark) && line.ends_with(" starts"); }

bool is_frame(std::string_view line) {
  constexpr std::string_view corners[] = {"\xE2\x94\x82", "\xE2\x95\xAD", "\xE2\x95\xB0"};  // of a box around it
  return line.empty() || line.front() == ' ' || line.front() == '\t' || line.front() == '|' ||
         std::ranges::any_of(corners, [&](std::string_view corner) { return line.starts_with(corner); });
}

/// What programs and tools print after one of them failed: frames of C++, frames of a table, the tables themselves.
bool is_after_failure(std::string_view line) {
  constexpr std::string_view starts[] = {" ", "\t", "frame #", "srun: ", "slurmstepd: ", "wandb: ", "====", "----"};
  return std::ranges::any_of(starts, [&](std::string_view start) { return line.starts_with(start); });
}

bool chains(std::string_view line) {
  return contains(line, "During handling of the above exception") ||
         contains(line, "The above exception was the direct cause") || line.starts_with("Original Traceback") ||
         contains(line, "terminated with the following error");
}

bool is_generic(Cause cause) { return cause == Cause::python_exception || cause == Cause::unknown; }

}  // namespace

class FailureLog::Reader {
  struct Event {
    LineClue clue;
    std::string line;
    std::uint64_t number = 0;
    std::string rank;
    std::uint64_t ordinary = 0;  ///< lines before it
    std::uint64_t progress = 0;  ///< of its rank, before it
    bool of_thread = false;
  };

  /// Where one process is in what it prints.
  struct Rank {
    bool in_traceback = false;
    bool of_thread = false;    ///< a thread's: the program may go on
    bool was_chained = false;  ///< the next exception belongs to the one before
    int foreign = 0;
    int message_lines = 0;  ///< that may still belong to the last exception
    std::shared_ptr<Event> last_event;
    std::uint64_t progress = 0;
  };

 public:
  void add(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto end = bytes.find_first_of("\n\r");
      const auto part = bytes.substr(0, end);
      if (line_.size() < longest_line) line_ += part.substr(0, longest_line - line_.size());
      if (end == std::string_view::npos) return;
      if (bytes[end] == '\n') ++number_;
      finish_line(bytes[end] == '\n' ? number_ : number_ + 1);
      bytes.remove_prefix(end + 1);
    }
  }

  FailureClue why(const Ending& ending) {
    if (!line_.empty()) finish_line(number_ + 1);
    return judge(ending);
  }

 private:
  void finish_line(std::uint64_t number) {
    const auto line = read_log_line(line_);
    line_.clear();
    if (!line.text.empty()) read(line, number);
  }

  void read(const LogLine& line, std::uint64_t number) {
    const std::string_view text = line.text;
    if (starts_attempt(text)) return begin_anew();
    if (ranks_.size() >= most_ranks && !ranks_.contains(line.rank)) return;
    auto& rank = ranks_[line.rank];
    if (contains(text, "Traceback (most recent call last)")) return begin_traceback(rank, text);
    if (chains(text)) {
      rank.was_chained = rank.last_event != nullptr;
      return;
    }
    if (text.starts_with("Exception in thread") || text.starts_with("Exception ignored in")) {
      rank.of_thread = true;
      return;
    }
    // A log may begin in the middle of a traceback.
    if (!rank.in_traceback && text.starts_with("  File \"") && contains(text, ", line ")) begin_traceback(rank, text);
    if (rank.in_traceback && is_frame(text)) return;
    if (rank.in_traceback && names_an_exception(text)) return end_traceback(rank, line, number);
    if (rank.in_traceback && ++rank.foreign > most_foreign_lines) rank.in_traceback = false;
    if (is_harmless(text)) return;
    if (rank.message_lines > 0 && continues_message(rank, text, number)) return;
    ordinary(rank, line, number);
  }

  void begin_anew() {
    events_.clear();
    for (auto& [name, rank] : ranks_) rank = {};
    success_at_.reset();
    nan_line_ = {};
  }

  void begin_traceback(Rank& rank, std::string_view text) {
    if (text.starts_with("Original")) rank.was_chained = rank.last_event != nullptr;
    rank.in_traceback = true;
    rank.foreign = 0;
    rank.message_lines = 0;
  }

  void end_traceback(Rank& rank, const LogLine& line, std::uint64_t number) {
    const auto clue = clue_of_exception(line.text);
    rank.in_traceback = false;
    rank.message_lines = longest_message;
    if (rank.was_chained) {
      auto& before = rank.last_event;
      if (is_generic(before->clue.cause) && (!is_generic(clue.cause) || before->clue.cause == Cause::unknown)) {
        before->clue = clue;
        before->line = line.text;
        before->number = number;
      }
      before->ordinary = ordinary_;
      before->progress = progress_of(line.rank);
    } else {
      add_event(rank, line, clue, number);
    }
    rank.was_chained = false;
    rank.of_thread = false;
  }

  /// The text of an exception may go on, and only then say what is wrong.
  bool continues_message(Rank& rank, std::string_view text, std::uint64_t number) {
    --rank.message_lines;
    auto& last = rank.last_event;
    if (!last || last->clue.cause != Cause::python_exception) return false;
    auto clue = text.starts_with("No module named") ? LineClue{Cause::missing_module, Weight::root}
                                                    : clue_of_line(text).value_or(LineClue{});
    if (clue.weight != Weight::root || clue.cause == Cause::python_exception) return false;
    last->clue = clue;
    last->line = text;
    last->number = number;
    return true;
  }

  void ordinary(Rank& rank, const LogLine& line, std::uint64_t number) {
    const std::string_view text = line.text;
    auto clue = clue_of_line(text);
    // Without the traceback that it ends; then it counts only when its name says what was wrong.
    if (names_an_exception(text) && (contains(text, ": ") || contains(text, "Error"))) {
      const auto named = clue_of_exception(text);
      if (named.cause != Cause::python_exception && (!clue || clue->weight != Weight::verdict)) clue = named;
      rank.message_lines = longest_message;
    }
    if (clue) return add_event(rank, line, *clue, number);
    if (!is_after_failure(text)) ++ordinary_;
    if (is_progress(text)) {
      ++rank.progress;
      ++progress_;
    }
    if (has_nan_loss(text)) {
      // The first one of those at the end of the log.
      if (nan_line_.line.empty() || ordinary_ - last_nan_ >= near_the_end)
        nan_line_ = {Cause::nan_loss, shown_line(text), number};
      last_nan_ = ordinary_;
    }
    if (is_success(text)) success_at_ = ordinary_;
  }

  void add_event(Rank& rank, const LogLine& line, const LineClue& clue, std::uint64_t number) {
    if (events_.size() >= most_events) events_.erase(events_.begin() + most_events / 2);
    rank.last_event = std::make_shared<Event>(
        Event{clue, line.text, number, line.rank, ordinary_, progress_of(line.rank), rank.of_thread});
    events_.push_back(rank.last_event);
  }

  /// Of one rank; of all where lines do not say which.
  std::uint64_t progress_of(const std::string& rank) const {
    const auto found = rank.empty() ? ranks_.end() : ranks_.find(rank);
    return found == ranks_.end() ? progress_ : found->second.progress;
  }

  bool went_on(const Event& event) const { return progress_of(event.rank) - event.progress >= progress_that_goes_on; }

  /// Of those after which the program did not go on.
  const Event* first(const std::function<bool(const Event&)>& fits) const {
    for (const auto& event : events_) {
      if (!went_on(*event) && fits(*event)) return event.get();
    }
    return nullptr;
  }

  /// The scheduler's last word; not when the job was begun anew after it. Memory comes before a cancellation: a step is
  /// cancelled because of it.
  const Event* verdict() const {
    const Event* last = nullptr;
    for (const auto& event : events_) {
      if (event->clue.weight != Weight::verdict || went_on(*event) || ordinary_ - event->ordinary >= new_attempt)
        continue;
      if (last == nullptr || last->clue.cause != Cause::oom_host || event->clue.cause != Cause::cancelled)
        last = event.get();
    }
    return last;
  }

  /// Whether the event is of this weight, and not after `until` or long before it.
  static bool counts(const Event& event, Weight weight, const Event* until) {
    if (event.clue.weight != weight || event.of_thread) return false;
    return until == nullptr || (event.number <= until->number && until->ordinary - event.ordinary < new_attempt);
  }

  const Event* of_weight(Weight weight, const Event* until) const {
    return first([&](const Event& event) { return counts(event, weight, until); });
  }

  /// The first of the last errors that belong together: a program that goes on printing has lived through the ones
  /// before.
  const Event* last_root(const Event* until) const {
    const Event* found = nullptr;
    std::uint64_t last = 0;
    for (const auto& event : events_) {
      if (went_on(*event) || !counts(*event, Weight::root, until)) continue;
      if (found == nullptr || event->ordinary - last >= new_attempt) found = event.get();
      last = event->ordinary;
    }
    return found;
  }

  /// What ended a program, before the scheduler's last word.
  const Event* root(const Event* until) const {
    const auto* found = last_root(until);
    // A package is not there because the environment was not set up.
    if (found != nullptr && found->clue.cause == Cause::missing_module) {
      const auto* before = of_weight(Weight::setup, found);
      if (before != nullptr) return before;
    }
    for (const auto weight : {Weight::process, Weight::communication, Weight::abort}) {
      if (found == nullptr) found = of_weight(weight, until);
    }
    return found;
  }

  /// Mostly harmless, but nothing came after it.
  const Event* hint_at_the_end() const {
    return first([this](const Event& event) {
      return !is_generic(event.clue.cause) && (event.clue.weight == Weight::hint || event.of_thread) &&
             ordinary_ - event.ordinary < near_the_end;
    });
  }

  static FailureClue shown(const Event& event) { return {event.clue.cause, shown_line(event.line), event.number}; }

  /// The line that says what the scheduler's state says already.
  FailureClue with_line(Cause cause) const {
    const auto* line = first([cause](const Event& event) { return event.clue.cause == cause; });
    return line == nullptr ? FailureClue{cause, {}, 0} : shown(*line);
  }

  FailureClue judge(const Ending& ending) const {
    if (ending.cause == Cause::none) return {Cause::none, {}, 0};
    const auto* end = verdict();
    const bool cancelled = ending.cause == Cause::cancelled || (end != nullptr && end->clue.cause == Cause::cancelled);
    const bool out_of_memory = end != nullptr && end->clue.cause == Cause::oom_host;
    if (ending.cause && ending.cause != Cause::cancelled && !is_signal(*ending.cause)) return with_line(*ending.cause);
    if (end != nullptr && !cancelled && !out_of_memory) return shown(*end);
    const auto* by_program = root(end);
    const bool by_itself = by_program != nullptr && by_program->clue.weight == Weight::root;
    if (out_of_memory && !(by_itself && !is_generic(by_program->clue.cause))) return shown(*end);
    if (by_program != nullptr) return shown(*by_program);
    if (end != nullptr) return shown(*end);
    if (cancelled) return {Cause::cancelled, {}, 0};
    if (const auto* setup = of_weight(Weight::setup, nullptr)) return shown(*setup);
    if (const auto* hint = hint_at_the_end()) return shown(*hint);
    if (!nan_line_.line.empty() && ordinary_ - last_nan_ < near_the_end) return nan_line_;
    if (ending.cause) return {*ending.cause, {}, 0};
    const bool speaks_of_failure =
        first([](const Event& event) { return event.clue.weight != Weight::hint; }) != nullptr;
    if (!ending.failed && !speaks_of_failure && success_at_ && ordinary_ - *success_at_ < near_the_success)
      return {Cause::none, {}, 0};
    return {};
  }

  /// A signal says how a program ended, the log may say why.
  static bool is_signal(Cause cause) {
    return cause == Cause::killed_silently || cause == Cause::segfault || cause == Cause::abort_core_dump;
  }

  std::string line_;
  std::uint64_t number_ = 0;
  std::uint64_t ordinary_ = 0;
  std::uint64_t progress_ = 0;
  std::uint64_t last_nan_ = 0;
  FailureClue nan_line_;
  std::optional<std::uint64_t> success_at_;
  std::map<std::string, Rank> ranks_;
  std::deque<std::shared_ptr<Event>> events_;
};

FailureLog::FailureLog() : reader_(std::make_unique<Reader>()) {}
FailureLog::~FailureLog() = default;
FailureLog::FailureLog(FailureLog&&) noexcept = default;
FailureLog& FailureLog::operator=(FailureLog&&) noexcept = default;

void FailureLog::add(std::string_view bytes) { reader_->add(bytes); }

FailureClue FailureLog::why(const Ending& ending) { return reader_->why(ending); }

FailureClue failure_in(std::string_view log, const Ending& ending) {
  FailureLog reader;
  reader.add(log);
  return reader.why(ending);
}

std::optional<Cause> cause_of_line(std::string_view line) {
  // "broke off: ValueError: text"
  for (std::size_t at = 0; at != std::string_view::npos && at < line.size();) {
    const auto rest = line.substr(at);
    if (names_an_exception(rest)) {
      const auto clue = clue_of_exception(rest);
      if (!is_generic(clue.cause)) return clue.cause;
    }
    const auto colon = line.find(": ", at);
    at = colon == std::string_view::npos ? colon : colon + 2;
  }
  const auto clue = clue_of_line(line);
  if (!clue || clue->weight == Weight::hint || is_generic(clue->cause)) return std::nullopt;
  return clue->cause;
}

std::string shown_line(std::string_view line) {
  const auto begin = line.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  line = line.substr(begin, line.find_last_not_of(" \t\r\n") - begin + 1);
  if (line.size() <= longest_shown) return std::string(line);
  auto end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
  return std::string(line.substr(0, end)) + "\xE2\x80\xA6";  // an ellipsis
}

}  // namespace werkbank
