// The part of the command line for who makes templates.
#pragma once

#include <string>
#include <vector>

#include "app/cli/subcommands.h"

namespace werkbank {

/// Each subcommand leaves what is to be done in `command`; a folder of templates that it needs besides, in
/// `catalogues`. Both live as long as `app`.
void add_making_templates(CLI::App& app, Command& command, std::vector<std::string>& catalogues);

}  // namespace werkbank
