#include <array>
#include <optional>
#include <string_view>

#include "core/jobs/job_view.h"
#include "core/jobs/log_clues.h"

namespace werkbank {
namespace {

struct NoteCode {
  std::string_view code;
  Cause cause;
};

/// What the shared Python helper and the wrapper call their errors.
constexpr std::array note_codes = {
    NoteCode{"gpu_memory", Cause::cuda_oom},        NoteCode{"memory", Cause::out_of_memory},
    NoteCode{"disk_full", Cause::disk_quota},       NoteCode{"missing_module", Cause::missing_module},
    NoteCode{"module", Cause::missing_module},      NoteCode{"python", Cause::missing_module},
    NoteCode{"no_end", Cause::stopped_without_end}, NoteCode{"no_progress", Cause::timeout},
    NoteCode{"max_requeues", Cause::timeout},
};

const char* code_of(Cause cause) {
  switch (cause) {
    case Cause::none:
      return "none";
    case Cause::cancelled:
      return "cancelled";
    case Cause::data_format:
      return "data-format";
    case Cause::timeout:
      return "timeout";
    case Cause::out_of_memory:
      return "out-of-memory";
    case Cause::cuda_oom:
      return "cuda-oom";
    case Cause::missing_module:
      return "missing-module";
    case Cause::missing_file:
      return "missing-file";
    case Cause::disk_quota:
      return "disk-quota";
    case Cause::python_exception:
      return "python-exception";
    case Cause::node_failure:
      return "node-failure";
    case Cause::preempted:
      return "preempted";
    case Cause::stopped_without_end:
      return "stopped-without-end";
    case Cause::lost:
      return "lost";
    case Cause::unknown:
      return "unknown";
  }
  return "unknown";
}

Message sentence_of(Cause cause) {
  switch (cause) {
    case Cause::none:
      return {};
    case Cause::cancelled:
      return Message(WERKBANK_TEXT("jobs", "This job was stopped."));
    case Cause::data_format:
      return Message(WERKBANK_TEXT("jobs", "The data could not be used."));
    case Cause::timeout:
      return Message(WERKBANK_TEXT("jobs", "The time that was asked for this job was used up before it was ready."));
    case Cause::out_of_memory:
      return Message(WERKBANK_TEXT("jobs", "The job needed more main memory than it had."));
    case Cause::cuda_oom:
      return Message(WERKBANK_TEXT("jobs", "The model did not fit in the memory of the GPU."));
    case Cause::missing_module:
      return Message(WERKBANK_TEXT(
          "jobs", "Software that this job needs is missing on the AI factory. This is not your mistake."));
    case Cause::missing_file:
      return Message(WERKBANK_TEXT("jobs", "The job looked for a file that is not there."));
    case Cause::disk_quota:
      return Message(WERKBANK_TEXT("jobs", "The disk space on the AI factory is used up."));
    case Cause::python_exception:
      return Message(WERKBANK_TEXT("jobs", "The training program broke off with an error."));
    case Cause::node_failure:
      return Message(
          WERKBANK_TEXT("jobs", "A machine of the AI factory broke down under your job. This is not your mistake."));
    case Cause::preempted:
      return Message(WERKBANK_TEXT("jobs", "Your job had to make room for a more urgent one."));
    case Cause::stopped_without_end:
      return Message(WERKBANK_TEXT("jobs", "The job stopped before its work was finished, without saying why."));
    case Cause::lost:
      return Message(WERKBANK_TEXT("jobs", "The AI factory no longer knows this job, and its work was not finished."));
    case Cause::unknown:
      return Message(WERKBANK_TEXT("jobs", "The job failed, and Werkbank cannot tell why."));
  }
  return {};
}

Message advice_of(Cause cause, bool has_checkpoint) {
  switch (cause) {
    case Cause::none:
      return {};
    case Cause::cancelled:
      return Message(WERKBANK_TEXT("jobs", "Start a new job whenever you want; your data is still there."));
    case Cause::data_format:
      return Message(WERKBANK_TEXT("jobs", "Repair the data on your computer, check it, and start a new job."));
    case Cause::timeout:
      return has_checkpoint
                 ? Message(WERKBANK_TEXT(
                       "jobs", "An intermediate state was saved. Start the job anew with a longer running time."))
                 : Message(WERKBANK_TEXT("jobs", "Start the job anew with a longer running time, or with less data."));
    case Cause::out_of_memory:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew with more memory, or with less data."));
    case Cause::cuda_oom:
      return Message(WERKBANK_TEXT(
          "jobs", "Halve the batch size or use smaller images or shorter texts, and start the job anew."));
    case Cause::missing_module:
    case Cause::lost:
      return Message(WERKBANK_TEXT("jobs", "Tell the help desk of the AI factory, with the details of this job."));
    case Cause::missing_file:
      return Message(WERKBANK_TEXT("jobs", "Look whether your data holds all files, and start the job anew."));
    case Cause::disk_quota:
      return Message(WERKBANK_TEXT("jobs", "Remove old jobs and data sets on the AI factory, and start the job anew."));
    case Cause::python_exception:
      return Message(WERKBANK_TEXT(
          "jobs", "Look at the end of the log. If it tells you nothing, send the details to the help desk."));
    case Cause::node_failure:
    case Cause::preempted:
      return Message(WERKBANK_TEXT("jobs", "Start the job anew."));
    case Cause::stopped_without_end:
      return Message(WERKBANK_TEXT("jobs", "Look at the end of the log, and start the job anew."));
    case Cause::unknown:
      return Message(WERKBANK_TEXT("jobs", "Look at the end of the log, or send the details to the help desk."));
  }
  return {};
}

Message data_sentence(const TrainingNote& note) {
  if (!note.file.empty() && note.line) {
    return Message(WERKBANK_TEXT("jobs", "Line %1 of %2 cannot be used: %3"), {*note.line, note.file, note.message});
  }
  if (!note.file.empty()) return Message(WERKBANK_TEXT("jobs", "%1 cannot be used: %2"), {note.file, note.message});
  return Message(WERKBANK_TEXT("jobs", "The data could not be used: %1"), {note.message});
}

Message cancelled_sentence(const JobRecord& record) {
  return record.cancel_requested
             ? Message(WERKBANK_TEXT("jobs", "You stopped this job."))
             : Message(WERKBANK_TEXT("jobs",
                                     "This job was stopped by someone else: by the AI factory, or from your account."));
}

Explanation explanation(const Clue& clue, const TrainingRecord& training) {
  return {code_of(clue.cause), sentence_of(clue.cause), clue.line,
          advice_of(clue.cause, training.last_checkpoint_step >= 0)};
}

/// What the scheduler's own state proves.
std::optional<Cause> cause_of_state(JobState state) {
  switch (state) {
    case JobState::timed_out:
      return Cause::timeout;
    case JobState::out_of_memory:
      return Cause::out_of_memory;
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

/// What a note of the last attempt says by its code, or else by its words.
std::optional<Clue> clue_in_notes(const TrainingRecord& training) {
  for (const auto& note : training.notes) {
    if (note.attempt != training.attempt) continue;
    for (const auto& known : note_codes) {
      if (note.code == known.code) return Clue{known.cause, shown_line(note.message)};
    }
    if (note.kind != TrainingNote::Kind::error) continue;
    if (const auto cause = cause_of_line(note.message)) return Clue{*cause, shown_line(note.message)};
  }
  return std::nullopt;
}

Clue clue_of_failure(const JobRecord& record, const TrainingRecord& training, const std::string& log) {
  if (const auto cause = cause_of_state(record.state)) {
    // The log may hold the line that says so; what else it holds came before, and did not end the job.
    const auto line = clue_in(log);
    return {*cause, line && line->cause == *cause ? line->line : shown_line(record.reason)};
  }
  const auto note = clue_in_notes(training);
  const auto line = clue_in(log);
  const bool exact = note && note->cause != Cause::stopped_without_end;
  if (exact) return {note->cause, line && line->cause == note->cause ? line->line : note->line};
  if (line) return *line;
  const auto* error = first_note(training, TrainingNote::Kind::error);
  if (error != nullptr && error->code == "exception") return {Cause::python_exception, shown_line(error->message)};
  if (note || record.state == JobState::completed) return {Cause::stopped_without_end, {}};
  return {Cause::unknown, error != nullptr ? shown_line(error->message) : std::string()};
}

}  // namespace

Explanation explain(const JobRecord& record, const TrainingRecord& training, const std::string& log) {
  if (record.phase == JobPhase::cancelled) {
    auto why = explanation({Cause::cancelled, shown_line(record.reason)}, training);
    why.sentence = cancelled_sentence(record);
    return why;
  }
  if (record.phase != JobPhase::failed) return explanation({Cause::none, {}}, training);
  if (const auto* note = first_note(training, TrainingNote::Kind::data_error)) {
    auto why = explanation({Cause::data_format, shown_line(note->message)}, training);
    why.sentence = data_sentence(*note);
    return why;
  }
  return explanation(clue_of_failure(record, training, log), training);
}

}  // namespace werkbank
