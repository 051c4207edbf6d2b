#include "ui/factories/key_steps.h"

#include <algorithm>

#include "ui/factories/key_card.h"
#include "ui/factories/web_page.h"
#include "ui/live/asking_person.h"

namespace werkbank {

KeySteps::KeySteps(QWidget* parent)
    : Page(parent),
      title_(new Title),
      wrong_kind_(new Banner(BannerKind::warning)),
      copy_title_(new Strong),
      copy_words_(new Body),
      copy_(new CopyButton([this] { return outside_text(key_.public_line, 20000).simplified(); })),
      hand_in_title_(new Strong),
      hand_in_words_(new Body),
      open_(new SecondaryButton({}, QStringLiteral("arrow-right"))),
      wait_title_(new Strong),
      wait_words_(new Body),
      sign_in_(new SecondaryButton({}, QStringLiteral("key"))) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  layout->addWidget(title_);
  layout->addWidget(wrong_kind_);
  layout->addWidget(step(copy_title_, copy_words_, copy_));
  layout->addWidget(step(hand_in_title_, hand_in_words_, open_));
  layout->addWidget(step(wait_title_, wait_words_, sign_in_));
  copy_->setObjectName(QStringLiteral("keys.copy"));
  open_->setObjectName(QStringLiteral("keys.open_page"));
  sign_in_->setObjectName(QStringLiteral("keys.sign_in"));
  connect(open_, &QPushButton::clicked, this, [this] { open_page(safe_page(profile_.key.page)); });
  connect(sign_in_, &QPushButton::clicked, this, &KeySteps::sign_in_wanted);
}

QWidget* KeySteps::step(Strong* what, Body* how, QWidget* button) {
  auto* line = new QWidget;
  auto* across = row(Space::normal);
  line->setLayout(across);
  auto* number = new Label(Type::title, QString::number(++steps_));
  number->set_tone(Tone::accent);
  number->setWordWrap(false);
  across->addWidget(number, 0, Qt::AlignTop);
  auto* texts = column(Space::hair);
  texts->addWidget(what);
  texts->addWidget(how);
  across->addLayout(texts, 1);
  across->addWidget(button, 0, Qt::AlignTop);
  return line;
}

void KeySteps::set(const ShownKey& key, const Profile& profile, bool is_signed_in) {
  key_ = key;
  is_signed_in_ = is_signed_in;
  profile_ = profile;
  retranslate();
}

void KeySteps::retranslate() {
  const QString name = QString::fromStdString(profile_.name.in(shown_language(*this)));
  const auto& kinds = profile_.key.types;
  const bool is_taken = kinds.empty() || std::find(kinds.begin(), kinds.end(), key_kind(key_)) != kinds.end();
  wrong_kind_->setVisible(!is_taken);
  wrong_kind_->set_text(tr("%1 does not take keys of this kind. Make a new key above.").arg(name));
  title_->setText(is_signed_in_ ? tr("Or hand it in yourself") : tr("What to do with your key"));
  sign_in_->setVisible(!is_signed_in_);
  copy_title_->setText(tr("Copy the public half"));
  copy_words_->setText(tr("Only this half leaves your computer. Everybody may see it."));
  copy_->set_words(tr("Copy"), tr("Copied"));
  const QUrl page = safe_page(profile_.key.page);
  hand_in_title_->setText(tr("Hand it in at %1").arg(name));
  QStringList how;
  const QString advice = outside_text(profile_.key.advice.in(shown_language(*this)), 1000);
  if (!advice.isEmpty()) {
    how << advice;
  } else if (page.isValid()) {
    how << tr("Open the page of the factory, sign in there, and paste the public half where it asks for an SSH key.");
  } else {
    how << tr("Send it to the help desk of the factory, and ask them to add it to your account.");
  }
  if (profile_.key.from_address && advice.isEmpty()) {
    how << tr("The page also asks from which internet address you come. Your system administrator knows it.");
  }
  hand_in_words_->setText(how.join(QLatin1Char(' ')));
  open_->setVisible(page.isValid());
  open_->setText(tr("Open %1").arg(plain_label(host_of(page))));
  wait_title_->setText(is_signed_in_ ? tr("Wait") : tr("Sign in"));
  wait_words_->setText(
      profile_.activation_hours > 0
          ? tr("It can take up to %n hours before the factory knows your key.", nullptr, profile_.activation_hours)
          : tr("It can take a while before the factory knows your key."));
  sign_in_->setText(tr("Sign in with this key"));
}

}  // namespace werkbank
