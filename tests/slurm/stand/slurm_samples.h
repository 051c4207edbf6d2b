// What two versions of Slurm printed for the same jobs, with '^' for the separator; and facts of a small cluster.
#pragma once

#include <string>

#include "core/factory/job_order.h"
#include "core/factory/profile.h"
#include "core/slurm/cluster_facts.h"

namespace werkbank {

/// '^' becomes field_separator.
std::string separated(std::string text);

extern const char* const squeue_2205;
extern const char* const squeue_2411;
extern const char* const squeue_plain;  ///< the form without exit code and restarts
extern const char* const sacct_2205;
extern const char* const sacct_2411;
extern const char* const sinfo_text;
extern const char* const partitions_text;
extern const char* const associations_text;
extern const char* const qos_text;

ClusterFacts sample_facts();
Profile lab_profile();
/// A CPU job of one hour.
JobOrder lab_order();

}  // namespace werkbank
