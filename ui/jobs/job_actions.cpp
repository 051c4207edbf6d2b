#include "ui/jobs/job_actions.h"

#include <algorithm>

#include <QHBoxLayout>

namespace werkbank {

JobActions::JobActions(QWidget* parent)
    : Page(parent),
      buttons_(new QWidget),
      question_(new QFrame),
      resume_(new PrimaryButton({}, QStringLiteral("play"))),
      fetch_(new PrimaryButton({}, QStringLiteral("download"))),
      whole_(new PrimaryButton({}, QStringLiteral("play"))),
      open_(new PrimaryButton({}, QStringLiteral("folder"))),
      room_(new PrimaryButton({}, QStringLiteral("data"))),
      again_(new PrimaryButton({}, QStringLiteral("refresh"))),
      again_after_(new SecondaryButton({}, QStringLiteral("refresh"))),
      use_(new SecondaryButton({}, QStringLiteral("play"))),
      fetch_again_(new SecondaryButton({}, QStringLiteral("download"))),
      stop_moving_(new SecondaryButton({}, QStringLiteral("stop"))),
      stop_(new DangerButton({}, QStringLiteral("stop"))) {
  auto* layout = column(Space::snug);
  setLayout(layout);
  auto* line = row(Space::small);
  buttons_->setLayout(line);
  setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  for (QWidget* button : std::initializer_list<QWidget*>{resume_, fetch_, whole_, open_, room_, again_, again_after_,
                                                         use_, fetch_again_, stop_moving_, stop_}) {
    line->addWidget(button);
    button->hide();
  }
  layout->addWidget(buttons_);
  build_question();
  connect(resume_, &QPushButton::clicked, this, &JobActions::resume);
  connect(fetch_, &QPushButton::clicked, this, &JobActions::fetch);
  connect(fetch_again_, &QPushButton::clicked, this, &JobActions::fetch);
  connect(whole_, &QPushButton::clicked, this, &JobActions::start_whole_run);
  connect(open_, &QPushButton::clicked, this, &JobActions::open_folder);
  connect(room_, &QPushButton::clicked, this, &JobActions::make_room);
  connect(again_, &QPushButton::clicked, this, &JobActions::try_again);
  connect(again_after_, &QPushButton::clicked, this, &JobActions::try_again);
  connect(use_, &QPushButton::clicked, this, &JobActions::use_model);
  connect(stop_moving_, &QPushButton::clicked, this, &JobActions::stop_moving);
  connect(stop_, &QPushButton::clicked, this, [this] { ask(true); });
  stop_->setObjectName(QStringLiteral("stop_job"));
  sure_->setObjectName(QStringLiteral("stop_job_sure"));
  fetch_->setObjectName(QStringLiteral("bring_home"));
  fetch_again_->setObjectName(QStringLiteral("bring_home_again"));
  whole_->setObjectName(QStringLiteral("start_whole_run"));
  open_->setObjectName(QStringLiteral("open_folder"));
  room_->setObjectName(QStringLiteral("make_room"));
  use_->setObjectName(QStringLiteral("use_model"));
  again_->setObjectName(QStringLiteral("try_again"));
  again_after_->setObjectName(QStringLiteral("try_again_after"));
  question_->hide();
  retranslate();
}

void JobActions::build_question() {
  question_->setProperty("banner", QStringLiteral("warning"));
  auto* line = row(Space::small);
  line->setContentsMargins(px(Space::normal), px(Space::small), px(Space::small), px(Space::small));
  question_->setLayout(line);
  question_text_ = new Body;
  sure_ = new DangerButton;
  keep_ = new SecondaryButton;
  line->addWidget(new IconLabel(QStringLiteral("warning"), Role::warning));
  line->addWidget(question_text_, 1);
  line->addWidget(keep_);
  line->addWidget(sure_);
  connect(keep_, &QPushButton::clicked, this, [this] { ask(false); });
  connect(sure_, &QPushButton::clicked, this, [this] {
    ask(false);
    emit cancel();
  });
}

void JobActions::ask(bool asking) {
  question_->setVisible(asking);
  stop_->setEnabled(!asking);
  if (asking) {
    keep_->setFocus();
  } else {
    stop_->setFocus();
  }
}

void JobActions::ask_to_stop() {
  if (may_stop_) ask(true);
}

void JobActions::show_job(const JobRecord& record, const Choices& choices) {
  const bool moving = choices.moving;
  offer_ = choices.offer;
  const bool over = is_over(record.phase);
  const bool home = !record.fetched_to.empty();
  const bool before_sent =
      record.phase == JobPhase::prepared || record.phase == JobPhase::uploading || record.phase == JobPhase::submitting;
  is_trial_ = record.is_trial;
  const bool is_tried = is_trial_ && record.phase == JobPhase::done;  // and leaves nothing to bring home
  const bool has_results =
      (record.phase == JobPhase::done && !is_tried) || (over && !is_tried && record.started_at.has_value());
  const bool has_so_far = !over && !record.so_far_in.empty();
  runs_ = record.phase == JobPhase::running;
  is_sent_ = !before_sent;
  may_stop_ = !over && record.phase != JobPhase::finishing && !record.cancel_requested && !moving;
  resume_->setVisible(before_sent && !moving && !record.cancel_requested);
  fetch_->setVisible(record.phase == JobPhase::done && !is_tried && !home && !moving);
  whole_->setVisible(choices.whole_run && !moving);
  open_->setVisible((home || has_so_far) && !moving);
  const bool again = (record.phase == JobPhase::failed || record.phase == JobPhase::cancelled) && !home && !moving;
  room_->setVisible(again && choices.room_first);
  again_->setVisible(again && !choices.room_first);
  again_after_->setVisible(again && choices.room_first);
  use_->setVisible(choices.use_model && !moving);
  fetch_again_->setVisible((has_results || (runs_ && !is_trial_)) && !fetch_->isVisibleTo(this) && !moving);
  stop_moving_->setVisible(moving);
  stop_->setVisible(may_stop_);
  if (!may_stop_ && !question_->isHidden()) ask(false);
  retranslate();
  const auto buttons = buttons_->findChildren<QPushButton*>(QString(), Qt::FindDirectChildrenOnly);
  const bool any =
      std::any_of(buttons.begin(), buttons.end(), [](const QPushButton* button) { return !button->isHidden(); });
  setVisible(any);
}

void JobActions::retranslate() {
  resume_->setText(tr("Send it now"));
  fetch_->setText(tr("Bring the result home"));
  whole_->setText(tr("Start the whole run"));
  whole_->setAccessibleDescription(tr("Opens a new job, filled in, with the time that was measured"));
  open_->setText(tr("Open the folder"));
  room_->setText(offer_);
  again_->setText(offer_.isEmpty() ? tr("Try again") : offer_);
  again_after_->setText(tr("Try again"));
  use_->setText(tr("Use this model"));
  fetch_again_->setText(runs_               ? tr("Bring home what there is so far")
                        : open_->isHidden() ? tr("Bring home what there is")
                                            : tr("Bring it home again"));
  stop_moving_->setText(tr("Pause"));
  stop_->setText(!is_sent_ ? tr("Do not send it") : is_trial_ ? tr("Stop this trial run") : tr("Stop this job"));
  question_text_->setText(is_sent_ && is_trial_ ? tr("Stop this trial run? Then it measures nothing. No work is lost.")
                          : is_sent_            ? tr("Stop this job? What it learnt since it last saved is lost.")
                                                : tr("Not send this job? Your data on this computer stays as it is."));
  sure_->setText(is_sent_ ? tr("Yes, stop it") : tr("Yes, leave it"));
  keep_->setText(is_sent_ ? tr("No, let it run") : tr("No, keep it"));
}

}  // namespace werkbank
