#include "ui/jobs/job_page.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "core/base/units.h"
#include "core/jobs/sweep.h"
#include "core/jobs/trial.h"
#include "ui/charts/curve_lines.h"
#include "ui/charts/gpu_charts.h"
#include "ui/jobs/job_actions.h"
#include "ui/jobs/job_details.h"
#include "ui/jobs/job_log.h"
#include "ui/jobs/job_overview.h"
#include "ui/jobs/job_words.h"

namespace werkbank {
namespace {

constexpr int least_tab_height = 240;

enum Tab { overview_tab, gpu_tab, log_tab, details_tab };

/// Where the job's files lie on this computer.
const std::string& folder_here(const JobRecord& record) {
  return record.fetched_to.empty() ? record.so_far_in : record.fetched_to;
}

QWidget* scrolled(QWidget* inside) {
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setWidget(inside);
  area->viewport()->setAutoFillBackground(false);
  inside->setAutoFillBackground(false);
  return area;
}

}  // namespace

JobPage::JobPage(QWidget* parent)
    : Page(parent),
      back_(new LinkButton({}, QStringLiteral("arrow-left"))),
      title_(new Headline),
      pill_(new StatusPill),
      where_(new Caption),
      sentence_(new Title),
      note_(new Caption),
      next_step_(new Muted),
      help_(new LinkButton({}, QStringLiteral("help"))),
      progress_(new ProgressLine),
      notebook_(new NotebookCard),
      outage_(new Banner(BannerKind::warning)),
      problem_(new Banner(BannerKind::error)),
      actions_(new JobActions),
      tabs_(new QTabWidget),
      overview_(new JobOverview),
      gpus_(new GpuCharts),
      log_(new JobLog),
      details_(new JobDetails),
      waiting_(new Waiting),
      body_(new QWidget) {
  setObjectName(QStringLiteral("job_page"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(px(Space::section), px(Space::normal), px(Space::section), px(Space::normal));
  layout->setSpacing(px(Space::small));
  layout->addWidget(back_, 0, Qt::AlignLeft);
  layout->addWidget(waiting_);
  layout->addWidget(body_, 1);
  auto* inside = column(Space::normal);
  body_->setLayout(inside);
  inside->addWidget(build_top());
  inside->addWidget(tabs_, 1);
  build_tabs();
  connect_actions();
  problem_->hide();
  problem_->set_closable(true);
  outage_->hide();
  show_waiting();
  retranslate();
}

JobPage::~JobPage() = default;

QWidget* JobPage::build_top() {
  auto* top = new QWidget;
  auto* layout = column(Space::snug);
  top->setLayout(layout);
  auto* names = row(Space::normal);
  title_->set_elided(true);
  names->addWidget(title_, 1);
  names->addWidget(pill_, 0, Qt::AlignVCenter);
  auto* heads = column(Space::hair);
  heads->addLayout(names);
  heads->addWidget(where_);
  layout->addLayout(heads);
  layout->addWidget(outage_);
  layout->addWidget(problem_);
  auto* says = column(Space::hair);
  says->addWidget(sentence_);
  says->addWidget(note_);
  says->addWidget(next_step_);
  says->addWidget(help_, 0, Qt::AlignLeft);
  auto* says_and_can = row(Space::wide);
  says_and_can->addLayout(says, 1);
  says_and_can->addWidget(actions_, 0, Qt::AlignVCenter);
  layout->addLayout(says_and_can);
  layout->addWidget(actions_->question());
  layout->addWidget(progress_);
  layout->addWidget(notebook_);
  sentence_->setObjectName(QStringLiteral("job_sentence"));
  note_->setObjectName(QStringLiteral("job_note"));
  help_->setObjectName(QStringLiteral("ask_for_help"));
  return top;
}

void JobPage::compare_with(const JobView& other) {
  other_ = other;
  show_comparison();
}

void JobPage::show_comparison() {
  if (!other_) return;
  if (tabs_->currentIndex() == overview_tab) overview_->curve().compare_with(*other_);
  if (tabs_->currentIndex() == gpu_tab) gpus_->compare_with(*other_);
}

void JobPage::ask_to_compare(const QString& uuid) {
  other_.reset();
  if (uuid.isEmpty()) {
    overview_->curve().end_comparison();
    gpus_->end_comparison();
  }
  emit compare_requested(uuid);
}

void JobPage::build_tabs() {
  tabs_->setDocumentMode(true);
  tabs_->setMinimumHeight(least_tab_height);
  tabs_->tabBar()->setDrawBase(false);
  tabs_->setObjectName(QStringLiteral("job_tabs"));
  tabs_->insertTab(overview_tab, scrolled(overview_), {});
  tabs_->insertTab(gpu_tab, scrolled(gpus_), {});
  tabs_->insertTab(log_tab, log_, {});
  tabs_->insertTab(details_tab, scrolled(details_), {});
  connect(tabs_, &QTabWidget::currentChanged, this, &JobPage::show_tab);
}

void JobPage::connect_actions() {
  connect(back_, &QPushButton::clicked, this, &JobPage::back_requested);
  connect(actions_, &JobActions::cancel, this, [this] { emit cancel_requested(uuid()); });
  connect(actions_, &JobActions::fetch, this, [this] { emit fetch_requested(uuid()); });
  connect(actions_, &JobActions::stop_moving, this, [this] { emit stop_moving_requested(uuid()); });
  connect(actions_, &JobActions::try_again, this, [this] { emit try_again_requested(uuid(), repair_); });
  connect(actions_, &JobActions::make_room, this, [this] { emit room_requested(uuid()); });
  connect(actions_, &JobActions::use_model, this, [this] { emit model_use_requested(uuid()); });
  connect(actions_, &JobActions::start_whole_run, this, [this] { emit whole_run_requested(uuid()); });
  connect(actions_, &JobActions::resume, this, [this] { emit resume_requested(uuid()); });
  connect(actions_, &JobActions::open_folder, this,
          [this] { emit open_folder_requested(QString::fromStdString(folder_here(view_->record))); });
  connect(help_, &QPushButton::clicked, this, [this] { emit evidence_requested(uuid()); });
  connect(details_, &JobDetails::evidence_requested, this, [this] { emit evidence_requested(uuid()); });
  connect(overview_, &JobOverview::stop_requested, actions_, &JobActions::ask_to_stop);
  connect(&overview_->curve(), &LearningCurve::compare_requested, this, &JobPage::ask_to_compare);
  connect(gpus_, &GpuCharts::compare_requested, this, &JobPage::ask_to_compare);
  connect(notebook_, &NotebookCard::open_requested, this, [this] { emit notebook_requested(uuid()); });
  connect(outage_, &Banner::action_pressed, this, &JobPage::sign_in_requested);
}

QString JobPage::uuid() const { return view_ ? QString::fromStdString(view_->record.uuid) : QString(); }

void JobPage::show(const JobView& view, const JobSurroundings& surroundings) {
  const bool is_new = !view_ || view_->record.uuid != view.record.uuid;
  view_ = view;
  surroundings_ = surroundings;
  name_primary();
  waiting_->hide();
  body_->show();
  if (is_new) {
    problem_->hide();
    other_.reset();
    tabs_->setCurrentIndex(overview_tab);
  }
  const auto is_other = [this](const Comparable& job) { return job.uuid.toStdString() == other_->record.uuid; };
  if (other_ && std::ranges::none_of(surroundings_.comparable, is_other)) other_.reset();  // it was removed
  show_top();
  show_tab(tabs_->currentIndex());
}

/// Until the script has ended and said which metric counts, it is the template's, if the script measures that one.
void JobPage::name_primary() {
  const JobTemplate* made_of = surroundings_.job_template;
  if (!view_->record.primary_name.empty() || made_of == nullptr) return;
  const VariantReading* variant = shown_variant(*view_);
  const auto measured = curve_values(variant == nullptr ? view_->training : variant->training, {});
  if (std::find(measured.begin(), measured.end(), made_of->primary.name) == measured.end()) return;
  view_->record.primary_name = made_of->primary.name;
}

void JobPage::show_waiting() {
  view_.reset();
  body_->hide();
  waiting_->show();
}

void JobPage::show_note_of_fetch(const Message& note) {
  problem_->set_kind(BannerKind::info);
  problem_->set_text(words(*this, note));
  problem_->setToolTip({});
  problem_->show();
}

void JobPage::show_problem(const Error& error) {
  problem_->set_kind(BannerKind::error);
  problem_->set_text(words(*this, error.message));
  problem_->setToolTip(plain_tool_tip(QString::fromStdString(error.detail)));
  problem_->show();
}

void JobPage::show_top() {
  const JobRecord& record = view_->record;
  const Language language = shown_language(*this);
  const PhasePill pill = pill_of(record);
  title_->setText(title_of(record));
  pill_->set(pill.grading, pill.icon, pill.word);
  const QString factory =
      surroundings_.factory_name.isEmpty() ? QString::fromStdString(record.factory) : surroundings_.factory_name;
  where_->setText(factory.simplified() + QStringLiteral(" · ") + times_of(record, language));
  sentence_->setText(words(*this, view_->headline));
  sentence_->setVisible(!view_->headline.empty());
  next_step_->setText(words(*this, view_->next_step));
  next_step_->setVisible(!view_->next_step.empty());
  help_->setVisible(record.phase == JobPhase::failed);
  show_note();
  show_outage();
  show_progress();
  notebook_->show_job(*view_, surroundings_.job_template, surroundings_.notebook);
  repair_ = view_->why && surroundings_.job_template != nullptr
                ? repair_of(view_->why->cause, record, view_->training, *surroundings_.job_template,
                            surroundings_.environments)
                : Repair{};
  actions_->show_job(record, {.moving = surroundings_.moving.has_value(),
                              .offer = words(*this, repair_.offer),
                              .room_first = repair_.room_first,
                              .whole_run = forecast_of(record, view_->training).has_value(),
                              .use_model = surroundings_.can_use_model});
}

void JobPage::show_note() {
  QStringList said;
  if (view_->why && !view_->why->evidence.empty()) {
    const auto evidence = QString::fromStdString(view_->why->evidence);
    const auto line = static_cast<qlonglong>(view_->why->log_line);
    said << (line == 0 ? tr("It said: %1").arg(evidence)
                       : tr("The log says it in line %1: %2").arg(locale().toString(line), evidence));
  } else {
    said << words(*this, view_->start) << words(*this, view_->sooner);
  }
  said.removeAll(QString());
  note_->setText(said.join(u' '));
  note_->setVisible(!said.isEmpty());
}

void JobPage::show_outage() {
  outage_->setVisible(surroundings_.outage.has_value());
  if (!surroundings_.outage) return;
  const bool over = is_over(view_->record.phase);
  outage_->set_text(
      words(*this, surroundings_.outage->message),
      over ? QString()
           : tr("The job itself goes on without this computer. What you see here is the last that was known."));
  outage_->set_action(surroundings_.can_sign_in ? tr("Sign in") : QString());
}

void JobPage::show_progress() {
  const JobRecord& record = view_->record;
  progress_->hide();
  if (surroundings_.moving) {
    const Progress& moving = *surroundings_.moving;
    const auto fraction =
        moving.total > 0 ? std::optional<double>(static_cast<double>(moving.done) / static_cast<double>(moving.total))
                         : std::nullopt;
    progress_->set(fraction, words(*this, moving.what));
    progress_->show();
    return;
  }
  const bool runs = record.phase == JobPhase::running || record.phase == JobPhase::finishing;
  const auto fraction = view_->training.progress ? view_->training.progress : record.progress;
  if (!runs || !fraction) return;
  progress_->set(fraction, {}, {}, tr("How far the training is"));  // the sentence above has the numbers
  progress_->show();
}

void JobPage::show_tab(int index) {
  if (!view_) return;
  // Only the tab in view is filled: a job's samples may be many and the view changes every second.
  switch (index) {
    case overview_tab:
      overview_->show_job(
          *view_,
          !view_->record.is_trial && (!is_notebook(surroundings_.job_template) || !view_->training.curves.empty()),
          surroundings_.job_template);
      overview_->curve().set_comparable(surroundings_.comparable);
      break;
    case gpu_tab:
      gpus_->show_job(*view_);
      gpus_->set_comparable(surroundings_.comparable);
      break;
    case log_tab:
      log_->show_log(surroundings_.log_file, view_->why ? view_->why->log_line : 0);
      break;
    case details_tab:
      details_->show_job(*view_, surroundings_);
      break;
    default:
      break;
  }
  show_comparison();
}

void JobPage::retranslate() {
  back_->setText(tr("All jobs"));
  help_->setText(tr("Make a file for whoever helps you"));
  tabs_->setTabText(overview_tab, tr("Overview"));
  tabs_->setTabText(gpu_tab, tr("GPUs"));
  tabs_->setTabText(log_tab, tr("Log"));
  tabs_->setTabText(details_tab, tr("Details"));
  tabs_->setAccessibleName(tr("Parts of this job"));
  waiting_->set_text(tr("This job is being looked up …"));
  problem_->hide();
  if (!view_) return;
  show_top();
  show_tab(tabs_->currentIndex());
}

}  // namespace werkbank
