#include "core/practice/practice_factory.h"

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <thread>

#include <QStandardPaths>

#include "core/base/local_files.h"
#include "core/base/remote_path.h"
#include "core/base/uuid.h"
#include "core/catalogue/template_software.h"
#include "core/practice/file_pieces.h"
#include "core/practice/playback.h"
#include "core/practice/practice_job.h"
#include "core/practice/practice_notebook.h"
#include "core/practice/practice_stored.h"
#include "core/practice/python_probe.h"
#include "core/practice/simulated_gpu.h"
#include "core/practice/verified_copy.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

// A runner that was started should have taken its lock by then; if not, it is started again.
constexpr double runner_start_seconds = 5;

Error no_such_job(const std::string& uuid) {
  return {
      ErrorCode::job_unknown,
      Message(WERKBANK_TEXT("practice", "The practice factory does not know this job. Start it again from New job."),
              {}),
      uuid};
}

/// A Python of this computer that runs the template, if there is one with all that it uses; empty when there is none.
std::string python_for(const JobTemplate& job_template, const PythonProbe& probe) {
  const auto asked = asked_of(job_template, "system");
  if (asked.empty()) return probe.python_with({});
  auto packages = asked.front()->needs;
  packages.insert(packages.end(), asked.front()->uses.begin(), asked.front()->uses.end());
  auto best = probe.python_with(packages);
  return best.empty() ? probe.python_with(asked.front()->needs) : best;
}

std::vector<std::string> python_candidates(const Profile& profile) {
  std::vector<std::string> candidates;
  for (const auto& environment : profile.environments) candidates.push_back(environment.python);
  for (const auto* usual : {"/usr/bin/python3", "python3"}) candidates.emplace_back(usual);
  return candidates;
}

class PracticeFactory : public Factory {
 public:
  PracticeFactory(Profile profile, PracticeSettings settings, std::shared_ptr<Clock> clock)
      : profile_(std::move(profile)),
        settings_(std::move(settings)),
        clock_(std::move(clock)),
        probe_(python_candidates(profile_), settings_.packages, settings_.looks_ahead),
        has_gpu_(!QStandardPaths::findExecutable(QStringLiteral("nvidia-smi")).isEmpty()) {}

  const Profile& profile() const override { return profile_; }
  Reality reality(const JobTemplate* job_template) const override;

  bool is_signed_in() const override { return true; }
  Result<Done> sign_in(Conversation&, const std::stop_token&) override { return Done{}; }
  Result<Done> sign_in_again(const std::stop_token&) override { return Done{}; }
  void sign_out() override {}
  std::string accepted_host_key() const override { return {}; }
  Result<Done> hand_in_key(const std::string& public_line, const std::stop_token& stop) override;

  Result<std::vector<AccountReport>> check_account(const std::stop_token&) override {
    return std::vector<AccountReport>();
  }
  Result<Offer> offer(const std::stop_token& stop) override;
  Result<Receipt> upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                         const std::stop_token& stop) override;
  Result<Stored> stored(const std::stop_token& stop) override {
    return practice_stored(settings_.folder, clock_->now(), stop);
  }
  Result<Done> remove_stored(const Removal& removal, const std::stop_token&) override {
    return practice_remove(settings_.folder, removal);
  }
  Result<DatasetCheck> verify_dataset(const std::string& name, const FileManifest* original,
                                      const ProgressSink& progress, const std::stop_token& stop) override {
    return practice_verify(settings_.folder, name, original, progress, clock_->now(), stop);
  }
  Result<StartForecast> rehearse(const JobOrder& order, const std::stop_token& stop) override;
  Result<Submission> submit(const JobOrder& order, const std::stop_token& stop) override;
  Result<Submission> find(const std::string& uuid, const std::stop_token& stop) override;
  Result<std::vector<JobAnswer>> poll(const std::vector<JobQuestion>& questions, const std::stop_token& stop) override;
  Result<Done> cancel(const std::string& uuid, const std::stop_token& stop) override;
  Result<Receipt> fetch(const std::string& uuid, const std::vector<std::string>& paths, const fs::path& into,
                        const ProgressSink& progress, const std::stop_token& stop) override;
  Result<Receipt> fetch_so_far(const std::string& uuid, const std::vector<std::string>& paths, const fs::path& into,
                               const ProgressSink& progress, const std::stop_token& stop) override;
  Result<std::unique_ptr<OpenNotebook>> open_notebook(const std::string& uuid, const std::stop_token& stop) override;

 private:
  Result<Receipt> bring(const std::string& uuid, const fs::path& job_folder, const std::vector<std::string>& paths,
                        const fs::path& into, const ProgressSink& progress, const std::stop_token& stop) const;
  fs::path datasets() const { return settings_.folder / "datasets"; }
  PracticeJob job(const std::string& uuid) const {
    return PracticeJob(settings_.folder / "jobs" / (is_uuid(uuid) ? uuid : "none"));
  }
  bool can_run(const JobTemplate& job_template) const;
  Result<Done> make_job_folder(const PracticeJob& job, const JobOrder& order) const;
  Result<Done> advance(const PracticeJob& job) const;
  Result<Done> advance_playback(const PracticeJob& job) const;
  void tell_state(const PracticeJob& job, JobAnswer& answer) const;
  Result<JobAnswer> answer(const JobQuestion& question) const;

  Profile profile_;
  PracticeSettings settings_;
  std::shared_ptr<Clock> clock_;
  PythonProbe probe_;
  bool has_gpu_;
};

bool PracticeFactory::can_run(const JobTemplate& job_template) const {
#ifdef _WIN32
  return false;
#else
  return !python_for(job_template, probe_).empty();
#endif
}

Reality PracticeFactory::reality(const JobTemplate* job_template) const {
  const bool runs = job_template == nullptr || can_run(*job_template);
  return {true, runs, !runs, !has_gpu_ || !runs};
}

Result<Done> PracticeFactory::hand_in_key(const std::string&, const std::stop_token&) {
  return Error{ErrorCode::usage,
               Message(WERKBANK_TEXT("practice", "The practice factory is on this computer. You need no key for it.")),
               {}};
}

Result<Offer> PracticeFactory::offer(const std::stop_token&) {
  WERKBANK_CHECK(make_folders(settings_.folder));
  Offer offer;
  offer.work_folder = path_text(settings_.folder);
  offer.partitions = profile_.partitions;
  std::error_code error;
  const auto space = fs::space(settings_.folder, error);
  if (!error) offer.free_bytes = space.available;
  return offer;
}

Result<Receipt> PracticeFactory::upload(FilesToSend files, const std::string& name, const ProgressSink& progress,
                                        const std::stop_token& stop) {
  const double begin = clock_->now();
  // Here there is room for any number of files.
  const auto from_files = static_cast<std::uint64_t>(profile_.pack_from_files);
  WERKBANK_TRY(const auto packed, pack_as_wanted(files, {from_files, {}}, progress, stop));
  WERKBANK_CHECK(files.read(progress, stop));
  const auto& originals = files.originals();
  const auto hash = files.manifest().hash();
  Receipt receipt{name + "@" + hash.substr(0, 16), {}, originals.entries.size(), originals.bytes(), hash};
  receipt.packed = packed;
  const auto target = datasets() / receipt.name;
  receipt.place = path_text(target);
  if (fs::exists(target)) {
    WERKBANK_TRY(const auto there, scan_files(target, {}, stop));
    receipt.was_there = there.hash() == hash;
    std::error_code ignored;
    if (!receipt.was_there) fs::remove_all(target, ignored);
  }
  if (!receipt.was_there) WERKBANK_CHECK(copy_verified(files, target, progress, stop));
  receipt.at = clock_->now();
  receipt.seconds = receipt.at - begin;
  // The data is there and whole: a receipt that cannot be written takes nothing away from that.
  static_cast<void>(write_file(datasets() / path_from_text(receipt.name + ".receipt.json"), receipt.json() + '\n'));
  return receipt;
}

Result<StartForecast> PracticeFactory::rehearse(const JobOrder& order, const std::stop_token&) {
  if (!can_run(order.job_template)) WERKBANK_CHECK(playback_seconds(order.job_template.folder / "recorded"));
  return StartForecast{clock_->now() + settings_.queue_seconds, {}};
}

Result<Done> PracticeFactory::make_job_folder(const PracticeJob& job, const JobOrder& order) const {
  Profile here = profile_;
  ProfileEnvironment own;
  own.kind = "system";
  own.python = python_for(order.job_template, probe_);
  here.environments = {own};
  auto files = job_files(order, here, settings_.remote_resources);
  WERKBANK_CHECK(files);
  for (const auto& file : *files) {
    if (!is_safe_relative_path(file.path))
      return Error{ErrorCode::internal, {}, "unsafe path in a job folder: " + file.path};
    const auto place = job.folder() / path_from_text(file.path);
    WERKBANK_CHECK(make_folders(place.parent_path()));
    auto content = file.content;
    if (!file.local.empty()) {
      WERKBANK_TRY(content, read_file(file.local));
    }
    WERKBANK_CHECK(write_file(place, content));
  }
  for (const auto* folder : {"logs", "out/gpu", "practice"}) WERKBANK_CHECK(make_folders(job.folder() / folder));
  std::error_code error;
  fs::remove(job.folder() / "data", error);
  fs::create_directory_symlink(fs::absolute(datasets() / order.dataset), job.folder() / "data", error);
  if (error && !job.is_playback() && can_run(order.job_template))
    return local_file_error(job.folder() / "data", error.value());
  return Done{};
}

Result<Submission> PracticeFactory::submit(const JobOrder& order, const std::stop_token&) {
  const auto job = this->job(order.uuid);
  if (job.exists()) return Submission{order.uuid.substr(0, 8), true};
  WERKBANK_CHECK(make_job_folder(job, order));
  const bool playback = !can_run(order.job_template);
  if (playback) {
    WERKBANK_CHECK(playback_seconds(order.job_template.folder / "recorded"));
    WERKBANK_CHECK(job.write("playback", path_text(fs::absolute(order.job_template.folder / "recorded"))));
  }
  WERKBANK_CHECK(job.write("gpus", std::to_string(std::max(1, order.resources.gpus))));
  WERKBANK_CHECK(job.write("walltime", std::to_string(order.walltime_minutes)));
  // From here on the job exists; a program killed before its runner was started leaves that to the next poll.
  WERKBANK_CHECK(job.write("submitted", std::to_string(clock_->now())));
  if (!playback)
    WERKBANK_CHECK(
        job.run(settings_.remote_resources / "practice_runner.sh", settings_.queue_seconds, order.walltime_minutes));
  return Submission{order.uuid.substr(0, 8), false};
}

Result<Submission> PracticeFactory::find(const std::string& uuid, const std::stop_token&) {
  if (!job(uuid).exists()) return no_such_job(uuid);
  return Submission{uuid.substr(0, 8), true};
}

Result<Done> PracticeFactory::advance_playback(const PracticeJob& job) const {
  const double started = *job.submitted_at() + settings_.queue_seconds;
  const double elapsed = clock_->now() - started;
  if (elapsed < 0 || job.exit_code()) return Done{};
  const fs::path recorded = path_from_text(job.read("playback"));
  WERKBANK_TRY(const double length, playback_seconds(recorded));
  if (!job.started_at()) WERKBANK_CHECK(job.write("started", std::to_string(started)));
  WERKBANK_CHECK(play(recorded, job.folder(), started, elapsed));
  if (elapsed >= length) WERKBANK_CHECK(job.write("ended", "0 " + std::to_string(started + length)));
  return Done{};
}

// Brings what stands in the folder up to the present: the recorded run, the simulated GPU, a runner that never came up.
Result<Done> PracticeFactory::advance(const PracticeJob& job) const {
  if (job.is_playback()) {
    WERKBANK_CHECK(advance_playback(job));
  } else if (!job.started_at() && !job.exit_code() && clock_->now() - *job.submitted_at() > runner_start_seconds &&
             !job.has_runner()) {
    const int walltime = std::max(1, std::atoi(job.read("walltime").c_str()));
    WERKBANK_CHECK(job.run(settings_.remote_resources / "practice_runner.sh", settings_.queue_seconds, walltime));
  }
  if (has_gpu_ && !job.is_playback()) return Done{};
  return write_simulated_gpu(job, clock_->now(), settings_.sample_seconds);
}

void PracticeFactory::tell_state(const PracticeJob& job, JobAnswer& answer) const {
  answer.state = job.state();
  answer.scheduler_id = answer.uuid.substr(0, 8);
  answer.exit_code = job.exit_code();
  answer.submitted_at = job.submitted_at();
  answer.started_at = job.started_at();
  answer.ended_at = job.ended_at();
  answer.restarts = job.restarts();
  if (answer.state == JobState::pending) {
    answer.starts_at = *answer.submitted_at + settings_.queue_seconds;
    answer.reason = "Priority";
  }
}

Result<JobAnswer> PracticeFactory::answer(const JobQuestion& question) const {
  JobAnswer answer;
  answer.uuid = question.uuid;
  const auto job = this->job(question.uuid);
  if (!job.exists()) return answer;
  WERKBANK_CHECK(advance(job));
  // The state first: files that are read after it hold everything up to it.
  if (question.wants_state) tell_state(job, answer);
  if (question.wants_files) {
    WERKBANK_TRY(answer.files, new_pieces(job.folder(), question.offsets, question.follows));
  }
  return answer;
}

Result<std::vector<JobAnswer>> PracticeFactory::poll(const std::vector<JobQuestion>& questions,
                                                     const std::stop_token& stop) {
  std::vector<JobAnswer> answers;
  for (const auto& question : questions) {
    if (stop.stop_requested()) return Cancelled{};
    WERKBANK_TRY(auto one, answer(question));
    answers.push_back(std::move(one));
  }
  return answers;
}

Result<Done> PracticeFactory::cancel(const std::string& uuid, const std::stop_token&) {
  const auto job = this->job(uuid);
  if (!job.exists()) return no_such_job(uuid);
  if (job.exit_code()) return Done{};
  return job.cancel(clock_->now());
}

Result<std::unique_ptr<OpenNotebook>> PracticeFactory::open_notebook(const std::string& uuid, const std::stop_token&) {
  return open_practice_notebook(job(uuid));
}

Result<Receipt> PracticeFactory::fetch(const std::string& uuid, const std::vector<std::string>& paths,
                                       const fs::path& into, const ProgressSink& progress,
                                       const std::stop_token& stop) {
  const auto job = this->job(uuid);
  if (!job.exists()) return no_such_job(uuid);
  return bring(uuid, job.folder(), paths, into, progress, stop);
}

Result<Receipt> PracticeFactory::fetch_so_far(const std::string& uuid, const std::vector<std::string>& paths,
                                              const fs::path& into, const ProgressSink& progress,
                                              const std::stop_token& stop) {
  const auto job = this->job(uuid);
  if (!job.exists()) return no_such_job(uuid);
  // The job goes on writing: what is brought is a copy that nobody writes to.
  const auto copy = into / (".werkbank-" + new_uuid());
  WERKBANK_CHECK(copy_as_it_is(job.folder(), paths, copy));
  auto receipt = bring(uuid, copy, paths, into, progress, stop);
  std::error_code ignored;
  fs::remove_all(copy, ignored);
  return receipt;
}

Result<Receipt> PracticeFactory::bring(const std::string& uuid, const fs::path& job_folder,
                                       const std::vector<std::string>& paths, const fs::path& into,
                                       const ProgressSink& progress, const std::stop_token& stop) const {
  const double begin = clock_->now();
  WERKBANK_TRY(const auto manifest, results_manifest(job_folder, paths, stop));
  if (manifest.entries.empty()) {
    return Error{ErrorCode::remote_file,
                 Message(WERKBANK_TEXT("practice",
                                       "This job has left no results to bring home. Look at its log for the reason."),
                         {}),
                 uuid};
  }
  const auto draft = into / (".werkbank-" + new_uuid());
  WERKBANK_CHECK(copy_verified(manifest, job_folder, draft, progress, stop));
  WERKBANK_CHECK(move_into(manifest, draft, into));
  const double end = clock_->now();
  return Receipt{uuid, path_text(into), manifest.entries.size(), manifest.bytes(), manifest.hash(), end, end - begin,
                 false};
}

}  // namespace

std::unique_ptr<Factory> make_practice_factory(Profile profile, PracticeSettings settings,
                                               std::shared_ptr<Clock> clock) {
  return std::make_unique<PracticeFactory>(std::move(profile), std::move(settings), std::move(clock));
}

}  // namespace werkbank
