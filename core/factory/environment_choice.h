// Which of a factory's software a template can use. The order of preference is the profile's.
#pragma once

#include <string>
#include <vector>

#include "core/catalogue/job_template.h"
#include "core/factory/profile.h"

namespace werkbank {

/// Software of the factory, and what the template says about such software. Both point into what was compared.
struct EnvironmentChoice {
  const ProfileEnvironment* there = nullptr;
  const TemplateEnvironment* asked = nullptr;
};

/// Left out is what is of a kind, a machine or an image that the template does not run with, and what is said to lack a
/// package that it needs.
std::vector<EnvironmentChoice> choices_of(const JobTemplate& job_template, const Profile& profile);

/// How people at the factory would call it: "2023 PyTorch/2.1.2", "/images/torch.sif", "python3".
std::string name_of(const ProfileEnvironment& environment);

/// Why choices_of() has none: names the packages that are missing where nothing else is in the way.
Error why_no_choice(const JobTemplate& job_template, const Profile& profile);

/// The words that give an image the GPUs of its computer: of the profile, else as the kind of machine asks.
std::vector<std::string> gpu_options_of(const ProfileEnvironment& environment);

/// Whether an option of apptainer or singularity is there for GPUs and nothing else: --nv, --nvccli, --rocm.
bool is_gpu_option(const std::string& option);

}  // namespace werkbank
