#include "core/jobs/poll_round.h"

#include "core/factory/watched_files.h"
#include "core/jobs/followed_variants.h"
#include "core/jobs/verdict.h"

namespace werkbank {
namespace {

constexpr int most_rounds = 64;  // of 256 KiB a file
constexpr double most_seconds_behind = 10;
constexpr double ghost_seconds = 120;

bool still_runs(const JobRecord& record) {
  return record.phase == JobPhase::waiting || record.phase == JobPhase::running;
}

}  // namespace

Result<Done> PollRound::look_up_submitting(const std::vector<JobRecord>& jobs) {
  for (const auto& job : jobs) {
    Asked asked;
    asked.record = job;
    if (job.phase == JobPhase::submitting) {
      asked.claim = store_.claim(job.uuid);
      if (!asked.claim) continue;  // the one that sends it will tell
      WERKBANK_TRY(asked.record, store_.load(job.uuid));
    }
    if (asked.record.phase == JobPhase::submitting) {
      const auto found = factory_.find(job.uuid, stop_);
      const bool unknown = found.failed() && found.error().code == ErrorCode::job_unknown;
      if (!found.ok() && !unknown) return found.as<Done>();
      asked.found = found.ok();
      if (found.ok()) asked.record.scheduler_id = found->scheduler_id;
    }
    jobs_.emplace(job.uuid, std::move(asked));
  }
  return Done{};
}

Result<JobQuestion> PollRound::question_of(const Asked& asked, About about) const {
  JobQuestion question;
  question.uuid = asked.record.uuid;
  question.scheduler_id = asked.record.scheduler_id;
  question.wants_state = about == About::state_and_files;
  WERKBANK_TRY(question.offsets, store_.offsets(asked.record.uuid));
  if (asked.record.variants_json.empty()) return question;
  WERKBANK_TRY(const auto facts, training_.facts(store_, asked.record.uuid));
  question.follows = facts.follows;
  question.offsets = followed_files(question.offsets, facts.follows);
  return question;
}

Result<Done> PollRound::ask() {
  std::vector<std::string> uuids;
  for (const auto& [uuid, asked] : jobs_) {
    if (asked.record.phase != JobPhase::submitting || asked.found) uuids.push_back(uuid);
  }
  return ask_about(uuids, About::state_and_files);
}

Result<Done> PollRound::ask_about(const std::vector<std::string>& uuids, About about) {
  if (uuids.empty()) return Done{};
  std::vector<JobQuestion> questions;
  for (const auto& uuid : uuids) {
    WERKBANK_TRY(auto question, question_of(jobs_.at(uuid), about));
    questions.push_back(std::move(question));
  }
  WERKBANK_TRY(const auto answers, factory_.poll(questions, stop_));
  for (const auto& uuid : uuids) {
    JobAnswer answer;  // not mentioned is not known
    for (const auto& one : answers) {
      if (one.uuid == uuid) answer = one;
    }
    auto& asked = jobs_.at(uuid);
    if (about == About::state_and_files) {
      asked.said = answer;
    } else {
      asked.said.files = std::move(answer.files);  // what the scheduler said before these were read still holds
    }
    WERKBANK_CHECK(take(asked, asked.said));
  }
  return Done{};
}

Result<PollRound::Pieces> PollRound::keep_files(const std::string& uuid, const JobAnswer& answer) {
  Pieces pieces;
  for (const auto& piece : answer.files) {
    if (!is_watched_file(piece.path)) continue;
    WERKBANK_TRY(auto kept, store_.offsets(uuid));
    auto end = kept.contains(piece.path) ? kept[piece.path] : 0;
    if (piece.size < end) {
      WERKBANK_CHECK(store_.restart(uuid, piece.path));
      if (piece.path == "out/metrics.jsonl") training_.forget(uuid);
      end = 0;
    }
    if (piece.offset == end && !piece.bytes.empty()) {
      WERKBANK_CHECK(store_.append(uuid, piece.path, piece.offset, piece.bytes));
      pieces.gained = true;
      end += piece.bytes.size();
    }
    if (end >= piece.size) continue;
    (piece.path == "out/metrics.jsonl" ? pieces.metrics_complete : pieces.others_complete) = false;
  }
  return pieces;
}

Result<TrainingFacts> PollRound::facts_of(const Asked& asked, const JobAnswer& answer) {
  WERKBANK_TRY(auto facts, training_.facts(store_, asked.record.uuid));
  const bool may_decide = facts.end && (is_over(answer.state) || answer.state == JobState::unknown);
  if (!may_decide) return facts;
  // Before a job is called done its file is read once more from the start: a copy that was begun anew by another
  // program while this one read on must not decide.
  training_.forget(asked.record.uuid);
  return training_.facts(store_, asked.record.uuid);
}

Result<Done> PollRound::take(Asked& asked, const JobAnswer& answer) {
  const auto& uuid = asked.record.uuid;
  WERKBANK_TRY(const auto pieces, keep_files(uuid, answer));
  WERKBANK_TRY(const auto facts, facts_of(asked, answer));
  const Reading reading{pieces.metrics_complete, pieces.others_complete, clock_.now()};
  bool changed = false;
  bool heard_before = false;
  const auto stored = store_.change(uuid, [&](JobRecord& record) {
    const auto before = record_to_json(record);
    heard_before = record.ended_seen_at.has_value();
    take_answer(record, answer, facts, reading);
    changed = record_to_json(record) != before;
    return changed;
  });
  if (!stored.ok()) return stored.as<Done>();
  if (changed || pieces.gained) changed_.insert_or_assign(uuid, *stored);
  asked.record = *stored;
  const bool ended = stored->phase == JobPhase::finishing && is_over(answer.state);
  const bool behind = pieces.gained && (!pieces.metrics_complete || !pieces.others_complete);
  asked.again = (ended && (!heard_before || behind)) || (behind && answer.state == JobState::running);
  return Done{};
}

Result<Done> PollRound::settle_lookups() {
  for (auto& [uuid, asked] : jobs_) {
    if (!is_with_the_factory(asked.record.phase) && !is_over(asked.record.phase)) WERKBANK_CHECK(settle(asked));
  }
  return Done{};
}

// A job that was sent without an answer: it is there, or else it can be sent again.
Result<Done> PollRound::settle(Asked& asked) {
  bool changed = false;
  const auto scheduler_id = asked.record.scheduler_id;
  const auto stored = store_.change(asked.record.uuid, [&](JobRecord& record) {
    const auto before = record.phase;
    if (is_with_the_factory(before) || is_over(before)) return false;
    // A scheduler that was busy may take a job a while after the connection broke: only then is it cancelled for sure.
    const bool gone = clock_.now() - record.submitting_since.value_or(0) >= ghost_seconds;
    if (asked.found) {
      record.phase = JobPhase::waiting;
      record.scheduler_id = scheduler_id;
    } else if (record.cancel_requested) {
      if (gone) record.phase = JobPhase::cancelled;
    } else if (before == JobPhase::submitting && asked.claim) {
      record.phase = JobPhase::prepared;
      record.problem.clear();  // it was the connection's, and is over
    }
    changed = record.phase != before;
    return changed;
  });
  if (!stored.ok()) return stored.as<Done>();
  if (changed) changed_.insert_or_assign(asked.record.uuid, *stored);
  asked.record = *stored;
  asked.claim.reset();
  return Done{};
}

Result<Done> PollRound::read_the_rest() {
  const double begun = clock_.now();
  for (int round = 0; round < most_rounds && clock_.now() - begun < most_seconds_behind; ++round) {
    std::vector<std::string> uuids;
    for (const auto& [uuid, asked] : jobs_) {
      if (asked.again) uuids.push_back(uuid);
    }
    if (uuids.empty() || stop_.stop_requested()) return Done{};
    auto asked = ask_about(uuids, About::files);
    if (asked.ok()) continue;
    // What was read before the connection broke is stored; the next poll goes on from there.
    if (asked.failed() && asked.error().code != ErrorCode::store_broken) return Done{};
    return asked;
  }
  return Done{};
}

void PollRound::repeat_cancellations() {
  for (const auto& [uuid, asked] : jobs_) {
    if (asked.record.cancel_requested && still_runs(asked.record)) static_cast<void>(factory_.cancel(uuid, stop_));
  }
}

std::vector<JobRecord> PollRound::changed() const {
  std::vector<JobRecord> records;
  for (const auto& [uuid, record] : changed_) records.push_back(record);
  return records;
}

}  // namespace werkbank
