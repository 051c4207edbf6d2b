// Which of the sampler's files to read: of its GPUs and of itself every host has one with each sample, one by the
// minute and one by the hour, and over the line the small ones come first. Private to core/jobs.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/jobs/job_store.h"

namespace werkbank {

/// Whether it tells of the host itself (<host>.host.csv, .host.1min.csv, .host.1h.csv) and not of its GPUs.
bool is_host_file(const std::string& path);

/// The name of the host that a file is of. What the rows in it call themselves is no name: anything may stand there.
std::string host_of(const std::string& path);

/// How far the files went when they were looked at last: an end that did not move need not be read again.
struct SampleEnd {
  std::uint64_t size = 0;
  double time = 0;  ///< on the last whole line; 0 when there is none
};
using SampleEnds = std::map<std::string, SampleEnd>;

/// For each host the finest one of `sizes` (JobStore::offsets) that is not behind the others, as far as they came to
/// this computer; a coarser one when all samples together would fill the memory. Error: local_file.
Result<std::vector<std::string>> sample_files(const JobStore& store, const std::string& uuid,
                                              const std::map<std::string, std::uint64_t>& sizes, SampleEnds& known);

}  // namespace werkbank
