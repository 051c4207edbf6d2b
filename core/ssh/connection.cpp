#include "core/ssh/connection.h"

#include <utility>

#include "core/ssh/channel_stream.h"
#include "core/ssh/exec_run.h"
#include "core/ssh/handshake.h"
#include "core/ssh/jump_host.h"
#include "core/ssh/session_thread.h"

namespace werkbank {

Connection::Connection(SignedIn signed_in, double keepalive)
    : way_(std::move(signed_in.way)),
      thread_(std::make_unique<SessionThread>(std::move(signed_in.session), keepalive)),
      host_key_(std::move(signed_in.host_key)),
      user_(std::move(signed_in.user)) {}

Connection::~Connection() {
  thread_.reset();
  // From the far end to the near one.
  while (!way_.empty()) way_.pop_back();
}

Result<std::shared_ptr<Connection>> Connection::open(const Endpoint& endpoint, const SignInMethods& methods,
                                                     Conversation& conversation, const std::stop_token& stop) {
  WERKBANK_TRY(auto signed_in, sign_in(endpoint, methods, conversation, stop));
  return std::shared_ptr<Connection>(new Connection(std::move(signed_in), endpoint.keepalive));
}

std::vector<std::string> Connection::jump_host_keys() const {
  std::vector<std::string> keys;
  for (const auto& jump : way_) keys.push_back(jump->host_key());
  return keys;
}

Result<ExecResult> Connection::exec(const std::string& command, ExecOptions options, const std::stop_token& stop) {
  if (stop.stop_requested()) return Cancelled{};
  auto task = thread_->start({ChannelRequest::Kind::command, command, options.priority});
  return ExecRun(std::move(task), std::move(options), stop).finish();
}

Result<std::shared_ptr<ChannelStream>> Connection::open_subsystem(const std::string& name,
                                                                  const std::stop_token& stop) {
  if (stop.stop_requested()) return Cancelled{};
  return std::make_shared<ChannelStream>(
      thread_->start({ChannelRequest::Kind::subsystem, name, Priority::interactive}));
}

bool Connection::alive() const { return thread_->alive(); }

}  // namespace werkbank
