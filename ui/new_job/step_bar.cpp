#include "ui/new_job/step_bar.h"

#include <QHBoxLayout>

namespace werkbank {

StepBar::StepBar(int steps, QWidget* parent) : Page(parent) {
  auto* layout = row(Space::hair);
  setLayout(layout);
  for (int i = 0; i < steps; ++i) {
    if (i > 0) layout->addWidget(new IconLabel(QStringLiteral("chevron-right"), Role::muted));
    auto* button = new SecondaryButton;
    button->setCheckable(true);
    button->setObjectName(QStringLiteral("new_job.step_%1").arg(i + 1));
    layout->addWidget(button);
    buttons_.push_back(button);
    connect(button, &QPushButton::clicked, this, [this, i] {
      retranslate();  // the press itself does not move the mark
      emit wanted(i);
    });
  }
  layout->addStretch();
}

void StepBar::set_names(const QStringList& names) {
  names_ = names;
  retranslate();
}

void StepBar::set_state(int current, int reachable) {
  current_ = current;
  reachable_ = reachable;
  retranslate();
}

void StepBar::retranslate() {
  for (int i = 0; i < static_cast<int>(buttons_.size()) && i < names_.size(); ++i) {
    auto* button = buttons_[static_cast<std::size_t>(i)];
    const bool is_done = i < current_ && i < reachable_;
    button->setText(is_done ? names_[i] : QStringLiteral("%1  %2").arg(QString::number(i + 1), names_[i]));
    button->set_icon(is_done ? QStringLiteral("check") : QString());
    button->setChecked(i == current_);
    button->setEnabled(i <= reachable_);
    const QString place = tr("Step %1 of %2: %3").arg(i + 1).arg(names_.size()).arg(names_[i]);
    button->setAccessibleName(is_done ? tr("%1 (done)").arg(place) : place);
  }
}

}  // namespace werkbank
