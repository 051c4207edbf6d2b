#include <algorithm>
#include <cctype>
#include <string>
#include <utility>

#include "core/ssh/auth_session.h"
#include "core/ssh/sign_in.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

// Servers hold a refusal back for some seconds; and a push to a telephone waits for its owner.
constexpr double password_patience = 60;
constexpr double questions_patience = 180;
constexpr int most_rounds = 20;

Question::Kind kind_of(const std::string& prompt) {
  std::string lower = prompt;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto has = [&lower](const char* word) { return lower.find(word) != std::string::npos; };
  if (has("one-time") || has("otp") || has("code") || has("token") || has("authenticator"))
    return Question::Kind::one_time_code;
  if (has("password") || has("wachtwoord")) return Question::Kind::password;
  return Question::Kind::other;
}

Message words_for(Question::Kind kind, const AuthSession& session) {
  const std::string host = session.endpoint().host;
  switch (kind) {
    case Question::Kind::password:
      return Message(WERKBANK_TEXT("ssh", "What is the password of %1 at %2?"), {session.user(), host});
    case Question::Kind::one_time_code:
      return Message(WERKBANK_TEXT("ssh", "What is your one-time code for %1?"), {host});
    case Question::Kind::user_name:
    case Question::Kind::key_passphrase:
    case Question::Kind::other:
      break;
  }
  return Message(WERKBANK_TEXT("ssh", "%1 asks you something:"), {host});
}

class PasswordSignIn : public SignInMethod {
 public:
  explicit PasswordSignIn(int attempts) : attempts_(attempts) {}

  Result<SignInOutcome> attempt(AuthSession& session, Conversation& conversation) const override {
    const int before = session.password_attempts;
    bool questions = true;  // the better way where there are both: a password may not be the only thing that is asked
    while (session.password_attempts < attempts_) {
      questions = questions && session.takes(SSH_AUTH_METHOD_INTERACTIVE);
      if (!questions && !session.takes(SSH_AUTH_METHOD_PASSWORD)) break;
      const int used = session.password_attempts;
      const bool refused_before = used > before;
      const auto outcome = questions ? answer_questions(session, conversation, refused_before)
                                     : send_password(session, conversation, refused_before);
      session.pass_on_banner(conversation);
      if (!outcome.ok() || *outcome != SignInOutcome::refused) return outcome;
      // Refused without a question: this server offers the way but has nothing behind it.
      if (session.password_attempts == used) questions = false;
    }
    return session.password_attempts > before ? SignInOutcome::refused : SignInOutcome::not_tried;
  }

 private:
  Result<Secret> ask(const AuthSession& session, Conversation& conversation, Question question,
                     bool refused_before) const {
    if (session.stop_token().stop_requested()) return Cancelled{};
    question.what = words_for(question.kind, session);
    question.tries_left = attempts_ - session.password_attempts;
    question.refused_before = refused_before;
    return conversation.ask(question);
  }

  Result<SignInOutcome> send_password(AuthSession& session, Conversation& conversation, bool refused_before) const {
    Question question;
    question.kind = Question::Kind::password;
    WERKBANK_TRY(const Secret password, ask(session, conversation, question, refused_before));
    ++session.password_attempts;
    WERKBANK_TRY(const int answer, session.ask_server(
                                       [&session, &password] {
                                         return ssh_userauth_password(session.handle(), nullptr,
                                                                      password.reveal().c_str());
                                       },
                                       password_patience));
    return session.outcome_of(answer);
  }

  Result<SignInOutcome> answer_questions(AuthSession& session, Conversation& conversation, bool refused_before) const {
    bool answered = false;
    for (int round = 0; round < most_rounds; ++round) {
      WERKBANK_TRY(const int answer,
                   session.ask_server([&session] { return ssh_userauth_kbdint(session.handle(), nullptr, nullptr); },
                                      questions_patience));
      if (answer != SSH_AUTH_INFO) return session.outcome_of(answer);
      WERKBANK_TRY(const bool asked, answer_round(session, conversation, refused_before));
      if (asked && !std::exchange(answered, true)) ++session.password_attempts;
    }
    return connection_lost("the server asks without end");
  }

  /// Whether there was anything to answer: servers also send rounds without a question.
  Result<bool> answer_round(AuthSession& session, Conversation& conversation, bool refused_before) const {
    const int count = ssh_userauth_kbdint_getnprompts(session.handle());
    const char* instruction = ssh_userauth_kbdint_getinstruction(session.handle());
    for (int i = 0; i < count; ++i) {
      char echo = 0;
      const char* prompt = ssh_userauth_kbdint_getprompt(session.handle(), static_cast<unsigned int>(i), &echo);
      Question question;
      question.server_words = prompt != nullptr ? prompt : "";
      question.kind = kind_of(question.server_words);
      question.echo = echo != 0;
      if (instruction != nullptr && *instruction != '\0')
        question.server_words = std::string(instruction) + "\n" + question.server_words;
      WERKBANK_TRY(const Secret secret, ask(session, conversation, question, refused_before));
      ssh_userauth_kbdint_setanswer(session.handle(), static_cast<unsigned int>(i), secret.reveal().c_str());
    }
    return count > 0;
  }

  int attempts_;
};

}  // namespace

std::shared_ptr<const SignInMethod> password_sign_in(int attempts) {
  return std::make_shared<PasswordSignIn>(attempts);
}

}  // namespace werkbank
