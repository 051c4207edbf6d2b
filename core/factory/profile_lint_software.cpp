// What is doubtful in the software that a profile names.
#include <algorithm>

#include "core/base/lists.h"
#include "core/catalogue/software_names.h"
#include "core/factory/environment_choice.h"
#include "core/factory/profile_lint.h"

namespace werkbank {
namespace {

using Weight = ProfileFinding::Weight;

/// The kind of machine that has such GPUs; empty when the name says nothing.
std::string_view machine_of(const std::string& gpu_type) {
  std::string name;
  for (const char c : gpu_type) name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto begins = [&name](std::string_view start) { return name.starts_with(start); };
  const bool amd = begins("amd") || (begins("mi") && name.size() > 2 && name[2] >= '0' && name[2] <= '9');
  if (amd) return "x86_64-rocm";
  for (const auto start : {"gh", "gb", "grace"}) {
    if (begins(start)) return "aarch64-cuda";
  }
  for (const auto start : {"a100", "h100", "h200", "b200", "v100", "a40", "a30", "l40", "l4", "t4", "rtx", "1g.", "2g.",
                           "3g.", "4g.", "7g."}) {
    if (begins(start)) return "x86_64-cuda";
  }
  return {};
}

/// Of all partitions whose GPUs are known by name.
std::vector<std::string_view> machines_of(const Profile& profile) {
  std::vector<std::string_view> machines;
  for (const auto& partition : profile.partitions) {
    const auto machine = partition.gpus_per_node > 0 ? machine_of(partition.gpu_type) : std::string_view();
    if (!machine.empty()) machines.push_back(machine);
  }
  return machines;
}

class SoftwareLint {
 public:
  explicit SoftwareLint(const Profile& profile) : machines_(machines_of(profile)) {}

  void look_at(const ProfileEnvironment& one, std::size_t number) {
    place_ = "environment[" + std::to_string(number) + "].";
    python(one);
    modules(one);
    if (one.kind == "apptainer") image(one);
    machine(one);
  }
  std::vector<ProfileFinding> take() { return std::move(findings_); }

 private:
  void add(Weight weight, const char* field, Message message) {
    findings_.push_back({weight, place_ + field, std::move(message)});
  }

  void python(const ProfileEnvironment& one) {
    if (one.python.empty()) {
      add(Weight::missing, "python",
          Message(WERKBANK_TEXT("factory", "This software names no Python, so no job can begin with it.")));
    } else if (one.python.find('/') != std::string::npos && !one.python.starts_with('/')) {
      add(Weight::doubtful, "python",
          Message(WERKBANK_TEXT("factory",
                                "The Python \"%1\" would be looked for in the folder of each job. Give its whole path, "
                                "or its name alone."),
                  {one.python}));
    }
  }

  void modules(const ProfileEnvironment& one) {
    for (const auto& name : one.modules) {
      if (is_module_name(name)) continue;
      add(Weight::risk, "modules",
          Message(WERKBANK_TEXT("factory",
                                "\"%1\" is no name of a software module. It may hold letters, digits and _ . + / - "
                                "only."),
                  {name}));
    }
    if (one.kind == "modules" && one.modules.empty()) {
      add(Weight::missing, "modules",
          Message(WERKBANK_TEXT("factory",
                                "This software is said to come from modules, but none is named. Name them, or call it "
                                "the software of the system.")));
    }
    if (one.modules.empty() && !one.module_folders.empty()) {
      add(Weight::doubtful, "module_folders",
          Message(WERKBANK_TEXT("factory", "Folders of modules are given, but no module that is taken from them.")));
    }
  }

  void image(const ProfileEnvironment& one) {
    if (!one.image.starts_with('/') || one.image.find_first_of("${}~") != std::string::npos) {
      add(Weight::doubtful, "image",
          Message(WERKBANK_TEXT("factory",
                                "The image \"%1\" is taken as it is written. Give the whole path of a file, which "
                                "begins with / and in which nothing is left to be filled in."),
                  {one.image}));
    }
    const auto options = gpu_options_of(one);
    const bool for_amd = holds(options, "--rocm");
    const bool for_nvidia = holds(options, "--nv") || holds(options, "--nvccli");
    if ((for_nvidia && is_amd(one)) || (for_amd && is_nvidia(one))) {
      add(Weight::doubtful, one.gpu_options ? "gpu_options" : "options",
          Message(WERKBANK_TEXT("factory",
                                "The option %1 is for GPUs of another maker than those of this factory, so jobs would "
                                "not see the GPUs."),
                  {for_amd ? "--rocm" : "--nv"}));
    }
    if (options.empty() && !one.gpu_options && one.arch.empty() && !machines_.empty()) {
      add(Weight::doubtful, "arch",
          Message(WERKBANK_TEXT("factory",
                                "It is not said for which GPUs the image is, so jobs in it may not see the GPUs. Say "
                                "for which kind of machine it is made.")));
    }
  }

  void machine(const ProfileEnvironment& one) {
    const auto runs = [&one](std::string_view machine) {
      return machine_fits(one.arch, machine) || (one.arch.ends_with("-cpu") && machine_fits(machine, one.arch));
    };
    if (machines_.empty() || std::any_of(machines_.begin(), machines_.end(), runs)) return;
    add(Weight::doubtful, "arch",
        Message(WERKBANK_TEXT("factory",
                              "This software is made for %1, and no computers of this factory are of that kind."),
                {one.arch}));
  }

  /// As the software says, else as all partitions do.
  bool all_machines(const ProfileEnvironment& one, std::string_view gpus) const {
    if (!one.arch.empty()) return one.arch.ends_with(gpus);
    return !machines_.empty() && std::all_of(machines_.begin(), machines_.end(),
                                             [gpus](std::string_view machine) { return machine.ends_with(gpus); });
  }
  bool is_amd(const ProfileEnvironment& one) const { return all_machines(one, "-rocm"); }
  bool is_nvidia(const ProfileEnvironment& one) const { return all_machines(one, "-cuda"); }

  std::vector<std::string_view> machines_;
  std::vector<ProfileFinding> findings_;
  std::string place_;
};

}  // namespace

std::vector<ProfileFinding> lint_software(const Profile& profile) {
  SoftwareLint lint(profile);
  std::size_t number = 0;
  for (const auto& one : profile.environments) lint.look_at(one, number++);
  return lint.take();
}

std::vector<ProfileFinding> lint_with_templates(const Profile& profile, const std::vector<JobTemplate>& templates) {
  std::vector<ProfileFinding> findings;
  for (const auto& job_template : templates) {
    if (profile.kind == FactoryKind::practice || !choices_of(job_template, profile).empty()) continue;
    findings.push_back(
        {Weight::doubtful, "environment",
         Message(WERKBANK_TEXT("factory", "None of the software of this profile runs the job \"%1\" (%2)."),
                 {job_template.title, why_no_choice(job_template, profile).detail})});
  }
  return findings;
}

}  // namespace werkbank
