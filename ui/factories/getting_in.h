// What the pages of getting in ask of app/, which can reach SSH and the disk: plain data, and what a check reports.
// The callbacks themselves are in ui/workbench.h.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/message.h"
#include "core/factory/factory.h"

namespace werkbank {

/// A key pair on this computer, without its secret half.
struct ShownKey {
  std::string public_line;             ///< "ssh-ed25519 AAAA... comment", on one line
  std::filesystem::path place;         ///< of the file with the secret half
  std::string sha256;                  ///< "SHA256:..." as OpenSSH prints it
  std::optional<bool> has_passphrase;  ///< empty: not known
  bool is_ours = false;                ///< Werkbank made it
};

/// A certificate of this computer that opens a factory for some hours.
struct ShownCertificate {
  std::string name;                    ///< what its maker calls it; untrusted
  double valid_after = 0;              ///< unix seconds
  std::optional<double> valid_before;  ///< unix seconds; empty: it has no end
};

/// One step of a connection check. A step is reported when it begins (running) and once more when it has ended.
struct ShownCheckStep {
  enum class State { running, ok, failed, skipped };
  std::string id;  ///< the same in both reports: "dns"
  Message name;    ///< what is looked at: "The name of the factory's computer"
  State state = State::running;
  double seconds = 0;
  Message sentence;    ///< what was found, and when it failed what to do next
  std::string detail;  ///< technical words for the help desk, never a secret; untrusted
};

using CheckStepSink = std::function<void(const ShownCheckStep&)>;

}  // namespace werkbank
