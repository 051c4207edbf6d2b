#include "ui/factories/answered_lines.h"

namespace werkbank {

AnsweredLines::AnsweredLines(QWidget* parent) : Page(parent) {
  setLayout(column(Space::hair));
  hide();
}

void AnsweredLines::set(const std::vector<AnsweredQuestion>& answered) {
  answered_ = answered;
  retranslate();
  setVisible(!answered_.empty());
}

QString AnsweredLines::line_of(const AnsweredQuestion& past) const {
  if (!past.host.empty()) return tr("%1 is the right computer").arg(outside_text(past.host, 100));
  if (!past.question.link.empty()) return tr("You opened the page");
  switch (past.question.kind) {
    case Question::Kind::user_name:
      return tr("You gave your user name");
    case Question::Kind::password:
      return tr("You gave your password");
    case Question::Kind::new_password:
      return tr("You chose a new password");
    case Question::Kind::key_passphrase:
      return tr("You gave the passphrase of your key");
    case Question::Kind::one_time_code:
      return tr("You gave the code");
    case Question::Kind::other:
      break;
  }
  return tr("You answered: “%1”").arg(outside_text(past.question.server_words, 80).simplified());
}

void AnsweredLines::retranslate() {
  while (QLayoutItem* item = layout()->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const AnsweredQuestion& past : answered_) {
    auto* line = new QWidget;
    auto* across = row(Space::small);
    line->setLayout(across);
    across->addWidget(new IconLabel(QStringLiteral("check"), Role::success), 0, Qt::AlignTop);
    auto* words = new Muted(line_of(past));
    across->addWidget(words, 1);
    words->setAccessibleName(tr("Done: %1").arg(words->text()));
    layout()->addWidget(line);
    line->show();  // now, and not with the next event: the page would flicker at each question
  }
}

}  // namespace werkbank
