#include "core/ssh/connection_check.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include "core/ssh/account_check.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/connection.h"
#include "core/ssh/handshake.h"
#include "core/ssh/host_key.h"
#include "core/ssh/meet_host.h"
#include "core/ssh/server_words.h"
#include "core/ssh/ssh_error.h"
#include "core/ssh/tcp_connect.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

/// A socket that nobody has taken over yet.
class HeldSocket {
 public:
  explicit HeldSocket(int descriptor) : descriptor_(descriptor) {}
  ~HeldSocket() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  HeldSocket(const HeldSocket&) = delete;
  HeldSocket& operator=(const HeldSocket&) = delete;
  int get() const { return descriptor_; }
  int release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

/// For the check nobody is asked whether it is the right host; that is told as a line instead.
class NoConversation : public Conversation {
 public:
  Result<Secret> ask(const Question&) override { return Cancelled{}; }
  Result<bool> is_right_host(const HostFingerprint& host) override {
    unknown = host;
    return true;
  }
  void banner(const std::string&) override {}

  std::optional<HostFingerprint> unknown;
};

std::string names_of(int methods) {
  constexpr std::array<std::pair<int, const char*>, 5> names = {{{SSH_AUTH_METHOD_PUBLICKEY, "publickey"},
                                                                 {SSH_AUTH_METHOD_INTERACTIVE, "keyboard-interactive"},
                                                                 {SSH_AUTH_METHOD_PASSWORD, "password"},
                                                                 {SSH_AUTH_METHOD_GSSAPI_MIC, "gssapi-with-mic"},
                                                                 {SSH_AUTH_METHOD_HOSTBASED, "hostbased"}}};
  std::string list;
  for (const auto& [bit, name] : names) {
    if ((methods & bit) != 0) list += (list.empty() ? "" : ", ") + std::string(name);
  }
  return list;
}

class CheckRun {
 public:
  CheckRun(const Endpoint& target, const StepSink& sink, const std::stop_token& stop)
      : first_(target.jumps.empty() ? target : target.jumps.front()), sink_(sink), stop_(stop) {
    first_.jumps.clear();
  }

  /// The five steps that need no secret. Whether all of them went well.
  Result<bool> walk_to_the_door() {
    deadline_ = Clock::now() +
                std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(first_.connect_timeout));
    begin(ConnectionStep::name);
    auto addresses = name_addresses(first_, deadline_, stop_);
    if (!addresses.ok()) return failed(addresses);
    std::string list;
    for (const auto& address : *addresses) list += (list.empty() ? "" : " ") + address;
    ok(Message(WERKBANK_TEXT("ssh", "The name %1 is known."), {first_.host}), list);
    begin(ConnectionStep::reach);
    auto reached = tcp_connect(first_, deadline_, stop_);
    if (!reached.ok()) return failed(reached);
    HeldSocket socket(*reached);
    ok(Message(WERKBANK_TEXT("ssh", "%1 can be reached at port %2."), {first_.host, std::to_string(first_.port)}));
    begin(ConnectionStep::greeting);
    auto greeting = greeting_of(socket.get());
    if (!greeting.ok()) return failed(greeting);
    ok(Message(WERKBANK_TEXT("ssh", "It is an SSH server.")), *greeting);
    return knock(socket);
  }

  void skip_from(ConnectionStep step) {
    for (int i = static_cast<int>(step); i <= static_cast<int>(ConnectionStep::files); ++i) {
      sink_({static_cast<ConnectionStep>(i), StepOutcome::skipped, 0, Message(WERKBANK_TEXT("ssh", "Not tried.")), {}});
    }
  }

  ConnectionStep last() const { return step_; }

 private:
  Result<bool> knock(HeldSocket& socket) {
    begin(ConnectionStep::host_key);
    auto known = add_known_keys(first_);
    const auto again = [this](Clock::time_point deadline) { return tcp_connect(first_, deadline, stop_); };
    const auto asked = add_certified_key(first_, known, again, stop_);
    if (!asked.ok()) return failed(asked);
    const auto first_socket = [&socket, &again](Clock::time_point deadline) {
      return socket.get() >= 0 ? Result<int>(socket.release()) : again(deadline);
    };
    NoConversation nobody;
    auto met = meet_host(first_, known, first_socket, nobody, stop_);
    if (!met.ok()) return failed(met);
    const auto& session = met->session;
    tell_host(known, nobody.unknown, met->host_key);
    begin(ConnectionStep::ways);
    if (first_.user.empty() && ssh_options_set(session->handle(), SSH_OPTIONS_USER, "werkbank") != SSH_OK)
      return failed(Result<Done>(not_an_ssh_server(first_, "no user name")));
    auto open = greet(*session, nobody);
    if (!open.ok()) return failed(open);
    return tell_ways(*session, *open);
  }

  void tell_host(const HostKnowledge& known, const std::optional<HostFingerprint>& unknown, const std::string& key) {
    if (known.certified) {
      ok(Message(WERKBANK_TEXT("ssh",
                               "%1 is the right computer: an authority that your known_hosts file names certified its "
                               "host key."),
                 {first_.host}),
         key);
    } else if (!unknown) {
      ok(Message(WERKBANK_TEXT("ssh", "%1 is the right computer: its host key is a known one."), {first_.host}), key);
    } else if (known.certificate_flaw.empty()) {
      ok(Message(WERKBANK_TEXT("ssh",
                               "%1 showed a host key that Werkbank does not know yet. Before you sign in, compare its "
                               "fingerprint with what the factory published: %2"),
                 {first_.host, unknown->sha256}),
         key);
    } else {
      ok(Message(WERKBANK_TEXT("ssh",
                               "%1 showed a host key that Werkbank does not know yet, and no certificate that counts "
                               "(why is in the details). Before you sign in, compare its fingerprint with what the "
                               "factory published: %2"),
                 {first_.host, unknown->sha256}),
         key + "; no certificate: " + known.certificate_flaw);
    }
  }

  Result<bool> tell_ways(const AuthSession& session, bool open) {
    const int methods = open ? 0 : ssh_userauth_list(session.handle(), nullptr);
    const int known = SSH_AUTH_METHOD_PUBLICKEY | SSH_AUTH_METHOD_INTERACTIVE | SSH_AUTH_METHOD_PASSWORD;
    const auto names = open ? "none needed" : names_of(methods);
    if (!open && (methods & known) == 0)
      return failed(Result<Done>(nothing_to_sign_in_with(first_, first_.user, "offered: " + names)));
    ok(Message(WERKBANK_TEXT("ssh", "It offers a way to sign in that Werkbank knows.")), names);
    return true;
  }

  /// The server's first line, left where it is for libssh to read.
  Result<std::string> greeting_of(int socket) {
    std::array<char, 512> bytes;
    ssize_t held = 0;
    while (Clock::now() < deadline_) {
      if (stop_.stop_requested()) return Cancelled{};
      // Looking without taking, so the socket stays readable: short waits, for the rest of a line that came in parts.
      pollfd poll = {socket, POLLIN, 0};
      ::poll(&poll, 1, 50);
      const auto count = ::recv(socket, bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
      if (count == 0) return not_an_ssh_server(first_, "it hung up before it said anything");
      if (count < 0) continue;
      const std::string_view text(bytes.data(), static_cast<std::size_t>(count));
      const auto begin = text.starts_with("SSH-") ? 0 : text.find("\nSSH-");
      const auto end = begin == std::string_view::npos ? begin : text.find('\n', begin + 1);
      if (end != std::string_view::npos) return words_for_showing(text.substr(begin, end - begin));
      if (count == static_cast<ssize_t>(bytes.size())) return not_an_ssh_server(first_, words_for_showing(text));
      if (count == held && begin == std::string_view::npos) ::poll(nullptr, 0, 20);
      held = count;
    }
    return held > 0 ? not_an_ssh_server(first_, words_for_showing({bytes.data(), static_cast<std::size_t>(held)}))
                    : no_answer(first_, "connected, but no greeting");
  }

  void begin(ConnectionStep step) {
    step_ = step;
    begun_ = Clock::now();
  }
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begun_).count(); }
  void ok(Message what, std::string detail = {}) {
    sink_({step_, StepOutcome::ok, seconds(), std::move(what), std::move(detail)});
  }
  template <typename T>
  Result<bool> failed(const Result<T>& result) {
    if (result.cancelled()) return Cancelled{};
    sink_({step_, StepOutcome::failed, seconds(), result.error().message, result.error().detail});
    return false;
  }

  Endpoint first_;
  const StepSink& sink_;
  const std::stop_token& stop_;
  ConnectionStep step_ = ConnectionStep::name;
  Clock::time_point begun_ = {};
  Clock::time_point deadline_ = {};
};

}  // namespace

Result<Done> check_connection(const Endpoint& endpoint, const SignInMethods* methods, Conversation& conversation,
                              const StepSink& sink, const std::stop_token& stop) {
  CheckRun run(endpoint, sink, stop);
  WERKBANK_TRY(const bool there, run.walk_to_the_door());
  if (!there) {
    run.skip_from(static_cast<ConnectionStep>(static_cast<int>(run.last()) + 1));
    return Done{};
  }
  if (methods == nullptr) {
    run.skip_from(ConnectionStep::sign_in);
    return Done{};
  }
  return check_account(endpoint, *methods, conversation, sink, stop);
}

}  // namespace werkbank
