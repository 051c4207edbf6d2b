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
constexpr double seconds_in_minute = 60;

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
          {{batch_key, smaller}},
          0,
          0};
}

Repair smaller_steps(const ParameterValues& answers, const JobTemplate& job_template) {
  const auto* rate = answer<double>(answers, rate_key);
  if (rate == nullptr || *rate <= 0) return {};  // 0: the program chooses, and nobody knows what it chose
  const double smaller = two_digits(*rate * smaller_rate);
  if (smaller < least_allowed(job_template, rate_key)) return {};
  return {Message(WERKBANK_TEXT("jobs", "Try again with smaller steps")),
          Message(WERKBANK_TEXT("jobs", "This time its learning rate is %1, a third of what it was."), {smaller}),
          {{rate_key, smaller}},
          0,
          0};
}

Repair more_time(const JobRecord& record) {
  const int minutes = 2 * record.walltime_minutes;
  if (minutes <= 0) return {};
  return {Message(WERKBANK_TEXT("jobs", "Try again with twice the time")),
          Message(WERKBANK_TEXT("jobs", "This time it may take %1."), {Seconds{minutes * seconds_in_minute}}),
          {},
          minutes,
          0};
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

}  // namespace

Repair repair_of(const std::string& cause, const JobRecord& record, const JobTemplate& job_template) {
  const auto is = [&](Cause one) { return cause == cause_code(one); };
  if (is(Cause::cuda_oom)) return smaller_batch(answers_for(job_template, record), job_template);
  if (is(Cause::nan_loss)) return smaller_steps(answers_for(job_template, record), job_template);
  if (is(Cause::timeout)) return more_time(record);
  if (is(Cause::oom_host) || is(Cause::killed_silently)) return more_memory(record);
  return {};
}

}  // namespace werkbank
