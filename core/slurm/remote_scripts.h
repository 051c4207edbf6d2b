// The shell scripts that do our work on the factory. Their texts are fixed; everything that differs travels as an
// argument. All answer in the frames of answer_frames.h. submit.cpp tells why a job is submitted once and only once.
#pragma once

#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "core/ssh/script.h"

namespace werkbank {

/// Where the work folder is, from the profile's words: begins at the home folder, at a variable or at the root.
struct FolderRule {
  std::string start;  ///< "home", "variable" or "root"
  std::string name;   ///< of the variable
  std::string rest;   ///< "" or begins with '/'
};
FolderRule folder_rule(const std::string& work_folder);

/// Parts: user, groups, version, sinfo, partitions, assoc, account, qos, config, and of the folder: folder, space.
Script offer_script(const FolderRule& rule);
/// Part: folder.
Script folder_script(const FolderRule& rule);
/// Parts: folder, space.
Script folder_and_space_script(const FolderRule& rule);
/// Part: test.
Script rehearse_script(const std::vector<std::string>& options);
/// Parts: outcome (known, none, unavailable), id, words. `strict`: none only when the accounting says so too.
Script find_script(const std::string& job_folder, const std::string& uuid, bool strict);
/// Parts: outcome (new, known, cancelled, no_data, busy, doubt, refused, unavailable, folder), id, words.
Script submit_script(const std::string& job_folder, const std::string& uuid, const std::string& token,
                     const std::vector<std::string>& options);
/// Parts: outcome (done, none, busy, unavailable), id, words, state.
Script cancel_script(const std::string& job_folder, const std::string& uuid, const std::string& token);
/// Parts: when a state is wanted, queue and its queue.sum, or queue.same where that is `queue_sum`; past_by_id,
/// past_by_name; and "file:<uuid>/<path>" with size and offset of each file that has more or less than was read.
Script poll_script(const std::string& jobs_folder, const std::vector<JobQuestion>& questions,
                   const std::string& queue_sum = {});

/// Part: drop. Cancels jobs that were submitted a second time and still wait.
Script drop_script(const std::vector<std::string>& ids);

/// Part: place, what the job wrote about its notebook.
Script notebook_script(const std::string& job_folder);
/// Becomes the relay of relay_frames.h, on the computer of the job with this number.
Script relay_script(const std::string& job_folder, const std::string& scheduler_id);

}  // namespace werkbank
