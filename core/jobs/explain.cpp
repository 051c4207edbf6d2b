#include <optional>
#include <utility>

#include "core/job_log/cause_words.h"
#include "core/job_log/failure_log.h"
#include "core/jobs/job_view.h"
#include "core/jobs/note_words.h"

namespace werkbank {
namespace {

Message cancelled_sentence(const JobRecord& record) {
  return record.cancel_requested
             ? Message(WERKBANK_TEXT("jobs", "You stopped this job."))
             : Message(WERKBANK_TEXT("jobs",
                                     "This job was stopped by someone else: by the AI factory, or from your account."));
}

bool has_checkpoint(const TrainingRecord& training) { return training.last_checkpoint_step >= 0; }

Explanation explanation(Cause cause, std::string evidence, const TrainingRecord& training) {
  return {cause_code(cause), cause_sentence(cause), std::move(evidence), cause_advice(cause, has_checkpoint(training)),
          0};
}

/// What the scheduler's own state proves.
std::optional<Cause> cause_of_state(JobState state) {
  switch (state) {
    case JobState::timed_out:
      return Cause::timeout;
    case JobState::out_of_memory:
      return Cause::oom_host;
    case JobState::node_failed:
      return Cause::node_failure;
    case JobState::preempted:
      return Cause::preempted;
    case JobState::unknown:
      return Cause::lost;
    case JobState::pending:
    case JobState::running:
    case JobState::completing:
    case JobState::completed:
    case JobState::failed:
    case JobState::cancelled:
      return std::nullopt;
  }
  return std::nullopt;
}

const TrainingNote* first_note(const TrainingRecord& training, TrainingNote::Kind kind) {
  for (const auto& note : training.notes) {
    if (note.kind == kind && note.attempt == training.attempt) return &note;
  }
  return nullptr;
}

std::string evidence_of(Cause cause, const FailureClue& in_log, const std::string& otherwise) {
  return in_log.cause == cause && !in_log.line.empty() ? in_log.line : shown_line(otherwise);
}

Explanation by_code(const TrainingNote& note, const NoteWords& words, const FailureClue& in_log) {
  return {cause_code(words.cause), words.sentence, evidence_of(words.cause, in_log, note.message), words.advice, 0};
}

/// The note of the last attempt that proves a cause, by its code or by its words.
std::optional<Explanation> by_proof(const TrainingRecord& training, const FailureClue& in_log) {
  for (const auto& note : training.notes) {
    if (note.attempt != training.attempt) continue;
    const auto words = words_of_code(note.code, has_checkpoint(training));
    if (words && words->proves) return by_code(note, *words, in_log);
    if (note.kind != TrainingNote::Kind::error) continue;
    if (const auto cause = cause_of_line(note.message)) {
      return explanation(*cause, evidence_of(*cause, in_log, note.message), training);
    }
    // A template's own verdict on its own work.
    if (words || note.code.empty()) continue;
    auto why = explanation(Cause::unknown, shown_line(note.message), training);
    why.sentence =
        Message(WERKBANK_TEXT("jobs", "The training program gave up. It says: %1"), {shown_line(note.message)});
    return why;
  }
  return std::nullopt;
}

/// A note that only says that it ended.
std::optional<Explanation> by_end(const TrainingRecord& training) {
  const auto* error = first_note(training, TrainingNote::Kind::error);
  if (error == nullptr) return std::nullopt;
  if (const auto words = words_of_code(error->code, has_checkpoint(training)))
    return by_code(*error, *words, FailureClue());
  return explanation(Cause::unknown, shown_line(error->message), training);
}

Explanation why_failed(const JobRecord& record, const TrainingRecord& training, const FailureClue& in_log) {
  if (const auto cause = cause_of_state(record.state)) {
    // The log may hold the line that says so; what else it holds came before, and did not end the job.
    return explanation(*cause, evidence_of(*cause, in_log, record.reason), training);
  }
  if (auto why = by_proof(training, in_log)) return *why;
  if (in_log.cause != Cause::unknown) return explanation(in_log.cause, in_log.line, training);
  if (auto why = by_end(training)) return *why;
  return explanation(record.state == JobState::completed ? Cause::stopped_without_end : Cause::unknown, {}, training);
}

/// Without the place of the evidence in the log.
Explanation explained(const JobRecord& record, const TrainingRecord& training, const FailureClue& in_log) {
  if (record.phase == JobPhase::cancelled) {
    auto why = explanation(Cause::cancelled, shown_line(record.reason), training);
    why.sentence = cancelled_sentence(record);
    return why;
  }
  if (record.phase != JobPhase::failed) return explanation(Cause::none, {}, training);
  if (const auto* note = first_note(training, TrainingNote::Kind::data_error)) {
    auto why = explanation(Cause::data_format, shown_line(note->message), training);
    why.sentence = data_sentence(*note);
    return why;
  }
  return why_failed(record, training, in_log);
}

}  // namespace

Message note_sentence(const TrainingNote& note) {
  if (note.kind == TrainingNote::Kind::data_error) return data_sentence(note);
  if (const auto words = words_of_code(note.code, false)) return words->sentence;
  return Message(LocalText{"%1", "%1"}, {shown_line(note.message)});
}

Explanation explain(const JobRecord& record, const TrainingRecord& training, const FailureClue& in_log) {
  auto why = explained(record, training, in_log);
  // Only where it is true that it can.
  if (why.cause == cause_code(Cause::timeout) && record.can_go_on.value_or(false) &&
      training.last_checkpoint_step > 0) {
    why.advice = Message(
        WERKBANK_TEXT("jobs", "Its work is saved up to step %1. Let it go on from there, with a longer running time."),
        {training.last_checkpoint_step});
  }
  if (!why.evidence.empty() && why.evidence == in_log.line) why.log_line = in_log.line_number;
  return why;
}

}  // namespace werkbank
