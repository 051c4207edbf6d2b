#include "core/ssh/authorized_keys.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QByteArray>

#include "core/base/ascii.h"
#include "core/ssh/script.h"
#include "core/ssh/wire_reader.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_key_line = 16384;
constexpr double timeout_seconds = 60;

constexpr std::array<std::string_view, 7> key_types = {"ssh-ed25519",
                                                       "ecdsa-sha2-nistp256",
                                                       "ecdsa-sha2-nistp384",
                                                       "ecdsa-sha2-nistp521",
                                                       "ssh-rsa",
                                                       "sk-ssh-ed25519@openssh.com",
                                                       "sk-ecdsa-sha2-nistp256@openssh.com"};

// $1: the whole line, $2: the key in it. Where the file is a link, what it leads to is replaced, not the link. The new
// file is made beside the old one, so that it gets there in one step; a full disk or a lost connection leaves the old.
constexpr const char* script_text = R"sh(
umask 077
LC_ALL=C
export LC_ALL
place=$HOME/.ssh file=$HOME/.ssh/authorized_keys
fail() { printf '%s\n' "$1" >&2; [ -z "$new" ] || rm -f -- "$new"; exit 3; }
new=
[ -n "$HOME" ] && [ -d "$HOME/" ] || fail 'no home folder'
[ -d "$place/" ] || mkdir -- "$place" || fail 'mkdir .ssh'
chmod 700 "$place" || fail 'chmod .ssh'
real=$file
if [ -h "$file" ]; then
  real=$(readlink -f -- "$file") && [ -n "$real" ] || fail 'the link authorized_keys leads nowhere'
fi
[ ! -e "$real" ] || [ -f "$real" ] || fail 'authorized_keys is not a file'
has_key() {
  awk -v key="$1" '/^[ \t]*#/ { next } { for (i = 1; i <= NF; i++) if ($i == key) found = 1 } END { exit !found }' "$real"
}
if [ -f "$real" ]; then
  [ -r "$real" ] || fail 'authorized_keys cannot be read'
  if has_key "$2"; then
    chmod 600 "$real" || fail 'chmod authorized_keys'
    exit 0
  fi
fi
new=$real.werkbank.$$
(set -C; : >"$new") || { new=; fail 'cannot write beside authorized_keys'; }
if [ -f "$real" ]; then
  cat -- "$real" >"$new" || fail 'copy'
  if [ -s "$new" ] && [ -n "$(tail -c 1 "$new")" ]; then printf '\n' >>"$new" || fail 'write'; fi
fi
printf '%s\n' "$1" >>"$new" || fail 'write'
chmod 600 "$new" || fail 'chmod'
[ "$(tail -n 1 "$new")" = "$1" ] || fail 'the new file is not whole'
mv -f -- "$new" "$real" || fail 'rename'
if command -v restorecon >/dev/null 2>&1; then restorecon -F "$place" "$file" "$real" >/dev/null 2>&1; fi
exit 0
)sh";

Error no_public_key(std::string detail) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("ssh",
                                "This is not a public key. A public key is one line that begins with \"ssh-ed25519\" "
                                "or a word like it; you find it in the file that ends in .pub.")),
          std::move(detail)};
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// Addresses and names, with wildcards and exceptions, between commas.
bool is_from_list(std::string_view text) {
  constexpr std::string_view more = ".:,*?!/_-[]%";
  return !text.empty() && std::all_of(text.begin(), text.end(), [more](char c) {
    return is_letter_or_digit(c) || more.find(c) != std::string_view::npos;
  });
}

bool is_key_of(std::string_view type, std::string_view base64) {
  const auto bytes = QByteArray::fromBase64Encoding(QByteArray(base64.data(), static_cast<qsizetype>(base64.size())),
                                                    QByteArray::AbortOnBase64DecodingErrors);
  if (!bytes) return false;
  WireReader reader(std::string_view((*bytes).constData(), static_cast<std::size_t>((*bytes).size())));
  return reader.text() == type && reader.ok() && !reader.at_end();
}

std::string_view next_word(std::string_view& rest) {
  const auto end = std::min(rest.find(' '), rest.size());
  const auto word = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.find_first_not_of(' ', end), rest.size()));
  return word;
}

Error not_written(const ExecResult& result) {
  return {ErrorCode::remote_file,
          Message(WERKBANK_TEXT("ssh",
                                "The factory did not take your key: the file that it belongs in "
                                "(.ssh/authorized_keys) could not be written. Perhaps your room there is full. Hand "
                                "the key in at the factory's website, or ask the help desk.")),
          "exit code " + std::to_string(result.exit_code) + ": " + result.err.substr(0, 2000)};
}

}  // namespace

Result<PublicKeyLine> parse_public_key_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  if (line.empty() || line.size() > longest_key_line) return no_public_key("empty or too long");
  if (std::any_of(line.begin(), line.end(), is_control)) return no_public_key("more than one line");
  PublicKeyLine parts;
  constexpr std::string_view from = "from=\"";
  if (line.starts_with(from)) {
    const auto end = line.find('"', from.size());
    if (end == std::string_view::npos || end + 1 >= line.size() || line[end + 1] != ' ')
      return no_public_key("an option that is no plain from=\"...\"");
    parts.from = line.substr(from.size(), end - from.size());
    if (!is_from_list(parts.from)) return no_public_key("from=\"...\" holds more than addresses");
    line.remove_prefix(std::min(line.find_first_not_of(' ', end + 1), line.size()));
  }
  parts.type = next_word(line);
  parts.base64 = next_word(line);
  parts.comment = line;
  if (std::find(key_types.begin(), key_types.end(), parts.type) == key_types.end())
    return no_public_key("it begins with another word than a type of key");
  if (!is_key_of(parts.type, parts.base64)) return no_public_key("the key itself is damaged");
  return parts;
}

Result<Done> add_authorized_key(CommandRunner& runner, const std::string& line, const std::stop_token& stop) {
  WERKBANK_TRY(const auto parts, parse_public_key_line(line));
  std::string whole = parts.from.empty() ? "" : "from=\"" + parts.from + "\" ";
  whole += parts.type + " " + parts.base64;
  if (!parts.comment.empty()) whole += " " + parts.comment;
  ExecOptions options;
  options.timeout_seconds = timeout_seconds;
  WERKBANK_TRY(const auto result, run_script(runner, Script{script_text, {whole, parts.base64}}, options, stop));
  if (result.exit_code != 0) return not_written(result);
  return Done{};
}

}  // namespace werkbank
