// What is done with one job on the factory: submit it once, find it, cancel it, ask when it would start.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "core/factory/factory.h"
#include "core/slurm/site.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// Where the job of this uuid lives on the factory.
RemotePath job_folder(const RemotePath& work, const std::string& uuid);

/// See Factory. `remote_resources` as for job_files(); `now` in s since 1970, for the reservation.
Result<Submission> submit_job(CommandRunner& runner, const Profile& profile, const Site& site, const JobOrder& order,
                              const std::filesystem::path& remote_resources, double now, const std::stop_token& stop);
Result<StartForecast> rehearse_job(CommandRunner& runner, const Profile& profile, const Site& site,
                                   const JobOrder& order, double now, const std::stop_token& stop);
/// `strict`: job_unknown only when the accounting says so too.
Result<Submission> find_job(CommandRunner& runner, const RemotePath& work, const std::string& uuid, bool strict,
                            const std::stop_token& stop);
Result<Done> cancel_job(CommandRunner& runner, const RemotePath& work, const std::string& uuid,
                        const std::stop_token& stop);

}  // namespace werkbank
