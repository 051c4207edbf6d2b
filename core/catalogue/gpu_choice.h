// On how many GPUs a job can run: what its template can use, of what a factory has.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/catalogue/job_template.h"

namespace werkbank {

/// All GPUs that a job is given with this tier.
int gpus_in_all(const ResourceTier& tier);

/// Processes of the job on each of its machines: one for each GPU where its script is made for several.
int processes_of(const ResourceTier& tier);

/// A template's own question how many GPUs there shall be ("gpus"): then nothing else asks it.
bool asks_for_gpus(const JobTemplate& job_template);

/// The ways to run it on GPUs, the fewest GPUs first, each number once and on as few machines as can be.
/// `gpus_in_one`: how many GPUs one machine has, for each kind of machine that there is. Of several machines only whole
/// ones are asked for. Empty where a question of the template decides.
std::vector<ResourceTier> gpu_choices(const JobTemplate& job_template, const std::vector<int>& gpus_in_one);

/// The one with so many GPUs in all, on so many machines (0: as few as can be). `factory`: its name, for the sentence.
/// Error: usage, saying what the template or the factory cannot.
Result<ResourceTier> gpu_choice(const JobTemplate& job_template, const std::vector<int>& gpus_in_one, int gpus,
                                int nodes, const std::string& factory);

}  // namespace werkbank
