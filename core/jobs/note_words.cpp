#include "core/jobs/note_words.h"

#include <array>

#include "core/job_log/cause_words.h"
#include "core/job_log/failure_log.h"

namespace werkbank {
namespace {

struct KnownCode {
  std::string_view code;
  Cause cause;
  bool proves;
};

constexpr std::array known_codes = {
    // of the wrapper
    KnownCode{"module", Cause::env_module, true},
    KnownCode{"python", Cause::env_module, true},
    KnownCode{"packages", Cause::missing_module, true},
    KnownCode{"environment", Cause::env_module, true},
    KnownCode{"no_torchrun", Cause::missing_module, true},
    KnownCode{"several_machines", Cause::env_module, true},
    KnownCode{"folder", Cause::missing_file, true},
    KnownCode{"no_progress", Cause::timeout, true},
    KnownCode{"max_requeues", Cause::timeout, true},
    KnownCode{"requeue", Cause::timeout, true},
    KnownCode{"no_saved_work", Cause::missing_file, true},
    KnownCode{"unpack_room", Cause::disk_full, true},
    KnownCode{"unpacking", Cause::data_format, true},
    KnownCode{"time_up", Cause::timeout, false},
    KnownCode{"node_failed", Cause::node_failure, false},
    KnownCode{"preempted", Cause::preempted, false},
    KnownCode{"interrupted", Cause::unknown, false},
    KnownCode{"killed", Cause::unknown, false},
    KnownCode{"crash", Cause::unknown, false},
    KnownCode{"no_end", Cause::stopped_without_end, false},
    // of the Python helper
    KnownCode{"gpu_memory", Cause::cuda_oom, true},
    KnownCode{"memory", Cause::oom_host, true},
    KnownCode{"disk_full", Cause::disk_full, true},
    KnownCode{"missing_module", Cause::missing_module, true},
    KnownCode{"exception", Cause::python_exception, false},
    KnownCode{"trial_too_short", Cause::timeout, true},
    KnownCode{"processes_lost", Cause::nccl_timeout, false},
    // of what several processes share
    KnownCode{"too_few_cards", Cause::node_problem, true},
    KnownCode{"checkpoint_differs", Cause::node_problem, true},
};

Message longer_time() { return Message(WERKBANK_TEXT("jobs", "Start the job anew with a longer running time.")); }

/// Where a code tells more than its cause does.
void sharpen(NoteWords& words, std::string_view code) {
  if (code == "module") {
    words.sentence =
        Message(WERKBANK_TEXT("jobs",
                              "A software module that this job needs could not be loaded on the AI factory. This is "
                              "not your mistake."));
  } else if (code == "python") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs", "The Python program that this job needs is not on the AI factory. This is not your mistake."));
  } else if (code == "no_torchrun") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs",
        "The software on the AI factory cannot run one job on several graphics cards. This is not your mistake."));
    words.advice = Message(WERKBANK_TEXT("jobs", "Start the job anew on one graphics card, or tell the help desk."));
  } else if (code == "several_machines") {
    words.sentence = Message(
        WERKBANK_TEXT("jobs", "The computers of this job could not find one another. This is not your mistake."));
    words.advice = Message(WERKBANK_TEXT("jobs", "Start the job anew on one computer, or tell the help desk."));
  } else if (code == "too_few_cards") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs", "The AI factory gave this job fewer graphics cards than it asked for. This is not your mistake."));
    words.advice = Message(WERKBANK_TEXT(
        "jobs", "Start the job anew. If it happens again, choose fewer graphics cards, or tell the help desk."));
  } else if (code == "checkpoint_differs") {
    words.sentence = Message(WERKBANK_TEXT("jobs",
                                           "The computers of this job do not see the same saved work, so it could not "
                                           "go on. This is not your mistake."));
    words.advice = Message(
        WERKBANK_TEXT("jobs", "Start the job anew. If it happens again, choose one computer, or tell the help desk."));
  } else if (code == "folder") {
    words.sentence = Message(
        WERKBANK_TEXT("jobs", "The folder of this job on the AI factory is not complete, so the job could not begin."));
    words.advice = Message(WERKBANK_TEXT("jobs", "Start the job anew: Werkbank then sends everything again."));
  } else if (code == "no_progress") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs", "The running time was too short: when it was over, the job was no further than where it began."));
    words.advice = longer_time();
  } else if (code == "max_requeues") {
    words.sentence =
        Message(WERKBANK_TEXT("jobs", "The job was continued as often as is allowed, and even then it was not ready."));
    words.advice = longer_time();
  } else if (code == "requeue") {
    words.sentence = Message(
        WERKBANK_TEXT("jobs", "The running time was over, and the AI factory did not let the job go on by itself."));
  } else if (code == "no_saved_work") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs", "The saved work of the job before could not be brought over, so this job did not begin."));
    words.advice = Message(
        WERKBANK_TEXT("jobs",
                      "Look whether the job before is still stored on the AI factory and whether there is room for it. "
                      "Otherwise make the job anew; it then begins at the start."));
  } else if (code == "unpack_room") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs", "The AI factory had no room to unpack the data of this job, so the job could not begin."));
    words.advice = Message(
        WERKBANK_TEXT("jobs",
                      "Remove data or jobs that you no longer need and start the job anew. If that does not help, ask "
                      "the help desk for more room."));
  } else if (code == "unpacking") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs", "The packed data of this job could not be unpacked: it is not what was sent to the AI factory."));
    words.advice = Message(WERKBANK_TEXT(
        "jobs", "Check the data on the Factory page. Then start the job anew: Werkbank sends again what is damaged."));
  } else if (code == "trial_too_short") {
    words.sentence = Message(WERKBANK_TEXT(
        "jobs", "The trial run had too little time: reading the data and the first steps took longer already."));
    words.advice =
        Message(WERKBANK_TEXT("jobs", "Start the whole run. After a while it says by itself how long it still takes."));
  } else if (code == "time_up") {
    words.sentence = Message(WERKBANK_TEXT("jobs", "The time was up. It saved its work, to go on by itself."));
  } else if (code == "interrupted") {
    words.sentence = Message(WERKBANK_TEXT("jobs", "It was interrupted by the AI factory, which did not say why."));
  } else if (code == "killed") {
    words.sentence =
        Message(WERKBANK_TEXT("jobs", "The training program was ended by force. Most often its main memory was full."));
    words.advice = Message(WERKBANK_TEXT("jobs",
                                         "Start the job anew with more memory, or with less data. If that does not "
                                         "help, send the details to the help desk."));
  } else if (code == "crash") {
    words.sentence = cause_sentence(Cause::python_exception);  // of which language nobody knows
  }
}

}  // namespace

std::optional<NoteWords> words_of_code(std::string_view code, bool has_checkpoint) {
  for (const auto& known : known_codes) {
    if (known.code != code) continue;
    NoteWords words{known.cause, known.proves, cause_sentence(known.cause), cause_advice(known.cause, has_checkpoint)};
    sharpen(words, code);
    return words;
  }
  return std::nullopt;
}

Message data_sentence(const TrainingNote& note) {
  const auto said = shown_line(note.message);
  if (!note.file.empty() && note.line) {
    return Message(WERKBANK_TEXT("jobs", "Line %1 of %2 cannot be used: %3"), {*note.line, note.file, said});
  }
  if (!note.file.empty()) return Message(WERKBANK_TEXT("jobs", "%1 cannot be used: %2"), {note.file, said});
  return Message(WERKBANK_TEXT("jobs", "The data could not be used: %1"), {said});
}

}  // namespace werkbank
