// Takes a job through its life on a factory: upload, submit once, watch, bring home. Every step is in the store before
// it is taken, so that a killed program goes on where it was. All calls block and belong on worker threads.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/kept_as.h"
#include "core/base/progress.h"
#include "core/catalogue/catalogue.h"
#include "core/catalogue/estimate.h"
#include "core/factory/factory.h"
#include "core/jobs/job_record.h"
#include "core/jobs/job_store.h"

namespace werkbank {

class HashCache;
class TrainingCache;

/// What a person chose, complete.
struct JobRequest {
  std::string title;
  const JobTemplate* job_template = nullptr;
  ParameterValues values;
  std::filesystem::path data;
  ResourceTier resources;
  int walltime_minutes = 60;
  Language language = Language::dutch;
  /// The job whose saved work this one begins with, if it then still has the same template, answers and data: a
  /// checkpoint fits nothing else. Empty: it begins at the start.
  std::string continues = {};
  int environment = 0;        ///< as in JobOrder
  bool is_trial = false;      ///< as in JobOrder
  std::string tried_by = {};  ///< the trial run that measured this before, or empty
  /// Seconds of work that the whole run is expected to take: guessed, or measured by the trial run.
  std::optional<Range> expected = {};
  int variants = 0;  ///< a sweep of so many variants, the answers as they are among them; less than 2: no sweep
  /// How the data is to be kept at the factory. Without a wish as the job of `continues` or `tried_by` wanted it: kept
  /// in another way it would be other data, and be sent once more.
  Keeping keeping = Keeping::as_factory_wants;
};

/// Called after every change that was written to the store, from the worker's thread.
using JobChanged = std::function<void(const JobRecord&)>;

class JobRunner {
 public:
  /// `hashes` is what is known of the person's files; without it they are read each time.
  JobRunner(std::shared_ptr<JobStore> store, std::shared_ptr<const Catalogue> catalogue, std::shared_ptr<Clock> clock,
            std::shared_ptr<HashCache> hashes = nullptr);

  /// Writes a new record in phase prepared. Errors: parameter_invalid, usage (a factory cannot be asked that),
  /// store_broken.
  Result<JobRecord> prepare(const JobRequest& request, const Factory& factory);

  /// From prepared (or wherever a killed program left it) to waiting: uploads, then submits exactly once. After a lost
  /// connection, or a scheduler that does not answer, the record stays in its phase; call again once signed in. What
  /// is refused for good (data that is gone, a full disk, the scheduler's no) brings it back to prepared. A job that
  /// was cancelled meanwhile is given back as it is. Error, besides those of the factory: usage, when another thread or
  /// program is sending this job right now, or when it belongs to another factory.
  Result<JobRecord> start(const std::string& uuid, Factory& factory, const ProgressSink& progress,
                          const JobChanged& changed, const std::stop_token& stop);

  /// One poll for all jobs of this factory that are not over; reads what is new into the store. Gives the records that
  /// changed or of which new bytes came. Jobs left in phase submitting by a killed program are looked up by their uuid;
  /// one that the factory does not know goes back to prepared (and is still asked about: should it turn up, it is
  /// watched as if nothing had been). Those that another thread or program is sending now are left alone.
  /// Error: scheduler_unavailable, connection_lost: then no record has changed.
  Result<std::vector<JobRecord>> poll(Factory& factory, const std::stop_token& stop);

  /// Polls this job until it is over: at most once in 15 s while something changes, backing off to 2 min (factories
  /// that run here are asked every second). Outages (the connection, a scheduler that does not answer) are reported
  /// through `outage` and waited out; whoever can may sign in again from there. A job that nobody has sent, or that
  /// turned out never to have arrived, is given back in phase prepared or uploading: start() is what it needs.
  Result<JobRecord> watch(const std::string& uuid, Factory& factory, const JobChanged& changed,
                          const std::function<void(const Error&)>& outage, const std::stop_token& stop);

  /// Asks the factory to stop the job; one that was not sent is cancelled at once. The wish is stored first, and poll()
  /// repeats it until the factory has heard it. Gives the record as it then is: often not yet in phase cancelled.
  Result<JobRecord> cancel(const std::string& uuid, Factory& factory, const std::stop_token& stop);

  /// Brings the template's outputs (those marked always) and the report, log and records into `into`/<title or id>.
  /// A folder of that name that holds something else is left alone: this one becomes "<title> (2)".
  /// Of a job that is not over: what there is so far, into a folder "<title> <date> <time>" of its own.
  /// Error, besides those of the factory: usage, when the job never was at the factory.
  Result<Receipt> fetch(const std::string& uuid, Factory& factory, const std::filesystem::path& into,
                        const ProgressSink& progress, const std::stop_token& stop);

 private:
  struct Step {
    Factory& factory;
    const ProgressSink& progress;
    const JobChanged& changed;
    const std::stop_token& stop;
  };
  Result<JobRecord> upload(const JobRecord& record, const Step& step);
  Result<Receipt> send_data(const JobRecord& record, Factory& factory, const ProgressSink& progress,
                            const std::stop_token& stop);
  Result<JobRecord> submit(const JobRecord& record, const Step& step);
  Result<JobRecord> note_submission(const std::string& uuid, const Submission& submission, const Step& step);
  Result<JobRecord> give_up(const std::string& uuid, const Error& error, const Step& step);
  Result<JobRecord> change(const std::string& uuid, const JobChanged& changed,
                           const std::function<void(JobRecord&)>& edit);
  Result<JobOrder> order_of(const JobRecord& record) const;
  Keeping keeping_of(const JobRequest& request) const;
  std::shared_ptr<void> claim_soon(const std::string& uuid, const std::stop_token& stop);
  enum class Repeat { cancellations, nothing };
  Result<std::vector<JobRecord>> poll_jobs(std::vector<JobRecord> jobs, Factory& factory, const std::stop_token& stop,
                                           Repeat repeat = Repeat::cancellations);
  Result<JobRecord> cancel_there(const JobRecord& record, Factory& factory, const std::stop_token& stop);

  std::shared_ptr<JobStore> store_;
  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<Clock> clock_;
  std::shared_ptr<HashCache> hashes_;
  std::shared_ptr<TrainingCache> training_;
};

/// Seconds until the next poll: 1 for a factory that runs here; else 15 while something changed, doubling to 120.
double next_poll_delay(double last_delay, bool changed, bool runs_here);

}  // namespace werkbank
