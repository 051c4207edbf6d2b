#include "ui/live/asking_person.h"

#include <QMetaObject>

namespace werkbank {
namespace {

constexpr qsizetype longest_banner = 4000;

QString plain(const std::string& untrusted) {
  QString text = QString::fromUtf8(untrusted.data(), static_cast<qsizetype>(untrusted.size())).left(longest_banner);
  for (QChar& c : text) {
    if (c != u'\n' && c.category() == QChar::Other_Control) c = u' ';
  }
  return text.trimmed();
}

}  // namespace

AskingPerson::AskingPerson(QObject* parent) : QObject(parent) {}

void AskingPerson::begin(std::stop_token stop) {
  const std::lock_guard lock(mutex_);
  stop_ = std::move(stop);
  reply_.reset();
}

std::optional<AskingPerson::Reply> AskingPerson::wait() {
  std::unique_lock lock(mutex_);
  replied_.wait(lock, stop_, [this] { return reply_.has_value(); });
  return std::exchange(reply_, std::nullopt);
}

Result<Secret> AskingPerson::ask(const Question& question) {
  QMetaObject::invokeMethod(
      this,
      [this, question] {
        question_ = question;
        fingerprint_.reset();
        emit changed();
      },
      Qt::QueuedConnection);
  auto reply = wait();
  if (!reply || !std::holds_alternative<Secret>(*reply)) return Cancelled{};
  return std::get<Secret>(std::move(*reply));
}

Result<bool> AskingPerson::is_right_host(const HostFingerprint& fingerprint) {
  QMetaObject::invokeMethod(
      this,
      [this, fingerprint] {
        fingerprint_ = fingerprint;
        question_.reset();
        emit changed();
      },
      Qt::QueuedConnection);
  const auto reply = wait();
  if (!reply || !std::holds_alternative<bool>(*reply)) return Cancelled{};
  return std::get<bool>(*reply);
}

void AskingPerson::banner(const std::string& text) {
  QMetaObject::invokeMethod(
      this,
      [this, words = plain(text)] {
        banner_ = words;
        emit changed();
      },
      Qt::QueuedConnection);
}

void AskingPerson::reply(Reply reply) {
  {
    const std::lock_guard lock(mutex_);
    reply_ = std::move(reply);
  }
  replied_.notify_all();
  question_.reset();
  fingerprint_.reset();
  emit changed();
}

void AskingPerson::answer(Secret secret) {
  if (question_) reply(std::move(secret));
}

void AskingPerson::answer_host(bool is_right) {
  if (fingerprint_) reply(is_right);
}

void AskingPerson::refuse() {
  if (question_ || fingerprint_) reply(Refused{});
}

void AskingPerson::clear() {
  question_.reset();
  fingerprint_.reset();
  banner_.clear();
  emit changed();
}

}  // namespace werkbank
