// The workbench while the window is open: its factories, its jobs as the store knows them, and the work under way.
// One object that all pages share; everything slow in it happens on worker threads.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>

#include "core/base/language.h"
#include "core/base/receipt.h"
#include "core/jobs/job_view.h"
#include "ui/live/background.h"
#include "ui/live/certificate_watch.h"
#include "ui/live/live_factory.h"
#include "ui/workbench.h"

namespace werkbank {

/// A transfer that is under way for a job: its upload and start, or the fetching of its results.
struct Moving {
  enum class Kind { starting, fetching };
  Kind kind = Kind::starting;
  QString title;
  Progress progress;
};

class LiveWorkbench : public QObject {
  Q_OBJECT
 public:
  explicit LiveWorkbench(std::shared_ptr<Workbench> workbench, QObject* parent = nullptr);
  ~LiveWorkbench() override;

  const Workbench& workbench() const { return *workbench_; }
  const Catalogue& catalogue() const { return *workbench_->catalogue; }
  Background& background() { return background_; }

  Language language() const { return language_; }
  void set_language(Language language) { language_ = language; }
  void set_results_folder(const std::filesystem::path& folder) { workbench_->results_folder = folder; }

  const std::vector<std::unique_ptr<LiveFactory>>& factories() const { return factories_; }
  /// Null when there is none of that id; of two the newer one.
  LiveFactory* factory(const std::string& id) const;
  /// Makes `factory` one that the window works with from here on.
  LiveFactory& add_factory(const std::shared_ptr<Factory>& factory);
  /// Of this factory; looked at each minute.
  CertificateWatch& certificate(const LiveFactory& factory) const { return *certificates_.at(&factory); }
  /// The one that new jobs go to; null only when there are no factories at all.
  LiveFactory* current() const { return current_; }
  void set_current(LiveFactory* factory);

  /// Newest first, as last read from the store.
  const std::vector<JobRecord>& jobs() const { return jobs_; }
  bool jobs_are_known() const { return jobs_are_known_; }
  /// The last view that was read of a job; null when none was.
  const JobView* view(const QString& uuid) const;
  void read_jobs();
  /// Null when the store did not know it at the last reading.
  const JobRecord* record(const QString& uuid) const;
  /// Reads the job's view; view_changed follows.
  void read_view(const QString& uuid);

  /// Prepares and starts a job: upload, then submit. `started` follows, or `start_failed`.
  void start(const JobRequest& request, LiveFactory& factory);
  /// Goes on with a job that was prepared or broke off before it was submitted. What a lost connection broke off goes
  /// on by itself as soon as there is a connection again.
  void resume(const QString& uuid);
  void cancel_job(const QString& uuid);
  void fetch(const QString& uuid);
  /// Stops a transfer that is under way for this job.
  void stop_moving(const QString& uuid);
  /// By job; the key of a job that is not in the store yet is empty.
  const std::map<QString, Moving>& moving() const { return moving_; }
  /// Asks everything to stop; background() says when it has.
  void shut_down();

 signals:
  void current_changed();
  void factory_changed();
  void reality_changed();
  void reconnect_changed();
  void certificate_changed();
  void jobs_changed();
  void view_changed(const QString& uuid);
  void moving_changed();
  /// The job is in the store and its upload begins.
  void prepared(const QString& uuid);
  /// The factory has accepted the job.
  void started(const QString& uuid);
  /// `uuid` is empty when the job was not even prepared.
  void start_failed(const QString& uuid, const werkbank::Error& error);
  void start_stopped(const QString& uuid);
  /// The start of this job goes on.
  void resumed(const QString& uuid);
  void fetched(const QString& uuid);
  /// What there is to say of what was fetched: files whose names this computer cannot hold.
  void fetch_noted(const QString& uuid, const werkbank::Message& note);
  void job_problem(const QString& uuid, const werkbank::Error& error);

 private:
  void begin_start(const QString& uuid, const QString& title, LiveFactory& factory);
  void ended_start(const QString& uuid, const Result<JobRecord>& result, LiveFactory& factory, int connection);
  void broke_off(const QString& uuid, Moving::Kind kind, const Error& error, LiveFactory& factory, int connection);
  void go_on(const LiveFactory& factory);
  void moved(const QString& uuid, const Progress& progress);
  void forget_moving(const QString& uuid);
  void job_touched(const QString& uuid);

  std::shared_ptr<Workbench> workbench_;
  std::shared_ptr<Timekeeper> time_;
  WakeWatch wake_watch_;
  Language language_ = Language::dutch;
  std::vector<std::unique_ptr<LiveFactory>> factories_;
  std::map<const LiveFactory*, std::unique_ptr<CertificateWatch>> certificates_;
  LiveFactory* current_ = nullptr;
  std::vector<JobRecord> jobs_;
  bool jobs_are_known_ = false;
  bool reading_jobs_ = false;
  bool read_jobs_again_ = false;
  std::map<QString, JobView> views_;
  std::map<QString, bool> reading_views_;  ///< the value: whether to read again
  std::map<QString, Moving> moving_;
  std::map<QString, Background::Ticket> tickets_;
  std::map<QString, Moving::Kind> broken_off_;  ///< by a lost connection
  Background background_;                       ///< last, so that its threads end before what they use
};

}  // namespace werkbank
