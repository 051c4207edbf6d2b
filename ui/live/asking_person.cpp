#include "ui/live/asking_person.h"

#include <algorithm>

#include <QMetaObject>

namespace werkbank {
namespace {

constexpr qsizetype longest_banner = 4000;

}  // namespace

QString outside_text(std::string_view untrusted, qsizetype longest) {
  const QString text = QString::fromUtf8(untrusted.data(), static_cast<qsizetype>(untrusted.size()));
  QString kept;
  for (const QChar c : text.left(longest)) {
    const auto category = c.category();
    if (c == u'\n') {
      kept += c;
    } else if (category == QChar::Other_Control || category == QChar::Separator_Line ||
               category == QChar::Separator_Paragraph) {
      kept += u' ';
    } else if (category != QChar::Other_Format) {
      kept += c;
    }
  }
  return kept.trimmed();
}

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
      this, [this, question] { show(question); }, Qt::QueuedConnection);
  auto reply = wait();
  if (!reply || !std::holds_alternative<Secret>(*reply)) return Cancelled{};
  return std::get<Secret>(std::move(*reply));
}

void AskingPerson::show(const Question& question) {
  if (question.refused_before) {
    const auto same = [&](const AnsweredQuestion& past) {
      return past.host.empty() && past.question.kind == question.kind;
    };
    const auto last = std::find_if(answered_.rbegin(), answered_.rend(), same);
    if (last != answered_.rend()) answered_.erase(std::prev(last.base()), answered_.end());
  }
  question_ = question;
  fingerprint_.reset();
  emit changed();
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
      [this, words = outside_text(text, longest_banner)] {
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
  if (!question_) return;
  answered_.push_back({*question_, {}});
  reply(std::move(secret));
}

void AskingPerson::answer_host(bool is_right) {
  if (!fingerprint_) return;
  if (is_right) answered_.push_back({{}, fingerprint_->host});
  reply(is_right);
}

void AskingPerson::refuse() {
  if (question_ || fingerprint_) reply(Refused{});
}

void AskingPerson::clear() {
  question_.reset();
  fingerprint_.reset();
  banner_.clear();
  answered_.clear();
  keeps_secrets_ = false;
  emit changed();
}

}  // namespace werkbank
