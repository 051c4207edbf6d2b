// The part of the command line that is about data and jobs.
#pragma once

#include "app/cli/subcommands.h"

namespace werkbank {

/// Each subcommand leaves what is to be done in `command`, which lives as long as `app`.
void add_work(CLI::App& app, Command& command);

}  // namespace werkbank
