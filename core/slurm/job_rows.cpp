#include "core/slurm/job_rows.h"

#include <algorithm>
#include <utility>

#include "core/slurm/slurm_text.h"

namespace werkbank {
namespace {

constexpr std::size_t row_fields = 10;

/// Words that stand for "nothing" in Slurm's columns.
std::string meaning(std::string_view field) {
  field = trim(field);
  for (const auto nothing : {"None", "(null)", "N/A", "None assigned", "Unknown", "n/a"}) {
    if (field == nothing) return {};
  }
  return std::string(field);
}

/// sacct's "7:0" is exit code and signal.
std::optional<int> exit_of_pair(std::string_view field) {
  const auto parts = split(trim(field), ':');
  const auto code = parse_count(parts[0]);
  const auto signal = parts.size() > 1 ? parse_count(parts[1]) : std::nullopt;
  if (!code || *code > 255) return {};
  if (signal && *signal > 0 && *signal < 128) return 128 + static_cast<int>(*signal);
  return static_cast<int>(*code);
}

/// squeue's exit_code: before Slurm 23 a wait status (exit 7 is 1792, signal 9 is 9), since then a pair.
std::optional<int> exit_of_status(std::string_view field) {
  if (field.find(':') != std::string_view::npos) return exit_of_pair(field);
  const auto status = parse_count(field);
  if (!status || *status > 0xffff) return {};
  const int low = static_cast<int>(*status & 0x7f);
  return low == 0 ? static_cast<int>(*status >> 8) : 128 + low;
}

/// "12_3", "12_[4-7%2]" and "12+0" are of job 12.
std::string id_of_job(std::string_view field) {
  field = trim(field);
  return clean_job_id(field.substr(0, field.find_first_of("_+")));
}

/// The columns that both programs print alike.
std::optional<SchedulerRow> common_columns(const std::vector<std::string_view>& fields) {
  SchedulerRow row;
  row.id = id_of_job(fields[0]);
  const auto state = parse_job_state(fields[1]);
  if (row.id.empty() || !state) return {};
  row.state = *state;
  row.reason = meaning(fields[2]);
  row.starts_at = parse_moment(fields[3]);
  row.ends_at = parse_moment(fields[4]);
  row.submitted_at = parse_moment(fields[5]);
  row.nodes = meaning(fields[6]);
  row.never_started = row.state == JobState::failed && row.nodes.empty();
  // Slurm fills in a start for what ended before it began.
  if (is_over(row.state) && row.nodes.empty()) row.starts_at.reset();
  return row;
}

/// Everything behind the ninth separator is the name: a name may hold a separator, because a person may type one.
std::vector<std::string_view> columns(std::string_view line) {
  std::vector<std::string_view> fields;
  while (fields.size() + 1 < row_fields) {
    const auto end = line.find(field_separator);
    if (end == std::string_view::npos) break;
    fields.push_back(line.substr(0, end));
    line.remove_prefix(end + 1);
  }
  if (line.ends_with(field_separator)) line.remove_suffix(1);
  fields.push_back(line);
  return fields;
}

template <typename Finish>
SchedulerRows parse_rows(std::string_view text, Finish finish) {
  SchedulerRows result;
  for (const auto line : lines_of(text)) {
    const auto fields = columns(line);
    auto row = fields.size() == row_fields ? common_columns(fields) : std::nullopt;
    if (!row) {
      ++result.garbled;
      continue;
    }
    finish(*row, fields);
    row->name = std::string(fields[9]);
    result.rows.push_back(std::move(*row));
  }
  return result;
}

/// Of the tasks of one job the one with the first of these states speaks for all.
constexpr JobState speaking_states[] = {JobState::running,   JobState::pending,       JobState::completing,
                                        JobState::completed, JobState::failed,        JobState::timed_out,
                                        JobState::preempted, JobState::out_of_memory, JobState::node_failed,
                                        JobState::cancelled, JobState::unknown};

std::size_t rank_of(JobState state) {
  const auto* found = std::find(std::begin(speaking_states), std::end(speaking_states), state);
  return static_cast<std::size_t>(found - std::begin(speaking_states));
}

template <typename Pick>
std::optional<double> either(const std::optional<double>& one, const std::optional<double>& other, Pick pick) {
  if (!one || !other) return one ? one : other;
  return pick(*one, *other);
}

void add_task(SchedulerRow& job, const SchedulerRow& task) {
  const auto earlier = [](double a, double b) { return std::min(a, b); };
  const auto later = [](double a, double b) { return std::max(a, b); };
  job.submitted_at = either(job.submitted_at, task.submitted_at, earlier);
  // What the waiting ones expect is no start of a job of which others began.
  if (task.state != JobState::pending || job.state == JobState::pending)
    job.starts_at = either(job.starts_at, task.starts_at, earlier);
  const bool as_alive = is_over(task.state) == is_over(job.state);
  if (as_alive) job.ends_at = either(job.ends_at, task.ends_at, later);
  job.limit_seconds = either(job.limit_seconds, task.limit_seconds, later);
  const bool is_new = !task.nodes.empty() && (',' + job.nodes + ',').find(',' + task.nodes + ',') == std::string::npos;
  if (is_new && job.nodes.size() < 200) job.nodes += (job.nodes.empty() ? "" : ",") + task.nodes;
  job.never_started = job.never_started && task.never_started;
}

}  // namespace

SchedulerRow as_one_job(const std::vector<const SchedulerRow*>& rows) {
  const auto* speaker = *std::min_element(rows.begin(), rows.end(), [](const SchedulerRow* a, const SchedulerRow* b) {
    return rank_of(a->state) < rank_of(b->state);
  });
  SchedulerRow job = *speaker;
  for (const auto* task : rows) {
    if (task != speaker) add_task(job, *task);
  }
  if (rows.size() > 1) job.restarts.reset();  // how often one task went on says nothing about the others
  return job;
}

std::optional<JobState> parse_job_state(std::string_view word) {
  static constexpr std::pair<std::string_view, JobState> states[] = {
      {"PENDING", JobState::pending},
      {"PD", JobState::pending},
      {"CONFIGURING", JobState::pending},
      {"CF", JobState::pending},
      {"REQUEUED", JobState::pending},
      {"RQ", JobState::pending},
      {"REQUEUE_FED", JobState::pending},
      {"RF", JobState::pending},
      {"REQUEUE_HOLD", JobState::pending},
      {"RH", JobState::pending},
      {"SPECIAL_EXIT", JobState::pending},
      {"SE", JobState::pending},
      {"RESV_DEL_HOLD", JobState::pending},
      {"RD", JobState::pending},
      {"POWER_UP_NODE", JobState::pending},
      {"EXPEDITING", JobState::pending},
      {"RUNNING", JobState::running},
      {"R", JobState::running},
      {"SUSPENDED", JobState::running},
      {"S", JobState::running},
      {"STOPPED", JobState::running},
      {"ST", JobState::running},
      {"RESIZING", JobState::running},
      {"RS", JobState::running},
      {"SIGNALING", JobState::running},
      {"SI", JobState::running},
      {"COMPLETING", JobState::completing},
      {"CG", JobState::completing},
      {"STAGE_OUT", JobState::completing},
      {"SO", JobState::completing},
      {"COMPLETED", JobState::completed},
      {"CD", JobState::completed},
      {"FAILED", JobState::failed},
      {"F", JobState::failed},
      {"BOOT_FAIL", JobState::node_failed},
      {"BF", JobState::node_failed},
      {"LAUNCH_FAILED", JobState::node_failed},
      {"RECONFIG_FAIL", JobState::node_failed},
      {"NODE_FAIL", JobState::node_failed},
      {"NF", JobState::node_failed},
      {"TIMEOUT", JobState::timed_out},
      {"TO", JobState::timed_out},
      {"DEADLINE", JobState::timed_out},
      {"DL", JobState::timed_out},
      {"CANCELLED", JobState::cancelled},
      {"CA", JobState::cancelled},
      {"REVOKED", JobState::cancelled},
      {"RV", JobState::cancelled},
      {"OUT_OF_MEMORY", JobState::out_of_memory},
      {"OOM", JobState::out_of_memory},
      {"PREEMPTED", JobState::preempted},
      {"PR", JobState::preempted},
  };
  word = trim(word);
  word = word.substr(0, word.find_first_of(" +,"));  // "CANCELLED by 1002", "CANCELLED+"
  const auto* found =
      std::find_if(std::begin(states), std::end(states), [word](const auto& one) { return one.first == word; });
  if (found == std::end(states)) return {};
  return found->second;
}

SchedulerRows parse_squeue(std::string_view text) {
  return parse_rows(text, [](SchedulerRow& row, const std::vector<std::string_view>& fields) {
    if (is_over(row.state)) row.exit_code = exit_of_status(fields[7]);
    const auto restarts = parse_count(fields[8]);
    if (restarts && *restarts < 100000) row.restarts = static_cast<int>(*restarts);
  });
}

SchedulerRows parse_sacct(std::string_view text) {
  return parse_rows(text, [](SchedulerRow& row, const std::vector<std::string_view>& fields) {
    if (is_over(row.state)) row.exit_code = exit_of_pair(fields[7]);
    const auto minutes = parse_count(fields[8]);
    if (minutes && *minutes < 100000000) row.limit_seconds = static_cast<double>(*minutes) * 60.0;
  });
}

}  // namespace werkbank
