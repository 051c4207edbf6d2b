#include "core/slurm/slurm_factory.h"

#include <mutex>
#include <optional>
#include <utility>

#include "core/slurm/one_job.h"
#include "core/slurm/poll.h"
#include "core/slurm/site.h"
#include "core/ssh/connection.h"
#include "core/transfer/fetch.h"
#include "core/transfer/send.h"

namespace werkbank {
namespace {

/// How long what the scheduler said about partitions and accounts is used to place jobs.
constexpr double site_stays_true = 900;

SignInMethods methods_of(const Profile& profile, const SlurmSettings& settings) {
  SignInMethods methods;
  for (const auto& name : profile.sign_in_methods) {
    SignInChoice only;
    only.agent = name == "agent";
    only.keys = name == "key";
    only.certificates = name == "certificate";
    only.password = name == "password";
    only.key_files = settings.key_files;
    only.max_password_attempts = profile.max_password_attempts;
    only.lock_hours = profile.lock_hours;
    const auto more = sign_in_methods(only);
    methods.insert(methods.end(), more.begin(), more.end());
  }
  return methods;
}

Endpoint endpoint_of(const HostAddress& address, const std::string& user) {
  Endpoint endpoint;
  endpoint.host = address.host;
  endpoint.port = static_cast<std::uint16_t>(address.port);
  endpoint.user = address.user.empty() ? user : address.user;
  endpoint.host_keys = address.host_keys;
  return endpoint;
}

// Whom to call, in front of the technical words: a person who may not go on needs it most.
Error with_help_desk(Error error, const Profile& profile) {
  std::string desk;
  for (const auto* way : {&profile.help_phone, &profile.help_email, &profile.help_url}) {
    if (!way->empty()) desk += (desk.empty() ? "" : ", ") + *way;
  }
  if (!desk.empty()) error.detail = desk + (error.detail.empty() ? "" : " | " + error.detail);
  return error;
}

class SlurmFactory : public Factory {
 public:
  SlurmFactory(Profile profile, SlurmSettings settings, std::shared_ptr<Clock> clock)
      : profile_(std::move(profile)), settings_(std::move(settings)), clock_(std::move(clock)) {}

  const Profile& profile() const override { return profile_; }
  Reality reality(const JobTemplate* /*job_template*/) const override { return {}; }

  bool is_signed_in() const override {
    const std::lock_guard lock(mutex_);
    return connection_ != nullptr && connection_->alive();
  }

  Result<Done> sign_in(Conversation& conversation, const std::stop_token& stop) override {
    const std::lock_guard one_at_a_time(sign_in_mutex_);
    if (is_signed_in()) return Done{};
    auto opened = Connection::open(endpoint(), methods_of(profile_, settings_), conversation, stop);
    if (opened.failed()) return with_help_desk(opened.error(), profile_);
    WERKBANK_TRY(auto connection, std::move(opened));
    const std::lock_guard lock(mutex_);
    if (profile_.host_keys.empty()) accepted_host_key_ = connection->host_key();
    connection_ = std::move(connection);
    return Done{};
  }

  void sign_out() override {
    std::shared_ptr<Connection> last;  // its end may take a moment, for which nobody needs to wait
    const std::lock_guard lock(mutex_);
    last = std::exchange(connection_, nullptr);
    site_.reset();
    work_.reset();
  }

  std::string accepted_host_key() const override {
    const std::lock_guard lock(mutex_);
    return accepted_host_key_;
  }

  Result<Offer> offer(const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto site, fresh_site(*connection, stop));
    return site.offer;
  }

  Result<Receipt> upload(const FileManifest& manifest, const std::filesystem::path& root, const std::string& name,
                         const ProgressSink& progress, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return send(*connection, manifest, root, name, work, progress, stop);
  }

  Result<StartForecast> rehearse(const JobOrder& order, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto site, known_site(*connection, stop));
    return rehearse_job(*connection, profile_, site, order, stop);
  }

  Result<Submission> submit(const JobOrder& order, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto site, known_site(*connection, stop));
    return submit_job(*connection, profile_, site, order, settings_.remote_resources, stop);
  }

  Result<Submission> find(const std::string& uuid, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return find_job(*connection, work, uuid, true, stop);
  }

  Result<std::vector<JobAnswer>> poll(const std::vector<JobQuestion>& questions, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return poll_jobs(*connection, work, questions, clock_->now(), stop);
  }

  Result<Done> cancel(const std::string& uuid, const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return cancel_job(*connection, work, uuid, stop);
  }

  Result<Receipt> fetch(const std::string& uuid, const std::vector<std::string>& paths,
                        const std::filesystem::path& into, const ProgressSink& progress,
                        const std::stop_token& stop) override {
    WERKBANK_TRY(const auto connection, connected());
    WERKBANK_TRY(const auto work, work_folder(*connection, stop));
    return werkbank::fetch(*connection, job_folder(work, uuid), paths, into, progress, stop);
  }

 private:
  Endpoint endpoint() const {
    const std::lock_guard lock(mutex_);
    auto endpoint = endpoint_of(profile_);
    // The key that the person accepted is the only right one from then on.
    if (endpoint.host_keys.empty() && !accepted_host_key_.empty()) endpoint.host_keys = {accepted_host_key_};
    return endpoint;
  }

  Result<std::shared_ptr<Connection>> connected() const {
    const std::lock_guard lock(mutex_);
    if (connection_ != nullptr && connection_->alive()) return connection_;
    return Error{
        ErrorCode::connection_lost,
        Message(WERKBANK_TEXT("slurm", "You are not signed in to %1, or the connection was lost. Sign in again."),
                {profile_.name}),
        connection_ == nullptr ? "not signed in" : "the connection is lost", Grade::ask_person};
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

  Result<RemotePath> work_folder(Connection& connection, const std::stop_token& stop) {
    {
      const std::lock_guard lock(mutex_);
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

  const Profile profile_;
  const SlurmSettings settings_;
  const std::shared_ptr<Clock> clock_;
  std::mutex sign_in_mutex_;
  mutable std::mutex mutex_;  ///< for all below; held for moments, never while asking the factory
  std::shared_ptr<Connection> connection_;
  std::string accepted_host_key_;
  std::optional<Site> site_;
  double site_at_ = 0;
  std::optional<RemotePath> work_;
};

}  // namespace

Endpoint endpoint_of(const Profile& profile) {
  auto endpoint = endpoint_of({profile.host, profile.port, profile.user, profile.host_keys}, {});
  if (profile.jump) endpoint.jumps = {endpoint_of(*profile.jump, profile.user)};
  return endpoint;
}

std::unique_ptr<Factory> make_slurm_factory(Profile profile, SlurmSettings settings, std::shared_ptr<Clock> clock) {
  return std::make_unique<SlurmFactory>(std::move(profile), std::move(settings), std::move(clock));
}

}  // namespace werkbank
