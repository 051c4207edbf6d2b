#include "ui/live/live_workbench.h"

#include <algorithm>

namespace werkbank {

LiveWorkbench::LiveWorkbench(std::shared_ptr<Workbench> workbench, QObject* parent)
    : QObject(parent),
      workbench_(std::move(workbench)),
      time_(workbench_->time ? workbench_->time : std::make_shared<SystemTimekeeper>()),
      wake_watch_(*time_) {
  for (const auto& factory : workbench_->factories) add_factory(factory);
  if (!factories_.empty()) current_ = factories_.front().get();
  connect(&wake_watch_, &WakeWatch::woke_up, this, [this] {
    for (const auto& factory : factories_) factory->woke_up();
    for (const auto& [factory, watch] : certificates_) watch->read();
  });
}

LiveWorkbench::~LiveWorkbench() = default;

LiveFactory& LiveWorkbench::add_factory(const std::shared_ptr<Factory>& factory) {
  auto live = std::make_unique<LiveFactory>(factory, workbench_->runner, workbench_->save_profile, background_, time_);
  live->person().set_can_keep_secrets(static_cast<bool>(workbench_->keep_passphrase));
  connect(live.get(), &LiveFactory::reconnect_changed, this, &LiveWorkbench::reconnect_changed);
  connect(live.get(), &LiveFactory::recovered, this, [this, source = live.get()] { go_on(*source); });
  connect(live.get(), &LiveFactory::changed, this, &LiveWorkbench::factory_changed);
  connect(live.get(), &LiveFactory::reality_changed, this, &LiveWorkbench::reality_changed);
  connect(live.get(), &LiveFactory::job_changed, this, &LiveWorkbench::job_touched);
  auto& watch = certificates_[live.get()];
  watch = std::make_unique<CertificateWatch>(*live, workbench_->find_certificate, background_, time_);
  connect(watch.get(), &CertificateWatch::changed, this, &LiveWorkbench::certificate_changed);
  factories_.push_back(std::move(live));
  return *factories_.back();
}

LiveFactory* LiveWorkbench::factory(const std::string& id) const {
  const auto found = std::find_if(factories_.rbegin(), factories_.rend(),
                                  [&](const auto& factory) { return factory->profile().id == id; });
  return found == factories_.rend() ? nullptr : found->get();
}

void LiveWorkbench::set_current(LiveFactory* factory) {
  if (factory == nullptr || factory == current_) return;
  current_ = factory;
  emit current_changed();
}

const JobView* LiveWorkbench::view(const QString& uuid) const {
  const auto found = views_.find(uuid);
  return found == views_.end() ? nullptr : &found->second;
}

const JobRecord* LiveWorkbench::record(const QString& uuid) const {
  for (const JobRecord& job : jobs_) {
    if (QString::fromStdString(job.uuid) == uuid) return &job;
  }
  return nullptr;
}

void LiveWorkbench::read_jobs() {
  if (reading_jobs_) {
    read_jobs_again_ = true;
    return;
  }
  reading_jobs_ = true;
  auto work = [store = workbench_->store](const ProgressSink&, const std::stop_token&) { return store->all(); };
  background_.run<std::vector<JobRecord>>(this, work, [this](Result<std::vector<JobRecord>> result) {
    reading_jobs_ = false;
    if (result.ok()) jobs_ = std::move(result).value();
    jobs_are_known_ = true;
    emit jobs_changed();
    if (result.failed()) emit job_problem({}, result.error());
    if (std::exchange(read_jobs_again_, false)) read_jobs();
  });
}

void LiveWorkbench::read_view(const QString& uuid) {
  const auto [entry, is_new] = reading_views_.try_emplace(uuid, false);
  if (!is_new) {
    entry->second = true;
    return;
  }
  auto work = [store = workbench_->store, id = uuid.toStdString()](const ProgressSink&, const std::stop_token&) {
    return view_of(*store, id);
  };
  background_.run<JobView>(this, work, [this, uuid](Result<JobView> result) {
    const auto node = reading_views_.extract(uuid);
    if (result.ok()) {
      views_.insert_or_assign(uuid, std::move(result).value());
      emit view_changed(uuid);
    } else if (result.failed()) {
      emit job_problem(uuid, result.error());
    }
    if (!node.empty() && node.mapped()) read_view(uuid);
  });
}

void LiveWorkbench::job_touched(const QString& uuid) {
  read_jobs();
  read_view(uuid);
}

void LiveWorkbench::start(const JobRequest& request, LiveFactory& factory) {
  const QString title = QString::fromStdString(request.title);
  auto work = [runner = workbench_->runner, catalogue = workbench_->catalogue, target = factory.factory(), request](
                  const ProgressSink&, const std::stop_token&) { return runner->prepare(request, *target); };
  background_.run<JobRecord>(this, work, [this, title, &factory](const Result<JobRecord>& result) {
    if (result.failed()) emit start_failed({}, result.error());
    if (!result.ok()) return;
    const QString uuid = QString::fromStdString(result.value().uuid);
    job_touched(uuid);
    begin_start(uuid, title, factory);
    emit prepared(uuid);
  });
}

void LiveWorkbench::resume(const QString& uuid) {
  const JobRecord* job = record(uuid);
  if (job == nullptr || moving_.contains(uuid)) return;
  LiveFactory* target = factory(job->factory);
  if (target == nullptr) return;
  begin_start(uuid, QString::fromStdString(job->title), *target);
  emit resumed(uuid);
}

void LiveWorkbench::begin_start(const QString& uuid, const QString& title, LiveFactory& factory) {
  broken_off_.erase(uuid);
  moving_[uuid] = {Moving::Kind::starting, title, {}};
  auto touched = [this, uuid](const JobRecord&) {  // from the worker
    QMetaObject::invokeMethod(
        this, [this, uuid] { job_touched(uuid); }, Qt::QueuedConnection);
  };
  auto work = [runner = workbench_->runner, target = factory.factory(), id = uuid.toStdString(), touched](
                  const ProgressSink& progress, const std::stop_token& stop) {
    return runner->start(id, *target, progress, touched, stop);
  };
  tickets_[uuid] = background_.run<JobRecord>(
      this, work,
      [this, uuid, &factory, connection = factory.connection()](const Result<JobRecord>& result) {
        ended_start(uuid, result, factory, connection);
      },
      [this, uuid](const Progress& progress) { moved(uuid, progress); });
  emit moving_changed();
}

void LiveWorkbench::ended_start(const QString& uuid, const Result<JobRecord>& result, LiveFactory& factory,
                                int connection) {
  forget_moving(uuid);
  job_touched(uuid);
  if (result.ok()) {
    factory.poll_soon();
    emit started(uuid);
  } else if (result.failed()) {
    emit start_failed(uuid, result.error());
    broke_off(uuid, Moving::Kind::starting, result.error(), factory, connection);
  } else {
    emit start_stopped(uuid);
  }
}

void LiveWorkbench::fetch(const QString& uuid) {
  const JobRecord* job = record(uuid);
  if (job == nullptr || moving_.contains(uuid)) return;
  LiveFactory* source = factory(job->factory);
  if (source == nullptr) return;
  broken_off_.erase(uuid);
  moving_[uuid] = {Moving::Kind::fetching, QString::fromStdString(job->title), {}};
  auto work = [runner = workbench_->runner, from = source->factory(), id = uuid.toStdString(),
               into = workbench_->results_folder](const ProgressSink& progress, const std::stop_token& stop) {
    return runner->fetch(id, *from, into, progress, stop);
  };
  auto finished = [this, uuid, source, connection = source->connection()](const Result<Receipt>& result) {
    forget_moving(uuid);
    job_touched(uuid);
    if (result.ok()) {
      emit fetched(uuid);
      if (const auto renamed = result.value().renamed_sentence(); !renamed.empty()) emit fetch_noted(uuid, renamed);
    }
    if (!result.failed()) return;
    emit job_problem(uuid, result.error());
    broke_off(uuid, Moving::Kind::fetching, result.error(), *source, connection);
  };
  tickets_[uuid] = background_.run<Receipt>(this, work, finished, [this, uuid](const Progress& p) { moved(uuid, p); });
  emit moving_changed();
}

void LiveWorkbench::broke_off(const QString& uuid, Moving::Kind kind, const Error& error, LiveFactory& factory,
                              int connection) {
  if (!is_connection_gone(error)) return;
  broken_off_[uuid] = kind;
  // Another one may have found it before, and got back since.
  if (factory.connection() != connection) return go_on(factory);
  factory.lost(error);
}

void LiveWorkbench::go_on(const LiveFactory& factory) {
  if (factory.state() != LiveFactory::State::signed_in) return;
  const auto waiting = broken_off_;
  for (const auto& [uuid, kind] : waiting) {
    const JobRecord* job = record(uuid);
    if (job == nullptr || job->factory != factory.profile().id) continue;
    broken_off_.erase(uuid);
    if (kind == Moving::Kind::fetching) {
      fetch(uuid);
    } else if (!is_over(job->phase)) {
      resume(uuid);
    }
  }
}

void LiveWorkbench::cancel_job(const QString& uuid) {
  broken_off_.erase(uuid);
  stop_moving(uuid);
  const JobRecord* job = record(uuid);
  LiveFactory* target = job == nullptr ? nullptr : factory(job->factory);
  if (target == nullptr) return;
  auto work = [runner = workbench_->runner, there = target->factory(), id = uuid.toStdString()](
                  const ProgressSink&, const std::stop_token& stop) { return runner->cancel(id, *there, stop); };
  background_.run<JobRecord>(this, work, [this, uuid, target](const Result<JobRecord>& result) {
    job_touched(uuid);
    target->poll_soon();
    if (result.failed()) emit job_problem(uuid, result.error());
  });
}

void LiveWorkbench::stop_moving(const QString& uuid) {
  const auto found = tickets_.find(uuid);
  if (found != tickets_.end()) background_.cancel(found->second);
}

void LiveWorkbench::shut_down() {
  for (const auto& factory : factories_) factory->stop();
  background_.cancel_all();
}

void LiveWorkbench::moved(const QString& uuid, const Progress& progress) {
  const auto found = moving_.find(uuid);
  if (found == moving_.end()) return;
  found->second.progress = progress;
  emit moving_changed();
}

void LiveWorkbench::forget_moving(const QString& uuid) {
  moving_.erase(uuid);
  tickets_.erase(uuid);
  emit moving_changed();
}

}  // namespace werkbank
