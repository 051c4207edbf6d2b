#include "core/base/units.h"
#include "ui/factories/connection_panel.h"
#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

constexpr qsizetype longest_detail = 2000;
constexpr int name_width = 5 * Size::icon_large;

struct StepLook {
  Grading grading;
  const char* icon;
  QString word;
};

StepLook look_of(ShownCheckStep::State state) {
  switch (state) {
    case ShownCheckStep::State::running:
      return {Grading::accent, "clock", CheckStepLine::tr("Busy")};
    case ShownCheckStep::State::ok:
      return {Grading::success, "check", CheckStepLine::tr("In order")};
    case ShownCheckStep::State::failed:
      return {Grading::danger, "error", CheckStepLine::tr("Stops here")};
    case ShownCheckStep::State::skipped:
      return {Grading::neutral, "minus", CheckStepLine::tr("Not looked at")};
  }
  return {};
}

}  // namespace

CheckStepLine::CheckStepLine(ShownCheckStep step, QWidget* parent)
    : Page(parent),
      step_(std::move(step)),
      pill_(new StatusPill),
      name_(new Strong),
      time_(new Caption),
      sentence_(new Body),
      detail_(new Label(Type::mono)) {
  auto* layout = column(Space::snug);
  setLayout(layout);
  layout->addWidget(new Line);
  auto* across = row(Space::normal);
  auto* left = new QWidget;
  auto* states = column(Space::hair);
  left->setLayout(states);
  left->setFixedWidth(name_width);
  states->addWidget(name_);
  states->addWidget(pill_);
  states->addWidget(time_);
  states->addStretch();
  across->addWidget(left);
  auto* right = column(Space::hair);
  right->addWidget(sentence_);
  right->addWidget(detail_);
  right->addStretch();
  across->addLayout(right, 1);
  layout->addLayout(across);
  detail_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  retranslate();
}

void CheckStepLine::set(const ShownCheckStep& step) {
  step_ = step;
  retranslate();
}

void CheckStepLine::retranslate() {
  const StepLook look = look_of(step_.state);
  pill_->set(look.grading, QLatin1String(look.icon), look.word);
  name_->setText(words(*this, step_.name));
  const bool has_time = step_.state == ShownCheckStep::State::ok || step_.state == ShownCheckStep::State::failed;
  time_->setVisible(has_time);
  time_->setText(tr("%1 s").arg(locale().toString(step_.seconds, 'f', step_.seconds < 10 ? 2 : 0)));
  sentence_->setText(words(*this, step_.sentence));
  detail_->setText(outside_text(step_.detail, longest_detail));
  detail_->setVisible(!detail_->text().isEmpty());
  setAccessibleName(QStringLiteral("%1: %2. %3").arg(name_->text(), look.word, sentence_->text()));
}

QString CheckStepLine::text() const {
  QString line = QStringLiteral("[%1] %2").arg(pill_->word(), name_->text());
  if (time_->isVisibleTo(this)) line += QStringLiteral(" (%1)").arg(time_->text());
  if (!sentence_->text().isEmpty()) line += QStringLiteral("\n    ") + sentence_->text();
  QString detail = detail_->text();
  if (!detail.isEmpty()) line += QStringLiteral("\n    ") + detail.replace(u'\n', QStringLiteral("\n    "));
  return line;
}

}  // namespace werkbank
