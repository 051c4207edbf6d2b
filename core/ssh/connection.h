// One signed-in SSH connection to a factory, shared by everything that talks to it: polling, logs, transfers.
// A thread of its own is the only one that touches libssh's session; all others post commands and wait.
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/conversation.h"
#include "core/base/result.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/exec.h"
#include "core/ssh/sign_in.h"

namespace werkbank {

class ChannelStream;
class JumpHost;
class PortForward;
struct SignedIn;
class SessionThread;

class Connection : public CommandRunner {
 public:
  /// Connects (through the endpoint's jump hosts), checks each host key before anything else is said, and signs in.
  /// Blocks; call it on a worker thread. Errors: host_unreachable, host_key_unknown, host_key_changed, sign_in_refused,
  /// sign_in_blocked, sign_in_impossible, certificate_expired (before anything is sent, where nothing else is left),
  /// password_change_needed, no_such_account, connection_lost.
  static Result<std::shared_ptr<Connection>> open(const Endpoint& endpoint, const SignInMethods& methods,
                                                  Conversation& conversation, const std::stop_token& stop);
  /// Takes less than a second, whatever the server does. Commands under way end with connection_lost.
  ~Connection() override;

  Result<ExecResult> exec(const std::string& command, ExecOptions options, const std::stop_token& stop) override;

  /// A channel to a subsystem of the server ("sftp"), for a protocol to be spoken on it.
  Result<std::shared_ptr<ChannelStream>> open_subsystem(const std::string& name, const std::stop_token& stop);

  /// A port of this computer (127.0.0.1 only) that leads to `host`:`port` as the server sees it, for as long as what it
  /// gives back and the connection live. Nothing needs to listen there yet. Errors: host_unreachable (the server
  /// carries nothing on), connection_lost, timed_out, internal (no port left here).
  Result<std::unique_ptr<PortForward>> forward(const std::string& host, std::uint16_t port,
                                               const std::stop_token& stop);

  /// The key that the server showed, as "type base64"; empty where an authority certified it: then it is not to be
  /// kept.
  const std::string& host_key() const { return host_key_; }
  /// The keys of the computers on the way, in the order of Endpoint::jumps.
  std::vector<std::string> jump_host_keys() const;
  /// Whom we signed in as.
  const std::string& user() const { return user_; }
  /// False as soon as the connection is known to be lost; open a new one then.
  bool alive() const;

 private:
  Connection(SignedIn signed_in, double keepalive);
  std::vector<std::shared_ptr<JumpHost>> way_;  ///< first, so that it outlives the thread
  std::unique_ptr<SessionThread> thread_;
  std::string host_key_;
  std::string user_;
};

}  // namespace werkbank
