#include "ui/factories/host_question.h"

#include "core/base/fingerprint_words.h"
#include "ui/live/asking_person.h"

namespace werkbank {

HostQuestion::HostQuestion(const QString& prefix, QWidget* parent)
    : Page(parent),
      question_(new Strong),
      advice_(new Body),
      type_(new Caption),
      fingerprint_(new Label(Type::mono)),
      spoken_(new QWidget),
      aloud_(new Caption),
      words_(new Label(Type::title)) {
  auto* layout = column(Space::snug);
  setLayout(layout);
  layout->addWidget(question_);
  layout->addWidget(advice_);
  auto* ground = new QFrame;
  ground->setProperty("surface", QStringLiteral("raised"));
  auto* inside = column(Space::hair);
  inside->setContentsMargins(px(Space::normal), px(Space::snug), px(Space::normal), px(Space::snug));
  ground->setLayout(inside);
  inside->addWidget(type_);
  inside->addWidget(fingerprint_);
  auto* spoken = column(Space::hair);
  spoken->setContentsMargins(0, px(Space::small), 0, 0);
  spoken_->setLayout(spoken);
  spoken->addWidget(aloud_);
  spoken->addWidget(words_);
  inside->addWidget(spoken_);
  layout->addWidget(ground);
  for (Label* label : {fingerprint_, words_}) label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  fingerprint_->setObjectName(prefix + QStringLiteral(".fingerprint"));
  words_->setObjectName(prefix + QStringLiteral(".fingerprint_words"));
}

void HostQuestion::set(const HostFingerprint& host) {
  shown_ = host;
  retranslate();
}

void HostQuestion::retranslate() {
  question_->setText(
      tr("Is this really %1? Werkbank does not know this computer yet.").arg(outside_text(shown_.host, 200)));
  advice_->setText(
      tr("Compare this with what your factory published on its website or in its letter to you. It must be exactly the "
         "same. Only then do you know that your password goes to the right place. Werkbank asks this once."));
  type_->setText(tr("Fingerprint of the computer (%1):").arg(outside_text(shown_.key_type, 60)));
  fingerprint_->setText(outside_text(shown_.sha256, 200));
  fingerprint_->setAccessibleName(tr("Fingerprint: %1").arg(fingerprint_->text()));
  const auto all = fingerprint_words(shown_.sha256);
  QStringList spoken;
  for (const std::string& word : all) spoken << QString::fromStdString(word);
  spoken_->setVisible(!spoken.isEmpty());
  aloud_->setText(tr("The same in words, to compare over the telephone:"));
  words_->setText(spoken.join(QStringLiteral("  ")));
}

}  // namespace werkbank
