#include "core/ssh/auth_session.h"

#include <poll.h>

#include <array>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

#include "core/ssh/ssh_error.h"

namespace werkbank {

using Clock = std::chrono::steady_clock;

AuthSession::AuthSession(SessionHandle session, Endpoint endpoint, std::stop_token stop)
    : session_(std::move(session)),
      endpoint_(std::move(endpoint)),
      stop_(std::move(stop)),
      on_stop_(stop_, [this] { wake_.wake(); }) {}

void AuthSession::wait_for_server(double seconds) {
  short events = POLLIN;
  if ((ssh_get_poll_flags(handle()) & SSH_WRITE_PENDING) != 0) events = POLLIN | POLLOUT;
  std::array<pollfd, 2> polls = {pollfd{ssh_get_fd(handle()), events, 0}, pollfd{wake_.descriptor(), POLLIN, 0}};
  ::poll(polls.data(), polls.size(), static_cast<int>(std::ceil(seconds * 1000)));
}

Result<std::optional<int>> AuthSession::repeat(int again, double seconds, const std::function<int()>& step) {
  const auto deadline = Clock::now() + std::chrono::duration<double>(seconds);
  while (true) {
    if (stop_.stop_requested()) return Cancelled{};
    const int answer = step();
    if (answer != again) return std::optional(answer);
    const double left = std::chrono::duration<double>(deadline - Clock::now()).count();
    if (left <= 0) return std::optional<int>();
    wait_for_server(left);
  }
}

Result<int> AuthSession::ask_server(const std::function<int()>& step, double seconds) {
  const double limit = seconds > 0 ? seconds : endpoint_.connect_timeout;
  // When the server hangs up libssh says "again" for ever.
  const auto step_or_end = [this, &step] {
    const int answer = step();
    return answer == SSH_AUTH_AGAIN && ssh_is_connected(handle()) == 0 ? static_cast<int>(SSH_AUTH_ERROR) : answer;
  };
  WERKBANK_TRY(const auto answer, repeat(SSH_AUTH_AGAIN, limit, step_or_end));
  if (!answer) return connection_lost("no answer while signing in");
  if (*answer == SSH_AUTH_ERROR && ssh_is_connected(handle()) == 0) return connection_lost(complaint(handle()));
  return *answer;
}

Result<SignInOutcome> AuthSession::outcome_of(int answer) const {
  switch (answer) {
    case SSH_AUTH_SUCCESS:
      return SignInOutcome::accepted;
    case SSH_AUTH_PARTIAL:
      return SignInOutcome::partly;
    case SSH_AUTH_DENIED:
      return SignInOutcome::refused;
    default:
      return connection_lost(complaint(handle()));
  }
}

bool AuthSession::takes(int method) const { return (ssh_userauth_list(handle(), nullptr) & method) != 0; }

void AuthSession::remember(const Secret& typed) {
  if (!typed.empty()) typed_.push_back(typed);
}

std::string AuthSession::without_secrets(std::string text) const {
  for (const auto& secret : typed_) {
    const auto& words = secret.reveal();
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 3)) {
      text.replace(at, words.size(), "***");
    }
  }
  return text;
}

void AuthSession::pass_on_banner(Conversation& conversation) {
  const CharsHandle text(ssh_get_issue_banner(handle()));
  if (!text || banner_ == text.get()) return;
  banner_ = text.get();
  conversation.banner(banner_);
}

}  // namespace werkbank
