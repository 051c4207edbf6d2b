#include "core/slurm/poll.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/factory/watched_files.h"
#include "core/slurm/batch_words.h"
#include "core/slurm/framed_run.h"
#include "core/slurm/job_rows.h"
#include "core/slurm/refusal.h"
#include "core/slurm/remote_scripts.h"
#include "core/slurm/slurm_text.h"

namespace werkbank {
namespace {

constexpr double poll_timeout = 120;

/// Whether the number was given to this job: later, another job may have it.
bool is_row_of(const SchedulerRow& row, const JobQuestion& question, bool in_queue) {
  if (row.name == scheduler_name(question.uuid)) return true;
  const bool by_number = in_queue && !question.scheduler_id.empty() && row.id == question.scheduler_id;
  return by_number && !row.name.starts_with(scheduler_name({}));
}

std::uint64_t number_of(const SchedulerRow& row) { return parse_count(row.id).value_or(UINT64_MAX); }

/// Of several jobs with one uuid a row of the one that was submitted, else of the first that ever was a job.
const SchedulerRow* first_row_of(const std::vector<SchedulerRow>& rows, const JobQuestion& question, bool in_queue) {
  const SchedulerRow* best = nullptr;
  for (const auto& row : rows) {
    if (!is_row_of(row, question, in_queue)) continue;
    if (row.id == question.scheduler_id) return &row;
    if (row.never_started) continue;
    if (best == nullptr || number_of(row) < number_of(*best)) best = &row;
  }
  return best;
}

std::optional<SchedulerRow> row_of(const std::vector<SchedulerRow>& rows, const JobQuestion& question, bool in_queue) {
  const auto* first = first_row_of(rows, question, in_queue);
  if (first == nullptr) return std::nullopt;
  std::vector<const SchedulerRow*> tasks;
  for (const auto& row : rows) {
    if (row.id == first->id && is_row_of(row, question, in_queue)) tasks.push_back(&row);
  }
  return as_one_job(tasks);
}

void add_times(JobAnswer& answer, const SchedulerRow& row) {
  answer.submitted_at = row.submitted_at;
  if (answer.state == JobState::pending) {
    answer.starts_at = row.starts_at;
    return;
  }
  answer.started_at = row.starts_at;
  if (is_over(answer.state)) {
    answer.ended_at = row.ends_at;
  } else if (row.ends_at) {
    answer.ends_by = row.ends_at;
  } else if (row.limit_seconds && row.starts_at) {
    answer.ends_by = *row.starts_at + *row.limit_seconds;
  }
}

JobAnswer answer_of(const SchedulerRow& row, const JobQuestion& question) {
  JobAnswer answer;
  answer.uuid = question.uuid;
  answer.scheduler_id = row.id;
  answer.state = row.state;
  answer.reason = row.reason;
  answer.exit_code = row.exit_code;
  answer.place = row.nodes;
  answer.restarts = row.restarts.value_or(0);
  add_times(answer, row);
  return answer;
}

JobAnswer unknown_answer(const JobQuestion& question) {
  JobAnswer answer;
  answer.uuid = question.uuid;
  answer.scheduler_id = question.scheduler_id;
  return answer;
}

/// A job that the accounting believes to be alive and the queue does not have: the accounting lags behind, or has lost
/// its end for good. Until well after its time limit it counts as alive.
bool is_lost(const SchedulerRow& row, double now) {
  if (is_over(row.state)) return false;
  const auto since = row.starts_at ? row.starts_at : row.submitted_at;
  return since && now > *since + row.limit_seconds.value_or(0) + 3600;
}

struct Past {
  std::vector<SchedulerRow> rows;
  bool answered = true;
  std::string complaint;
};

Result<Past> read_past(const Answer& answer, const std::string& name) {
  Past past;
  const auto* part = answer.find(name);
  if (part == nullptr) return past;
  const auto complaint = std::string(answer.text(name + ".error"));
  if (part->first != 0) {
    // Where no accounting is kept, nothing can be learnt, and that is an answer.
    past.answered = complaint.find("storage is disabled") != std::string::npos;
    past.complaint = complaint;
    return past;
  }
  auto parsed = parse_sacct(part->bytes);
  if (parsed.garbled > 0) return garbled_answer(name + ": " + part->bytes.substr(0, 1000));
  past.rows = std::move(parsed.rows);
  return past;
}

Result<std::vector<SchedulerRow>> read_queue(const Answer& answer, SeenQueue& seen) {
  if (answer.find("queue.same") == nullptr) {
    const auto* part = answer.find("queue");
    if (part == nullptr) return garbled_answer("no part queue");
    if (part->first != 0) return scheduler_unavailable(answer.text("queue.error"));
    seen = {std::string(answer.text("queue.sum")), part->bytes};
  } else if (seen.sum.empty()) {
    return garbled_answer("queue.same, and nothing was told before");
  }
  auto parsed = parse_squeue(seen.rows);
  if (parsed.garbled == 0) return std::move(parsed.rows);
  const auto rows = std::exchange(seen, {}).rows;
  return garbled_answer("queue: " + rows.substr(0, 1000));
}

void add_files(const Answer& answer, std::vector<JobAnswer>& answers) {
  constexpr std::size_t uuid_length = 36;
  for (const auto& part : answer.parts()) {
    if (!part.name.starts_with("file:") || part.name.size() < 5 + uuid_length + 2) continue;
    const auto uuid = part.name.substr(5, uuid_length);
    const auto path = part.name.substr(5 + uuid_length + 1);
    const auto job =
        std::find_if(answers.begin(), answers.end(), [&uuid](const auto& one) { return one.uuid == uuid; });
    if (job != answers.end() && is_watched_file(path))
      job->files.push_back({path, part.second, part.bytes, part.first});
  }
}

std::vector<std::string> spare_ids(const std::vector<SchedulerRow>& queue, const std::vector<JobAnswer>& answers) {
  std::vector<std::string> spare;
  for (const auto& row : queue) {
    for (const auto& answer : answers) {
      const bool second = row.name == scheduler_name(answer.uuid) && row.id != answer.scheduler_id;
      if (second && row.state == JobState::pending) spare.push_back(row.id);
    }
  }
  return spare;
}

}  // namespace

Result<PollReading> read_poll(const Answer& answer, const std::vector<JobQuestion>& questions, double now,
                              SeenQueue& seen) {
  const auto wants_state = [](const JobQuestion& question) { return question.wants_state; };
  std::vector<SchedulerRow> queue;
  if (std::any_of(questions.begin(), questions.end(), wants_state)) {
    WERKBANK_TRY(queue, read_queue(answer, seen));
  }
  WERKBANK_TRY(const auto by_id, read_past(answer, "past_by_id"));
  WERKBANK_TRY(const auto by_name, read_past(answer, "past_by_name"));
  PollReading reading;
  std::string complaint;
  for (const auto& question : questions) {
    if (!question.wants_state) {
      reading.answers.push_back(unknown_answer(question));
      continue;
    }
    const auto& past = question.scheduler_id.empty() ? by_name : by_id;
    const auto current = row_of(queue, question, true);
    const auto former = row_of(past.rows, question, false);
    if (current) {
      reading.answers.push_back(answer_of(*current, question));
    } else if (former && !is_lost(*former, now)) {
      reading.answers.push_back(answer_of(*former, question));
    } else if (former || past.answered) {
      reading.answers.push_back(unknown_answer(question));
    } else {
      complaint = past.complaint;
    }
  }
  if (reading.answers.empty() && !questions.empty()) return scheduler_unavailable(complaint);
  add_files(answer, reading.answers);
  reading.spare_ids = spare_ids(queue, reading.answers);
  return reading;
}

Result<std::vector<JobAnswer>> poll_jobs(CommandRunner& runner, const RemotePath& work,
                                         const std::vector<JobQuestion>& questions, double now, SeenQueue& seen,
                                         const std::stop_token& stop) {
  if (questions.empty()) return std::vector<JobAnswer>();
  const auto script = poll_script((work / "jobs").text(), questions, seen.sum);
  WERKBANK_TRY(const auto answer, run_framed(runner, script, poll_timeout, stop));
  WERKBANK_TRY(auto reading, read_poll(answer, questions, now, seen));
  if (!reading.spare_ids.empty()) {
    // Whether this works is seen at the next poll.
    const auto dropped = run_framed(runner, drop_script(reading.spare_ids), poll_timeout, stop);
    static_cast<void>(dropped);
  }
  return std::move(reading.answers);
}

}  // namespace werkbank
