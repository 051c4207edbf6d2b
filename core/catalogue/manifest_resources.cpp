// What a template asks of a factory: size, time and software.
#include <algorithm>
#include <cstdint>

#include "core/catalogue/estimator_names.h"
#include "core/catalogue/manifest_reader.h"
#include "core/catalogue/software_names.h"

namespace werkbank {
namespace {

int read_int(const JsonReader& field, int low, int high) { return static_cast<int>(field.integer(low, high, low)); }

/// Several processes are started by torchrun alone, and each has a GPU: without GPUs there is one.
void check_processes(const JsonReader& reader, const ResourceTier& tier) {
  const bool several = tier.launcher == "torchrun";
  if (tier.nodes > 1 && !several) reader.at("launcher").refuse("torchrun, since there are several machines");
  if (several && tier.gpus < 1) reader.at("gpus").refuse("at least 1 with the launcher torchrun");
  if (several && tier.cpu_only) reader.at("cpu_only").refuse("false with the launcher torchrun");
  if (several == (tier.strategy == "single"))
    reader.at("strategy").refuse(several ? "ddp or fsdp with the launcher torchrun" : "single without torchrun");
}

ResourceTier read_tier(const JsonReader& reader) {
  reader.only({"if_mem_gib_below", "gpus", "nodes", "cpus", "memory_gib", "launcher", "strategy", "cpu_only"});
  ResourceTier tier;
  tier.if_memory_gib_below = reader.at("if_mem_gib_below").number(0.001, 1e9);
  tier.gpus = read_int(reader.at("gpus"), 0, 4096);
  tier.nodes = read_int(reader.at("nodes"), 1, 1024);
  tier.cpus = read_int(reader.at("cpus"), 1, 1024);
  tier.memory_gib = reader.at("memory_gib").number(0.1, 100'000, 4);
  tier.launcher = reader.at("launcher").one_of({"python", "torchrun"}, "python");
  tier.strategy = reader.at("strategy").one_of({"single", "ddp", "fsdp"}, "single");
  tier.cpu_only = reader.at("cpu_only").boolean();
  check_processes(reader, tier);
  return tier;
}

/// What the person gets without choosing is one machine and at most one GPU.
std::vector<ResourceTier> read_tiers(const JsonReader& list) {
  std::vector<ResourceTier> tiers;
  for (const auto& reader : read_list(list, 1, 20)) {
    tiers.push_back(read_tier(reader));
    const auto& first = tiers.front();
    if (first.gpus > 1 || first.nodes > 1) reader.refuse("one machine with at most one GPU, as the first of the list");
  }
  return tiers;
}

void read_constants(const JsonReader& reader, TemplateResources& into) {
  std::vector<std::string_view> known;
  for (const auto name : estimator_constants(into.estimator)) {
    known.push_back(name);
    const std::string key(name);
    into.constants[key] = reader.at(key.c_str()).number(1e-9, 1e12, 1);
  }
  reader.only(known);
}

bool is_variable_name(std::string_view name) {
  return is_package_name(name) && name.find('.') == std::string_view::npos;
}

void read_variables(const JsonReader& field, TemplateEnvironment& into) {
  const auto members = field.members();
  if (members.size() > 100) field.refuse("an object of at most 100 variables");
  for (const auto& [name, value] : members) {
    if (!is_variable_name(name)) value.refuse("named as a variable: letters, digits and _");
    auto text = value.text();
    const auto is_bad = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    if (text.size() > 1000 || std::any_of(text.begin(), text.end(), is_bad))
      value.refuse("text on one line of at most 1000 bytes");
    into.variables[name] = std::move(text);
  }
}

TemplateEnvironment read_environment(const JsonReader& reader) {
  TemplateEnvironment environment;
  environment.kind = reader.at("kind").one_of({"any", "system", "modules", "apptainer"}, "any");
  std::vector<std::string_view> known{"kind", "arch", "needs", "uses", "env"};
  const bool any = environment.kind == "any";
  const bool system = environment.kind == "system";
  const auto arch = any ? reader.maybe("arch") : reader.at("arch");
  environment.arch = arch.one_of(machine_kinds(), "any");
  environment.needs = read_word_list(any || system ? reader.at("needs") : reader.maybe("needs"), is_package_name,
                                     "the name of a Python package");
  environment.uses = read_word_list(reader.maybe("uses"), is_package_name, "the name of a Python package");
  read_variables(system ? reader.at("env") : reader.maybe("env"), environment);
  if (environment.kind == "modules") {
    known.push_back("modules");
    environment.modules = read_word_list(reader.at("modules"), is_module_name, "the name of a software module");
    if (environment.modules.empty()) reader.at("modules").refuse("a list with at least one module");
  }
  if (environment.kind == "apptainer") {
    known.push_back("image_role");
    environment.image_role = read_word(reader.at("image_role"), 60);
    if (!is_image_role(environment.image_role)) reader.at("image_role").refuse("small letters, digits and dashes");
  }
  reader.only(known);
  return environment;
}

}  // namespace

void read_resources(const JsonReader& resources, TemplateResources& into) {
  resources.only({"estimator", "constants", "tiers", "resumable", "grace_seconds", "max_requeues",
                  "default_walltime_minutes", "shm_gb", "trial"});
  into.estimator = resources.at("estimator").one_of(estimator_names());
  read_constants(resources.at("constants"), into);
  into.tiers = read_tiers(resources.at("tiers"));
  into.resumable = resources.at("resumable").boolean();
  into.has_trial = resources.maybe("trial").boolean();
  into.grace_seconds = read_int(resources.at("grace_seconds"), 30, 900);
  into.max_requeues = read_int(resources.at("max_requeues"), 0, 1000);
  into.default_walltime_minutes = read_int(resources.at("default_walltime_minutes"), 1, 60 * 24 * 30);
  into.shared_memory_gb = resources.at("shm_gb").number(0, 10'000);
}

void read_environments(const JsonReader& list, JobTemplate& job_template) {
  for (const auto& reader : read_list(list, 1, 20)) job_template.environments.push_back(read_environment(reader));
}

}  // namespace werkbank
