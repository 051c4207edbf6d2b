// A factory that plays a script and misbehaves on order: it loses the connection, or the program is killed, at a chosen
// call, before or after the factory acted. Counts what was really submitted.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <QString>

#include "core/base/clock.h"
#include "core/catalogue/catalogue.h"
#include "core/factory/factory.h"
#include "core/jobs/job_runner.h"

namespace werkbank::test {

/// Time that passes only by sleeping.
class FakeClock : public Clock {
 public:
  double now() const override { return now_; }
  bool sleep(double seconds, const std::stop_token& stop) override;
  void pass(double seconds) { now_ = now_ + seconds; }
  std::vector<double> slept() const;

 private:
  std::atomic<double> now_ = 1'700'000'000;
  mutable std::mutex mutex_;
  std::vector<double> slept_;
};

/// Thrown where the program is "killed".
struct Killed {};

enum class Trouble {
  cut_before,   ///< the connection breaks; the factory did nothing
  cut_after,    ///< the factory acted, its answer never came
  kill_before,  ///< the program is killed while it asks
  kill_after,
};

/// What a poll sees. Each answered poll goes on to the next moment; the last one stays.
struct Moment {
  JobState state = JobState::unknown;
  std::string metrics = {};
  std::string log = {};
  int restarts = 0;
  std::string reason = {};
  std::string gpu = {};
  std::map<int, std::string> variants = {};  ///< the records of each; each has samples too, of a node n<number>
};

/// What is true at the factory, however many connections there are.
struct World {
  struct Job {
    std::string scheduler_id;
    std::size_t at = 0;
    bool cancelled = false;
    JobOrder order;
  };
  std::mutex mutex;
  std::vector<Moment> script;
  std::map<std::string, Job> jobs;
  std::map<std::string, int> accepted;  ///< by uuid: how many jobs the scheduler really made
  std::map<std::string, int> cancels;
  std::size_t piece = 256U << 10U;
  std::map<int, Trouble> troubles;   ///< by the number of the call, from 1
  std::map<int, ErrorCode> answers;  ///< by the number of the call: an error instead
  std::function<void(const std::string& what)> before_call;
  std::vector<std::string> calls;
  int polls = 0;
  int scheduler_polls = 0;  ///< those that wanted a state
  int questions = 0;
  std::vector<FollowedVariants> followed;  ///< by each question
  std::size_t most_offsets = 0;            ///< that a question had
  std::set<std::string> uploads;
  std::vector<Keeping> wishes;  ///< with which data was brought
  std::set<std::string> fetched_paths;
  /// Submitting is to look, then to act; this happens in between, where a second submit would make a second job.
  std::function<void()> between_look_and_act;
};

class FakeFactory : public Factory {
 public:
  FakeFactory(std::shared_ptr<World> world, std::string id = "lab", FactoryKind kind = FactoryKind::slurm);

  const Profile& profile() const override { return profile_; }
  Reality reality(const JobTemplate*) const override { return {}; }
  bool is_signed_in() const override { return true; }
  Result<Done> sign_in(Conversation&, const std::stop_token&) override { return Done{}; }
  Result<Done> sign_in_again(const std::stop_token&) override { return Done{}; }
  void sign_out() override {}
  std::string accepted_host_key() const override { return {}; }
  Result<Done> hand_in_key(const std::string&, const std::stop_token&) override { return Done{}; }
  Result<std::vector<AccountReport>> check_account(const std::stop_token&) override {
    return std::vector<AccountReport>();
  }
  Result<Offer> offer(const std::stop_token&) override { return Offer{}; }
  Result<Receipt> upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                         const std::stop_token& stop) override;
  Result<Stored> stored(const std::stop_token&) override { return Stored{}; }
  Result<Done> remove_stored(const Removal&, const std::stop_token&) override { return Done{}; }
  Result<DatasetCheck> verify_dataset(const std::string&, const FileManifest*, const ProgressSink&,
                                      const std::stop_token&) override {
    return DatasetCheck{};
  }
  Result<StartForecast> rehearse(const JobOrder&, const std::stop_token&) override { return StartForecast{}; }
  Result<Submission> submit(const JobOrder& order, const std::stop_token& stop) override;
  Result<Submission> find(const std::string& uuid, const std::stop_token& stop) override;
  Result<std::vector<JobAnswer>> poll(const std::vector<JobQuestion>& questions, const std::stop_token& stop) override;
  Result<Done> cancel(const std::string& uuid, const std::stop_token& stop) override;
  Result<Receipt> fetch(const std::string& uuid, const std::vector<std::string>& paths,
                        const std::filesystem::path& into, const ProgressSink& progress,
                        const std::stop_token& stop) override;
  Result<Receipt> fetch_so_far(const std::string& uuid, const std::vector<std::string>& paths,
                               const std::filesystem::path& into, const ProgressSink& progress,
                               const std::stop_token& stop) override;

 private:
  Receipt bring(const std::string& uuid, const std::vector<std::string>& paths,
                const std::filesystem::path& into) const;
  template <typename T>
  Result<T> call(const std::string& what, const std::function<Result<T>()>& act);
  JobAnswer answer_to(const JobQuestion& question);

  std::shared_ptr<World> world_;
  Profile profile_;
};

/// The repository's own catalogue.
std::shared_ptr<const Catalogue> real_catalogue();
/// A request for a job with a small data set that is written into `folder`.
JobRequest small_request(const Catalogue& catalogue, const std::filesystem::path& folder);

/// For QTemporaryDir: in memory where there is such a place, for the tests that write thousands of times.
QString quick_folder();

std::string metric_line(int attempt, int step, double progress);
std::string end_line(int attempt, const std::string& status = "completed");

}  // namespace werkbank::test
