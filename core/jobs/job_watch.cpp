#include <algorithm>

#include "core/jobs/job_runner.h"
#include "core/jobs/outage.h"
#include "core/jobs/poll_round.h"
#include "core/jobs/training_cache.h"

namespace werkbank {
namespace {

constexpr double shortest_delay = 15;
constexpr double longest_delay = 120;

/// Worth asking about: at the factory, on its way, or once sent without an answer and perhaps there after all.
bool is_asked_about(const JobRecord& record) {
  if (is_over(record.phase)) return false;
  return is_with_the_factory(record.phase) || record.phase == JobPhase::submitting || record.submitting_since;
}

}  // namespace

double next_poll_delay(double last_delay, bool changed, bool runs_here) {
  if (runs_here) return 1;
  if (changed || last_delay <= 0) return shortest_delay;
  return std::clamp(last_delay * 2, shortest_delay, longest_delay);
}

Result<std::vector<JobRecord>> JobRunner::poll(Factory& factory, const std::stop_token& stop) {
  WERKBANK_TRY(auto jobs, store_->all());
  std::erase_if(jobs, [&factory](const JobRecord& record) { return record.factory != factory.profile().id; });
  return poll_jobs(std::move(jobs), factory, stop);
}

Result<std::vector<JobRecord>> JobRunner::poll_jobs(std::vector<JobRecord> jobs, Factory& factory,
                                                    const std::stop_token& stop, Repeat repeat) {
  std::erase_if(jobs, [](const JobRecord& record) { return !is_asked_about(record); });
  PollRound round(*store_, *training_, *clock_, factory, stop);
  WERKBANK_CHECK(round.look_up_submitting(jobs));
  WERKBANK_CHECK(round.ask());
  WERKBANK_CHECK(round.settle_lookups());
  WERKBANK_CHECK(round.read_the_rest());
  if (repeat == Repeat::cancellations) round.repeat_cancellations();
  return round.changed();
}

Result<JobRecord> JobRunner::watch(const std::string& uuid, Factory& factory, const JobChanged& changed,
                                   const std::function<void(const Error&)>& outage, const std::stop_token& stop) {
  double delay = 0;
  while (true) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(auto record, store_->load(uuid));
    if (is_over(record.phase)) return record;
    bool moved = false;
    const auto polled = poll_jobs({record}, factory, stop);
    if (polled.cancelled()) return Cancelled{};
    if (polled.failed()) {
      if (!is_outage(polled.error().code)) return polled.error();
      if (outage) outage(polled.error());
    } else {
      moved = !polled->empty();
      for (const auto& news : *polled) {
        if (changed) changed(news);
      }
    }
    WERKBANK_TRY(record, store_->load(uuid));
    if (is_over(record.phase)) return record;
    const bool not_sent = record.phase == JobPhase::prepared || record.phase == JobPhase::uploading;
    if (not_sent && store_->claim(uuid)) return record;  // nor is anybody sending it now
    const bool here = record.reality.runs_here || factory.profile().kind == FactoryKind::practice;
    delay = next_poll_delay(delay, moved || record.phase == JobPhase::finishing, here);
    if (!clock_->sleep(delay, stop)) return Cancelled{};
  }
}

Result<JobRecord> JobRunner::cancel(const std::string& uuid, Factory& factory, const std::stop_token& stop) {
  WERKBANK_TRY(const auto record, store_->change(uuid, [this](JobRecord& now) {
    if (is_over(now.phase)) return false;
    now.cancel_requested = true;
    const bool never_sent =
        now.phase != JobPhase::submitting && !is_with_the_factory(now.phase) && !now.submitting_since;
    if (never_sent) {
      now.phase = JobPhase::cancelled;
      now.ended_at = clock_->now();
    }
    return true;
  }));
  if (is_over(record.phase)) return record;
  // Whoever is sending it right now cancels it as soon as it has arrived.
  if (!is_with_the_factory(record.phase) && !store_->claim(uuid)) return record;
  return cancel_there(record, factory, stop);
}

Result<JobRecord> JobRunner::cancel_there(const JobRecord& record, Factory& factory, const std::stop_token& stop) {
  const auto cancelled = factory.cancel(record.uuid, stop);
  const bool unknown = cancelled.failed() && cancelled.error().code == ErrorCode::job_unknown;
  if (!cancelled.ok() && !unknown) return cancelled.as<JobRecord>();
  // What came of it; when nobody answers, the next poll will tell.
  static_cast<void>(poll_jobs({record}, factory, stop, Repeat::nothing));
  return store_->load(record.uuid);
}

}  // namespace werkbank
