// What a factory is, as data: where it is, who vouches for it, what it has and how one gets in.
// Profiles lie in resources/factories/ and in the person's own folder; tests/factory makes one for its lab.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/language.h"
#include "core/base/result.h"

namespace werkbank {

enum class FactoryKind { slurm, practice };

struct Partition {
  std::string name;
  std::string gpu_type;  ///< as the scheduler calls it; empty without GPUs
  int gpus_per_node = 0;
  int cpus_per_gpu = 0;  ///< what goes with one GPU; 0: not said
  double memory_gib_per_gpu = 0;
  int cpus_per_node = 0;
  double memory_gib_per_node = 0;
  double max_hours = 0;  ///< 0: not said
};

enum class GpuRequest { gres, gres_typed, gpus_per_node };
enum class AccountRule { ask_scheduler, fixed, none };

/// Software that is set up at a factory, with a Python in it.
struct ProfileEnvironment {
  std::string kind;  ///< system, modules, apptainer
  std::string python = "python3";
  std::string arch;                         ///< of machine_kinds(); empty: not said
  std::vector<std::string> packages;        ///< the Python packages it has, by import name; empty: not said
  std::vector<std::string> module_folders;  ///< where else modules are looked for: absolute folders
  std::vector<std::string> modules;         ///< is_module_name(); also of an image, whose program may be in one
  std::string image;                        ///< apptainer: the image file on the factory
  std::string image_role;                   ///< apptainer: which of the images that templates name; empty: any
  std::string program = "apptainer";        ///< apptainer: the program of that name, or singularity
  std::vector<std::string> options;         ///< apptainer: further words after `exec`
  std::optional<std::vector<std::string>> gpu_options;  ///< those for jobs with GPUs only; not said: as `arch` asks
  std::map<std::string, std::string> variables;
};

/// A computer to go through or to send data to, beside the one that is signed in to.
struct HostAddress {
  std::string host;
  int port = 22;
  std::string user;  ///< empty: the same as on the factory
  std::vector<std::string> host_keys;
  std::vector<std::string> host_fingerprints = {};  ///< as in Profile
};

/// Where and how a person hands in a public key.
struct KeyAdvice {
  std::string page;                ///< https://, or empty
  std::vector<std::string> types;  ///< of ed25519, ecdsa, rsa, ed25519-sk, ecdsa-sk; the best first
  bool from_address = false;       ///< the site wants a from="..." clause before the key
  LocalText advice;
};

/// Where and how a person gets a certificate that is valid for some hours.
struct CertificateAdvice {
  std::string page;                  ///< https://, or empty
  std::vector<std::string> command;  ///< a program of the PATH and its words (see certificate_command()); only ever
                                     ///< run after the person's yes
  int hours = 0;                     ///< 0: not said
  LocalText advice;
};

/// GPUs that are kept free for a course, as the scheduler calls them.
struct CourseReservation {
  std::string name;
  std::int64_t start = 0;  ///< s since 1970, UTC
  std::int64_t end = 0;
};

/// Whether a job runs on the GPUs that are kept for the person's course (Profile::reservation).
enum class CourseUse {
  none,      ///< no course, or not within its time
  used,      ///< it does
  too_long,  ///< it may last longer than the GPUs are kept, and waits among all others instead
};

struct Profile {
  std::string id;  ///< [a-z0-9-]{2,40}
  FactoryKind kind = FactoryKind::slurm;
  bool listed = true;  ///< false: shown only to who looks for further factories
  LocalText name;
  LocalText operator_name;
  std::string help_phone;
  std::string help_email;
  std::string help_url;
  std::string host;
  int port = 22;
  std::string user;                    ///< empty: ask
  std::vector<std::string> host_keys;  ///< "type base64"; the pinned set
  /// "SHA256:..." as the operator publishes them: a key of such a fingerprint is the right one, also when the key
  /// itself is not known yet.
  std::vector<std::string> host_fingerprints;
  std::vector<std::string> sign_in_methods;  ///< of key, agent, certificate, password; in the order to try
  int max_password_attempts = 3;
  int lock_hours = 0;          ///< how long too many wrong passwords lock the account; 0: not said
  bool one_time_code = false;  ///< a code of an app is asked besides
  int activation_hours = 0;    ///< a new account or key works after at most so many hours; 0: not said
  KeyAdvice key;
  CertificateAdvice certificate;
  std::optional<HostAddress> jump;      ///< to go through on the way to `host`
  std::optional<HostAddress> transfer;  ///< to send data to, where it is another computer than `host`
  int data_connections = 1;             ///< so many at once may carry data, where the sign-in needs no person
  std::string work_folder = "~";        ///< "~", "$SCRATCH"-like or absolute; {user} and {account} are filled in
  std::vector<Partition> partitions;
  GpuRequest gpu_request = GpuRequest::gres;
  AccountRule account_rule = AccountRule::ask_scheduler;
  std::string account;      ///< for AccountRule::fixed
  bool names_qos = false;   ///< a job that leaves its QoS to the scheduler is refused
  int sweep_at_once = 0;    ///< most variants of a sweep beside each other; 0: as the template says
  int pack_from_files = 0;  ///< data of so many files and more is kept in shards; 0: only where room for files is short
  std::vector<ProfileEnvironment> environments;  ///< in order of preference
  /// Variables of jobs on several nodes only: over which network their processes find one another and exchange what
  /// they learn.
  std::map<std::string, std::string> several_nodes;
  LocalText billing_unit;
  double billing_per_gpu_hour = 0;
  std::optional<CourseReservation> reservation;  ///< used for jobs that are sent within its time
  std::vector<std::string> verified;             ///< the fields that were checked against the site
};

/// Error: profile_invalid, naming `document` and the field.
Result<Profile> parse_profile(std::string_view json, const std::string& document);
/// Every *.json of the folders whose factory is listed, sorted by id; of two with one id the later folder's counts. A
/// wrong one is left out and added to `problems`.
std::vector<Profile> read_profiles(const std::vector<std::filesystem::path>& folders, std::vector<Error>& problems);
/// The others: factories that a person can add. To add one, set `listed` and write it into the person's own folder.
std::vector<Profile> read_further_profiles(const std::vector<std::filesystem::path>& folders,
                                           std::vector<Error>& problems);

/// The profile as JSON, to keep what the person chose (a user name, an accepted host key).
std::string profile_to_json(const Profile& profile);

/// The command that fetches a certificate, ready to start: a word that is "{user}" or "{email}" stands for what the
/// person types. Empty without a command, or when such a word would be empty or begin with "-", or holds what cannot be
/// typed.
std::vector<std::string> certificate_command(const CertificateAdvice& certificate, const std::string& user,
                                             const std::string& email);

/// 64 hexadecimal digits that change when anything of the profile changes but what the person chose (to list it, the
/// user name, the accepted host keys): what was agreed to for one digest is to be asked again for another.
std::string profile_digest(Profile profile);

}  // namespace werkbank
