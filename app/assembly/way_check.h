// The connection check as a person reads and sends it: the way to the factory step by step and, when signed in, what is
// found behind the door. A step is told when it begins and when it is over.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

#include "core/base/result.h"
#include "core/factory/factory.h"
#include "core/ssh/connection_check.h"

namespace werkbank {

struct WayStep {
  std::string id;                      ///< for machines: "host_key"
  Message name;                        ///< what it looks at
  std::optional<StepOutcome> outcome;  ///< absent: it begins
  double seconds = 0;
  Message what;                 ///< for the person, with what to do next when it failed
  std::string detail;           ///< technical; never a secret
  bool at_the_factory = false;  ///< behind the door: the connection itself is in order
};

using WaySink = std::function<void(const WayStep& step)>;

/// Without a sign-in of its own, so nothing secret is sent; behind the door only where the factory is signed in
/// already. Cancelled when stopped, else Done, whatever was found.
Result<Done> walk_to_factory(Factory& factory, const WaySink& sink, const std::stop_token& stop);

/// The same, then signs in (`sign_in` asks what must be asked, once) and looks, over that one connection, whether
/// commands run and files are taken, and for the work folder, its room and the scheduler.
Result<Done> walk_into_factory(Factory& factory, const std::function<Result<Done>()>& sign_in, const WaySink& sink,
                               const std::stop_token& stop);

}  // namespace werkbank
