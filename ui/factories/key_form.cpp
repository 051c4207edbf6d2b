#include "ui/factories/key_form.h"

#include <QLineEdit>

namespace werkbank {
namespace {
constexpr int shortest_passphrase = 8;
}

KeyForm::KeyForm(bool can_keep, QWidget* parent)
    : Page(parent),
      what_(new Body),
      passphrase_(new QLineEdit),
      row_(new FormRow(passphrase_)),
      again_(new QLineEdit),
      again_row_(new FormRow(again_)),
      can_keep_(can_keep),
      keep_(new QCheckBox),
      make_(new SecondaryButton({}, QStringLiteral("key"))) {
  auto* layout = column(Space::normal);
  setLayout(layout);
  layout->addWidget(what_);
  for (FormRow* line : {row_, again_row_}) {
    layout->addWidget(line);
    line->setMaximumWidth(Size::reading);
  }
  layout->addWidget(keep_, 0, Qt::AlignLeft);
  layout->addWidget(make_, 0, Qt::AlignLeft);
  passphrase_->setObjectName(QStringLiteral("keys.passphrase"));
  again_->setObjectName(QStringLiteral("keys.passphrase_again"));
  keep_->setObjectName(QStringLiteral("keys.keep"));
  make_->setObjectName(QStringLiteral("keys.make"));
  for (QLineEdit* field : {passphrase_, again_}) {
    field->setEchoMode(QLineEdit::Password);
    connect(field, &QLineEdit::textEdited, this, &KeyForm::look_at_fields);
    connect(field, &QLineEdit::returnPressed, this, &KeyForm::make);
  }
  connect(make_, &QPushButton::clicked, this, &KeyForm::make);
  retranslate();
  look_at_fields();
}

void KeyForm::set_busy(bool busy) { setEnabled(!busy); }

void KeyForm::clear() {
  passphrase_->clear();
  again_->clear();
  keep_->setChecked(false);
  look_at_fields();
}

void KeyForm::look_at_fields() {
  row_->set_error({});
  again_row_->set_error({});
  again_row_->setVisible(!passphrase_->text().isEmpty());
  keep_->setVisible(can_keep_ && !passphrase_->text().isEmpty());
}

void KeyForm::make() {
  const QString wanted = passphrase_->text();
  if (!wanted.isEmpty() && wanted.size() < shortest_passphrase) {
    row_->set_error(tr("Take at least %n characters, or leave it empty.", nullptr, shortest_passphrase));
    return passphrase_->setFocus();
  }
  if (!wanted.isEmpty() && wanted != again_->text()) {
    again_row_->set_error(tr("This is not the same. Type the passphrase once more."));
    return again_->setFocus();
  }
  const Secret passphrase(wanted.toStdString());
  const bool is_to_be_kept = can_keep_ && !wanted.isEmpty() && keep_->isChecked();
  clear();
  emit make_wanted(passphrase, is_to_be_kept);
}

void KeyForm::retranslate() {
  what_->setText(tr("Werkbank makes a new key for you. That takes a second, and you can do it again at any time."));
  row_->set_label(tr("Passphrase (you may leave this empty)"));
  row_->set_help(
      tr("A passphrase locks the key on this computer. Werkbank asks for it when you sign in. Take one when others can "
         "use this computer, or when it is a laptop that you carry with you. Write it down in a safe place: nobody can "
         "recover it."));
  again_row_->set_label(tr("The same passphrase once more"));
  keep_->setText(tr("Remember this on this computer (in the keychain of the system)"));
  make_->setText(tr("Make a key"));
}

}  // namespace werkbank
