#include "core/factory/environment_choice.h"

#include <algorithm>
#include <optional>

#include "core/catalogue/software_names.h"
#include "core/catalogue/template_software.h"

namespace werkbank {
namespace {

std::string joined(const std::vector<std::string>& words, const char* between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  return text;
}

bool roles_agree(const ProfileEnvironment& there, const TemplateEnvironment& asked) {
  return there.image_role.empty() || asked.image_role.empty() || there.image_role == asked.image_role;
}

/// The first entry of the template that is for this kind of software and machine.
const TemplateEnvironment* entry_for(const JobTemplate& job_template, const ProfileEnvironment& there) {
  const auto entries = asked_of(job_template, there.kind);
  const auto found = std::find_if(entries.begin(), entries.end(), [&there](const auto* asked) {
    return machine_fits(there.arch, asked->arch) && roles_agree(there, *asked);
  });
  return found == entries.end() ? nullptr : *found;
}

struct Lack {
  std::vector<std::string> packages;
  std::string where;
};

/// Of all software that lacks nothing but packages, that which lacks fewest.
std::optional<Lack> smallest_lack(const JobTemplate& job_template, const Profile& profile) {
  std::optional<Lack> smallest;
  for (const auto& there : profile.environments) {
    const auto* asked = entry_for(job_template, there);
    if (asked == nullptr) continue;
    auto missing = missing_packages(asked->needs, there.packages);
    if (!smallest || missing.size() < smallest->packages.size()) smallest = Lack{std::move(missing), name_of(there)};
  }
  return smallest;
}

}  // namespace

std::vector<EnvironmentChoice> choices_of(const JobTemplate& job_template, const Profile& profile) {
  std::vector<EnvironmentChoice> choices;
  for (const auto& there : profile.environments) {
    const auto* asked = entry_for(job_template, there);
    if (asked != nullptr && missing_packages(asked->needs, there.packages).empty()) choices.push_back({&there, asked});
  }
  return choices;
}

std::string name_of(const ProfileEnvironment& environment) {
  if (environment.kind == "apptainer") return environment.image;
  if (environment.kind == "modules" && !environment.modules.empty()) return joined(environment.modules, " ");
  return environment.python;
}

Error why_no_choice(const JobTemplate& job_template, const Profile& profile) {
  const std::string detail = "no environment of template " + job_template.id + " fits profile " + profile.id;
  const auto lack = smallest_lack(job_template, profile);
  if (!lack || lack->packages.empty()) {
    return {ErrorCode::catalogue_invalid,
            Message(WERKBANK_TEXT("factory",
                                  "The job \"%1\" cannot run on %2: the software it needs is not set up there. "
                                  "Choose another job, or ask the help desk of %2."),
                    {job_template.title, profile.name}),
            detail};
  }
  const auto packages = joined(lack->packages, ", ");
  return {ErrorCode::catalogue_invalid,
          Message(WERKBANK_TEXT("factory",
                                "The job \"%1\" cannot run on %2: it needs the software %3, and that is missing there "
                                "(in %4). Choose another job, or ask the help desk of %2."),
                  {job_template.title, profile.name, packages, lack->where}),
          detail + ": " + lack->where + " lacks " + packages};
}

bool is_gpu_option(const std::string& option) { return option == "--nv" || option == "--nvccli" || option == "--rocm"; }

std::vector<std::string> gpu_options_of(const ProfileEnvironment& environment) {
  if (environment.gpu_options) return *environment.gpu_options;
  // Older profiles have the words among the others.
  std::vector<std::string> said;
  std::copy_if(environment.options.begin(), environment.options.end(), std::back_inserter(said), is_gpu_option);
  if (!said.empty()) return said;
  if (environment.arch.ends_with("-cuda")) return {"--nv"};
  if (environment.arch.ends_with("-rocm")) return {"--rocm"};
  return {};
}

}  // namespace werkbank
