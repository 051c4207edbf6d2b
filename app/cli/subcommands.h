// Parts of the command line: subcommands under one heading of the help, each of which leaves what is to be done.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"

namespace werkbank {

using Command = std::function<ExitCode(const CliSession&)>;

/// Base of such a part. The options of a subcommand live in what its command holds.
class Subcommands {
 public:
  /// What is to be done is left in `command` when a subcommand was read; both must live until then.
  Subcommands(CLI::App& app, Command& command, std::string heading)
      : app_(app), command_(command), heading_(std::move(heading)) {}

 protected:
  CLI::App* add(const char* name, const char* help) { return app_.add_subcommand(name, help)->group(heading_); }
  /// `also` is done when `sub` was read, before there is a session; it may throw what CLI11 throws.
  void on(CLI::App* sub, Command command, std::function<void()> also = {});
  /// A word that must be given.
  static std::shared_ptr<std::string> word(CLI::App* sub, const char* name, const char* help);
  /// A subcommand with one such word.
  void with_word(CLI::App* sub, const char* name, const char* help,
                 ExitCode (*function)(const CliSession&, const std::string&));

 private:
  CLI::App& app_;
  Command& command_;
  std::string heading_;
};

}  // namespace werkbank
