#include "ui/factories/stored_row.h"

#include <algorithm>
#include <limits>

#include "core/base/units.h"
#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

constexpr int longest_name = 120;

QString icon_of(StoredKind kind) {
  switch (kind) {
    case StoredKind::dataset:
      return QStringLiteral("data");
    case StoredKind::job:
      return QStringLiteral("jobs");
    case StoredKind::broken_upload:
    case StoredKind::broken_job:
      return QStringLiteral("cloud-off");
  }
  return {};
}

}  // namespace

StoredRow::StoredRow(StoredThing thing, QWidget* parent)
    : Page(parent),
      thing_(std::move(thing)),
      icon_(new IconLabel(icon_of(thing_.kind), Role::accent)),
      title_(new Strong),
      pill_(new StatusPill),
      amount_(new Body),
      bar_(new ProgressLine),
      reason_(new Caption),
      dates_(new Caption),
      check_(new SecondaryButton({}, QStringLiteral("check"))),
      stop_(new SecondaryButton({}, QStringLiteral("stop"))),
      remove_(new DangerButton({}, QStringLiteral("close"))),
      progress_(new ProgressLine),
      result_(new Banner) {
  auto* layout = column(Space::snug);
  setLayout(layout);
  auto* across = row(Space::normal);
  across->addWidget(icon_, 0, Qt::AlignTop);
  across->addLayout(make_words(), 1);
  across->addLayout(make_buttons());
  layout->addLayout(across);
  layout->addWidget(progress_);
  layout->addWidget(result_);
  layout->addWidget(make_question());
  name_parts();
  connect(check_, &QPushButton::clicked, this, &StoredRow::check_wanted);
  connect(stop_, &QPushButton::clicked, this, &StoredRow::stop_wanted);
  connect(remove_, &QPushButton::clicked, this, [this] { ask(true); });
  retranslate();
}

QLayout* StoredRow::make_words() {
  auto* texts = column(Space::hair);
  auto* top = row(Space::small);
  top->addWidget(title_, 1);
  top->addWidget(pill_, 0, Qt::AlignTop);
  texts->addLayout(top);
  texts->addWidget(amount_);
  texts->addSpacing(px(Space::hair));
  texts->addWidget(bar_);
  texts->addSpacing(px(Space::hair));
  texts->addWidget(reason_);
  texts->addWidget(dates_);
  return texts;
}

QLayout* StoredRow::make_buttons() {
  auto* buttons = column(Space::small);
  for (QWidget* button : std::initializer_list<QWidget*>{check_, stop_, remove_}) buttons->addWidget(button);
  buttons->addStretch();
  return buttons;
}

QWidget* StoredRow::make_question() {
  question_ = new QFrame;
  question_->setProperty("banner", QStringLiteral("warning"));
  auto* lines = column(Space::small);
  lines->setContentsMargins(px(Space::normal), px(Space::normal), px(Space::normal), px(Space::normal));
  question_->setLayout(lines);
  question_text_ = new Strong;
  lost_ = new Body;
  kept_ = new Body;
  keep_ = new SecondaryButton;
  sure_ = new DangerButton;
  auto* top = row(Space::small);
  top->addWidget(new IconLabel(QStringLiteral("warning"), Role::warning), 0, Qt::AlignTop);
  top->addWidget(question_text_, 1);
  lines->addLayout(top);
  lines->addWidget(lost_);
  lines->addWidget(kept_);
  auto* buttons = row(Space::small);
  buttons->addWidget(keep_);
  buttons->addWidget(sure_);
  buttons->addStretch();
  lines->addLayout(buttons);
  question_->hide();
  connect(keep_, &QPushButton::clicked, this, [this] { ask(false); });
  connect(sure_, &QPushButton::clicked, this, [this] {
    ask(false);
    refusal_.reset();
    emit remove_wanted();
  });
  return question_;
}

void StoredRow::name_parts() {
  const QString name = QString::fromStdString(thing_.name);
  setObjectName(QStringLiteral("stored.row.") + name);
  check_->setObjectName(QStringLiteral("stored.check.") + name);
  stop_->setObjectName(QStringLiteral("stored.stop.") + name);
  remove_->setObjectName(QStringLiteral("stored.remove.") + name);
  keep_->setObjectName(QStringLiteral("stored.keep.") + name);
  sure_->setObjectName(QStringLiteral("stored.sure.") + name);
  result_->setObjectName(QStringLiteral("stored.result.") + name);
}

void StoredRow::set(const StoredAdvice& advice, double share) {
  advice_ = advice;
  share_ = share;
  if (advice_.risk == RemovalRisk::in_use && !question_->isHidden()) ask(false);
  retranslate();
}

void StoredRow::set_busy(bool busy) {
  busy_ = busy;
  show_buttons();
}

void StoredRow::set_checking(const std::optional<Progress>& progress) {
  const bool is_new = progress && !checking_;
  const bool had_focus = check_->hasFocus() || stop_->hasFocus();
  checking_ = progress;
  if (is_new) outcome_.reset();
  show_buttons();
  show_result();
  if (had_focus && is_new) stop_->setFocus();
  if (had_focus && !checking_) check_->setFocus();
}

void StoredRow::set_outcome(const CheckOutcome& outcome) {
  outcome_ = outcome;
  show_result();
}

void StoredRow::set_removing(bool removing) {
  removing_ = removing;
  if (removing) outcome_.reset();
  show_buttons();
  show_result();
}

void StoredRow::set_refusal(const Error& error) {
  refusal_ = error;
  show_result();
}

void StoredRow::ask(bool asking) {
  question_->setVisible(asking);
  show_buttons();
  if (asking) {
    keep_->setFocus();
  } else {
    remove_->setFocus();
  }
}

QString StoredRow::title() const {
  const QString given = outside_text(advice_.title, longest_name);
  switch (thing_.kind) {
    case StoredKind::dataset:
      return given;
    case StoredKind::job:
      return tr("Job: %1").arg(given);
    case StoredKind::broken_upload:
    case StoredKind::broken_job:
      break;
  }
  if (thing_.name.starts_with(".part-removing-")) return tr("Something that was only half removed");
  return thing_.kind == StoredKind::broken_upload ? tr("An upload that broke off") : tr("A job that was half prepared");
}

void StoredRow::retranslate() {
  title_->setText(title());
  reason_->setText(words(*this, advice_.reason));
  show_amount();
  show_pill();
  show_question();
  show_buttons();
  show_result();
}

void StoredRow::show_amount() {
  const Language language = shown_language(*this);
  const QString size = format_bytes(thing_.bytes, language);
  const int files = plural(thing_.files);
  const QString in_files =
      tr("%n files", nullptr, files).replace(QString::number(files), locale_of(language).toString(files));
  const QString packed =
      thing_.original_files == 0 ? QString() : tr(", packed together from %n", nullptr, plural(thing_.original_files));
  amount_->setText(tr("%1 in %2").arg(size, in_files) + packed +
                   (thing_.counted_whole ? QString() : tr(" (a part of it cannot be read)")));
  bar_->set(share_, {}, {}, tr("Room that %1 takes: %2").arg(title(), size));
  QStringList dates;
  if (thing_.verified_at) dates << tr("Verified on %1.").arg(format_moment(*thing_.verified_at, language));
  if (thing_.kind == StoredKind::dataset && !thing_.verified_at) dates << tr("Never verified.");
  if (thing_.used_at > 0) dates << tr("Last used on %1.").arg(format_moment(thing_.used_at, language));
  if (!thing_.jobs.empty()) dates << tr("Used by %1.").arg(tr("%n jobs", nullptr, plural(thing_.jobs.size())));
  dates_->setText(dates.join(QLatin1Char(' ')));
  dates_->setVisible(!dates.isEmpty());
}

void StoredRow::show_pill() {
  switch (advice_.risk) {
    case RemovalRisk::none:
      return pill_->set(Grading::success, QStringLiteral("check"), tr("Can go"));
    case RemovalRisk::some:
      return pill_->set(Grading::warning, QStringLiteral("warning"), tr("Think first"));
    case RemovalRisk::in_use:
      return pill_->set(Grading::neutral, QStringLiteral("clock"), tr("In use"));
  }
}

void StoredRow::show_question() {
  question_text_->setText(tr("Remove “%1” from the factory for good?").arg(title()));
  lost_->setText(tr("Lost: %1").arg(words(*this, advice_.lost)));
  kept_->setText(tr("Kept: %1").arg(words(*this, advice_.kept)));
  keep_->setText(tr("No, keep it"));
  sure_->setText(tr("Yes, remove it"));
}

void StoredRow::show_buttons() {
  const bool is_asking = !question_->isHidden();
  check_->setText(tr("Check"));
  check_->setAccessibleName(tr("Check whether %1 is still what was sent").arg(title()));
  check_->setVisible(thing_.kind == StoredKind::dataset && !checking_);
  check_->setEnabled(!busy_ && !is_asking);
  stop_->setText(tr("Stop"));
  stop_->setAccessibleName(tr("Stop the check of %1").arg(title()));
  stop_->setVisible(checking_.has_value());
  remove_->setText(removing_ ? tr("Removing…") : tr("Remove"));
  remove_->setAccessibleName(tr("Remove %1").arg(title()));
  remove_->setEnabled(!busy_ && !is_asking && advice_.risk != RemovalRisk::in_use);
  remove_->setAccessibleDescription(words(*this, advice_.reason));
}

void StoredRow::show_result() {
  progress_->setVisible(checking_.has_value());
  if (checking_) {
    const bool is_known = checking_->total > 0;
    const double part = is_known ? static_cast<double>(checking_->done) / static_cast<double>(checking_->total) : 0;
    const QString what = words(*this, checking_->what);
    progress_->set(is_known ? std::optional(part) : std::nullopt,
                   what.isEmpty() ? tr("The factory reads every byte of it…") : what,
                   is_known ? QStringLiteral("%1 %").arg(static_cast<int>(part * 100)) : QString());
  }
  result_->setVisible((outcome_ && !outcome_->cancelled()) || refusal_);
  if (refusal_) {
    result_->set_kind(BannerKind::warning);
    result_->set_text(words(*this, refusal_->message), outside_text(refusal_->detail, 300));
  } else if (outcome_ && outcome_->failed()) {
    result_->set_kind(BannerKind::error);
    result_->set_text(words(*this, outcome_->error().message), outside_text(outcome_->error().detail, 300));
  } else if (outcome_ && outcome_->ok()) {
    const DatasetCheck& check = outcome_->value();
    result_->set_kind(check.whole ? BannerKind::success : BannerKind::error);
    result_->set_text(words(*this, check.sentence()),
                      check.whole ? QString() : outside_text(not_whole(check).detail, 300));
  }
}

}  // namespace werkbank
