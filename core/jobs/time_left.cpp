#include "core/jobs/time_left.h"

#include <algorithm>
#include <optional>

#include "core/base/units.h"

namespace werkbank {
namespace {

// The first steps are slow ones (reading data, warming up), so the pace counts only after a twentieth of the time,
// which of a long job is ten minutes at most.
constexpr double least_part_run = 0.05;
constexpr double most_seconds_to_judge = 600;
// Estimates sway by a tenth; who is warned for less is warned for nothing every other time. Under a minute the end of
// the work and the scheduler's own slowness meet.
constexpr double sway = 0.1;
constexpr double least_short_by = 60;

struct Slot {
  double begins;
  double ends;
};

/// The time that the present attempt has.
std::optional<Slot> slot_of(const JobRecord& record, const TrainingRecord& training) {
  const double limit = record.walltime_minutes * 60.0;
  if (limit <= 0) return std::nullopt;
  if (record.ends_by) return Slot{*record.ends_by - limit, *record.ends_by};
  // Without the scheduler's word: from its first record on, a moment too late rather than too early.
  if (training.attempts.empty() || training.attempts.back().number != record.restarts) return std::nullopt;
  const double begins = training.attempts.back().began_at;
  return Slot{begins, begins + limit};
}

bool can_go_on(const JobRecord& record, const TrainingRecord& training) {
  return record.can_go_on.value_or(training.last_checkpoint_step >= 0);
}

}  // namespace

TimeLeft time_left(const JobRecord& record, const TrainingRecord& training) {
  const auto slot = slot_of(record, training);
  if (record.phase != JobPhase::running || !slot || !training.seconds_left) return {};
  if (training.attempt != record.restarts) return {};  // these are the records of the attempt before
  const double heard = training.last_record_at;
  const double ran = heard - slot->begins;
  if (ran < std::min(least_part_run * (slot->ends - slot->begins), most_seconds_to_judge)) return {};
  TimeLeft left;
  left.ends_by = slot->ends;
  left.short_by = *training.seconds_left - (slot->ends - heard);
  left.outlook = TimeLeft::Outlook::enough;
  if (left.short_by < std::max(least_short_by, sway * *training.seconds_left)) return left;
  left.outlook = can_go_on(record, training) ? TimeLeft::Outlook::goes_on : TimeLeft::Outlook::lost;
  return left;
}

Message words_of(const TimeLeft& left) {
  switch (left.outlook) {
    case TimeLeft::Outlook::unknown:
    case TimeLeft::Outlook::enough:
      return {};
    case TimeLeft::Outlook::goes_on:
      return Message(WERKBANK_TEXT("jobs",
                                   "It needs about %1 more than it may run at one go. Just before that time is up it "
                                   "saves its work, and later it goes on by itself. You need not do anything."),
                     {Seconds{left.short_by}});
    case TimeLeft::Outlook::lost:
      return Message(WERKBANK_TEXT("jobs",
                                   "It needs about %1 more than it may run. At %2 it is stopped, and its work is lost. "
                                   "Better stop it now and start it anew with more time, or with less data."),
                     {Seconds{left.short_by}, format_moment(left.ends_by)});
  }
  return {};
}

}  // namespace werkbank
