#include "ui/new_job/check_step.h"

namespace werkbank {
namespace {

struct Look {
  const char* icon;
  Role role;
};

Look look_of(CheckLine::State state) {
  switch (state) {
    case CheckLine::State::good:
      return {"check", Role::success};
    case CheckLine::State::bad:
      return {"error", Role::danger};
    case CheckLine::State::unknown:
      return {"info", Role::muted};
    case CheckLine::State::busy:
      return {"refresh", Role::accent};
    case CheckLine::State::waiting:
      return {"clock", Role::muted};
  }
  return {"clock", Role::muted};
}

}  // namespace

CheckLine::CheckLine(const QString& name, QWidget* parent)
    : QWidget(parent),
      icon_(new IconLabel(QStringLiteral("clock"), Role::muted)),
      title_(new Strong),
      sentence_(new Body),
      repair_(new SecondaryButton) {
  auto* line = row(Space::normal);
  setLayout(line);
  line->addWidget(icon_, 0, Qt::AlignTop);
  auto* texts = column(Space::hair);
  texts->addWidget(title_);
  texts->addWidget(sentence_);
  line->addLayout(texts, 1);
  line->addWidget(repair_, 0, Qt::AlignVCenter);
  setObjectName(QStringLiteral("new_job.check.") + name);
  repair_->setObjectName(QStringLiteral("new_job.repair.") + name);
  connect(repair_, &QPushButton::clicked, this, &CheckLine::repair_wanted);
}

void CheckLine::set(State state, const QString& title, const QString& sentence, const QString& repair) {
  state_ = state;
  const Look look = look_of(state);
  icon_->set(QLatin1String(look.icon), look.role);
  title_->setText(title);
  sentence_->setText(sentence);
  sentence_->setVisible(!sentence.isEmpty());
  repair_->setText(repair);
  repair_->setVisible(!repair.isEmpty());
  setAccessibleName(QStringLiteral("%1. %2").arg(title, sentence));
}

}  // namespace werkbank
