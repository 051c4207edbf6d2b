// What an answer of the factory means for a job: the one place that decides that it is done, failed or cancelled.
// Private to core/jobs.
#pragma once

#include "core/factory/factory.h"
#include "core/jobs/job_record.h"
#include "core/jobs/training_cache.h"

namespace werkbank {

/// How much of the job's files has been read, and when.
struct Reading {
  bool metrics_complete = true;  ///< out/metrics.jsonl
  bool others_complete = true;   ///< the log and the GPU samples
  double now = 0;                ///< unix seconds
};

/// Brings `answer` into `record`. The rules:
/// - done only with a `completed` end record of the last attempt, whatever the scheduler says: its COMPLETED is no
/// proof,
///   and its FAILED comes after the fact when the work was finished and something went wrong in leaving;
/// - an end is judged only when the last records were read, after the scheduler had said that it ended;
/// - COMPLETED without that record is failed, but not before a shared file system had a minute to show the last lines;
/// - a sweep of which no variant wrote that record, because the last was taken away, is done with the best of the
/// others;
/// - a job that waits again (requeued) waits;
/// - a job that the factory does not know any more stays as it is, and is given up after 10 min and 5 polls;
/// - what is over stays over.
void take_answer(JobRecord& record, const JobAnswer& answer, const TrainingFacts& training, const Reading& reading);

}  // namespace werkbank
