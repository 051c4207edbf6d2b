// A factory for tests of the window: it asks, takes, refuses, hangs and breaks as it is told, and counts what it did.
#pragma once

#include <atomic>
#include <ctime>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace werkbank {

class ScriptedFactory : public Factory {
 public:
  explicit ScriptedFactory(FactoryKind kind);

  const Profile& profile() const override { return profile_; }
  Reality reality(const JobTemplate* job_template) const override;
  bool is_signed_in() const override { return signed_in_; }
  Result<Done> sign_in(Conversation& conversation, const std::stop_token& stop) override;
  Result<Done> sign_in_again(const std::stop_token& stop) override;
  void sign_out() override { signed_in_ = false; }
  std::string accepted_host_key() const override { return accepted_key_; }
  Result<Done> hand_in_key(const std::string& public_line, const std::stop_token& stop) override;
  Result<std::vector<AccountReport>> check_account(const std::stop_token&) override {
    return std::vector<AccountReport>();
  }
  Result<Offer> offer(const std::stop_token& stop) override;
  Result<Receipt> upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                         const std::stop_token& stop) override;
  Result<Stored> stored(const std::stop_token& stop) override;
  Result<Done> remove_stored(const Removal& removal, const std::stop_token& stop) override;
  Result<DatasetCheck> verify_dataset(const std::string& name, const FileManifest* original,
                                      const ProgressSink& progress, const std::stop_token& stop) override;
  Result<StartForecast> rehearse(const JobOrder& order, const std::stop_token& stop) override;
  Result<Submission> submit(const JobOrder& order, const std::stop_token& stop) override;
  Result<Submission> find(const std::string& uuid, const std::stop_token& stop) override;
  Result<std::vector<JobAnswer>> poll(const std::vector<JobQuestion>& questions, const std::stop_token& stop) override;
  Result<Done> cancel(const std::string& uuid, const std::stop_token& stop) override;
  Result<Receipt> fetch(const std::string& uuid, const std::vector<std::string>& paths,
                        const std::filesystem::path& into, const ProgressSink& progress,
                        const std::stop_token& stop) override;
  Result<Receipt> fetch_so_far(const std::string& uuid, const std::vector<std::string>& paths,
                               const std::filesystem::path& into, const ProgressSink& progress,
                               const std::stop_token& stop) override {
    return fetch(uuid, paths, into, progress, stop);
  }
  Result<std::unique_ptr<OpenNotebook>> open_notebook(const std::string& uuid, const std::stop_token& stop) override;

  /// What it has from here on, in its profile and in what it offers.
  void set_partitions(const std::vector<Partition>& partitions) { profile_.partitions = partitions; }
  /// From so many files on data is kept packed, says its profile, which a window reads when it is made; 0:
  /// never.
  void set_pack_from(int files) { profile_.pack_from_files = files; }
  /// What stored() gives from here on, less what was removed meanwhile.
  void set_stored(const Result<Stored>& stored);
  /// What verify_dataset() gives from here on, in the name of whatever data set was asked about.
  void set_check(const Result<DatasetCheck>& check);
  using Notebook = std::function<Result<std::unique_ptr<OpenNotebook>>()>;
  /// What open_notebook() gives from here on.
  void set_notebook(Notebook notebook);
  /// What remove_stored() refuses with from here on; empty: nothing.
  void set_refusal(const std::optional<Error>& refusal);
  std::vector<Removal> removals() const;
  /// What was submitted, in order.
  std::vector<JobOrder> orders() const;

  std::vector<std::string> passwords() const;
  std::vector<std::string> handed_in() const;
  /// What sign_in_again answers from here on; without: that a person is needed.
  void set_again(std::function<Result<Done>()> answer);

  std::string right_password = "geheim";
  bool asks_host = false;
  std::atomic<bool> upload_hangs = false;
  std::atomic<bool> storage_hangs = false;  ///< stored() and verify_dataset() end only when this is false again
  std::atomic<bool> is_cut = false;         ///< every question is answered by connection_lost
  std::atomic<bool> is_refused = false;     ///< rehearse says no
  std::atomic<CourseUse> course = CourseUse::none;
  std::atomic<int> attempts = 0;          ///< of sign_in_again
  std::atomic<bool> hangs_again = false;  ///< sign_in_again ends only when it is stopped
  std::atomic<bool> gets_in_when_stopped = false;
  std::atomic<bool> takes_keys = true;
  std::atomic<int> upload_ms = 60;
  std::atomic<int> submissions = 0;
  std::atomic<int> polls = 0;
  std::atomic<bool> upload_begun = false;
  std::atomic<bool> upload_stopped = false;
  std::atomic<JobState> state = JobState::pending;

 protected:
  void set_signed_in() { signed_in_ = true; }

 private:
  JobAnswer answer_to(const JobQuestion& question) const;

  Profile profile_;
  const double job_begin_ = static_cast<double>(std::time(nullptr) - 310);
  std::atomic<bool> signed_in_ = false;
  std::string accepted_key_;
  mutable std::mutex mutex_;
  std::vector<std::string> passwords_;
  std::vector<std::string> handed_in_;
  std::function<Result<Done>()> again_;
  Notebook notebook_;
  Result<Stored> stored_ = Stored{};
  Result<DatasetCheck> check_ = DatasetCheck{};
  std::optional<Error> refusal_;
  std::vector<Removal> removals_;
  std::vector<JobOrder> orders_;
};

/// metrics.jsonl of a run up to `progress`, with its end when that is 1; gpu.csv of four GPUs to go with it.
std::string made_up_metrics(double begin, double progress);
/// The same of a trial run, which measured 7800 s (6600 to 9600).
std::string made_up_trial(double begin, double progress);
std::string made_up_gpus(double begin, double seconds);

}  // namespace werkbank
