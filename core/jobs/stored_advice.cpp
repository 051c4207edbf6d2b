#include "core/jobs/stored_advice.h"

#include <algorithm>

namespace werkbank {
namespace {

const JobRecord* record_of(const std::string& uuid, const std::string& factory, const std::vector<JobRecord>& jobs) {
  const auto found = std::find_if(jobs.begin(), jobs.end(),
                                  [&](const JobRecord& job) { return job.uuid == uuid && job.factory == factory; });
  return found == jobs.end() ? nullptr : &*found;
}

/// A job that is not over and has this data, or is about to have it.
const JobRecord* user_of(const StoredThing& dataset, const std::string& factory, const std::vector<JobRecord>& jobs) {
  const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const JobRecord& job) {
    const bool has_it =
        job.dataset == dataset.name || std::binary_search(dataset.jobs.begin(), dataset.jobs.end(), job.uuid);
    return job.factory == factory && !is_over(job.phase) && has_it;
  });
  return found == jobs.end() ? nullptr : &*found;
}

Message your_own_files() { return Message(WERKBANK_TEXT("jobs", "Your own files on this computer stay as they are.")); }

StoredAdvice of_dataset(const StoredThing& thing, const std::string& factory, const std::vector<JobRecord>& jobs) {
  StoredAdvice advice;
  advice.title = thing.name.substr(0, thing.name.rfind('@'));
  advice.lost = Message(
      WERKBANK_TEXT("jobs", "The copy of this data on the factory. To use it there again you upload it again."));
  advice.kept = your_own_files();
  if (const auto* job = user_of(thing, factory, jobs)) {
    advice.risk = RemovalRisk::in_use;
    advice.reason = Message(WERKBANK_TEXT("jobs", "The job “%1” needs this data, and is not over yet."), {job->title});
    return advice;
  }
  const auto others = std::count_if(thing.jobs.begin(), thing.jobs.end(),
                                    [&](const std::string& uuid) { return record_of(uuid, factory, jobs) == nullptr; });
  if (others > 0) {
    advice.risk = RemovalRisk::some;
    advice.reason = Message(WERKBANK_TEXT("jobs",
                                          "A job that was not started on this computer uses this data. The factory "
                                          "says whether it is over before anything is removed."));
    return advice;
  }
  advice.risk = thing.jobs.empty() ? RemovalRisk::none : RemovalRisk::some;
  advice.reason = thing.jobs.empty()
                      ? Message(WERKBANK_TEXT("jobs", "No job uses this data. Removing it is safe."))
                      : Message(WERKBANK_TEXT("jobs", "All jobs that used this data are over. Their results stay."));
  return advice;
}

StoredAdvice of_job(const StoredThing& thing, const std::string& factory, const std::vector<JobRecord>& jobs) {
  StoredAdvice advice;
  const auto* job = record_of(thing.name, factory, jobs);
  advice.lost = Message(WERKBANK_TEXT("jobs", "What the job wrote on the factory: its results and its log there."));
  if (job == nullptr) {
    advice.risk = RemovalRisk::some;
    advice.title = thing.name.substr(0, 8);
    advice.reason = Message(WERKBANK_TEXT("jobs",
                                          "This job was not started on this computer, so Werkbank does not know "
                                          "whether anybody still needs its results."));
    return advice;
  }
  advice.title = job->title;
  if (!is_over(job->phase)) {
    advice.risk = RemovalRisk::in_use;
    advice.reason = Message(WERKBANK_TEXT("jobs", "This job is not over yet."));
  } else if (!job->fetched_to.empty()) {
    advice.reason = Message(WERKBANK_TEXT("jobs", "The results are on this computer already. Removing it is safe."));
    advice.kept = Message(WERKBANK_TEXT("jobs", "The results that you brought home: %1"), {job->fetched_to});
  } else if (job->is_trial) {
    advice.reason =
        Message(WERKBANK_TEXT("jobs", "This was a trial run, which leaves no results. Removing it is safe."));
  } else if (job->phase == JobPhase::done) {
    advice.risk = RemovalRisk::some;
    advice.reason = Message(WERKBANK_TEXT("jobs", "You have not brought the results home yet. They would be lost."));
  } else if (job->started_at) {
    advice.risk = RemovalRisk::some;
    advice.reason =
        Message(WERKBANK_TEXT("jobs", "This job ended early. What it had written until then would be lost."));
  } else {
    advice.reason = Message(WERKBANK_TEXT("jobs", "This job never began, so it has no results. Removing it is safe."));
  }
  if (advice.kept.empty()) advice.kept = Message(WERKBANK_TEXT("jobs", "The job stays in your list of jobs."));
  return advice;
}

StoredAdvice of_leftover(const StoredThing& thing, double now) {
  StoredAdvice advice;
  const bool is_upload = thing.kind == StoredKind::broken_upload;
  advice.lost = is_upload ? Message(WERKBANK_TEXT("jobs", "What had arrived: that upload begins from the start again."))
                          : Message(WERKBANK_TEXT("jobs", "Nothing that is of use."));
  advice.kept = your_own_files();
  const bool is_half_removed = thing.name.starts_with(".part-removing-");
  if (!is_half_removed && (thing.used_at <= 0 || now - thing.used_at < leftover_rest_seconds)) {
    advice.risk = RemovalRisk::in_use;
    advice.reason =
        Message(WERKBANK_TEXT("jobs", "Something was written here less than an hour ago. It may still be under way."));
    return advice;
  }
  advice.reason = Message(WERKBANK_TEXT("jobs", "Left over from something that broke off. Removing it is safe."));
  return advice;
}

}  // namespace

StoredAdvice advise(const StoredThing& thing, const std::string& factory, const std::vector<JobRecord>& jobs,
                    double now) {
  switch (thing.kind) {
    case StoredKind::dataset:
      return of_dataset(thing, factory, jobs);
    case StoredKind::job:
      return of_job(thing, factory, jobs);
    case StoredKind::broken_upload:
    case StoredKind::broken_job:
      return of_leftover(thing, now);
  }
  return {};
}

Removal removal_of(const StoredThing& thing, const std::string& factory, const std::vector<JobRecord>& jobs) {
  Removal removal{thing.kind, thing.name, {}, true};
  for (const auto& job : jobs) {
    if (job.factory == factory && !is_over(job.phase)) removal.unfinished.push_back(job.uuid);
  }
  return removal;
}

std::string sent_from(const std::string& dataset, const std::string& factory, const std::vector<JobRecord>& jobs) {
  const auto found = std::find_if(jobs.begin(), jobs.end(), [&](const JobRecord& job) {
    return job.dataset == dataset && job.factory == factory && !job.data_path.empty();
  });
  return found == jobs.end() ? std::string() : found->data_path;
}

}  // namespace werkbank
