// The words of the sbatch command for a job: always a list of arguments, never text for a shell.
#pragma once

#include <string>
#include <vector>

#include "core/base/remote_path.h"
#include "core/factory/job_order.h"
#include "core/slurm/placement.h"

namespace werkbank {

/// "wb-<uuid>": the job's name, visible in every list at every moment. (The comment reaches sacct only at the end.)
std::string scheduler_name(const std::string& uuid);

Need need_of(const JobOrder& order);

/// The options; without the program and the script.
std::vector<std::string> batch_options(const JobOrder& order, const Profile& profile, const Placement& placement,
                                       const RemotePath& job_folder);

}  // namespace werkbank
