#include "ui/factories/key_card.h"

#include "core/base/local_files.h"
#include "ui/live/asking_person.h"

namespace werkbank {

std::string key_kind(const ShownKey& key) {
  const std::string type = key.public_line.substr(0, key.public_line.find(' '));
  if (type == "ssh-ed25519") return "ed25519";
  if (type == "ssh-rsa") return "rsa";
  if (type == "sk-ssh-ed25519@openssh.com") return "ed25519-sk";
  if (type == "sk-ecdsa-sha2-nistp256@openssh.com") return "ecdsa-sk";
  return type.starts_with("ecdsa-sha2-") ? "ecdsa" : std::string();
}

KeyCard::KeyCard(ShownKey key, const QString& name, QWidget* parent)
    : Page(parent),
      key_(std::move(key)),
      title_(new Strong),
      place_(new Caption),
      fingerprint_(new Label(Type::mono)),
      guarded_(new StatusPill),
      copy_(new CopyButton([this] { return outside_text(key_.public_line, 20000).simplified(); })) {
  setProperty("surface", QStringLiteral("raised"));
  auto* across = row(Space::normal);
  across->setContentsMargins(px(Space::normal), px(Space::snug), px(Space::normal), px(Space::snug));
  setLayout(across);
  across->addWidget(new IconLabel(QStringLiteral("key"), Role::accent), 0, Qt::AlignTop);
  auto* texts = column(Space::hair);
  for (Label* line : std::initializer_list<Label*>{title_, fingerprint_, place_}) {
    texts->addWidget(line);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  across->addLayout(texts, 1);
  across->addWidget(guarded_);
  across->addWidget(copy_);
  copy_->setObjectName(name);
  retranslate();
}

QString KeyCard::title() const {
  if (key_.is_ours) return tr("Key made by Werkbank");
  // What follows the type and the key itself is what its maker wrote.
  const QString comment = outside_text(key_.public_line, 20000).section(QLatin1Char(' '), 2).simplified().left(80);
  return comment.isEmpty() ? tr("Key without a name") : comment;
}

void KeyCard::retranslate() {
  const std::string kind = key_kind(key_);
  title_->setText(kind.empty() ? title() : QStringLiteral("%1 (%2)").arg(title(), QString::fromStdString(kind)));
  fingerprint_->setText(outside_text(key_.sha256, 100));
  fingerprint_->setAccessibleName(tr("Fingerprint: %1").arg(fingerprint_->text()));
  place_->setText(tr("Secret half: %1").arg(outside_text(path_text(key_.place), 500)));
  guarded_->setVisible(key_.has_passphrase.has_value());
  if (key_.has_passphrase.value_or(false)) {
    guarded_->set(Grading::success, QStringLiteral("check"), tr("With passphrase"));
  } else {
    guarded_->set(Grading::neutral, QStringLiteral("minus"), tr("No passphrase"));
  }
  copy_->set_words(tr("Copy the public half"), tr("Copied"));
}

}  // namespace werkbank
