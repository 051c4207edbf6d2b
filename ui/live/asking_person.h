// The person in front of the window as the Conversation of a sign-in: the worker's question is shown inside a page, and
// the worker waits until it is answered or the sign-in is stopped. No dialog, no nested event loop.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <QObject>

#include "core/base/conversation.h"

namespace werkbank {

/// Text from outside as a person may read it: UTF-8, at most `longest` characters, without control characters (but line
/// ends) and without those that are invisible or turn the direction of writing around.
QString outside_text(std::string_view untrusted, qsizetype longest);

/// A question of this sign-in that was answered, without the answer.
struct AnsweredQuestion {
  Question question;
  std::string host;  ///< the host that was accepted; empty: it was `question`
};

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
  bool keeps_secrets() const override { return keeps_secrets_; }

  // For the window's thread.
  /// Whether this computer has a keychain that a passphrase can be kept in.
  bool can_keep_secrets() const { return can_keep_secrets_; }
  void set_can_keep_secrets(bool can) { can_keep_secrets_ = can; }
  /// What the person wants for this sign-in.
  void set_keeps_secrets(bool keeps) { keeps_secrets_ = keeps && can_keep_secrets_; }
  const std::optional<Question>& question() const { return question_; }
  const std::optional<HostFingerprint>& fingerprint() const { return fingerprint_; }
  /// What the server says to everyone; plain text, at most 4000 characters, without control characters.
  const QString& server_banner() const { return banner_; }
  /// What was answered so far, oldest first. A refused answer leaves it, and with it what was answered after it.
  const std::vector<AnsweredQuestion>& answered() const { return answered_; }
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
  void show(const Question& question);

  std::mutex mutex_;
  std::condition_variable_any replied_;
  std::optional<Reply> reply_;
  std::stop_token stop_;
  std::atomic<bool> keeps_secrets_ = false;
  bool can_keep_secrets_ = false;

  std::optional<Question> question_;
  std::optional<HostFingerprint> fingerprint_;
  std::vector<AnsweredQuestion> answered_;
  QString banner_;
};

}  // namespace werkbank
