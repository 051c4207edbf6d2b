#include "ui/factories/copy_button.h"

#include <chrono>

#include <QClipboard>
#include <QGuiApplication>

namespace werkbank {

CopyButton::CopyButton(std::function<QString()> text, QWidget* parent)
    : SecondaryButton({}, QStringLiteral("copy"), parent), text_(std::move(text)) {
  since_.setSingleShot(true);
  since_.setInterval(std::chrono::seconds(2));
  connect(this, &QPushButton::clicked, this, &CopyButton::copy);
  connect(&since_, &QTimer::timeout, this, &CopyButton::show_words);
}

void CopyButton::set_words(const QString& before, const QString& after) {
  before_ = before;
  after_ = after;
  show_words();
}

void CopyButton::copy() {
  QGuiApplication::clipboard()->setText(text_());
  since_.start();
  show_words();
}

void CopyButton::show_words() {
  const bool copied = since_.isActive();
  setText(copied ? after_ : before_);
  set_icon(copied ? QStringLiteral("check") : QStringLiteral("copy"));
}

}  // namespace werkbank
