#include "core/slurm/unfinished.h"

#include <algorithm>
#include <vector>

#include "core/base/uuid.h"
#include "core/slurm/poll.h"
#include "core/slurm/refusal.h"
#include "core/transfer/remove_stored.h"

namespace werkbank {
namespace {

Result<std::vector<std::string>> jobs_concerned(CommandRunner& runner, const RemotePath& work, const Removal& removal,
                                                const std::stop_token& stop) {
  if (removal.kind == StoredKind::dataset) return jobs_using(runner, work, removal.name, stop);
  if (removal.kind == StoredKind::job && is_uuid(removal.name)) return std::vector<std::string>{removal.name};
  return std::vector<std::string>();
}

}  // namespace

Result<Removal> with_unfinished(CommandRunner& runner, const RemotePath& work, Removal removal, double now,
                                const std::stop_token& stop) {
  WERKBANK_TRY(const auto jobs, jobs_concerned(runner, work, removal, stop));
  std::vector<JobQuestion> questions;
  for (const auto& uuid : jobs) {
    const auto known = std::find(removal.unfinished.begin(), removal.unfinished.end(), uuid);
    if (known != removal.unfinished.end()) continue;
    JobQuestion question;
    question.uuid = uuid;
    question.wants_files = false;
    questions.push_back(std::move(question));
  }
  SeenQueue none;
  WERKBANK_TRY(const auto answers, poll_jobs(runner, work, questions, now, none, stop));
  if (answers.size() < questions.size()) return scheduler_unavailable("no word about some of the jobs");
  for (const auto& answer : answers) {
    // What the scheduler has forgotten has ended long ago, or never began.
    if (answer.state != JobState::unknown && !is_over(answer.state)) removal.unfinished.push_back(answer.uuid);
  }
  return removal;
}

}  // namespace werkbank
