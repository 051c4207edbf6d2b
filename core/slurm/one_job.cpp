#include "core/slurm/one_job.h"

#include "core/base/uuid.h"
#include "core/slurm/batch_words.h"
#include "core/slurm/framed_run.h"
#include "core/slurm/job_rows.h"
#include "core/slurm/placement.h"
#include "core/slurm/refusal.h"
#include "core/slurm/remote_scripts.h"
#include "core/transfer/put_files.h"

namespace werkbank {
namespace {

constexpr double question_timeout = 90;
constexpr double submit_timeout = 200;  // waiting for another submission, a slow sbatch, and asking afterwards

Error unknown_job(const std::string& uuid) {
  return {ErrorCode::job_unknown,
          Message(WERKBANK_TEXT("slurm",
                                "The factory does not know this job. Either it was never started there, or it ended so "
                                "long ago that the factory "
                                "has forgotten it.")),
          "no job of " + uuid};
}

Error not_confirmed(std::string detail) {
  return {ErrorCode::timed_out,
          Message(WERKBANK_TEXT("slurm",
                                "The factory is slow and has not confirmed yet that it has your job. Werkbank asks "
                                "again by itself. The job will "
                                "not be started twice.")),
          std::move(detail), Grade::retry_by_itself};
}

Error data_gone(const std::string& dataset) {
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("slurm",
                                "The data \"%1\" is not on the factory any more. Upload it again, then start the job."),
                  {dataset}),
          {}};
}

Error cancelled_before() {
  return {ErrorCode::scheduler_refused,
          Message(WERKBANK_TEXT(
              "slurm", "This job was cancelled before the factory had it. Start a new job if you want it after all.")),
          {}};
}

Error folder_broken(const std::string& folder, std::string detail) {
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("slurm",
                                "Werkbank cannot write in the folder %1 on the factory. Perhaps your room there is "
                                "full. Remove what you no longer "
                                "need, or ask the help desk."),
                  {folder}),
          std::move(detail)};
}

Error bad_order(std::string detail) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("slurm",
                                "This job cannot be sent, because Werkbank described it wrongly. Please report this.")),
          std::move(detail)};
}

/// Names of what goes to the factory are ours; this is the net under them.
Result<Done> check_order(const JobOrder& order) {
  if (!is_uuid(order.uuid)) return bad_order("not a uuid: " + order.uuid);
  const bool one_folder =
      is_safe_relative_path(order.dataset) && order.dataset.find_first_of("/\n") == std::string::npos;
  if (!one_folder) return bad_order("not a data set: " + order.dataset);
  return Done{};
}

Result<Placement> placement_now(const Site& site, const Profile& profile, const JobOrder& order, double now) {
  const auto need = need_of(order);
  WERKBANK_TRY(auto placement, choose_placement(site.facts, profile, need));
  if (course_use(profile, now, need.seconds) == CourseUse::used) placement.reservation = profile.reservation->name;
  return placement;
}

std::vector<PutFile> to_put(const std::vector<JobFile>& files, const std::string& dataset) {
  std::vector<PutFile> list;
  for (const auto& file : files) {
    const bool runs = file.path == "job.sh" || file.path == "gpu_sampler.sh";
    PutFile put{file.path, PutFile::Content{file.content}, runs ? 0700U : 0600U};
    if (!file.local.empty()) put.what = PutFile::LocalFile{file.local};
    list.push_back(std::move(put));
  }
  list.push_back({"data", PutFile::Link{"../../datasets/" + dataset}, 0700});
  // Slurm opens the log before the job's first line runs, and fails silently where its folder is missing.
  for (const auto* folder : {"logs", "out"}) list.push_back({folder, PutFile::Folder{}, 0700});
  return list;
}

Result<Submission> submission_of(const Answer& answer, const JobOrder& order, const RemotePath& folder) {
  const auto outcome = answer.text("outcome");
  const auto id = clean_job_id(answer.text("id"));
  const auto words = std::string(answer.text("words"));
  if (outcome == "new" || outcome == "known") {
    if (id.empty()) return garbled_answer("submitted without a number");
    return Submission{id, outcome == "known"};
  }
  if (outcome == "refused" && !says_unavailable(words)) return scheduler_refusal(words);
  if (outcome == "refused" || outcome == "unavailable") return scheduler_unavailable(words);
  if (outcome == "doubt" || outcome == "busy") return not_confirmed(std::string(outcome) + ": " + words);
  if (outcome == "no_data") return data_gone(order.dataset);
  if (outcome == "cancelled") return cancelled_before();
  if (outcome == "folder") return folder_broken(folder.text(), words);
  return garbled_answer("outcome " + std::string(outcome));
}

}  // namespace

RemotePath job_folder(const RemotePath& work, const std::string& uuid) { return work / ("jobs/" + uuid); }

Result<Submission> submit_job(CommandRunner& runner, const Profile& profile, const Site& site, const JobOrder& order,
                              const std::filesystem::path& remote_resources, double now, const std::stop_token& stop) {
  WERKBANK_CHECK(check_order(order));
  // Asked before anything is written: the folder of a job that runs is left alone.
  auto known = find_job(runner, site.work, order.uuid, false, stop);
  if (known.ok() || known.cancelled() || known.error().code != ErrorCode::job_unknown) return known;
  WERKBANK_TRY(const auto placement, placement_now(site, profile, order, now));
  WERKBANK_TRY(const auto files, job_files(order, profile, remote_resources));
  const auto folder = job_folder(site.work, order.uuid);
  WERKBANK_CHECK(put_files(runner, folder, to_put(files, order.dataset), stop));
  const auto script =
      submit_script(folder.text(), order.uuid, new_uuid(), batch_options(order, profile, placement, folder));
  WERKBANK_TRY(const auto answer, run_framed(runner, script, submit_timeout, stop));
  return submission_of(answer, order, folder);
}

Result<StartForecast> rehearse_job(CommandRunner& runner, const Profile& profile, const Site& site,
                                   const JobOrder& order, double now, const std::stop_token& stop) {
  // The data may still be on its way: only the size of the job counts here.
  if (!is_uuid(order.uuid)) return bad_order("not a uuid: " + order.uuid);
  WERKBANK_TRY(const auto placement, placement_now(site, profile, order, now));
  const auto script = rehearse_script(batch_options(order, profile, placement, job_folder(site.work, order.uuid)));
  WERKBANK_TRY(const auto answer, run_framed(runner, script, question_timeout, stop));
  const auto words = std::string(answer.text("test.error")) + "\n" + std::string(answer.text("test"));
  if (!answer.succeeded("test")) {
    if (says_unavailable(words)) return scheduler_unavailable(words);
    return scheduler_refusal(words);
  }
  auto forecast = parse_forecast(words).value_or(StartForecast{});
  if (forecast.partition.empty()) forecast.partition = placement.partition;
  forecast.course = course_use(profile, now, need_of(order).seconds);
  return forecast;
}

Result<Submission> find_job(CommandRunner& runner, const RemotePath& work, const std::string& uuid, bool strict,
                            const std::stop_token& stop) {
  if (!is_uuid(uuid)) return bad_order("not a uuid: " + uuid);
  const auto script = find_script(job_folder(work, uuid).text(), uuid, strict);
  WERKBANK_TRY(const auto answer, run_framed(runner, script, question_timeout, stop));
  const auto outcome = answer.text("outcome");
  if (outcome == "unavailable") return scheduler_unavailable(answer.text("words"));
  if (outcome == "none") return unknown_job(uuid);
  const auto id = clean_job_id(answer.text("id"));
  if (outcome != "known" || id.empty()) return garbled_answer("outcome " + std::string(outcome));
  return Submission{id, true};
}

Result<Done> cancel_job(CommandRunner& runner, const RemotePath& work, const std::string& uuid,
                        const std::stop_token& stop) {
  if (!is_uuid(uuid)) return bad_order("not a uuid: " + uuid);
  const auto script = cancel_script(job_folder(work, uuid).text(), uuid, new_uuid());
  WERKBANK_TRY(const auto answer, run_framed(runner, script, submit_timeout, stop));
  const auto outcome = answer.text("outcome");
  const auto words = std::string(answer.text("words"));
  const auto state_words = answer.text("state");
  if (outcome == "none") return unknown_job(uuid);
  if (outcome == "unavailable" || says_unavailable(state_words))
    return scheduler_unavailable(words + "\n" + std::string(state_words));
  const auto state = parse_job_state(state_words);
  const bool alive = state == JobState::pending || state == JobState::running;
  if (outcome == "done" && alive && says_unavailable(words)) return scheduler_unavailable(words);
  if (outcome == "done" && !alive) return Done{};
  if (outcome != "busy" && outcome != "done") return garbled_answer("outcome " + std::string(outcome));
  return Error{
      ErrorCode::timed_out,
      Message(WERKBANK_TEXT(
          "slurm", "The factory has not confirmed yet that your job is cancelled. Werkbank asks again by itself.")),
      words, Grade::retry_by_itself};
}

}  // namespace werkbank
