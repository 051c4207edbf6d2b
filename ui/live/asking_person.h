// The person in front of the window as the Conversation of a sign-in: the worker's question is shown inside a page, and
// the worker waits until it is answered or the sign-in is stopped. No dialog, no nested event loop.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <variant>

#include <QObject>

#include "core/base/conversation.h"

namespace werkbank {

class AskingPerson : public QObject, public Conversation {
  Q_OBJECT
 public:
  explicit AskingPerson(QObject* parent = nullptr);

  // For the worker.
  /// From here on the questions belong to a sign-in that `stop` can end.
  void begin(std::stop_token stop);
  Result<Secret> ask(const Question& question) override;
  Result<bool> is_right_host(const HostFingerprint& fingerprint) override;
  void banner(const std::string& text) override;

  // For the window's thread.
  const std::optional<Question>& question() const { return question_; }
  const std::optional<HostFingerprint>& fingerprint() const { return fingerprint_; }
  /// What the server says to everyone; plain text, at most 4000 characters, without control characters.
  const QString& server_banner() const { return banner_; }
  void answer(Secret secret);
  void answer_host(bool is_right);
  /// The person wants to stop; the worker gets Cancelled.
  void refuse();
  /// Forgets what is on show; for when a sign-in has ended.
  void clear();

 signals:
  /// A question appeared, was answered or went away.
  void changed();

 private:
  struct Refused {};
  using Reply = std::variant<Refused, Secret, bool>;
  std::optional<Reply> wait();
  void reply(Reply reply);

  std::mutex mutex_;
  std::condition_variable_any replied_;
  std::optional<Reply> reply_;
  std::stop_token stop_;

  std::optional<Question> question_;
  std::optional<HostFingerprint> fingerprint_;
  QString banner_;
};

}  // namespace werkbank
