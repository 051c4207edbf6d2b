// The commands of werkbank-cli with which one gets in: keys, certificates, a check of the way, invitations, profiles.
#pragma once

#include <string>
#include <vector>

#include "app/cli/session.h"

namespace werkbank {

struct MakeKeyOptions {
  bool no_passphrase = false;
  bool remember = false;  ///< the passphrase goes into the keychain
};

struct CertificateOptions {
  std::string factory;
  bool fetch = false;
  bool yes = false;  ///< the program may be started without asking
};

struct CheckOptions {
  std::string factory;
  bool sign_in = false;
  std::string report;  ///< a file for who helps; empty: none
};

struct AcceptOptions {
  std::string file;
  bool yes = false;
};

struct MakeInvitationOptions {
  std::string file;
  std::string factory;  ///< of those that are known, or a profile's file
  std::string issuer;
  std::string key;  ///< file of make-signing-key; empty: the usual one
  std::string project;
  std::string expires;  ///< a day
  std::string reservation;
  std::string from;
  std::string until;
  std::string welcome_dutch;
  std::string welcome_english;
  std::vector<std::string> data;  ///< in pairs: a file of this computer, and the https:// where it can be fetched
};

struct CourseDataOptions {
  std::string factory;
  std::string name;  ///< empty: only say what there is
  std::string to;    ///< a folder; empty: the usual one
};

ExitCode list_keys_command(const CliSession& session);
ExitCode make_key_command(const CliSession& session, const MakeKeyOptions& options);
ExitCode hand_in_key_command(const CliSession& session, const std::string& factory);
ExitCode certificate_command_of(const CliSession& session, const CertificateOptions& options);
ExitCode check_connection_command(const CliSession& session, const CheckOptions& options);
ExitCode add_factory_command(const CliSession& session, const std::string& factory);
ExitCode lint_profile_command(const CliSession& session, const std::string& file);
ExitCode show_invitation_command(const CliSession& session, const std::string& file);
ExitCode accept_invitation_command(const CliSession& session, const AcceptOptions& options);
ExitCode make_invitation_command(const CliSession& session, const MakeInvitationOptions& options);
ExitCode course_data_command(const CliSession& session, const CourseDataOptions& options);
ExitCode make_signing_key_command(const CliSession& session, const std::string& file);

}  // namespace werkbank
