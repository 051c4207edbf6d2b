#include "ui/window/jobs_area.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

#include "core/jobs/model_use.h"
#include "ui/charts/plotted.h"
#include "ui/jobs/evidence_page.h"
#include "ui/jobs/job_page.h"
#include "ui/jobs/jobs_page.h"
#include "ui/live/live_notebooks.h"

namespace werkbank {
namespace {

constexpr std::size_t spark_points = 60;

JobEntry entry_of(const JobRecord& record, const JobView* view) {
  JobEntry entry;
  entry.record = record;
  if (view == nullptr) return entry;
  if (record.phase == JobPhase::running) entry.seconds_left = view->training.seconds_left;
  entry.utilisation = utilisation_spark(view->gpus, spark_points);
  return entry;
}

/// Other jobs of the same template that came far enough to have a learning curve.
std::vector<Comparable> comparable_to(const JobRecord& record, const std::vector<JobRecord>& jobs) {
  constexpr std::size_t most = 50;
  std::vector<Comparable> all;
  for (const JobRecord& job : jobs) {
    const bool has_run = job.phase >= JobPhase::running;
    if (job.uuid == record.uuid || job.template_id != record.template_id || !has_run || all.size() >= most) continue;
    all.push_back({QString::fromStdString(job.uuid), QString::fromStdString(job.title)});
  }
  return all;
}

}  // namespace

JobsArea::JobsArea(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      stack_(new QStackedWidget),
      list_(new JobsPage),
      page_(new JobPage),
      evidence_(new EvidencePage),
      notebooks_(new LiveNotebooks(
          live, [](const QUrl& address) { return QDesktopServices::openUrl(address); }, this)) {
  auto* layout = column(Space::hair);
  layout->addWidget(stack_);
  setLayout(layout);
  stack_->addWidget(list_);
  stack_->addWidget(page_);
  stack_->addWidget(evidence_);
  connect(list_, &JobsPage::opened, this, &JobsArea::open_job);
  connect(list_, &JobsPage::new_job_requested, this, &JobsArea::new_job_wanted);
  connect_page();
  connect(&live_, &LiveWorkbench::jobs_changed, this, &JobsArea::show_list);
  connect(&live_, &LiveWorkbench::view_changed, this, [this](const QString& uuid) {
    if (uuid == uuid_) show_job();
    if (uuid == compared_) compare_with(uuid);
    if (uuid_.isEmpty()) show_list();
  });
  connect(&live_, &LiveWorkbench::moving_changed, this, &JobsArea::show_job);
  connect(&live_, &LiveWorkbench::fetch_noted, this, [this](const QString& uuid, const Message& note) {
    if (uuid == uuid_) page_->show_note_of_fetch(note);
  });
  connect(&live_, &LiveWorkbench::factory_changed, this, &JobsArea::show_job);
}

void JobsArea::connect_page() {
  connect(page_, &JobPage::back_requested, this, &JobsArea::open_list);
  connect(page_, &JobPage::cancel_requested, &live_, &LiveWorkbench::cancel_job);
  connect(page_, &JobPage::fetch_requested, &live_, &LiveWorkbench::fetch);
  connect(page_, &JobPage::stop_moving_requested, &live_, &LiveWorkbench::stop_moving);
  connect(page_, &JobPage::resume_requested, &live_, &LiveWorkbench::resume);
  connect(page_, &JobPage::notebook_requested, notebooks_, &LiveNotebooks::open);
  connect(notebooks_, &LiveNotebooks::changed, this, [this](const QString& uuid) {
    if (uuid == uuid_) show_job();
  });
  connect(page_, &JobPage::open_folder_requested, this,
          [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
  connect(page_, &JobPage::try_again_requested, this, [this](const QString& uuid, const Repair& repair) {
    if (const JobRecord* record = live_.record(uuid)) emit same_again_wanted(*record, repair);
  });
  connect(page_, &JobPage::model_use_requested, this, [this](const QString& uuid) {
    if (const JobRecord* record = live_.record(uuid)) emit model_use_wanted(*record);
  });
  connect(page_, &JobPage::whole_run_requested, this, [this](const QString& uuid) {
    const JobView* view = live_.view(uuid);
    const auto forecast = view == nullptr ? std::nullopt : forecast_of(view->record, view->training);
    if (forecast) emit whole_run_wanted(view->record, *forecast);
  });
  connect(page_, &JobPage::room_requested, this, [this] {
    const JobRecord* record = shown_record();
    LiveFactory* factory = record == nullptr ? nullptr : live_.factory(record->factory);
    if (factory != nullptr) emit room_wanted(factory);
  });
  connect(page_, &JobPage::evidence_requested, this, &JobsArea::open_evidence);
  connect(page_, &JobPage::compare_requested, this, [this](const QString& uuid) {
    compared_ = uuid;
    if (uuid.isEmpty()) return;
    compare_with(uuid);
    live_.read_view(uuid);
  });
  connect(evidence_, &EvidencePage::back_requested, this, [this] { stack_->setCurrentWidget(page_); });
  connect(evidence_, &EvidencePage::open_folder_requested, this,
          [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
  connect(page_, &JobPage::sign_in_requested, this, [this] {
    const JobRecord* record = shown_record();
    LiveFactory* factory = record == nullptr ? nullptr : live_.factory(record->factory);
    if (factory != nullptr) emit sign_in_wanted(factory);
  });
}

/// At once when it was read before, and again when there is news of it.
void JobsArea::compare_with(const QString& uuid) {
  if (const JobView* other = live_.view(uuid)) page_->compare_with(*other);
}

void JobsArea::open_list() {
  uuid_.clear();
  show_list();
  stack_->setCurrentWidget(list_);
  emit shown_changed();
}

void JobsArea::open_job(const QString& uuid) {
  uuid_ = uuid;
  compared_.clear();
  if (live_.view(uuid) == nullptr) page_->show_waiting();
  stack_->setCurrentWidget(page_);
  show_job();
  live_.read_view(uuid);
  emit shown_changed();
}

const JobRecord* JobsArea::shown_record() const { return uuid_.isEmpty() ? nullptr : live_.record(uuid_); }

bool JobsArea::show_problem(const QString& uuid, const Error& error) {
  if (uuid.isEmpty() || uuid != uuid_ || !isVisible()) return false;
  page_->show_problem(error);
  return true;
}

QString JobsArea::factory_name(const JobRecord& record) const {
  const LiveFactory* factory = live_.factory(record.factory);
  return factory == nullptr ? QString() : QString::fromStdString(factory->profile().name.in(shown_language(*this)));
}

void JobsArea::open_evidence(const QString& uuid) {
  const JobRecord* record = live_.record(uuid);
  if (record == nullptr) return;
  live_.background().forget(gathering_);
  evidence_->show_waiting();
  stack_->setCurrentWidget(evidence_);
  EvidenceSurroundings around;
  around.job_template = live_.catalogue().find(record->template_id);
  around.versions = {{"Werkbank", QCoreApplication::applicationVersion().toStdString()}, {"Qt", qVersion()}};
  around.known = known_of_this_computer();
  if (const LiveFactory* factory = live_.factory(record->factory)) {
    around.known.emplace_back(factory->profile().user, "<user>");
  }
  gathering_ = live_.background().run<Evidence>(
      evidence_,
      [store = live_.workbench().store, uuid = record->uuid, around, language = live_.language()](
          const ProgressSink&, const std::stop_token&) { return gather_evidence(*store, uuid, around, language); },
      [this](Result<Evidence> gathered) {
        if (gathered.ok()) evidence_->show(std::move(gathered).value());
        if (gathered.failed()) evidence_->show_problem(gathered.error());
      });
}

void JobsArea::show_list() {
  if (!live_.jobs_are_known() || !uuid_.isEmpty()) return;
  std::vector<JobEntry> entries;
  for (const JobRecord& record : live_.jobs()) {
    entries.push_back(entry_of(record, live_.view(QString::fromStdString(record.uuid))));
    entries.back().factory_name = factory_name(record);
  }
  list_->show(std::move(entries));
}

void JobsArea::show_job() {
  const JobView* view = uuid_.isEmpty() ? nullptr : live_.view(uuid_);
  if (view == nullptr) return;
  JobSurroundings around;
  around.factory_name = factory_name(view->record);
  around.job_template = live_.catalogue().find(view->record.template_id);
  around.can_use_model =
      has_usable_model(view->record, around.job_template) && template_for_models(live_.catalogue()) != nullptr;
  around.notebook = notebooks_->shown(uuid_);
  around.comparable = comparable_to(view->record, live_.jobs());
  around.log_file = live_.workbench().store->log_file(view->record.uuid);
  const auto moving = live_.moving().find(uuid_);
  if (moving != live_.moving().end()) around.moving = moving->second.progress;
  const LiveFactory* factory = live_.factory(view->record.factory);
  if (factory != nullptr && around.job_template != nullptr) {
    around.environments = environments_that_fit(*around.job_template, factory->profile());
  }
  if (factory != nullptr && factory->has_outage()) around.outage = factory->problem();
  const bool is_out = factory != nullptr && factory->state() == LiveFactory::State::signed_out;
  if (is_out && !is_over(view->record.phase)) {
    around.outage = Error{
        ErrorCode::sign_in_impossible,
        Message(WERKBANK_TEXT("werkbank::JobsArea", "You are not signed in to %1, so this may not be the latest news."),
                {around.factory_name.toStdString()})};
  }
  around.can_sign_in = is_out || (factory != nullptr && factory->state() == LiveFactory::State::offline);
  page_->show(*view, around);
}

void JobsArea::retranslate() {
  show_list();
  show_job();
}

}  // namespace werkbank
