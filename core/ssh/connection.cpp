#include "core/ssh/connection.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "core/ssh/channel_stream.h"
#include "core/ssh/exec_run.h"
#include "core/ssh/handshake.h"
#include "core/ssh/jump_host.h"
#include "core/ssh/port_forward.h"
#include "core/ssh/session_thread.h"
#include "core/ssh/ssh_error.h"

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

Result<std::unique_ptr<PortForward>> Connection::forward(const std::string& host, std::uint16_t port,
                                                         const std::stop_token& stop) {
  constexpr auto patience = std::chrono::seconds(20);
  if (stop.stop_requested()) return Cancelled{};
  std::uint16_t here = 0;
  const auto task = std::make_shared<ForwardTask>();
  task->host = host;
  task->port = port;
  task->listener = listen_on_loopback(here);
  if (task->listener < 0) return no_port_left(std::strerror(errno));
  thread_->start_forward(task);
  auto way = std::make_unique<PortForward>(task, thread_->wake_pipe(), here);
  std::unique_lock lock(task->mutex);
  task->answered.wait_for(lock, stop, patience, [&task] { return task->answer.has_value(); });
  if (task->answer) {
    WERKBANK_CHECK(*task->answer);
    return way;
  }
  if (stop.stop_requested()) return Cancelled{};
  return took_too_long(std::chrono::duration<double>(patience).count(), "no answer to the wish for a way to " + host);
}

bool Connection::alive() const { return thread_->alive(); }

}  // namespace werkbank
