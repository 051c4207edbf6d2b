#include "core/transfer/remote_command.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <memory>
#include <string_view>
#include <utility>

#include "core/base/shell.h"
#include "core/base/uuid.h"

namespace werkbank {
namespace {

constexpr std::size_t answer_limit = 256U << 20U;

// The script runs in a subshell, so that it may exit and have its own traps. The first mark stands on a
// line of its own; the last one follows what the script said, at once.
constexpr const char* frame = R"sh(mark=$1; shift
printf '\n%s<\n' "$mark"; printf '\n%s<\n' "$mark" >&2
umask 077; LC_ALL=C; export LC_ALL; unset TAR_OPTIONS CDPATH GREP_OPTIONS POSIXLY_CORRECT
(
)sh";
constexpr const char* frame_end = R"sh(
)
printf '%s>%s\n' "$mark" "$?"
)sh";

// Passes on what stands between the two marks of stdout.
class FrameReader {
 public:
  FrameReader(const std::string& mark, ByteSink sink)
      : begin_('\n' + mark + "<\n"), end_(mark + '>'), sink_(std::move(sink)) {}

  Result<Done> take(std::string_view bytes) {
    if (state_ == State::inside && held_.empty()) return take_inside(bytes);
    held_ += bytes;
    if (state_ == State::before && !find_begin()) return Done{};
    if (state_ == State::after) return bound_tail();
    const auto joined = std::exchange(held_, {});
    return take_inside(joined);
  }

  /// The script's exit code; -1 when its end mark did not arrive.
  int exit_code() const {
    if (state_ != State::after || held_.find('\n') == std::string::npos) return -1;
    int code = -1;
    std::from_chars(held_.data(), held_.data() + held_.size(), code);
    return code;
  }

 private:
  enum class State { before, inside, after };

  Result<Done> take_inside(std::string_view bytes) {
    const auto at = bytes.find(end_);
    if (at != std::string_view::npos) {
      state_ = State::after;
      held_ = bytes.substr(at + end_.size());
      return pass(bytes.substr(0, at));
    }
    // Only what may be the begin of the end mark waits for the next bytes: whoever listens is told at once.
    auto sure = bytes.size() - std::min(bytes.size(), end_.size() - 1);
    while (!end_.starts_with(bytes.substr(sure))) ++sure;
    held_ = bytes.substr(sure);
    return pass(bytes.substr(0, sure));
  }
  bool find_begin() {
    const auto at = held_.find(begin_);
    if (at == std::string::npos) {
      if (held_.size() > begin_.size()) held_.erase(0, held_.size() - begin_.size());
      return false;
    }
    held_.erase(0, at + begin_.size());
    state_ = State::inside;
    return true;
  }
  Result<Done> bound_tail() {
    constexpr std::size_t room_for_code = 64;
    if (held_.size() > room_for_code) held_.resize(room_for_code);
    return Done{};
  }
  Result<Done> pass(std::string_view content) {
    if (content.empty()) return Done{};
    return sink_(content);
  }

  std::string begin_;
  std::string end_;
  ByteSink sink_;
  std::string held_;
  State state_ = State::before;
};

ByteSink collector(std::string& out) {
  return [&out](std::string_view bytes) -> Result<Done> {
    if (out.size() + bytes.size() > answer_limit) {
      return Error{
          ErrorCode::remote_file,
          Message(WERKBANK_TEXT("transfer", "There are too many files for one transfer. Move fewer at a time.")),
          "answer over the limit"};
    }
    out += bytes;
    return Done{};
  };
}

std::string after_mark(const std::string& err, const std::string& mark) {
  const auto line = '\n' + mark + "<\n";
  const auto at = err.find(line);
  return at == std::string::npos ? err : err.substr(at + line.size());
}

bool says_full(const std::string& err) {
  std::string lower = err;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array<std::string_view, 3> words = {"no space left on device", "quota exceeded", "exceeded quota"};
  return std::any_of(words.begin(), words.end(), [&lower](auto word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

Result<RemoteAnswer> run_remote(CommandRunner& runner, RemoteCommand command, const std::stop_token& stop) {
  const auto mark = "werkbank-" + new_uuid();
  auto words = std::move(command.arguments);
  words.insert(words.begin(), mark);
  RemoteAnswer answer;
  FrameReader reader(mark, command.output ? std::move(command.output) : collector(answer.out));
  ExecOptions options;
  options.stdin_source = std::move(command.input);
  options.may_send = std::move(command.may_send);
  options.stdout_sink = [&reader](std::string_view bytes) { return reader.take(bytes); };
  options.timeout_seconds = 0;
  options.quiet_seconds = command.quiet_seconds;
  options.priority = Priority::bulk;
  options.own_line = command.own_line;
  WERKBANK_TRY(auto result, runner.exec(any_shell_command(frame + command.script + frame_end, words), options, stop));
  answer.err = after_mark(result.err, mark);
  answer.exit_code = reader.exit_code();
  if (answer.exit_code >= 0) return answer;
  return Error{ErrorCode::remote_file,
               Message(WERKBANK_TEXT("transfer",
                                     "The factory broke off the transfer. Try it again. If it happens again, send the "
                                     "details to the help desk of the factory.")),
               "exit " + std::to_string(result.exit_code) + ' ' + result.signal + ": " + answer.err};
}

Error remote_full(std::uint64_t bytes, std::string detail) {
  return {ErrorCode::remote_disk_full,
          Message(WERKBANK_TEXT("transfer",
                                "There is not enough free space on the factory: %1 is needed. Remove data or jobs that "
                                "you no longer need, or ask the help desk for more space."),
                  {Bytes{bytes}}),
          std::move(detail)};
}

Error remote_failure(const RemoteAnswer& answer, const std::string& place, std::uint64_t bytes) {
  const auto detail = "exit " + std::to_string(answer.exit_code) + ": " + answer.err;
  if (says_full(answer.err)) return remote_full(bytes, detail);
  if (answer.exit_code == exit_not_whole) {
    return {
        ErrorCode::verification_failed,
        Message(WERKBANK_TEXT("transfer",
                              "What arrived on the factory is not what was sent. It was thrown away there; your own "
                              "files are untouched. Try it again.")),
        detail, Grade::retry_by_itself};
  }
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("transfer",
                                "The folder %1 on the factory could not be read or written. Ask the help desk of the "
                                "factory whether you may use it."),
                  {place}),
          detail};
}

double patience_for(std::uint64_t bytes) {
  constexpr double slow_disk = 50e6;  // bytes a second that even a busy file system reads
  constexpr double start = 600;
  return start + static_cast<double>(bytes) / slow_disk;
}

ByteSource bytes_as_source(std::string bytes) {
  auto rest = std::make_shared<std::pair<std::string, std::size_t>>(std::move(bytes), 0);
  return [rest](std::span<char> room) -> Result<std::size_t> {
    const auto count = std::min(room.size(), rest->first.size() - rest->second);
    std::copy_n(rest->first.data() + rest->second, count, room.data());
    rest->second += count;
    return count;
  };
}

}  // namespace werkbank
