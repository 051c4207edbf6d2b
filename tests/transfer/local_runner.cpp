#include "local_runner.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace werkbank {

struct LocalRunner::Process {
  pid_t pid = -1;
  int in = -1;
  int out = -1;
  int err = -1;
  std::string pending;
  std::uint64_t written = 0;
  std::uint64_t read = 0;

  static void close_one(int& file) {
    if (file >= 0) ::close(file);
    file = -1;
  }
  ~Process() {
    close_one(in);
    close_one(out);
    close_one(err);
  }
};

Error lost() { return {ErrorCode::connection_lost, Message(WERKBANK_TEXT("test", "lost")), {}}; }

std::vector<std::string> LocalRunner::environment() const {
  const std::string path = std::getenv("PATH");
  return {"PATH=" + (tools.empty() ? path : tools + ':' + path), "HOME=/nonexistent", "TAR_OPTIONS=--totals",
          "LC_ALL=C.UTF-8"};
}

Result<ExecResult> LocalRunner::exec(const std::string& command, ExecOptions options, const std::stop_token& stop) {
  const int number = commands++;
  const auto said = noise.empty() ? std::string() : "printf '%s' \"$noise\"; printf '%s' \"$noise\" >&2\n";
  auto variables = environment();
  variables.push_back("noise=" + noise);
  const auto whole = said + command + (noise.empty() ? "" : "\ncode=$?\n" + said + "exit $code");
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0)
    return lost();
  std::vector<char*> words;
  for (auto& variable : variables) words.push_back(variable.data());
  words.push_back(nullptr);
  Process process;
  process.pid = fork();
  if (process.pid == 0) {
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    signal(SIGPIPE, SIG_DFL);
    execle(shell.c_str(), shell.c_str(), "-c", whole.c_str(), nullptr, words.data());
    _exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  ::close(err[1]);
  process.in = in[1];
  process.out = out[0];
  process.err = err[0];
  fcntl(process.in, F_SETFL, O_NONBLOCK);
  ExecResult result;
  const auto talked = talk(process, options, result, stop);
  Process::close_one(process.in);
  // Whatever is left is thrown away; the test goes on when the process is at its end.
  std::array<char, 65536> block;
  while (process.out >= 0 && ::read(process.out, block.data(), block.size()) > 0) continue;
  int status = 0;
  waitpid(process.pid, &status, 0);
  if (!talked.ok()) return Unhappy(talked);
  if (number == cut_at_command) return lost();
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

Result<Done> LocalRunner::talk(Process& process, const ExecOptions& options, ExecResult& result,
                               const std::stop_token& stop) {
  if (!options.stdin_source) Process::close_one(process.in);
  while (process.out >= 0 || process.err >= 0) {
    if (stop.stop_requested()) return Cancelled{};
    // What was taken from the source and did not go into the pipe is still to be sent, whatever the source says now.
    const bool sends = !process.pending.empty() || !options.may_send || options.may_send();
    std::array<pollfd, 3> files = {
        pollfd{sends ? process.in : -1, POLLOUT, 0}, {process.out, POLLIN, 0}, {process.err, POLLIN, 0}};
    if (poll(files.data(), files.size(), sends ? 1000 : 3) < 0 && errno != EINTR) return lost();
    if (process.out >= 0 && files[1].revents != 0) WERKBANK_CHECK(take(process, options, result, false));
    if (process.err >= 0 && files[2].revents != 0) WERKBANK_CHECK(take(process, options, result, true));
    if (process.in >= 0 && files[0].revents != 0) WERKBANK_CHECK(feed(process, options));
  }
  return Done{};
}

Result<Done> LocalRunner::feed(Process& process, const ExecOptions& options) {
  if (process.pending.empty()) {
    std::array<char, 32768> block;
    WERKBANK_TRY(const auto count, options.stdin_source(block));
    if (count == 0) {
      Process::close_one(process.in);
      return Done{};
    }
    process.pending.assign(block.data(), count);
  }
  auto wanted = process.pending.size();
  if (cut_input_after != never) wanted = std::min<std::size_t>(wanted, cut_input_after - process.written);
  const auto count = ::write(process.in, process.pending.data(), wanted);
  if (count < 0 && errno == EAGAIN) return Done{};
  if (count < 0) {
    Process::close_one(process.in);  // it does not read any more
    return Done{};
  }
  process.written += static_cast<std::uint64_t>(count);
  input_bytes += static_cast<std::uint64_t>(count);
  process.pending.erase(0, static_cast<std::size_t>(count));
  if (process.written >= cut_input_after) return lost();
  return Done{};
}

Result<Done> LocalRunner::take(Process& process, const ExecOptions& options, ExecResult& result, bool is_err) {
  std::array<char, 65536> block;
  auto& file = is_err ? process.err : process.out;
  const auto count = ::read(file, block.data(), block.size());
  if (count <= 0) {
    Process::close_one(file);
    return Done{};
  }
  const std::string_view bytes(block.data(), static_cast<std::size_t>(count));
  if (is_err) {
    result.err += bytes;
    return Done{};
  }
  process.read += bytes.size();
  output_bytes += bytes.size();
  if (process.read > cut_output_after) return lost();
  if (options.stdout_sink) return options.stdout_sink(bytes);
  result.out += bytes;
  return Done{};
}

}  // namespace werkbank
