#include "core/jobs/repair.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/job_log/cause.h"
#include "core/jobs/answers.h"

namespace werkbank {
namespace {

// By these names the templates ask for them.
constexpr const char* batch_key = "batch_size";
constexpr const char* rate_key = "learning_rate";
constexpr std::int64_t small_batch = 16;  // where the program chose the batch by itself (0), and it was too large
constexpr double smaller_rate = 1.0 / 3;  // a step that is usual when a training goes off course
constexpr double bytes_in_gib = 1024.0 * 1024 * 1024;
constexpr int most_minutes = 365 * 24 * 60;  // no factory lets a job run longer

template <typename Value>
const Value* answer(const ParameterValues& answers, const char* key) {
  const auto found = answers.find(key);
  return found == answers.end() ? nullptr : std::get_if<Value>(&found->second);
}

/// 0.000333… as 0.00033: a number that a person can read.
double two_digits(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 1);
  return std::round(value / unit) * unit;
}

double least_allowed(const JobTemplate& job_template, const char* key) {
  const auto found = std::ranges::find(job_template.parameters, key, &Parameter::key);
  return found == job_template.parameters.end() ? 0 : found->min.value_or(0);
}

Repair smaller_batch(const ParameterValues& answers, const JobTemplate& job_template) {
  const auto* batch = answer<std::int64_t>(answers, batch_key);
  if (batch == nullptr) return {};
  const auto smaller = *batch == 0 ? small_batch : *batch / 2;
  if (smaller < 1 || static_cast<double>(smaller) < least_allowed(job_template, batch_key)) return {};
  return {Message(WERKBANK_TEXT("jobs", "Try again with batches of %1"), {smaller}),
          Message(WERKBANK_TEXT(
                      "jobs", "This time it works in batches of %1, so that less is in the memory of the GPU at once."),
                  {smaller}),
          {{batch_key, smaller}}};
}

Repair smaller_steps(const ParameterValues& answers, const JobTemplate& job_template) {
  const auto* rate = answer<double>(answers, rate_key);
  if (rate == nullptr || *rate <= 0) return {};  // 0: the program chooses, and nobody knows what it chose
  const double smaller = two_digits(*rate * smaller_rate);
  if (smaller < least_allowed(job_template, rate_key)) return {};
  return {Message(WERKBANK_TEXT("jobs", "Try again with smaller steps")),
          Message(WERKBANK_TEXT("jobs", "This time its learning rate is %1, a third of what it was."), {smaller}),
          {{rate_key, smaller}}};
}

/// Whether a new job can begin with what this one saved: it saved something, and the script is the one that did.
bool can_go_on(const JobRecord& record, const TrainingRecord& training, const JobTemplate& job_template) {
  return job_template.resources.resumable && training.last_checkpoint_step > 0 &&
         record.template_version == job_template.version;
}

/// What ended the job lay outside it: nothing has to be different, and nothing that was saved has to be done twice.
Repair go_on(const JobRecord& record, const TrainingRecord& training, const JobTemplate& job_template) {
  if (!can_go_on(record, training, job_template)) return {};
  Repair repair{Message(WERKBANK_TEXT("jobs", "Go on where it stopped")),
                Message(WERKBANK_TEXT("jobs",
                                      "It goes on from step %1 of the job before, as long as you leave the data and "
                                      "the answers as they are."),
                        {training.last_checkpoint_step})};
  repair.continues = record.uuid;
  return repair;
}

/// Goes on where the job was, if it saved anything and its script can; the words never promise more than that.
Repair more_time(const JobRecord& record, const TrainingRecord& training, const JobTemplate& job_template) {
  if (record.walltime_minutes <= 0 || record.walltime_minutes > most_minutes / 2) return {};
  const int minutes = 2 * record.walltime_minutes;
  const Seconds time{minutes * 60.0};
  Repair repair{Message(WERKBANK_TEXT("jobs", "Try again with twice the time")),
                Message(WERKBANK_TEXT("jobs", "This time it may take %1. It begins at the start."), {time}),
                {},
                minutes};
  if (!can_go_on(record, training, job_template)) return repair;
  repair.offer = Message(WERKBANK_TEXT("jobs", "Go on with twice the time"));
  repair.change = Message(WERKBANK_TEXT("jobs",
                                        "This time it may take %1. It goes on from step %2 of the job before, as long "
                                        "as you leave the data and the answers as they are."),
                          {time, training.last_checkpoint_step});
  repair.continues = record.uuid;
  return repair;
}

Repair room_first(const JobRecord& record) {
  if (record.reality.runs_here) return {};  // what is full is this computer
  Repair repair{Message(WERKBANK_TEXT("jobs", "Make room")), {}};
  repair.room_first = true;
  return repair;
}

Repair other_environment(const JobRecord& record, int environments) {
  if (record.environment < 0 || record.environment + 1 >= environments) return {};
  Repair repair{
      Message(WERKBANK_TEXT("jobs", "Try again with other software")),
      Message(WERKBANK_TEXT("jobs", "This time it uses the other software that the AI factory has for such jobs."))};
  repair.environment = record.environment + 1;
  return repair;
}

Repair more_memory(const JobRecord& record) {
  const double gib = 2 * record.resources.memory_gib;
  if (gib <= 0 || record.reality.runs_here) return {};  // here it has what this computer has
  return {Message(WERKBANK_TEXT("jobs", "Try again with twice the memory")),
          Message(WERKBANK_TEXT("jobs", "This time it asks for %1 of main memory."),
                  {Bytes{static_cast<std::uint64_t>(std::llround(gib * bytes_in_gib))}}),
          {},
          0,
          gib};
}

/// Ends of a job that say nothing against its script, its data or its answers.
constexpr Cause from_outside[] = {Cause::cancelled,    Cause::preempted,    Cause::node_failure,
                                  Cause::node_problem, Cause::gpu_hardware, Cause::node_drain_unkillable,
                                  Cause::network,      Cause::nccl_timeout, Cause::scheduler_down};

}  // namespace

Repair repair_of(const std::string& cause, const JobRecord& record, const TrainingRecord& training,
                 const JobTemplate& job_template, int environments) {
  const auto is = [&](Cause one) { return cause == cause_code(one); };
  Repair repair;
  if (is(Cause::cuda_oom)) repair = smaller_batch(answers_for(job_template, record), job_template);
  if (is(Cause::nan_loss)) repair = smaller_steps(answers_for(job_template, record), job_template);
  if (is(Cause::timeout)) repair = more_time(record, training, job_template);
  if (is(Cause::oom_host) || is(Cause::killed_silently)) repair = more_memory(record);
  if (is(Cause::disk_quota) || is(Cause::disk_full)) repair = room_first(record);
  if (std::ranges::any_of(from_outside, is)) repair = go_on(record, training, job_template);
  if (is(Cause::missing_module) || is(Cause::env_module) || is(Cause::library_mismatch))
    return other_environment(record, environments);
  repair.environment = record.environment;
  return repair;
}

}  // namespace werkbank
