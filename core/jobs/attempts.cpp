#include "core/jobs/attempts.h"

#include <algorithm>
#include <string_view>

#include "core/jobs/note_words.h"

namespace werkbank {
namespace {

bool has_note(const TrainingRecord& training, int attempt, std::string_view code) {
  return std::ranges::any_of(training.notes,
                             [&](const TrainingNote& note) { return note.attempt == attempt && note.code == code; });
}

const TrainingNote* failure_of(const TrainingRecord& training, int attempt) {
  const auto found = std::ranges::find_if(training.notes, [attempt](const TrainingNote& note) {
    return note.attempt == attempt && note.kind != TrainingNote::Kind::warning;
  });
  return found == training.notes.end() ? nullptr : &*found;
}

/// One entry for each number: the wrapper may have written before the script did, and each of them begins an entry.
std::vector<TrainingAttempt> by_number(const std::vector<TrainingAttempt>& all) {
  std::vector<TrainingAttempt> merged;
  for (const auto& one : all) {
    if (merged.empty() || merged.back().number != one.number) {
      merged.push_back(one);
      continue;
    }
    auto& known = merged.back();
    // What came along from another job is there when the script begins, and was not when the wrapper did.
    if (known.last_step <= known.from_step) known.from_step = one.from_step;
    known.last_at = std::max(known.last_at, one.last_at);
    known.last_step = one.last_step;
  }
  return merged;
}

/// Of an attempt that was followed by another one, which may say in its first words what happened to it.
AttemptEnd end_of_earlier(const TrainingRecord& training, int attempt) {
  if (has_note(training, attempt, "time_up")) return AttemptEnd::time_up;
  if (has_note(training, attempt + 1, "node_failed")) return AttemptEnd::node_failed;
  if (has_note(training, attempt + 1, "preempted")) return AttemptEnd::preempted;
  return failure_of(training, attempt) != nullptr ? AttemptEnd::failed : AttemptEnd::interrupted;
}

AttemptEnd end_of_last(const JobRecord& record) {
  switch (record.phase) {
    case JobPhase::done:
      return AttemptEnd::finished;
    case JobPhase::failed:
      return AttemptEnd::failed;
    case JobPhase::cancelled:
      return AttemptEnd::stopped;
    case JobPhase::prepared:
    case JobPhase::uploading:
    case JobPhase::submitting:
    case JobPhase::waiting:
    case JobPhase::running:
    case JobPhase::finishing:
      return AttemptEnd::runs;
  }
  return AttemptEnd::runs;
}

/// In the words of the note that the wrapper writes of such an end.
Message words_of_earlier(const TrainingRecord& training, AttemptEnd end, int attempt) {
  if (end == AttemptEnd::failed) {
    if (const auto* note = failure_of(training, attempt)) return note_sentence(*note);
  }
  const auto words = words_of_code(attempt_code(end), true);
  return words ? words->sentence : Message();
}

Message words_of_last(const JobView& view, AttemptEnd end) {
  switch (end) {
    case AttemptEnd::finished:
      return Message(WERKBANK_TEXT("jobs", "It finished its work."));
    case AttemptEnd::failed:
    case AttemptEnd::stopped:
      return view.why ? view.why->sentence : view.headline;
    case AttemptEnd::runs:
    case AttemptEnd::time_up:
    case AttemptEnd::preempted:
    case AttemptEnd::node_failed:
    case AttemptEnd::interrupted:
      break;
  }
  return view.record.phase == JobPhase::finishing
             ? Message(WERKBANK_TEXT("jobs", "It has ended. Its last results are being read."))
             : Message(WERKBANK_TEXT("jobs", "It is running now."));
}

/// An attempt that the scheduler began and of which no record was read yet.
Attempt silent_attempt(const JobView& view) {
  Attempt attempt;
  attempt.number = view.record.restarts + 1;
  attempt.from_step = std::max<std::int64_t>(view.training.last_checkpoint_step, 0);
  attempt.to_step = attempt.from_step;
  attempt.end = end_of_last(view.record);
  attempt.why = attempt.end == AttemptEnd::runs && view.record.phase == JobPhase::running
                    ? Message(WERKBANK_TEXT("jobs", "It has its machine and is getting ready."))
                    : words_of_last(view, attempt.end);
  return attempt;
}

/// What the attempts after the first had to do a second time, in steps.
std::int64_t steps_done_again(const std::vector<Attempt>& attempts) {
  std::int64_t again = 0;
  for (std::size_t i = 1; i < attempts.size(); ++i) {
    again += std::max<std::int64_t>(attempts[i - 1].to_step - attempts[i].from_step, 0);
  }
  return again;
}

Message summary_of(const JobView& view, const std::vector<Attempt>& attempts) {
  const std::int64_t times = view.record.restarts;
  const std::int64_t from = std::max<std::int64_t>(view.training.last_checkpoint_step, 0);
  if (view.record.phase == JobPhase::waiting && attempts.back().end != AttemptEnd::runs) {
    return from > 0 ? Message(WERKBANK_TEXT("jobs",
                                            "This job waits for its turn to go on. Its work is saved up to step %1."),
                              {from})
                    : Message(WERKBANK_TEXT("jobs",
                                            "This job waits for its turn to begin again: it had not saved anything."));
  }
  const auto again = steps_done_again(attempts);
  const std::int64_t continued_at = attempts.back().from_step;
  if (again == 0 && times == 1) {
    return Message(WERKBANK_TEXT("jobs",
                                 "This job was continued once by itself. Nothing is lost: it went on from step "
                                 "%1."),
                   {continued_at});
  }
  if (again == 0) {
    return Message(WERKBANK_TEXT("jobs",
                                 "This job was continued %1 times by itself. Nothing is lost: the last time it "
                                 "went on from step %2."),
                   {times, continued_at});
  }
  if (times == 1) {
    return Message(WERKBANK_TEXT("jobs",
                                 "This job was continued once by itself, from step %1. It had to do %2 steps "
                                 "again that were not saved."),
                   {continued_at, again});
  }
  return Message(WERKBANK_TEXT("jobs",
                               "This job was continued %1 times by itself, the last time from step %2. It had "
                               "to do %3 steps again that were not saved."),
                 {times, continued_at, again});
}

}  // namespace

std::string attempt_code(AttemptEnd end) {
  switch (end) {
    case AttemptEnd::runs:
      return "runs";
    case AttemptEnd::time_up:
      return "time_up";
    case AttemptEnd::preempted:
      return "preempted";
    case AttemptEnd::node_failed:
      return "node_failed";
    case AttemptEnd::interrupted:
      return "interrupted";
    case AttemptEnd::finished:
      return "finished";
    case AttemptEnd::failed:
      return "failed";
    case AttemptEnd::stopped:
      return "stopped";
  }
  return {};
}

AttemptStory attempts_of(const JobView& view) {
  const int restarts = view.record.restarts;
  if (restarts <= 0) return {};
  AttemptStory story;
  for (const auto& one : by_number(view.training.attempts)) {
    if (one.number > restarts) continue;  // no word of the scheduler yet that there is such a one
    Attempt attempt{one.number + 1, one.began_at, std::max(one.last_at - one.began_at, 0.0), one.from_step,
                    std::max(one.last_step, one.from_step)};
    const bool is_present = one.number == restarts;
    attempt.end = is_present ? end_of_last(view.record) : end_of_earlier(view.training, one.number);
    attempt.why =
        is_present ? words_of_last(view, attempt.end) : words_of_earlier(view.training, attempt.end, one.number);
    story.attempts.push_back(std::move(attempt));
  }
  const bool heard_of = !story.attempts.empty() && story.attempts.back().number == restarts + 1;
  if (!heard_of && view.record.phase != JobPhase::waiting) story.attempts.push_back(silent_attempt(view));
  if (!story.attempts.empty()) story.summary = summary_of(view, story.attempts);
  return story;
}

}  // namespace werkbank
