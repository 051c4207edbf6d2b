// One poll: the jobs that are asked about, the question, and what its answer changes in the store.
// Private to core/jobs.
#pragma once

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/factory/factory.h"
#include "core/jobs/job_record.h"
#include "core/jobs/job_store.h"
#include "core/jobs/training_cache.h"

namespace werkbank {

class PollRound {
 public:
  PollRound(JobStore& store, TrainingCache& training, const Clock& clock, Factory& factory, const std::stop_token& stop)
      : store_(store), training_(training), clock_(clock), factory_(factory), stop_(stop) {}

  /// Asks the factory, by uuid, after each job of which nobody knows whether it arrived. Changes nothing yet.
  Result<Done> look_up_submitting(const std::vector<JobRecord>& jobs);
  /// Asks about all jobs at once and brings the answers into the store.
  Result<Done> ask();
  /// Brings what look_up_submitting() found into the store; what was cancelled before it arrived ends here.
  Result<Done> settle_lookups();
  /// Asks again for the files, and only those, of jobs that have ended or whose files we are behind with: until they
  /// are read, or bring nothing more, or it is nearly time for the next poll.
  Result<Done> read_the_rest();
  /// Tells the factory again what was cancelled and still runs there.
  void repeat_cancellations();

  std::vector<JobRecord> changed() const;

 private:
  struct Asked {
    JobRecord record;
    std::shared_ptr<void> claim;  ///< of a job in phase submitting
    bool found = false;           ///< the factory knows it, by its uuid
    JobAnswer said;               ///< the scheduler's last word, in this poll
    bool again = false;           ///< there is more to read
  };

  enum class About { state_and_files, files };
  Result<Done> ask_about(const std::vector<std::string>& uuids, About about);
  Result<JobQuestion> question_of(const Asked& asked, About about) const;
  Result<Done> take(Asked& asked, const JobAnswer& answer);
  struct Pieces {
    bool metrics_complete = true;
    bool others_complete = true;
    bool gained = false;
  };
  Result<Pieces> keep_files(const std::string& uuid, const JobAnswer& answer);
  Result<TrainingFacts> facts_of(const Asked& asked, const JobAnswer& answer);
  Result<Done> settle(Asked& asked);

  JobStore& store_;
  TrainingCache& training_;
  const Clock& clock_;
  Factory& factory_;
  std::stop_token stop_;
  std::map<std::string, Asked> jobs_;
  std::map<std::string, JobRecord> changed_;
};

}  // namespace werkbank
