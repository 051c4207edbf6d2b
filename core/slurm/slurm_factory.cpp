#include "core/slurm/slurm_factory.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/uuid.h"
#include "core/slurm/data_lines.h"
#include "core/slurm/door.h"
#include "core/slurm/one_job.h"
#include "core/slurm/poll.h"
#include "core/slurm/relayed_notebook.h"
#include "core/slurm/site.h"
#include "core/slurm/unfinished.h"
#include "core/ssh/account_check.h"
#include "core/ssh/authorized_keys.h"
#include "core/ssh/connection.h"
#include "core/transfer/fetch_so_far.h"
#include "core/transfer/remove_stored.h"
#include "core/transfer/send.h"
#include "core/transfer/stored.h"
#include "core/transfer/verify_stored.h"

namespace werkbank {
namespace {

/// How long what the scheduler said about partitions and accounts is used to place jobs.
constexpr double site_stays_true = 900;

class SlurmFactory : public Factory {
 public:
  SlurmFactory(Profile profile, SlurmSettings settings, std::shared_ptr<Clock> clock)
      : profile_(std::move(profile)),
        settings_(std::move(settings)),
        clock_(std::move(clock)),
        door_(profile_, settings_) {}

  const Profile& profile() const override { return profile_; }
  Reality reality(const JobTemplate* /*job_template*/) const override { return {}; }

  bool is_signed_in() const override { return door_.is_open(); }
  Result<Done> sign_in(Conversation& conversation, const std::stop_token& stop) override {
    WERKBANK_CHECK(door_.open(conversation, stop));
    ask_ahead();
    return Done{};
  }
  Result<Done> sign_in_again(const std::stop_token& stop) override {
    WERKBANK_CHECK(door_.open_again(stop));
    ask_ahead();
    return Done{};
  }

  void sign_out() override {
    door_.close();
    std::unique_lock lock(mutex_);
    told_.wait(lock, [this] { return !asks_ahead_; });
    site_.reset();
    work_.reset();
  }

  std::string accepted_host_key() const override { return door_.accepted_host_key(); }

  Result<Done> hand_in_key(const std::string& public_line, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    return add_authorized_key(*connection, public_line, stop);
  }

  Result<std::vector<AccountReport>> check_account(const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    std::vector<AccountReport> reports;
    const auto told = [&reports](const StepReport& step) {
      const auto what = step.step == ConnectionStep::files ? AccountReport::What::files : AccountReport::What::commands;
      reports.push_back({what, step.outcome == StepOutcome::ok, step.seconds, step.what, step.detail});
    };
    WERKBANK_CHECK(check_signed_in(*connection, told, stop));
    return reports;
  }

  Result<Offer> offer(const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto site, fresh_site(*connection, stop));
    return site.offer;
  }

  Result<Receipt> upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                         const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    WERKBANK_TRY(const auto for_data, door_.for_data(stop));
    DataLines lines(*for_data, most_lines(), another_line(), settings_.bandwidth);
    const auto from_files = static_cast<std::uint64_t>(profile_.pack_from_files);
    return send(lines, std::move(files), name, work, progress, stop, {from_files, {}});
  }

  Result<Stored> stored(const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return list_stored(*connection, work, stop);
  }

  Result<Done> remove_stored(const Removal& removal, const std::stop_token& stop) override {
    if (!is_stored_name(removal.kind, removal.name)) return not_stored_name(removal.name);
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    WERKBANK_TRY(const auto known, with_unfinished(*connection, work, removal, clock_->now(), stop));
    return werkbank::remove_stored(*connection, work, known, stop);
  }

  Result<DatasetCheck> verify_dataset(const std::string& name, const FileManifest* original,
                                      const ProgressSink& progress, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    WERKBANK_TRY(const auto for_data, door_.for_data(stop));
    return verify_stored(*for_data, work, name, original, progress, stop);
  }

  Result<StartForecast> rehearse(const JobOrder& order, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto site, known_site(*connection, stop));
    return rehearse_job(*connection, profile_, site, order, clock_->now(), stop);
  }

  Result<Submission> submit(const JobOrder& order, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto site, known_site(*connection, stop));
    return submit_job(*connection, profile_, site, order, settings_.remote_resources, clock_->now(), stop);
  }

  Result<Submission> find(const std::string& uuid, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return find_job(*connection, work, uuid, true, stop);
  }

  Result<std::vector<JobAnswer>> poll(const std::vector<JobQuestion>& questions, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    auto seen = seen_queue();
    auto answers = poll_jobs(*connection, work, questions, clock_->now(), seen, stop);
    keep_queue(std::move(seen));
    return answers;
  }

  Result<Done> cancel(const std::string& uuid, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return cancel_job(*connection, work, uuid, stop);
  }

  Result<Receipt> fetch(const std::string& uuid, const std::vector<std::string>& paths,
                        const std::filesystem::path& into, const ProgressSink& progress,
                        const std::stop_token& stop) override {
    return bring(werkbank::fetch, uuid, paths, into, progress, stop);
  }

  Result<Receipt> fetch_so_far(const std::string& uuid, const std::vector<std::string>& paths,
                               const std::filesystem::path& into, const ProgressSink& progress,
                               const std::stop_token& stop) override {
    return bring(werkbank::fetch_so_far, uuid, paths, into, progress, stop);
  }

  Result<std::unique_ptr<OpenNotebook>> open_notebook(const std::string& uuid, const std::stop_token& stop) override {
    if (!is_uuid(uuid)) return no_notebook_now("not a uuid: " + uuid);
    WERKBANK_TRY(auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return open_relayed_notebook(std::move(connection), job_folder(work, uuid), stop);
  }

 private:
  Result<Receipt> bring(decltype(werkbank::fetch)* how, const std::string& uuid, const std::vector<std::string>& paths,
                        const std::filesystem::path& into, const ProgressSink& progress, const std::stop_token& stop) {
    WERKBANK_TRY(const auto connection, door_.connection());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    WERKBANK_TRY(const auto for_data, door_.for_data(stop));
    DataLines lines(*for_data, most_lines(), another_line(), settings_.bandwidth);
    return how(lines, job_folder(work, uuid), paths, into, progress, stop);
  }

  // Where each sign-in asks for a code, there is one connection for everything.
  std::size_t most_lines() const {
    return profile_.one_time_code ? 1 : static_cast<std::size_t>(std::max(profile_.data_connections, 1));
  }
  DataLines::OpenAnother another_line() {
    return [this](const std::stop_token& stop) { return door_.another_for_data(stop); };
  }

  Result<Site> fresh_site(Connection& connection, const std::stop_token& stop) {
    WERKBANK_TRY(auto site, ask_site(connection, profile_, connection.user(), stop));
    const std::lock_guard lock(mutex_);
    site_ = site;
    site_at_ = clock_->now();
    work_ = site.work;
    return site;
  }

  Result<Site> known_site(Connection& connection, const std::stop_token& stop) {
    {
      const std::lock_guard lock(mutex_);
      const double age = clock_->now() - site_at_;
      if (site_ && age >= 0 && age < site_stays_true) return *site_;
    }
    return fresh_site(connection, stop);
  }

  // Nearly every first question is about the work folder. Its answer is under way while the files of an upload are
  // looked through, or an order is written.
  void ask_ahead() {
    const std::lock_guard lock(mutex_);
    if (work_ || asks_ahead_) return;
    asks_ahead_ = true;
    ahead_ = std::async(std::launch::async, [this] {
      auto work = ask_now();
      const std::lock_guard also(mutex_);
      if (work) work_ = std::move(work);
      asks_ahead_ = false;
      told_.notify_all();
    });
  }

  // What went wrong comes up again where somebody listens.
  std::optional<RemotePath> ask_now() {
    const auto connection = door_.connection();
    if (!connection.ok()) return std::nullopt;
    const auto work = ask_work_folder(**connection, profile_, (*connection)->user(), {});
    return work.ok() ? *work : std::nullopt;
  }

  Result<RemotePath> work_folder(Connection& connection, const std::stop_token& stop) {
    {
      std::unique_lock lock(mutex_);
      if (!told_.wait(lock, stop, [this] { return !asks_ahead_; })) return Cancelled{};
      if (work_) return *work_;
    }
    WERKBANK_TRY(auto work, ask_work_folder(connection, profile_, connection.user(), stop));
    if (!work) {
      WERKBANK_TRY(const auto site, fresh_site(connection, stop));
      return site.work;
    }
    const std::lock_guard lock(mutex_);
    work_ = work;
    return *work;
  }

  SeenQueue seen_queue() const {
    const std::lock_guard lock(mutex_);
    return seen_queue_;
  }
  void keep_queue(SeenQueue seen) {
    const std::lock_guard lock(mutex_);
    seen_queue_ = std::move(seen);
  }

  const Profile profile_;
  const SlurmSettings settings_;
  const std::shared_ptr<Clock> clock_;
  Door door_;
  mutable std::mutex mutex_;  ///< for all below; held for moments, never while asking the factory
  std::optional<Site> site_;
  double site_at_ = 0;
  std::optional<RemotePath> work_;
  bool asks_ahead_ = false;
  std::condition_variable_any told_;  ///< asks_ahead_ is over
  SeenQueue seen_queue_;
  std::future<void> ahead_;  ///< sets work_; last, so that it ends before what it uses
};

}  // namespace

std::unique_ptr<Factory> make_slurm_factory(Profile profile, SlurmSettings settings, std::shared_ptr<Clock> clock) {
  return std::make_unique<SlurmFactory>(std::move(profile), std::move(settings), std::move(clock));
}

}  // namespace werkbank
