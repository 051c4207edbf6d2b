// The commands for who writes job templates, or gives a catalogue of them to others.
#pragma once

#include <string>

#include "app/cli/session.h"

namespace werkbank {

struct SignCatalogueOptions {
  std::string folder;
  std::string name;
  std::int64_t number = 1;
  std::string expires;
  std::string key;  ///< file; empty: the usual one
};

/// What is wrong with a template, and what its users would miss.
ExitCode lint_template_command(const CliSession& session, const std::string& folder);
/// Writes the hashes of its files into its manifest, as they are now.
ExitCode hash_template_command(const CliSession& session, const std::string& folder);
/// Runs it for real in the practice factory, with its own short settings.
ExitCode test_template_command(const CliSession& session, const std::string& folder, const std::string& data);
ExitCode sign_catalogue_command(const CliSession& session, const SignCatalogueOptions& options);
/// Uses catalogues by the maker of this one from now on; asks unless `yes`.
ExitCode trust_catalogue_command(const CliSession& session, const std::string& folder, bool yes);
ExitCode allow_unsigned_command(const CliSession& session, bool allowed);

}  // namespace werkbank
