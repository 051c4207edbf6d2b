// What one question to a Slurm site tells about it: the offer that the person sees, and the facts to place jobs by.
#pragma once

#include <stop_token>
#include <string>

#include "core/base/remote_path.h"
#include "core/factory/factory.h"
#include "core/slurm/answer_frames.h"
#include "core/slurm/cluster_facts.h"
#include "core/ssh/exec.h"

namespace werkbank {

struct Site {
  Offer offer;
  ClusterFacts facts;
  RemotePath work;  ///< <work>/werkbank; it is there, with datasets/ and jobs/ in it
};

/// The facts in the answer to offer_script(). Error: scheduler_unavailable.
Result<ClusterFacts> read_facts(const Answer& answer, const Profile& profile);

/// Asks for everything. Errors: no_such_account, scheduler_unavailable, remote_file, connection_lost, timed_out.
Result<Site> ask_site(CommandRunner& runner, const Profile& profile, const std::string& user,
                      const std::stop_token& stop);

/// Only the work folder, for when the scheduler need not be troubled. Error: remote_file, remote_disk_full. Not
/// possible when the folder's name depends on the account: then nothing.
Result<std::optional<RemotePath>> ask_work_folder(CommandRunner& runner, const Profile& profile,
                                                  const std::string& user, const std::stop_token& stop);

}  // namespace werkbank
