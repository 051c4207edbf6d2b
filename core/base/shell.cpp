#include "core/base/shell.h"

#include <QByteArray>

namespace werkbank {

std::string shell_quote(std::string_view word) {
  word = word.substr(0, word.find('\0'));
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + '\'';
}

std::string any_shell_command(const std::string& script, const std::vector<std::string>& arguments) {
  const auto text = "set -- " + shell_command(arguments) + '\n' + script;
  const auto encoded = QByteArray(text.data(), static_cast<qsizetype>(text.size())).toBase64().toStdString();
  return "/bin/sh -c 'eval \"$(echo " + encoded + " | base64 -d)\"'";
}

std::string shell_command(const std::vector<std::string>& words) {
  std::string command;
  for (const auto& word : words) {
    if (!command.empty()) command += ' ';
    command += shell_quote(word);
  }
  return command;
}

}  // namespace werkbank
