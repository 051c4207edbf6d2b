#include "ui/start/start_page.h"

#include <QDateTime>

namespace werkbank {
namespace {

constexpr int sign_size = 2 * Size::icon_large;
constexpr double failure_is_news_seconds = 3 * 24 * 3600.0;

std::vector<JobSection::Entry> entries_of(const std::vector<const JobRecord*>& jobs, const QString& action,
                                          const QString& icon) {
  std::vector<JobSection::Entry> entries;
  for (const JobRecord* job : jobs) entries.push_back({job, action, icon});
  return entries;
}

}  // namespace

StartPage::StartPage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      offline_(new Banner(BannerKind::warning)),
      hero_(new Card),
      sign_(new IconLabel(QStringLiteral("clock"), Role::accent, sign_size)),
      how_(new HowItGoes),
      next_title_(new Headline),
      next_sentence_(new Body),
      next_(new PrimaryButton),
      other_(new SecondaryButton),
      running_(new JobSection(live)),
      ready_(new JobSection(live)),
      needs_you_(new JobSection(live)) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  auto* body = new ScrollBody;
  outer->addWidget(body);
  body->content().addWidget(offline_);
  hero_->content().setContentsMargins(px(Space::page), px(Space::page), px(Space::page), px(Space::page));
  hero_->content().setSpacing(px(Space::normal));
  auto* says = column(Space::normal);
  says->addWidget(next_title_);
  next_sentence_->setMaximumWidth(Size::reading);
  says->addWidget(next_sentence_);
  auto* buttons = row(Space::snug);
  buttons->addWidget(next_);
  buttons->addWidget(other_);
  buttons->addStretch();
  says->addLayout(buttons);
  auto* across = row(Space::page);
  across->addLayout(says, 1);
  across->addWidget(sign_, 0, Qt::AlignVCenter);
  hero_->content().addLayout(across);
  body->content().addWidget(hero_);
  body->content().addWidget(how_);
  for (JobSection* section : {needs_you_, ready_, running_}) {
    body->content().addWidget(section);
    connect(section, &JobSection::opened, this, &StartPage::job_wanted);
    connect(section, &JobSection::acted, this, &StartPage::act);
  }
  body->content().addStretch();
  next_->setObjectName(QStringLiteral("start.first_job"));
  other_->setObjectName(QStringLiteral("start.own_data"));
  connect(next_, &QPushButton::clicked, this, &StartPage::press_next);
  connect(other_, &QPushButton::clicked, this, &StartPage::new_job_wanted);
  connect(&live_, &LiveWorkbench::jobs_changed, this, &StartPage::refresh);
  connect(&live_, &LiveWorkbench::view_changed, this, &StartPage::refresh);
  connect(&live_, &LiveWorkbench::factory_changed, this, &StartPage::refresh);
  connect(&live_, &LiveWorkbench::current_changed, this, &StartPage::refresh);
  retranslate();
}

bool StartPage::has_example() const {
  const Workbench& bench = live_.workbench();
  const auto* first = live_.catalogue().find(bench.first_template);
  return first != nullptr && !first->example.empty();
}

/// A trial run of which nobody started the whole run yet.
bool StartPage::waits_for_whole_run(const JobRecord& job) const {
  return job.is_trial &&
         std::ranges::none_of(live_.jobs(), [&job](const JobRecord& other) { return other.tried_by == job.uuid; });
}

StartPage::Sorted StartPage::sorted() const {
  Sorted jobs;
  const double now = static_cast<double>(QDateTime::currentSecsSinceEpoch());
  for (const JobRecord& job : live_.jobs()) {
    const bool is_moving = live_.moving().contains(QString::fromStdString(job.uuid));
    const bool is_unsent = job.phase == JobPhase::prepared || job.phase == JobPhase::uploading;
    const bool is_news = now - job.ended_at.value_or(job.created_at) < failure_is_news_seconds;
    if (job.phase == JobPhase::done && job.fetched_to.empty() && !job.is_trial) jobs.ready.push_back(&job);
    if (job.phase == JobPhase::done && is_news && waits_for_whole_run(job)) jobs.needs_you.push_back(&job);
    if (is_unsent && !is_moving) jobs.needs_you.push_back(&job);
    if (job.phase == JobPhase::failed && is_news) jobs.needs_you.push_back(&job);
    if (!is_over(job.phase) && (!is_unsent || is_moving)) jobs.running.push_back(&job);
  }
  return jobs;
}

void StartPage::refresh() {
  const Sorted jobs = sorted();
  const bool was_waiting = step_ == NextStep::wait;
  show_offline();
  choose_next(jobs);
  show_next();
  if (was_waiting && step_ != NextStep::wait && isVisible()) next_->setFocus();  // the keyboard begins at the next step
  show_sections(jobs);
}

void StartPage::resizeEvent(QResizeEvent* event) {
  // In a narrow window the words and buttons need the room of the picture.
  sign_->setVisible(width() >= Size::reading + px(Space::page) + px(Space::wide));
  Page::resizeEvent(event);
}

void StartPage::show_offline() {
  const LiveFactory* factory = live_.current();
  // A connection that is gone is said by the strip at the foot of the window, with the button that mends it.
  const bool is_offline =
      factory != nullptr && factory->state() != LiveFactory::State::offline && factory->has_outage();
  offline_->setVisible(is_offline);
  if (!is_offline) return;
  offline_->set_text(
      factory->problem() ? words(*this, factory->problem()->message) : tr("The factory does not answer at the moment."),
      tr("Your jobs go on without this connection. What you see here is what was known last."));
}

void StartPage::choose_next(const Sorted& jobs) {
  const auto pick = [this](NextStep step, const JobRecord* job) {
    step_ = step;
    step_uuid_ = job == nullptr ? QString() : QString::fromStdString(job->uuid);
    step_title_ = job == nullptr ? QString() : QString::fromStdString(job->title).simplified().left(60);
  };
  const LiveFactory* factory = live_.current();
  if (!live_.jobs_are_known()) return pick(NextStep::wait, nullptr);
  if (!jobs.ready.empty()) return pick(NextStep::fetch, jobs.ready.front());
  if (!jobs.running.empty()) return pick(NextStep::watch, jobs.running.front());
  const bool is_out =
      factory != nullptr && factory->state() == LiveFactory::State::signed_out && !factory->is_practice();
  if (is_out) return pick(NextStep::sign_in, nullptr);
  pick(live_.jobs().empty() && has_example() ? NextStep::first_job : NextStep::new_job, nullptr);
}

void StartPage::show_next() {
  const LiveFactory* factory = live_.current();
  const QString name =
      factory == nullptr ? QString() : QString::fromStdString(factory->profile().name.in(shown_language(*this)));
  const auto set = [this](const QString& title, const QString& sentence, const QString& button, const QString& icon) {
    next_title_->setText(title);
    next_sentence_->setText(sentence);
    next_->setText(button);
    next_->set_icon(icon);
    sign_->set(icon.isEmpty() ? QStringLiteral("clock") : icon, Role::accent);
  };
  next_->setVisible(step_ != NextStep::wait);
  how_->setVisible(live_.jobs_are_known() && live_.jobs().empty());
  other_->setVisible(step_ != NextStep::wait && step_ != NextStep::new_job);
  const bool is_new_here = live_.jobs_are_known() && live_.jobs().empty();
  other_->setText(is_new_here ? tr("Begin with my own data") : tr("Train another model"));
  switch (step_) {
    case NextStep::wait:
      return set(tr("One moment…"), tr("Werkbank is reading your jobs."), {}, {});
    case NextStep::first_job:
      return set(
          tr("Train your first model"),
          tr("Everything is ready: a real example with real data. You look at it, press one button, and see how a "
             "model learns. It takes a few minutes and costs nothing."),
          tr("Train your first model"), QStringLiteral("play"));
    case NextStep::sign_in:
      return set(tr("Sign in to %1").arg(name), tr("Then you can send jobs there and follow them."), tr("Sign in"),
                 QStringLiteral("key"));
    case NextStep::fetch:
      return set(tr("“%1” is ready").arg(step_title_),
                 tr("The model is trained. Bring it to this computer together with its report."),
                 tr("Fetch the results"), QStringLiteral("download"));
    case NextStep::watch:
      return set(tr("“%1” is under way").arg(step_title_),
                 tr("You need not wait for it. You may close Werkbank; the factory goes on."), tr("See how it goes"),
                 QStringLiteral("chart"));
    case NextStep::new_job:
      return set(tr("Train a new model"), tr("Tell what data you have. Werkbank takes you through it in five steps."),
                 tr("Train a new model"), QStringLiteral("plus"));
  }
}

void StartPage::show_sections(const Sorted& jobs) {
  running_->show_jobs(tr("Under way"), entries_of(jobs.running, {}, {}));
  ready_->show_jobs(tr("Ready to fetch"), entries_of(jobs.ready, tr("Fetch"), QStringLiteral("download")));
  std::vector<JobSection::Entry> mine;
  for (const JobRecord* job : jobs.needs_you) {
    const bool has_failed = job->phase == JobPhase::failed;
    const QString action = has_failed                     ? tr("See why")
                           : job->phase == JobPhase::done ? tr("See what it measured")
                                                          : tr("Go on");
    mine.push_back({job, action, has_failed ? QStringLiteral("search") : QStringLiteral("play")});
  }
  needs_you_->show_jobs(tr("Needs you"), mine);
}

void StartPage::press_next() {
  switch (step_) {
    case NextStep::wait:
      return;
    case NextStep::first_job:
      emit first_job_wanted();
      return;
    case NextStep::sign_in:
      emit factory_wanted();
      return;
    case NextStep::fetch:
      live_.fetch(step_uuid_);
      return;
    case NextStep::watch:
      emit job_wanted(step_uuid_);
      return;
    case NextStep::new_job:
      emit new_job_wanted();
      return;
  }
}

void StartPage::act(const QString& uuid) {
  for (const JobRecord& job : live_.jobs()) {
    if (QString::fromStdString(job.uuid) != uuid) continue;
    if (job.phase == JobPhase::done && !job.is_trial) return live_.fetch(uuid);
    if (job.phase == JobPhase::failed || job.phase == JobPhase::done) {
      emit job_wanted(uuid);
      return;
    }
    return live_.resume(uuid);
  }
}

void StartPage::retranslate() { refresh(); }

}  // namespace werkbank
