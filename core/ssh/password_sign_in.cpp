#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/ssh/auth_session.h"
#include "core/ssh/question_words.h"
#include "core/ssh/server_words.h"
#include "core/ssh/sign_in.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

// Servers hold a refusal back for some seconds; and a push to a telephone waits for its owner.
constexpr double password_patience = 60;
constexpr double questions_patience = 180;
constexpr int most_rounds = 20;
constexpr int most_prompts = 30;

/// One try: from the first question to the server's yes or no. Several rounds of questions may belong to it.
struct SignInTry {
  QuestionSetting setting;
  int tries_left = 0;  ///< this one included
  bool asked_password = false;
  bool asked_code = false;
  std::vector<Secret> codes;  ///< sent in this try
  bool answered = false;
};

class PasswordSignIn : public SignInMethod {
 public:
  PasswordSignIn(int attempts, int lock_hours) : attempts_(attempts), lock_hours_(lock_hours) {}

  Result<SignInOutcome> attempt(AuthSession& session, Conversation& conversation) const override {
    const int before = session.password_attempts;
    bool questions = true;  // the better way where there are both: a password may not be the only thing that is asked
    bool with_code = false;
    while (session.password_attempts < attempts_) {
      questions = questions && session.takes(SSH_AUTH_METHOD_INTERACTIVE);
      if (!questions && !session.takes(SSH_AUTH_METHOD_PASSWORD)) break;
      const int used = session.password_attempts;
      SignInTry now;
      now.setting = {session.endpoint().host, session.user(), used > before, with_code, false};
      now.tries_left = attempts_ - used;
      const auto outcome =
          questions ? answer_questions(session, conversation, now) : send_password(session, conversation, now);
      session.pass_on_banner(conversation);
      // What was accepted is no try that counts against the account.
      if (outcome.ok() && *outcome != SignInOutcome::refused) session.password_attempts = used;
      if (!outcome.ok() || *outcome != SignInOutcome::refused) return outcome;
      // A code is spent whether it was the wrong answer or not.
      for (auto& code : now.codes) session.spent_codes.push_back(std::move(code));
      with_code = now.asked_code && now.asked_password;
      if (says_blocked(session.server_words)) break;
      // Refused without a question: this server offers the way but has nothing behind it.
      if (session.password_attempts == used) questions = false;
    }
    if (session.password_attempts >= attempts_ && lock_hours_ > 0)
      session.reason = tries_used_up(session.endpoint(), session.user(), lock_hours_, complaint(session.handle()));
    return session.password_attempts > before ? SignInOutcome::refused : SignInOutcome::not_tried;
  }

 private:
  static Result<Secret> ask(AuthSession& session, Conversation& conversation, Question question, const SignInTry& now) {
    if (session.stop_token().stop_requested()) return Cancelled{};
    if (question.kind != Question::Kind::new_password) question.tries_left = now.tries_left;
    auto answer = conversation.ask(question);
    // What may be shown while typed is no secret.
    if (answer.ok() && !question.echo) session.remember(*answer);
    return answer;
  }

  Result<SignInOutcome> send_password(AuthSession& session, Conversation& conversation, const SignInTry& now) const {
    WERKBANK_TRY(const Secret password, ask(session, conversation, question_for_password(now.setting), now));
    ++session.password_attempts;
    bool wants_new_one = false;
    const auto answer = session.ask_server(
        [&session, &password, &wants_new_one] {
          const int code = ssh_userauth_password(session.handle(), nullptr, password.reveal().c_str());
          wants_new_one = wants_new_one || was_asked_for_new_one(session.handle());
          return wants_new_one ? static_cast<int>(SSH_AUTH_ERROR) : code;
        },
        password_patience);
    if (wants_new_one)
      return new_password_needed(session.endpoint(), session.user(), "SSH_MSG_USERAUTH_PASSWD_CHANGEREQ");
    WERKBANK_TRY(const int code, answer);
    return session.outcome_of(code);
  }

  /// The server's wish for a new password (RFC 4252, 8) is a packet that libssh does not know and gives up at; only its
  /// complaint shows it.
  static bool was_asked_for_new_one(ssh_session handle) {
    return complaint(handle).find("rejected packet (type 60)") != std::string::npos;
  }

  Result<SignInOutcome> answer_questions(AuthSession& session, Conversation& conversation, SignInTry& now) const {
    for (int round = 0; round < most_rounds; ++round) {
      WERKBANK_TRY(const int answer,
                   session.ask_server([&session] { return next_round(session.handle()); }, questions_patience));
      if (answer != SSH_AUTH_INFO) return session.outcome_of(answer);
      WERKBANK_CHECK(answer_round(session, conversation, now));
    }
    return connection_lost("the server asks without end");
  }

  /// Where a packet of questions cannot be read libssh complains, and would wait for a better one for ever.
  static int next_round(ssh_session handle) {
    const int answer = ssh_userauth_kbdint(handle, nullptr, nullptr);
    return answer == SSH_AUTH_AGAIN && ssh_get_error_code(handle) == SSH_FATAL ? SSH_AUTH_ERROR : answer;
  }

  /// Servers also send rounds without a question, only to say something.
  Result<Done> answer_round(AuthSession& session, Conversation& conversation, SignInTry& now) const {
    const int count = ssh_userauth_kbdint_getnprompts(session.handle());
    const char* words = ssh_userauth_kbdint_getinstruction(session.handle());
    const std::string instruction = words != nullptr ? words : "";
    if (count > most_prompts) return connection_lost("the server asks too much at once");
    if (count == 0 && !instruction.empty()) {
      note(session, instruction);
      conversation.banner(words_for_showing(instruction));
    }
    for (int i = 0; i < count; ++i) {
      const auto number = static_cast<unsigned int>(i);
      char echo = 0;
      const char* prompt = ssh_userauth_kbdint_getprompt(session.handle(), number, &echo);
      // OpenSSH puts what PAM says in front of the next prompt.
      if (prompt != nullptr) note(session, prompt);
      WERKBANK_TRY(const Secret answer,
                   answer_to(instruction, prompt != nullptr ? prompt : "", echo != 0, session, conversation, now));
      ssh_userauth_kbdint_setanswer(session.handle(), number, answer.reveal().c_str());
    }
    // One try, however many rounds of questions belong to it.
    if (count > 0 && !std::exchange(now.answered, true)) ++session.password_attempts;
    return Done{};
  }

  static void note(AuthSession& session, std::string_view words) {
    constexpr std::size_t enough = 8000;
    if (session.server_words.size() < enough) session.server_words += words_for_showing(words) + "\n";
  }

  /// A code that was refused already is not taken: it would only cost a try.
  Result<Secret> answer_to(const std::string& instruction, const std::string& prompt, bool echo, AuthSession& session,
                           Conversation& conversation, SignInTry& now) const {
    auto setting = now.setting;
    while (true) {
      const auto question = question_for_prompt(instruction, prompt, echo, setting);
      const bool is_code = question.kind == Question::Kind::one_time_code;
      now.asked_code = now.asked_code || is_code;
      now.asked_password = now.asked_password || question.kind == Question::Kind::password;
      WERKBANK_TRY(Secret answer, ask(session, conversation, question, now));
      const bool spent = is_code && std::any_of(session.spent_codes.begin(), session.spent_codes.end(),
                                                [&answer](const Secret& old) { return same(old, answer); });
      if (is_code && !spent) now.codes.push_back(answer);
      if (!spent) return answer;
      setting.same_code_again = true;
    }
  }

  static bool same(const Secret& one, const Secret& other) { return !one.empty() && one.reveal() == other.reveal(); }

  int attempts_;
  int lock_hours_;
};

}  // namespace

std::shared_ptr<const SignInMethod> password_sign_in(int attempts, int lock_hours) {
  return std::make_shared<PasswordSignIn>(attempts, lock_hours);
}

}  // namespace werkbank
