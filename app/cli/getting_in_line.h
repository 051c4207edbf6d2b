// The part of the command line that is about getting in, apart from the commands about data and jobs.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "app/cli/session.h"

namespace werkbank {

using Command = std::function<ExitCode(const CliSession&)>;

/// The heading in the help.
constexpr auto getting_in_group = "Getting in";

/// Each subcommand leaves what is to be done in `command`, which lives as long as `app`.
void add_getting_in(CLI::App& app, Command& command);

}  // namespace werkbank
