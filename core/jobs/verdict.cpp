#include "core/jobs/verdict.h"

#include <algorithm>

namespace werkbank {
namespace {

constexpr double give_up_missing_seconds = 600;
constexpr int give_up_missing_polls = 5;
constexpr double settle_without_end_seconds = 60;  // attribute caches of shared file systems hold up to 60 s
constexpr double settle_requeue_seconds = 15;      // a lost node or a pre-empted job may yet be queued again
constexpr double most_seconds_for_metrics = 600;
constexpr double most_seconds_for_others = 120;

template <typename T>
void update(std::optional<T>& member, const std::optional<T>& news) {
  if (news) member = news;
}

void take_facts(JobRecord& record, const JobAnswer& answer, double now) {
  if (!answer.scheduler_id.empty()) record.scheduler_id = answer.scheduler_id;
  record.state = answer.state;
  record.reason = answer.reason;
  record.starts_at = answer.starts_at;
  record.ends_by = answer.ends_by;
  if (answer.starts_at && !record.first_forecast && !record.started_at) {
    record.first_forecast = answer.starts_at;
    record.first_forecast_at = now;
  }
  // Each variant of a sweep is started again by itself.
  if (record.variants_json.empty()) record.restarts = std::max(record.restarts, answer.restarts);
  if (!answer.place.empty()) record.place = answer.place;
  update(record.exit_code, answer.exit_code);
  update(record.submitted_at, answer.submitted_at);
  update(record.started_at, answer.started_at);
  update(record.ended_at, answer.ended_at);
}

void still_there(JobRecord& record, JobPhase phase) {
  record.phase = phase;
  record.ended_seen_at.reset();
  record.ended_at.reset();
  record.exit_code.reset();
}

void end_as(JobRecord& record, JobPhase phase, const std::string& problem) {
  record.phase = phase;
  record.problem = problem;
  record.starts_at.reset();
}

void finish_done(JobRecord& record, const TrainingEnd& end, double last_record_at) {
  end_as(record, JobPhase::done, {});
  record.progress = 1.0;
  record.primary_name = end.primary.name;
  record.primary_value = end.primary.value;
  record.baseline_value = end.baseline.value;
  if (!record.ended_at) record.ended_at = last_record_at;
}

/// A sweep whose last variant was taken away without a word: the best of the others lies there, whole.
bool has_kept_variant(const JobRecord& record, const TrainingFacts& training) {
  return !record.variants_json.empty() && training.kept && !record.cancel_requested &&
         record.state != JobState::cancelled;
}

std::string problem_of(const JobRecord& record) {
  if (record.state == JobState::completed)
    return "stopped-without-end: the scheduler says completed, the job's records do not";
  std::string problem = state_code(record.state);
  if (!record.reason.empty()) problem += " (" + record.reason + ')';
  if (record.exit_code) problem += ", exit code " + std::to_string(*record.exit_code);
  return problem;
}

double settle_seconds(const JobRecord& record) {
  if (record.reality.runs_here) return 0;  // no shared file system, no second scheduler
  switch (record.state) {
    case JobState::completed:
      return settle_without_end_seconds;
    case JobState::node_failed:
    case JobState::preempted:
      return settle_requeue_seconds;
    case JobState::unknown:
    case JobState::pending:
    case JobState::running:
    case JobState::completing:
    case JobState::failed:
    case JobState::timed_out:
    case JobState::cancelled:
    case JobState::out_of_memory:
      return 0;
  }
  return 0;
}

void judge_ended(JobRecord& record, const TrainingFacts& training, const Reading& reading) {
  record.phase = JobPhase::finishing;
  const bool heard_before = record.ended_seen_at.has_value();
  if (!heard_before) record.ended_seen_at = reading.now;
  const double since = reading.now - *record.ended_seen_at;
  const bool never_ran = record.state == JobState::cancelled && !record.started_at;
  if (never_ran && !training.end) return end_as(record, JobPhase::cancelled, problem_of(record));
  // The files of this answer may have been read just before the state: look once more.
  if (!heard_before) return;
  if (!reading.metrics_complete && since < most_seconds_for_metrics) return;
  if (!reading.others_complete && since < most_seconds_for_others) return;
  if (training.completed(record.restarts)) return finish_done(record, *training.end, training.last_record_at);
  if (since < settle_seconds(record)) return;
  if (has_kept_variant(record, training)) return finish_done(record, *training.kept, training.last_record_at);
  end_as(record, record.state == JobState::cancelled ? JobPhase::cancelled : JobPhase::failed, problem_of(record));
}

void judge_missing(JobRecord& record, const TrainingFacts& training, const Reading& reading) {
  if (reading.metrics_complete && training.completed(record.restarts))
    return finish_done(record, *training.end, training.last_record_at);
  if (record.ended_seen_at) return judge_ended(record, training, reading);
  if (!record.missing_since) record.missing_since = reading.now;
  ++record.missing_polls;
  const bool long_ago = reading.now - *record.missing_since >= give_up_missing_seconds;
  if (!long_ago || record.missing_polls < give_up_missing_polls) return;
  record.state = JobState::unknown;
  if (has_kept_variant(record, training)) return finish_done(record, *training.kept, training.last_record_at);
  end_as(record, record.cancel_requested ? JobPhase::cancelled : JobPhase::failed,
         "the factory no longer knows this job, and there is no end record");
}

}  // namespace

void take_answer(JobRecord& record, const JobAnswer& answer, const TrainingFacts& training, const Reading& reading) {
  if (is_over(record.phase)) return;
  if (answer.state == JobState::unknown) {
    if (!is_with_the_factory(record.phase)) return;
    if (training.progress) record.progress = training.progress;
    return judge_missing(record, training, reading);
  }
  if (training.progress) record.progress = training.progress;
  record.missing_since.reset();
  record.missing_polls = 0;
  take_facts(record, answer, reading.now);
  switch (answer.state) {
    case JobState::pending:
      return still_there(record, JobPhase::waiting);
    case JobState::running:
      return still_there(record, JobPhase::running);
    case JobState::completing:
      return still_there(record, JobPhase::finishing);
    case JobState::completed:
    case JobState::failed:
    case JobState::timed_out:
    case JobState::cancelled:
    case JobState::out_of_memory:
    case JobState::node_failed:
    case JobState::preempted:
      return judge_ended(record, training, reading);
    case JobState::unknown:
      return;
  }
}

}  // namespace werkbank
