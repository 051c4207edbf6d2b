#include "core/ssh/script.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "core/base/shell.h"
#include "core/base/uuid.h"
#include "core/ssh/answer_filter.h"
#include "core/ssh/server_words.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

// The login shell may be bash, dash, zsh, tcsh or fish, which agree on little more than words without quotes and single
// quotes. So it sees one fixed line, and the script travels on standard input. Where the script has input of its own,
// dd takes exactly the script's bytes, one by one, and leaves the rest.
std::string command_for(std::size_t script_size, bool has_input) {
  const std::string take = has_input ? "dd bs=1 count=" + std::to_string(script_size) + " 2>/dev/null" : "cat";
  return "exec /bin/sh -c 'eval \"$(" + take + ")\"'";
}

std::string wrapped(const Script& script, const std::string& begin, const std::string& end) {
  std::string text = "printf '%s\\n' " + begin + "\nprintf '%s\\n' " + begin + " >&2\n(set --";
  for (const auto& argument : script.arguments) text += ' ' + shell_quote(argument);
  // The line break before the bracket ends a comment on the script's last line.
  return text + "\n" + script.text + "\n)\nprintf '\\n%s %d\\n' " + end + " \"$?\"\n";
}

/// The script's own text goes first and always; what comes behind it only when it may.
void put_first(std::string text, ExecOptions& options) {
  const auto has_gone = std::make_shared<bool>(text.empty());
  if (options.may_send) {
    options.may_send = [has_gone, may_send = std::move(options.may_send)] { return !*has_gone || may_send(); };
  }
  options.stdin_source = [text = std::move(text), behind = std::move(options.stdin_source), sent = std::size_t{0},
                          has_gone](std::span<char> room) mutable -> Result<std::size_t> {
    if (*has_gone) return behind ? behind(room) : Result<std::size_t>(std::size_t{0});
    const std::size_t count = std::min(room.size(), text.size() - sent);
    std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(sent), count, room.begin());
    sent += count;
    *has_gone = sent == text.size();
    return count;
  };
}

/// What came on standard error after the script began.
std::string errors_of_script(const std::string& err, const std::string& begin) {
  const auto place = err.find(begin + "\n");
  return place == std::string::npos ? err : err.substr(place + begin.size() + 1);
}

Error no_answer_found(const ExecResult& result, const AnswerFilter& filter) {
  const std::string words = filter.noise() + "\n" + result.err;
  const std::string detail =
      "exit code " + std::to_string(result.exit_code) + " " + result.signal + "; printed: " + words.substr(0, 4000);
  if (!filter.began() && says_new_password_needed(words)) return new_password_needed_first(detail);
  // A shell, whichever, would have run the first line; an account for files alone says nothing at all.
  const bool silent = words.find_first_not_of(" \t\r\n") == std::string::npos;
  if (!filter.began() && (silent || says_account_unavailable(words))) return no_commands_allowed(detail);
  return {
      ErrorCode::answer_garbled,
      Message(WERKBANK_TEXT("ssh",
                            "The factory's answer cannot be understood: something got in between. Look at the "
                            "details; a start-up file of your account (.bashrc) that ends early is a usual cause.")),
      detail};
}

}  // namespace

Result<ExecResult> run_script(CommandRunner& runner, const Script& script, ExecOptions options,
                              const std::stop_token& stop) {
  const std::string mark = new_uuid();
  const std::string text = wrapped(script, "begin-" + mark, "end-" + mark);
  std::string answer;
  const std::size_t limit = options.output_limit;
  const ByteSink collect = [&answer, limit](std::string_view bytes) -> Result<Done> {
    if (answer.size() + bytes.size() > limit) return too_much_output("a script's answer is over the limit");
    answer += bytes;
    return Done{};
  };
  AnswerFilter filter("begin-" + mark, "end-" + mark, options.stdout_sink ? options.stdout_sink : collect);
  const std::string command = command_for(text.size(), options.stdin_source != nullptr);
  put_first(text, options);
  options.stdout_sink = [&filter](std::string_view bytes) { return filter.add(bytes); };
  WERKBANK_TRY(auto result, runner.exec(command, std::move(options), stop));
  const auto code = filter.exit_code();
  if (!code) return no_answer_found(result, filter);
  result.exit_code = *code;
  result.out = std::move(answer);
  result.err = errors_of_script(result.err, "begin-" + mark);
  return result;
}

}  // namespace werkbank
