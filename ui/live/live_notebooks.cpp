#include "ui/live/live_notebooks.h"

#include <utility>
#include <vector>

namespace werkbank {
namespace {

constexpr int look_ms = 1000;

Error no_browser() {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("werkbank::LiveNotebooks",
                                "No browser could be started on this computer. Start one yourself, and try again.")),
          {}};
}

}  // namespace

LiveNotebooks::LiveNotebooks(LiveWorkbench& live, Browse browse, QObject* parent)
    : QObject(parent), live_(live), browse_(std::move(browse)) {
  timer_.setInterval(look_ms);
  connect(&timer_, &QTimer::timeout, this, &LiveNotebooks::look);
  connect(&live_, &LiveWorkbench::factory_changed, this, &LiveNotebooks::follow_factories);
  connect(&live_, &LiveWorkbench::jobs_changed, this, &LiveNotebooks::follow_jobs);
}

LiveNotebooks::~LiveNotebooks() = default;

NotebookShown LiveNotebooks::shown(const QString& uuid) const {
  const auto found = ways_.find(uuid);
  return found == ways_.end() ? NotebookShown{} : found->second.shown;
}

LiveFactory* LiveNotebooks::factory_of(const QString& uuid) const {
  const JobRecord* record = live_.record(uuid);
  return record == nullptr ? nullptr : live_.factory(record->factory);
}

void LiveNotebooks::open(const QString& uuid) {
  const auto found = ways_.find(uuid);
  if (found != ways_.end() && found->second.opening != 0) return;
  if (found != ways_.end() && found->second.notebook && found->second.notebook->is_open()) {
    browse(uuid);
  } else {
    begin(uuid, true);
  }
}

void LiveNotebooks::begin(const QString& uuid, bool then_browse) {
  LiveFactory* source = factory_of(uuid);
  if (source == nullptr) return;
  Way& way = ways_[uuid];
  close(std::exchange(way.notebook, nullptr));
  way.connection = source->connection();
  using Opened = std::shared_ptr<OpenNotebook>;
  auto work = [from = source->factory(), id = uuid.toStdString()](const ProgressSink&,
                                                                  const std::stop_token& stop) -> Result<Opened> {
    WERKBANK_TRY(auto notebook, from->open_notebook(id, stop));
    return Opened(std::move(notebook));
  };
  way.opening = live_.background().run<Opened>(
      this, work, [this, uuid, then_browse](Result<Opened> result) { opened(uuid, std::move(result), then_browse); });
  set(uuid, then_browse ? NotebookWay::opening : NotebookWay::lost);
}

void LiveNotebooks::opened(const QString& uuid, Result<std::shared_ptr<OpenNotebook>> result, bool then_browse) {
  const auto found = ways_.find(uuid);
  if (found == ways_.end()) {
    if (result.ok()) close(std::move(result).value());
    return;
  }
  Way& way = found->second;
  way.opening = 0;
  if (result.ok()) {
    way.notebook = std::move(result).value();
    timer_.start();
    if (!then_browse) return set(uuid, NotebookWay::back);
    return browse(uuid);
  }
  if (!result.failed()) return set(uuid, NotebookWay::closed);
  const Error error = result.error();
  if (!is_connection_gone(error)) {
    // Nobody asked when it was tried again by itself; most likely the job is about to end.
    return set(uuid, NotebookWay::closed, then_browse ? std::optional(error) : std::nullopt);
  }
  LiveFactory* source = factory_of(uuid);
  const bool is_news = source != nullptr && source->connection() == way.connection;
  set(uuid, NotebookWay::lost);
  if (is_news) source->lost(error);
}

void LiveNotebooks::browse(const QString& uuid) {
  const QUrl address(QString::fromStdString(ways_[uuid].notebook->address()), QUrl::StrictMode);
  const bool is_shown = browse_(address);
  set(uuid, NotebookWay::open, is_shown ? std::nullopt : std::optional(no_browser()));
}

void LiveNotebooks::set(const QString& uuid, NotebookWay way, std::optional<Error> problem) {
  ways_[uuid].shown = {way, std::move(problem)};
  emit changed(uuid);
}

/// A way that has ended is tried once more: that tells whether the connection is gone, or only the notebook.
void LiveNotebooks::look() {
  std::vector<QString> ended;
  bool any_open = false;
  for (const auto& [uuid, way] : ways_) {
    if (!way.notebook) continue;
    any_open = true;
    if (!way.notebook->is_open()) ended.push_back(uuid);
  }
  if (!any_open) timer_.stop();
  for (const auto& uuid : ended) begin(uuid, false);
}

void LiveNotebooks::follow_factories() {
  std::vector<QString> gone;
  std::vector<QString> back;
  for (const auto& [uuid, way] : ways_) {
    LiveFactory* source = factory_of(uuid);
    if (source == nullptr || source->state() == LiveFactory::State::signed_out) {
      gone.push_back(uuid);
    } else if (source->state() == LiveFactory::State::signed_in && way.shown.way == NotebookWay::lost &&
               way.opening == 0 && way.connection != source->connection()) {
      back.push_back(uuid);
    }
  }
  for (const auto& uuid : gone) forget(uuid);
  for (const auto& uuid : back) begin(uuid, false);
}

void LiveNotebooks::follow_jobs() {
  std::vector<QString> over;
  for (const auto& [uuid, way] : ways_) {
    const JobRecord* record = live_.record(uuid);
    if (record == nullptr || is_over(record->phase)) over.push_back(uuid);
  }
  for (const auto& uuid : over) forget(uuid);
}

void LiveNotebooks::forget(const QString& uuid) {
  const auto found = ways_.find(uuid);
  live_.background().forget(found->second.opening);
  close(std::move(found->second.notebook));
  ways_.erase(found);
  emit changed(uuid);
}

/// On a worker thread: it waits for what still goes through it.
void LiveNotebooks::close(std::shared_ptr<OpenNotebook> notebook) {
  if (!notebook) return;
  auto held = std::make_shared<std::shared_ptr<OpenNotebook>>(std::move(notebook));
  live_.background().run<Done>(this,
                               [held](const ProgressSink&, const std::stop_token&) -> Result<Done> {
                                 held->reset();
                                 return Done{};
                               },
                               {});
}

}  // namespace werkbank
