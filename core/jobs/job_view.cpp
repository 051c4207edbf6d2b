#include "core/jobs/job_view.h"

#include <ctime>

#include "core/job_log/log_text.h"
#include "core/jobs/job_readings.h"
#include "core/jobs/start_expectation.h"

namespace werkbank {
namespace {

constexpr std::uint64_t log_tail_size = 64U << 10U;

Result<std::string> read_log_tail(const JobStore& store, const std::string& uuid, std::uint64_t size) {
  const bool cut = size > log_tail_size;
  WERKBANK_TRY(auto bytes, store.bytes(uuid, "logs/job.log", cut ? size - log_tail_size : 0, log_tail_size));
  // What is left of a line is worth less than what it would be mistaken for.
  if (const auto newline = bytes.find('\n'); cut && newline != std::string::npos) bytes.erase(0, newline + 1);
  return readable_log(bytes);
}

}  // namespace

Result<JobView> view_of(const JobStore& store, const std::string& uuid) {
  JobView view;
  auto record = store.load(uuid);
  if (!record.ok()) {
    store.readings().forget(uuid);
    return record.as<JobView>();
  }
  view.record = std::move(record).value();
  WERKBANK_TRY(auto sizes, store.offsets(uuid));
  WERKBANK_TRY(auto reading, store.readings().read(store, uuid, sizes));
  view.training = std::move(reading.training);
  // Where the last variant of a sweep could not say how it ended, the best of the others does.
  if (view.record.phase == JobPhase::done && !view.training.end) view.training.end = end_of_kept(view.training);
  view.leading = std::move(reading.leading);
  view.running = std::move(reading.running);
  view.variants = std::move(reading.variants);
  view.variants_left_out = reading.variants_left_out;
  view.samples_of = reading.samples_of;
  view.gpus = std::move(reading.gpus);
  view.hosts = std::move(reading.hosts);
  view.work = judge(view.gpus, view.running ? view.running->training : view.training, is_over(view.record.phase));
  WERKBANK_TRY(view.log_tail, read_log_tail(store, uuid, sizes["logs/job.log"]));
  view.headline = headline_of(view.record, view.training);
  view.next_step = next_step_of(view.record, view.training);
  if (view.record.phase == JobPhase::waiting) {
    view.sooner = waiting_advice(view.record.reason);
    WERKBANK_TRY(const auto jobs, store.all());
    const double now = static_cast<double>(std::time(nullptr));
    if (const auto expected = expect_start(view.record, jobs, now)) view.start = words_of(*expected);
  }
  // Of one that was stopped the records say it all.
  if (view.record.phase == JobPhase::cancelled) view.why = explain(view.record, view.training, {});
  if (view.record.phase == JobPhase::failed) {
    // With the log at hand more can be said than from the records alone.
    WERKBANK_TRY(const auto in_log, store.readings().failure(store, uuid));
    view.why = explain(view.record, view.training, in_log);
    view.headline = view.why->sentence;
    view.next_step = view.why->advice;
  }
  return view;
}

}  // namespace werkbank
