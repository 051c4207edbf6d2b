// One job with everything that was read of it, ready to be shown: curves, GPU samples, the log's end, and one sentence.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/job_log/failure_log.h"
#include "core/jobs/job_record.h"
#include "core/jobs/job_store.h"
#include "core/jobs/variant_reading.h"
#include "core/telemetry/gpu_samples.h"
#include "core/telemetry/gpu_verdict.h"
#include "core/telemetry/host_samples.h"
#include "core/telemetry/training_record.h"

namespace werkbank {

/// One sentence, the line that proves it, and what to do.
struct Explanation {
  std::string cause;  ///< short code such as "timeout", "missing-module", "unknown", "none"
  Message sentence;
  std::string evidence;  ///< may be empty
  Message advice;
  std::uint64_t log_line = 0;  ///< where the evidence stands in the log; 0 when it is not from there
};

struct JobView {
  JobRecord record;
  TrainingRecord training;
  std::optional<VariantReading> leading = {};  ///< of a sweep that goes on: the best so far,
  std::optional<VariantReading> running = {};  ///< and one that runs
  /// Of a sweep: those whose learning curves are shown together, the best first. Not all, where there are many.
  std::vector<VariantReading> variants = {};
  std::size_t variants_left_out = 0;   ///< that were begun
  std::optional<int> samples_of = {};  ///< of a sweep that goes on: the variant that the samples are of
  std::vector<GpuSeries> gpus;
  std::vector<HostSeries> hosts;  ///< processor and main memory of its computers
  GpuVerdict work;                ///< is it really working? Of a job that is over: was it?
  std::string log_tail;  ///< the last 64 KiB, UTF-8 (what is not becomes U+FFFD), without terminal control codes
  std::optional<Explanation> why;  ///< of a job that failed or was stopped
  Message headline;                ///< what is happening and why, in one sentence
  Message start;                   ///< of a job that waits: when it may start; may be empty
  Message sooner;                  ///< of a job that waits: what would start sooner; may be empty
  Message next_step;               ///< what one can do now; may be empty
};

/// Reads a job from the store; a second time only what is new of its files, for as long as the store lives.
/// Errors: job_unknown, store_broken, local_file.
Result<JobView> view_of(const JobStore& store, const std::string& uuid);

/// The sentence for a job's state, and the advice that goes with it.
Message headline_of(const JobRecord& record, const TrainingRecord& training);
Message next_step_of(const JobRecord& record, const TrainingRecord& training);

/// Why a job waits, in plain words, from the scheduler's reason ("Priority", "Resources", ...).
Message waiting_sentence(const std::string& reason);
/// What would start sooner; empty where only waiting helps.
Message waiting_advice(const std::string& reason);

/// Why a job failed, from the scheduler's state, the script's own records and what the whole log proves.
Explanation explain(const JobRecord& record, const TrainingRecord& training, const FailureClue& in_log);

/// What a note of the job says, in the person's language: our own sentence for the codes that the job's wrapper and the
/// shared Python helper write, else the note's own words (a template speaks the person's language). note.message is
/// the detail that belongs to it.
Message note_sentence(const TrainingNote& note);

}  // namespace werkbank
