#include "ui/new_job/new_job_page.h"

#include <algorithm>

#include <QTimer>

#include "ui/new_job/choose_step.h"
#include "ui/new_job/data_step.h"
#include "ui/new_job/questions_step.h"

namespace werkbank {
namespace {
constexpr int check_index = 3;
constexpr int start_index = 4;
}  // namespace

NewJobPage::NewJobPage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      draft_(live),
      bar_(new StepBar(start_index + 1)),
      stack_(new QStackedWidget),
      change_(new Banner(BannerKind::info)),
      obstacle_(new Banner(BannerKind::warning)),
      back_(new SecondaryButton({}, QStringLiteral("arrow-left"))),
      next_(new PrimaryButton) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  auto* top = row(Space::normal);
  top->setContentsMargins(px(Space::section), px(Space::normal), px(Space::section), 0);
  top->addWidget(bar_);
  layout->addLayout(top);
  layout->addWidget(stack_, 1);
  build_footer(*layout);
  build_steps();
  back_->setObjectName(QStringLiteral("new_job.back"));
  next_->setObjectName(QStringLiteral("new_job.next"));
  change_->setObjectName(QStringLiteral("new_job.change"));
  obstacle_->setObjectName(QStringLiteral("new_job.obstacle"));
  connect(bar_, &StepBar::wanted, this, &NewJobPage::go);
  connect(back_, &QPushButton::clicked, this, [this] { go(current_ - 1); });
  connect(next_, &QPushButton::clicked, this, &NewJobPage::next);
  connect(&draft_, &JobDraft::changed, this, &NewJobPage::refresh);
  retranslate();
  go(0);
}

void NewJobPage::build_steps() {
  check_ = new CheckStep(draft_);
  start_ = new StartStep(draft_, [this] { return blocker(); });
  steps_ = {new ChooseStep(draft_), new DataStep(draft_), new QuestionsStep(draft_), check_, start_};
  for (NewJobStep* step : steps_) {
    stack_->addWidget(step);
    connect(step, &NewJobStep::done, this, &NewJobPage::next);
  }
  connect(check_, &CheckStep::repair_at, this, &NewJobPage::go);
  connect(check_, &CheckStep::lights_changed, this, [this] {
    start_->refresh();
    refresh();
  });
  connect(start_, &StartStep::checks_wanted, this, [this] { go(std::min(first_obstacle(), check_index)); });
  connect(start_, &StartStep::starting_changed, this, [this] {
    refresh();
    emit starting_changed();
  });
  connect(start_, &StartStep::started, this, [this](const QString& uuid) {
    emit job_started(uuid);
    // In a turn of its own, when the job's page is in sight: to lay this one out anew then costs next to nothing.
    QTimer::singleShot(0, this, [this] {
      draft_.clear();
      go(0);
    });
  });
}

void NewJobPage::build_footer(QVBoxLayout& into) {
  auto* strip = new QFrame;
  strip->setProperty("surface", QStringLiteral("strip"));
  auto* footer = new QVBoxLayout(strip);
  footer->setContentsMargins(px(Space::section), px(Space::snug), px(Space::section), px(Space::snug));
  footer->setSpacing(px(Space::snug));
  footer->addWidget(change_);
  footer->addWidget(obstacle_);
  auto* buttons = row(Space::snug);
  buttons->addWidget(back_);
  buttons->addStretch();
  buttons->addWidget(next_);
  footer->addLayout(buttons);
  into.addWidget(strip);
}

void NewJobPage::open() { go(current_); }

void NewJobPage::open_with(const JobTemplate* job_template, const std::filesystem::path& data) {
  draft_.choose(job_template);
  if (!data.empty()) draft_.data().set_path(data);
  go(1);
}

bool NewJobPage::open_example() {
  const Workbench& bench = draft_.live().workbench();
  const JobTemplate* example = draft_.live().catalogue().find(bench.first_template);
  if (example == nullptr || example->example.empty()) return false;
  draft_.clear();
  draft_.choose(example);
  draft_.data().set_path(example->example);
  check_->watch();
  go(start_index);
  return true;
}

bool NewJobPage::open_again(const JobRecord& record, const Repair& repair) {
  if (draft_.take_again(record, repair)) {
    if (!repair.change.empty()) check_->watch();
    go(repair.change.empty() ? 2 : start_index);
    return true;
  }
  return say_template_is_gone(record);
}

bool NewJobPage::open_whole_run(const JobRecord& trial, const Forecast& forecast) {
  if (!draft_.take_trial(trial, forecast)) return say_template_is_gone(trial);
  check_->watch();
  go(start_index);
  return true;
}

bool NewJobPage::say_template_is_gone(const JobRecord& record) {
  go(0);
  obstacle_->set_text(tr("The template of “%1” is no longer in the catalogue. Choose another one that suits.")
                          .arg(QString::fromStdString(record.title).simplified().left(60)));
  obstacle_->show();
  return false;
}

void NewJobPage::open_to_use(const JobRecord& record) {
  if (draft_.take_model(record)) go(1);
}

int NewJobPage::first_obstacle() const {
  const auto found =
      std::find_if(steps_.begin(), steps_.end(), [](const NewJobStep* s) { return !s->obstacle().isEmpty(); });
  return static_cast<int>(std::min<std::ptrdiff_t>(found - steps_.begin(), start_index));
}

QString NewJobPage::blocker() const {
  return steps_.empty() ? QString() : steps_[static_cast<std::size_t>(first_obstacle())]->obstacle();
}

void NewJobPage::go(int step) {
  current_ = std::clamp(step, 0, start_index);
  obstacle_->hide();
  NewJobStep* shown = steps_[static_cast<std::size_t>(current_)];
  shown->enter();
  stack_->setCurrentWidget(shown);
  refresh();
  focus_first();
}

void NewJobPage::next() {
  const QString obstacle = steps_[static_cast<std::size_t>(current_)]->obstacle();
  if (obstacle.isEmpty()) return go(current_ + 1);
  obstacle_->set_text(obstacle);
  obstacle_->show();
}

void NewJobPage::focus_first() {
  QWidget* shown = stack_->currentWidget();
  if (!shown->isVisible()) return;
  for (QWidget* w = shown->nextInFocusChain(); w != shown; w = w->nextInFocusChain()) {
    const bool takes_focus = (w->focusPolicy() & Qt::TabFocus) != 0 && w->isEnabled() && w->isVisible();
    if (takes_focus && shown->isAncestorOf(w)) return w->setFocus(Qt::OtherFocusReason);
  }
}

void NewJobPage::refresh() {
  const bool is_starting = start_->is_starting();
  change_->set_text(words(*this, draft_.change()));
  change_->setVisible(!draft_.change().empty());
  back_->setEnabled(current_ > 0 && !is_starting);
  next_->setVisible(current_ < start_index);
  if (current_ < start_index)
    next_->setText(tr("Next: %1").arg(steps_[static_cast<std::size_t>(current_ + 1)]->name()));
  if (obstacle_->isVisibleTo(this) && steps_[static_cast<std::size_t>(current_)]->obstacle().isEmpty())
    obstacle_->hide();
  bar_->set_state(current_, is_starting ? current_ : first_obstacle());
  bar_->setEnabled(!is_starting);
}

void NewJobPage::retranslate() {
  back_->setText(tr("Back"));
  QStringList names;
  for (const NewJobStep* step : steps_) names << step->name();
  bar_->set_names(names);
  obstacle_->hide();
  refresh();
}

}  // namespace werkbank
