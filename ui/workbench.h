// What the window works with: assembled in app/, shared by all pages, alive as long as the window.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/bandwidth.h"
#include "core/base/result.h"
#include "core/catalogue/catalogue.h"
#include "core/factory/factory.h"
#include "core/factory/invitation.h"
#include "core/factory/profile_lint.h"
#include "core/jobs/job_runner.h"
#include "core/jobs/job_store.h"
#include "ui/factories/getting_in.h"
#include "ui/live/timekeeper.h"

namespace werkbank {

struct Workbench {
  std::shared_ptr<const Catalogue> catalogue;
  std::shared_ptr<JobStore> store;
  std::shared_ptr<JobRunner> runner;
  std::vector<std::shared_ptr<Factory>> factories;  ///< the practice factory is one of them
  std::vector<Error> problems;                      ///< profiles and templates that were left out, to be shown
  std::filesystem::path results_folder;             ///< where fetched results go by default
  std::string first_template;                       ///< whose example makes the first job
  std::shared_ptr<Bandwidth> bandwidth;             ///< how much of the line transfers may take
  std::shared_ptr<Timekeeper> time;                 ///< null: the clocks of the system
  /// Keeps what the person chose of a factory (user name, accepted host key) for the next start.
  std::function<Result<Done>(const Profile&)> save_profile;

  // Getting in. All of these are called on worker threads. What is empty is not offered in the window.

  /// Profiles of factories that Werkbank knows and this person does not use (yet): not listed, or not among
  /// `factories`. Shown behind "Add a factory".
  std::vector<Profile> known_factories;
  /// Keeps the profile as one that the person uses, from the next start on too, and makes its Factory.
  std::function<Result<std::shared_ptr<Factory>>(const Profile&)> add_factory;
  /// Reads a file *.werkbank and judges its signature; changes nothing.
  std::function<Result<Invitation>(const std::filesystem::path&)> read_invitation;
  /// Sets this computer up with an invitation that read_invitation() gave and the person agreed to: refuses one that is
  /// older than the last (check_not_older), keeps its factory and project, and makes the Factory.
  std::function<Result<std::shared_ptr<Factory>>(const Invitation&)> accept_invitation;
  /// The data sets that an invitation to this factory named.
  std::function<std::vector<CourseData>(const std::string& factory)> course_data;
  /// Brings one of them, which has a url, to this computer and says where it lies; at once when it is there.
  std::function<Result<std::filesystem::path>(const CourseData&, const ProgressSink&, const std::stop_token&)>
      fetch_course_data;
  /// Makes a key pair for this factory, with an empty passphrase: without one. Never overwrites a key.
  std::function<Result<ShownKey>(const Profile&, const Secret& passphrase)> make_key;
  /// The keys on this computer that a sign-in to this factory would try, the best first.
  std::function<Result<std::vector<ShownKey>>(const Profile&)> list_keys;
  /// The certificate that a sign-in to this factory would use, of several the one that lasts longest; none: empty.
  std::function<Result<std::optional<ShownCertificate>>(const Profile&)> find_certificate;
  /// Runs the program that fetches a certificate (CertificateAdvice::command, the person said yes), with what was typed
  /// for {user} and {email}; stops it when asked to. Errors: local_file (no such program), sign_in_refused (it ended
  /// badly; its last words are the detail).
  std::function<Result<Done>(const Profile&, const std::string& user, const std::string& email, const std::stop_token&)>
      fetch_certificate;
  /// Keeps a key's passphrase in the keychain of this computer; empty where there is none.
  std::function<Result<Done>(const ShownKey&, const Secret& passphrase)> keep_passphrase;
  /// The profile of this id as Werkbank came with it, without what was changed on this computer. Error: profile_invalid
  /// when it came with none.
  std::function<Result<Profile>(const std::string& id)> shipped_profile;
  /// Looks at the connection step by step, without a password, and at what is behind the door where the factory is
  /// signed in; each step goes to the sink as it begins and ends. Done, also when a step failed; Cancelled; an Error
  /// only when the check itself could not be done.
  std::function<Result<Done>(Factory&, const CheckStepSink&, const std::stop_token&)> check_connection;
};

}  // namespace werkbank
