#include "ui/factories/sign_in_stop.h"

namespace werkbank {

bool is_hard_stop(const Error& error) {
  return error.code == ErrorCode::host_key_changed || error.code == ErrorCode::sign_in_blocked;
}

SignInStop::SignInStop(const QString& prefix, QWidget* parent)
    : Page(parent),
      sign_(new IconLabel(QStringLiteral("error"), Role::danger, px(Space::section))),
      title_(new Title),
      sentence_(new Body),
      meaning_(new Body),
      whom_(new Strong),
      help_(new HelpLines(prefix + QStringLiteral(".stop"))),
      again_(new SecondaryButton({}, QStringLiteral("refresh"))) {
  setObjectName(prefix + QStringLiteral(".stop"));
  again_->setObjectName(prefix + QStringLiteral(".again"));
  set_style_property(*this, "banner", QStringLiteral("error"));
  auto* across = row(Space::normal);
  across->setContentsMargins(px(Space::wide), px(Space::wide), px(Space::wide), px(Space::wide));
  setLayout(across);
  across->addWidget(sign_, 0, Qt::AlignTop);
  auto* texts = column(Space::snug);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, sentence_, meaning_, whom_, help_}) {
    texts->addWidget(part);
  }
  texts->addWidget(again_, 0, Qt::AlignLeft);
  across->addLayout(texts, 1);
  connect(again_, &QPushButton::clicked, this, &SignInStop::again_wanted);
  hide();
}

void SignInStop::set(const Error& error, const Profile& profile) {
  error_ = error;
  profile_ = profile;
  help_->set(profile);
  retranslate();
}

void SignInStop::retranslate() {
  const QString name = QString::fromStdString(profile_.name.in(shown_language(*this)));
  sentence_->setText(words(*this, error_.message));
  if (error_.code == ErrorCode::host_key_changed) {
    title_->setText(tr("Stop: this is not the computer that Werkbank knows"));
    meaning_->setText(
        tr("Either %1 has renewed its computer, or somebody else pretends to be the factory to get your password. "
           "Werkbank has sent no password and cannot tell which it is. Your factory can: call, and ask whether the "
           "fingerprint of the computer was changed.")
            .arg(name));
    again_->setText(tr("I have called: look once more"));
  } else {
    title_->setText(tr("The factory has locked your account for a while"));
    const QString hours =
        profile_.lock_hours > 0
            ? tr("It opens again by itself, %n hours after the last try.", nullptr, profile_.lock_hours)
            : tr("It opens again by itself after some time. Your factory knows how long.");
    meaning_->setText(hours + QLatin1Char(' ') + tr("Do not try before that: a new try can make it longer."));
    again_->setText(tr("I have waited: sign in"));
  }
  whom_->setText(tr("Whom to call"));
  setAccessibleName(title_->text());
}

}  // namespace werkbank
