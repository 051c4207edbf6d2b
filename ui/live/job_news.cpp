#include "ui/live/job_news.h"

namespace werkbank {

std::optional<JobNewsKind> news_of(JobPhase before, JobPhase now) {
  if (before == now || is_over(before)) return {};
  switch (now) {
    case JobPhase::running:
      return before == JobPhase::finishing ? std::nullopt : std::optional(JobNewsKind::started);
    case JobPhase::done:
      return JobNewsKind::done;
    case JobPhase::failed:
      return JobNewsKind::failed;
    case JobPhase::cancelled:
      return JobNewsKind::stopped;
    default:
      return {};
  }
}

JobNews::JobNews(LiveWorkbench& live, QObject* parent) : QObject(parent), live_(live) {
  connect(&live_, &LiveWorkbench::jobs_changed, this, &JobNews::look_at_jobs);
  connect(&live_, &LiveWorkbench::view_changed, this, &JobNews::look_at_view);
}

void JobNews::look_at_jobs() {
  for (const JobRecord& job : live_.jobs()) {
    const auto [entry, is_new] = phases_.try_emplace(job.uuid, job.phase);
    if (is_new || !knows_jobs_) {
      entry->second = job.phase;
      continue;
    }
    auto news = news_of(entry->second, job.phase);
    entry->second = job.phase;
    // A trial run leaves nothing to fetch.
    if (news == JobNewsKind::done && job.is_trial) news = JobNewsKind::tried;
    // Whoever stopped a job knows it.
    if (!news || (*news == JobNewsKind::stopped && job.cancel_requested)) continue;
    emit came(QString::fromStdString(job.uuid), QString::fromStdString(job.title).simplified(), *news);
  }
  knows_jobs_ = live_.jobs_are_known();
}

void JobNews::look_at_view(const QString& uuid) {
  const JobView* view = live_.view(uuid);
  if (view == nullptr || view->record.phase != JobPhase::running || view->gpus.empty()) return;
  bool& told = told_idle_[view->record.uuid];
  const bool idle = view->work.finding == GpuFinding::idle;
  if (idle && !told) emit came(uuid, QString::fromStdString(view->record.title).simplified(), JobNewsKind::idle);
  told = idle;  // it may work for a while and stand still once more
}

}  // namespace werkbank
