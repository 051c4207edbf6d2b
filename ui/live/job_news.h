// What a person who looks elsewhere wants to hear of a job: it began, it is ready, it failed, it does nothing.
#pragma once

#include <map>
#include <optional>

#include <QObject>
#include <QString>

#include "core/jobs/job_record.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

enum class JobNewsKind { started, done, tried, failed, stopped, idle };

class JobNews : public QObject {
  Q_OBJECT

 public:
  explicit JobNews(LiveWorkbench& live, QObject* parent = nullptr);

 signals:
  /// Each thing is told once. What happened while the program was closed is told when it hears of it.
  void came(const QString& uuid, const QString& title, werkbank::JobNewsKind kind);

 private:
  void look_at_jobs();
  void look_at_view(const QString& uuid);

  LiveWorkbench& live_;
  bool knows_jobs_ = false;
  std::map<std::string, JobPhase> phases_;
  std::map<std::string, bool> told_idle_;
};

/// What to tell when a job that was in one phase is in another now; nothing when that is no news.
std::optional<JobNewsKind> news_of(JobPhase before, JobPhase now);

}  // namespace werkbank

Q_DECLARE_METATYPE(werkbank::JobNewsKind)
