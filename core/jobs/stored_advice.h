// What may be removed from a factory without harm, and what is lost by it: from the list of what is stored there and
// what Werkbank knows of its jobs.
#pragma once

#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/base/stored.h"
#include "core/jobs/job_record.h"

namespace werkbank {

enum class RemovalRisk {
  none,    ///< nobody misses it
  some,    ///< something is lost: the person is told what
  in_use,  ///< it stays: something that is not over needs it
};

struct StoredAdvice {
  RemovalRisk risk = RemovalRisk::none;
  std::string title;  ///< what the person calls it; empty for a left-over
  Message reason;     ///< one sentence: why it is safe, or why not
  Message lost;       ///< what is gone after it was removed
  Message kept;       ///< what stays all the same
};

/// `jobs`: those of this computer, of any factory. `now`: unix seconds by the factory's clock.
StoredAdvice advise(const StoredThing& thing, const std::string& factory, const std::vector<JobRecord>& jobs,
                    double now);

/// The removal of this thing, for a person who was told what advise() says.
Removal removal_of(const StoredThing& thing, const std::string& factory, const std::vector<JobRecord>& jobs);

/// The place on this computer from which the data set was sent; empty when that is not known.
std::string sent_from(const std::string& dataset, const std::string& factory, const std::vector<JobRecord>& jobs);

}  // namespace werkbank
