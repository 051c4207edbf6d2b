#include "app/cli/subcommands.h"

namespace werkbank {

void Subcommands::on(CLI::App* sub, Command command, std::function<void()> also) {
  sub->callback([&target = command_, command = std::move(command), also = std::move(also)] {
    if (also) also();
    target = command;
  });
}

std::shared_ptr<std::string> Subcommands::word(CLI::App* sub, const char* name, const char* help) {
  auto value = std::make_shared<std::string>();
  sub->add_option(name, *value, help)->required();
  return value;
}

void Subcommands::with_word(CLI::App* sub, const char* name, const char* help,
                            ExitCode (*function)(const CliSession&, const std::string&)) {
  const auto value = word(sub, name, help);
  on(sub, [value, function](const CliSession& session) { return function(session, *value); });
}

}  // namespace werkbank
