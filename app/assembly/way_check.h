// The connection check as a person reads and sends it: the way to the factory step by step and, when signed in, what is
// found behind the door. A step is told when it is over.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "core/base/result.h"
#include "core/base/secret_store.h"
#include "core/factory/factory.h"
#include "core/ssh/connection_check.h"

namespace werkbank {

struct WayStep {
  std::string id;  ///< for machines: "host_key"
  Message name;    ///< what it looks at
  StepOutcome outcome = StepOutcome::skipped;
  double seconds = 0;
  Message what;                 ///< for the person, with what to do next when it failed
  std::string detail;           ///< technical; never a secret
  bool at_the_factory = false;  ///< behind the door: the connection itself is in order
};

using WaySink = std::function<void(const WayStep& step)>;

/// Without a sign-in, so nothing secret is sent. Cancelled when stopped, else Done, whatever was found.
Result<Done> walk_to_factory(const Profile& profile, const WaySink& sink, const std::stop_token& stop);

/// The same, then signs in (`sign_in` asks what must be asked, once) and looks for the work folder, its room and the
/// scheduler; last at the shell and at SFTP, over a second connection where that needs no person. `secrets`: the
/// keychain, or null.
Result<Done> walk_into_factory(Factory& factory, SecretStore* secrets, const std::function<Result<Done>()>& sign_in,
                               const WaySink& sink, const std::stop_token& stop);

}  // namespace werkbank
