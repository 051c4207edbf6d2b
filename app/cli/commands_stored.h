// The commands of werkbank-cli about what is stored at a factory.
#pragma once

#include <string>

#include "app/cli/session.h"

namespace werkbank {

struct StoredOptions {
  std::string factory;
  std::string name;  ///< of a data set, a job or a left-over, or the begin of it
  std::string data;  ///< the files that were sent, on this computer; empty: what Werkbank knows of them
  bool all = false;  ///< also the folders of jobs and left-overs
  bool yes = false;  ///< remove without asking
};

ExitCode list_datasets(const CliSession& session, const StoredOptions& options);
ExitCode verify_command(const CliSession& session, const StoredOptions& options);
ExitCode remove_command(const CliSession& session, const StoredOptions& options);

}  // namespace werkbank
