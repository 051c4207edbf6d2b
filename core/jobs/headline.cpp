#include <cmath>

#include "core/jobs/job_view.h"

namespace werkbank {
namespace {

Message running_headline(const JobRecord& record, const TrainingRecord& training) {
  const auto& progress = training.progress ? training.progress : record.progress;
  if (progress && training.seconds_left) {
    return Message(WERKBANK_TEXT("jobs", "Training is running: %1 % is done, about %2 to go."),
                   {static_cast<std::int64_t>(std::floor(*progress * 100)), Seconds{*training.seconds_left}});
  }
  if (progress) {
    return Message(WERKBANK_TEXT("jobs", "Training is running: %1 % is done."),
                   {static_cast<std::int64_t>(std::floor(*progress * 100))});
  }
  if (training.started_at) return Message(WERKBANK_TEXT("jobs", "Training is running."));
  return Message(WERKBANK_TEXT("jobs", "Your job has its machine and is getting ready."));
}

Message waiting_headline(const JobRecord& record, const TrainingRecord& training) {
  const bool goes_on = record.restarts > 0 || training.started_at;
  if (goes_on && (record.reason.empty() || record.reason.find("BeginTime") != std::string::npos)) {
    return Message(
        WERKBANK_TEXT("jobs", "Your job was interrupted. It goes on by itself in a few minutes, from where it was."));
  }
  return waiting_sentence(record.reason);
}

Message done_headline(const JobRecord& record) {
  if (record.primary_value && record.baseline_value) {
    return Message(WERKBANK_TEXT("jobs", "Your model is ready. Its score (%1) is %2; a trivial guess scores %3."),
                   {record.primary_name, *record.primary_value, *record.baseline_value});
  }
  if (record.primary_value) {
    return Message(WERKBANK_TEXT("jobs", "Your model is ready. Its score (%1) is %2."),
                   {record.primary_name, *record.primary_value});
  }
  return Message(WERKBANK_TEXT("jobs", "Your model is ready."));
}

Message prepared_headline(const JobRecord& record) {
  if (!record.problem.empty()) return Message(WERKBANK_TEXT("jobs", "This job could not be sent; nothing of it runs."));
  if (record.submitting_since) {
    return Message(WERKBANK_TEXT("jobs", "The connection broke while this job was being sent. It did not arrive."));
  }
  return Message(WERKBANK_TEXT("jobs", "This job is ready to be sent."));
}

}  // namespace

Message headline_of(const JobRecord& record, const TrainingRecord& training) {
  if (record.cancel_requested && !is_over(record.phase)) {
    return Message(WERKBANK_TEXT("jobs", "This job is being stopped."));
  }
  if (record.missing_since && !is_over(record.phase)) {
    return Message(
        WERKBANK_TEXT("jobs", "The AI factory does not find this job at the moment. Werkbank keeps asking."));
  }
  switch (record.phase) {
    case JobPhase::prepared:
      return prepared_headline(record);
    case JobPhase::uploading:
      return Message(WERKBANK_TEXT("jobs", "Your data is being brought to the AI factory."));
    case JobPhase::submitting:
      return Message(WERKBANK_TEXT("jobs", "Your job is being handed to the AI factory."));
    case JobPhase::waiting:
      return waiting_headline(record, training);
    case JobPhase::running:
      return running_headline(record, training);
    case JobPhase::finishing:
      return Message(WERKBANK_TEXT("jobs", "The job has ended. Its last results are being read."));
    case JobPhase::done:
      return done_headline(record);
    case JobPhase::failed:
    case JobPhase::cancelled:
      return explain(record, training, {}).sentence;
  }
  return {};
}

Message next_step_of(const JobRecord& record, const TrainingRecord& training) {
  switch (record.phase) {
    case JobPhase::prepared:
      return record.problem.empty()
                 ? Message(WERKBANK_TEXT("jobs", "Sign in and start it. It is never sent twice."))
                 : Message(WERKBANK_TEXT("jobs", "Look in the details for the reason, then start it again."));
    case JobPhase::uploading:
    case JobPhase::submitting:
      return Message(WERKBANK_TEXT(
          "jobs", "If nothing moves any more, sign in and start this job again. It is never sent twice."));
    case JobPhase::waiting:
    case JobPhase::running:
      if (record.reality.runs_here) {
        return Message(
            WERKBANK_TEXT("jobs", "You can close Werkbank, but leave this computer on: the job runs on it."));
      }
      return Message(
          WERKBANK_TEXT("jobs", "You can close Werkbank and switch off this computer: the job goes on without it."));
    case JobPhase::finishing:
      return {};
    case JobPhase::done:
      return record.fetched_to.empty() ? Message(WERKBANK_TEXT("jobs", "Fetch the results to this computer."))
                                       : Message(WERKBANK_TEXT("jobs", "The results are in %1."), {record.fetched_to});
    case JobPhase::failed:
    case JobPhase::cancelled:
      return explain(record, training, {}).advice;
  }
  return {};
}

}  // namespace werkbank
