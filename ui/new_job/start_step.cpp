#include "ui/new_job/start_step.h"

#include <cmath>

#include <QGridLayout>

#include "core/base/local_files.h"
#include "core/base/units.h"
#include "ui/new_job/estimate_card.h"

namespace werkbank {

StartStep::StartStep(JobDraft& draft, std::function<QString()> blocker, QWidget* parent)
    : NewJobStep(parent),
      draft_(draft),
      blocker_(std::move(blocker)),
      headline_(new Headline),
      title_(new QLineEdit),
      title_row_(new FormRow(title_)),
      start_(new PrimaryButton({}, QStringLiteral("play"))),
      trial_line_(new QWidget),
      try_(new SecondaryButton({}, QStringLiteral("clock"))),
      try_note_(new Muted),
      blocked_(new Banner),
      problem_(new Banner(BannerKind::error)),
      progress_card_(new Card),
      progress_(new ProgressLine),
      progress_note_(new Muted),
      stop_(new SecondaryButton({}, QStringLiteral("stop"))) {
  auto* body = new ScrollBody(Size::reading);
  auto* outer = column(Space::hair);
  outer->addWidget(body);
  setLayout(outer);
  auto* card = new Card;
  build_summary(*card);
  progress_card_->content().addWidget(progress_);
  progress_card_->content().addWidget(progress_note_);
  progress_card_->content().addWidget(stop_, 0, Qt::AlignLeft);
  for (QWidget* part :
       std::initializer_list<QWidget*>{headline_, card, problem_, blocked_, start_, trial_line_, progress_card_}) {
    body->content().addWidget(part);
  }
  auto* trial = column(Space::hair);
  trial_line_->setLayout(trial);
  trial->addWidget(try_);
  trial->addWidget(try_note_);
  body->content().addStretch();
  start_->setObjectName(QStringLiteral("new_job.start"));
  stop_->setObjectName(QStringLiteral("new_job.stop_upload"));
  title_->setObjectName(QStringLiteral("new_job.title"));
  title_->setMaxLength(80);
  connect(title_, &QLineEdit::textEdited, &draft_, &JobDraft::set_title);
  try_->setObjectName(QStringLiteral("new_job.trial"));
  connect(start_, &QPushButton::clicked, this, [this] { press(Run::whole); });
  connect(try_, &QPushButton::clicked, this, [this] { press(Run::trial); });
  connect(blocked_, &Banner::action_pressed, this, &StartStep::checks_wanted);
  connect(stop_, &QPushButton::clicked, this, [this] { draft_.live().stop_moving(uuid_); });
  connect(&draft_, &JobDraft::changed, this, [this] {
    if (isVisible()) refresh();
  });
  connect_live();
  retranslate();
}

void StartStep::build_summary(Card& card) {
  card.content().addWidget(title_row_);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(px(Space::wide));
  grid->setVerticalSpacing(px(Space::snug));
  grid->setColumnStretch(1, 1);
  int line = 0;
  for (Fact* fact : {&what_, &data_, &where_, &time_}) {
    *fact = {new Caption, new Body};
    fact->caption->setWordWrap(false);
    grid->addWidget(fact->caption, line, 0, Qt::AlignTop);
    grid->addWidget(fact->value, line, 1);
    ++line;
  }
  card.content().addSpacing(px(Space::small));
  card.content().addLayout(grid);
}

void StartStep::connect_live() {
  LiveWorkbench& live = draft_.live();
  connect(&live, &LiveWorkbench::prepared, this, [this](const QString& uuid) {
    if (!is_starting_ || !uuid_.isEmpty()) return;
    uuid_ = uuid;
    show_state();
  });
  connect(&live, &LiveWorkbench::moving_changed, this, &StartStep::show_progress);
  connect(&live, &LiveWorkbench::started, this, [this](const QString& uuid) {
    if (!is_ours(uuid)) return;
    set_starting(false);
    uuid_.clear();
    error_.reset();
    emit started(uuid);
  });
  connect(&live, &LiveWorkbench::start_failed, this, [this](const QString& uuid, const Error& error) {
    if (is_ours(uuid) || (is_starting_ && uuid.isEmpty())) failed(error);
  });
  connect(&live, &LiveWorkbench::resumed, this, [this](const QString& uuid) {
    if (is_starting_ || uuid.isEmpty() || uuid != uuid_) return;
    error_.reset();
    set_starting(true);
  });
  connect(&live, &LiveWorkbench::start_stopped, this, [this](const QString& uuid) {
    if (is_ours(uuid)) set_starting(false);
  });
}

void StartStep::enter() { refresh(); }

void StartStep::press(Run run) {
  LiveFactory* factory = draft_.live().current();
  if (is_starting_ || factory == nullptr || !blocker_().isEmpty()) return;
  error_.reset();
  const Language language = shown_language(*this);
  const JobRequest request = run == Run::trial ? draft_.trial_request(language) : draft_.request(language);
  run_ = run;
  if (!uuid_.isEmpty() && (factory != prepared_for_ || !is_as_prepared(request))) {
    draft_.live().cancel_job(uuid_);  // what was prepared is no longer what is wanted
    uuid_.clear();
  }
  set_starting(true);
  if (uuid_.isEmpty()) {
    prepared_ = request;
    prepared_for_ = factory;
    draft_.live().start(request, *factory);
  } else {
    draft_.live().resume(uuid_);
  }
}

bool StartStep::is_as_prepared(const JobRequest& request) const {
  return request.job_template == prepared_.job_template && request.values == prepared_.values &&
         request.data == prepared_.data && request.keeping == prepared_.keeping && request.title == prepared_.title &&
         request.is_trial == prepared_.is_trial && request.tried_by == prepared_.tried_by &&
         request.variants == prepared_.variants;
}

void StartStep::failed(const Error& error) {
  error_ = error;
  set_starting(false);
}

void StartStep::set_starting(bool is_starting) {
  is_starting_ = is_starting;
  show_progress();
  refresh();
  if (isVisible() && is_starting_) stop_->setFocus();
  emit starting_changed();
}

void StartStep::refresh() {
  show_facts();
  show_state();
}

void StartStep::show_facts() {
  const Language language = shown_language(*this);
  const LiveFactory* factory = draft_.live().current();
  const bool is_typing = title_->hasFocus() && title_->isModified();
  if (!is_typing) title_->setText(draft_.title(language));
  const JobTemplate* chosen = draft_.job_template();
  what_.value->setText(chosen == nullptr ? QString() : QString::fromStdString(chosen->title.in(language)));
  const QString path = QString::fromStdString(path_text(draft_.data().path()));
  const auto& report = draft_.data().report();
  data_.value->setText(report ? QStringLiteral("%1 (%2)").arg(path, format_bytes(report->size.bytes, language)) : path);
  where_.value->setText(factory == nullptr ? QString() : QString::fromStdString(factory->profile().name.in(language)));
  const auto cost = draft_.cost();
  const QString time = cost && cost->ok() ? duration_range(cost->value().seconds, language) : tr("unknown");
  const int settings = draft_.variants();
  if (settings > 0) {
    what_.value->setText(what_.value->text() + u'\n' +
                         tr("%n settings are tried, the best is kept", nullptr, settings));
  }
  time_.value->setText(draft_.is_measured() ? tr("%1, measured by a trial run").arg(time) : time);
}

void StartStep::show_state() {
  const QString blocker = blocker_();
  const bool tries = run_ == Run::trial;
  headline_->setText(!is_starting_ ? tr("Ready to start")
                     : tries       ? tr("Your trial run is on its way")
                                   : tr("Your job is on its way"));
  start_->setVisible(!is_starting_);
  start_->setEnabled(blocker.isEmpty());
  // What was measured need not be measured again.
  trial_line_->setVisible(!is_starting_ && draft_.has_trial() && !draft_.is_measured());
  try_->setEnabled(blocker.isEmpty());
  title_->setEnabled(!is_starting_);
  blocked_->setVisible(!is_starting_ && !blocker.isEmpty());
  blocked_->set_text(blocker);
  blocked_->set_action(tr("See the checks"));
  problem_->setVisible(error_.has_value() && !is_starting_);
  if (error_) {
    problem_->set_text(
        words(*this, error_->message),
        is_connection_gone(*error_)
            ? tr("Nothing is lost. Werkbank goes on by itself as soon as the connection is back.")
            : tr("Nothing is lost. Press “Try again”: Werkbank then sends what is not at the factory yet."));
  }
  const bool again = error_ || !uuid_.isEmpty();
  start_->setText(again && !tries        ? tr("Try again")
                  : draft_.is_measured() ? tr("Start the whole run")
                                         : tr("Start training"));
  try_->setText(again && tries ? tr("Try the trial run again") : tr("Trial run first (about 2 minutes)"));
  progress_card_->setVisible(is_starting_);
}

void StartStep::show_progress() {
  if (!is_starting_) return;
  const auto found = draft_.live().moving().find(uuid_);
  if (uuid_.isEmpty() || found == draft_.live().moving().end()) {
    progress_->set(std::nullopt, tr("Getting ready…"));
    return;
  }
  const Progress& progress = found->second.progress;
  const QString what = words(*this, progress.what);
  std::optional<double> fraction;
  if (progress.total > 0) fraction = static_cast<double>(progress.done) / static_cast<double>(progress.total);
  progress_->set(fraction, what.isEmpty() ? tr("Getting ready…") : what,
                 fraction ? locale().toString(std::floor(*fraction * 100), 'f', 0) + QStringLiteral(" %") : QString());
}

void StartStep::retranslate() {
  title_row_->set_label(tr("Name of this job"));
  title_row_->set_help(tr("So that you find it back later."));
  what_.caption->setText(tr("What"));
  data_.caption->setText(tr("With"));
  where_.caption->setText(tr("Where"));
  time_.caption->setText(tr("Expected time"));
  progress_note_->setText(
      tr("Your data goes to the factory and is checked there. You may look at other pages meanwhile."));
  stop_->setText(tr("Stop"));
  try_note_->setText(
      tr("It measures how long the whole run will take, before that costs you hours. Your data is sent only once."));
  try_->setAccessibleDescription(try_note_->text());
  refresh();
  show_progress();
}

}  // namespace werkbank
