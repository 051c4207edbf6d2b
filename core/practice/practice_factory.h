// A factory inside the program, for a first try without an account or a network: a pretended queue around a job that
// really runs on this computer, or a recorded run where this computer cannot run it. reality() says which.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/factory/factory.h"

namespace werkbank {

struct PracticeSettings {
  std::filesystem::path folder;            ///< where its data sets and jobs live, on this computer
  std::filesystem::path remote_resources;  ///< resources/remote: the wrapper and the sampler
  std::vector<std::string> packages;       ///< Python packages that templates need, by import name
  bool looks_ahead = true;                 ///< looks for them at once, so that the first question need not wait
  double queue_seconds = 3;                ///< how long a job waits before it starts
  double sample_seconds = 1;               ///< between two simulated GPU samples
};

/// Jobs are detached processes that go on when the program ends, and are found again by their folder.
std::unique_ptr<Factory> make_practice_factory(Profile profile, PracticeSettings settings,
                                               std::shared_ptr<Clock> clock);

}  // namespace werkbank
