#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "core/base/remote_path.h"
#include "core/base/uuid.h"
#include "core/catalogue/gpu_choice.h"
#include "core/catalogue/sweep.h"
#include "core/factory/environment_choice.h"
#include "core/factory/job_order.h"
#include "core/factory/watched_files.h"

namespace werkbank {
namespace {

using Json = nlohmann::ordered_json;

Error bad_template(const JobOrder& order, const std::string& field) {
  return {ErrorCode::catalogue_invalid,
          Message(WERKBANK_TEXT("factory",
                                "The job \"%1\" is damaged in the catalogue. Install Werkbank again, or ask whoever "
                                "gave you this catalogue for a corrected one."),
                  {order.job_template.title}),
          "template " + order.job_template.id + ": " + field};
}

Error not_one_line(const std::string& key) {
  return {ErrorCode::parameter_invalid,
          Message(WERKBANK_TEXT("factory",
                                "The setting \"%1\" of this job or factory contains a line break. Ask the help desk "
                                "of the factory for a corrected profile."),
                  {key}),
          "newline or NUL in run.conf: " + key};
}

Json json_of(const ParameterValue& value) {
  return std::visit([](const auto& plain) { return Json(plain); }, value);
}

/// Every parameter of the manifest, answered or at its default, and answers that the manifest does not know.
Json parameters_of(const JobOrder& order) {
  Json parameters = Json::object();
  for (const auto& parameter : order.job_template.parameters)
    parameters[parameter.key] = json_of(parameter.default_value);
  for (const auto& [key, value] : order.values) parameters[key] = json_of(value);
  return parameters;
}

std::int64_t seed_of(const JobOrder& order) {
  const auto found = order.values.find("seed");
  const auto* seed = found == order.values.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  return seed == nullptr ? 42 : *seed;
}

/// At most so long it learns, and not before it did so many steps it stops sooner: see werkbank_training.py.
Json trial_measure() { return {{"seconds", 60}, {"steps", 20}}; }

Json values_of(const JobOrder& order, const ParameterValues& values) {
  auto whole = order;
  whole.values = values;
  return parameters_of(whole);
}

/// The list of a sweep, so that it can be repeated as it was: of each variant the answers that differ from the first.
Json sweep_of(const JobOrder& order) {
  Json variants = Json::array();
  for (const auto& variant : order.variants) {
    Json differing = Json::object();
    for (const auto& [key, value] : differences(order.values, variant)) differing[key] = json_of(value);
    variants.push_back(std::move(differing));
  }
  return {{"at_once", order.variants_at_once}, {"variants", std::move(variants)}};
}

std::string text_of(const Json& config) { return config.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

Json config_of(const JobOrder& order) {
  Json config = {{"schema", 1},
                 {"uuid", order.uuid},
                 {"template", order.job_template.id},
                 {"version", order.job_template.version},
                 {"language", std::string(language_code(order.language))},
                 {"seed", seed_of(order)},
                 {"parameters", parameters_of(order)},
                 {"title", order.title}};
  if (order.is_trial) config["trial"] = trial_measure();
  return config;
}

std::string config_json(const JobOrder& order) {
  auto config = config_of(order);
  if (!order.variants.empty()) config["sweep"] = sweep_of(order);
  return text_of(config);
}

void add_variants(const JobOrder& order, const std::filesystem::path& remote_resources, std::vector<JobFile>& files) {
  if (order.variants.empty()) return;
  files.push_back({"sweep.sh", remote_resources / "sweep.sh", {}});
  auto config = config_of(order);
  for (std::size_t number = 0; number < order.variants.size(); ++number) {
    config["parameters"] = values_of(order, order.variants[number]);
    config["variant"] = number;
    files.push_back({variant_folder(static_cast<int>(number)) + "config.json", {}, text_of(config)});
  }
}

class RunConf {
 public:
  void add(const std::string& key, const std::string& value) {
    if (value.find_first_of(std::string_view("\n\0", 2)) != std::string::npos && bad_key_.empty()) bad_key_ = key;
    text_ += key + '=' + value + '\n';
  }
  void add_all(const std::string& key, const std::vector<std::string>& values) {
    for (const auto& value : values) add(key, value);
  }
  Result<std::string> text() const {
    if (!bad_key_.empty()) return not_one_line(bad_key_);
    return text_;
  }

 private:
  std::string text_;
  std::string bad_key_;
};

void add_image(RunConf& conf, const ProfileEnvironment& environment, bool with_gpus) {
  conf.add_all("exec", {environment.program, "exec"});
  if (with_gpus) conf.add_all("exec", gpu_options_of(environment));
  for (const auto& option : environment.options) {
    if (!is_gpu_option(option)) conf.add("exec", option);
  }
  conf.add("exec", environment.image);
}

/// Of the template, of the network between nodes, and of the software: the operator of the factory knows it better than
/// the writer of the template, and one kind of software may need another network than all others.
std::map<std::string, std::string> variables_of(const JobOrder& order, const Profile& profile,
                                                const EnvironmentChoice& choice) {
  auto variables = choice.asked->variables;
  if (order.resources.nodes > 1) {
    for (const auto& [name, value] : profile.several_nodes) variables[name] = value;
  }
  for (const auto& [name, value] : choice.there->variables) variables[name] = value;
  return variables;
}

void add_environment(RunConf& conf, const JobOrder& order, const Profile& profile, const EnvironmentChoice& choice) {
  conf.add("python", choice.there->python);
  if (choice.there->kind == "apptainer") add_image(conf, *choice.there, order.resources.gpus > 0);
  conf.add_all("module_folder", choice.there->module_folders);
  conf.add_all("module", choice.there->modules);
  if (choice.there->kind == "modules") conf.add_all("module", choice.asked->modules);
  conf.add_all("need", choice.asked->needs);
  for (const auto& [name, value] : variables_of(order, profile, choice)) conf.add("env", name + '=' + value);
}

/// Whether the script is made for several processes: then the wrapper starts it once for each GPU.
bool has_processes(const JobOrder& order) { return order.resources.launcher == "torchrun"; }

Result<std::string> run_conf(const JobOrder& order, const Profile& profile, const EnvironmentChoice& choice) {
  const auto& resources = order.job_template.resources;
  RunConf conf;
  conf.add("script", order.job_template.script);
  add_environment(conf, order, profile, choice);
  conf.add("grace", std::to_string(resources.grace_seconds));
  conf.add("max_requeues", std::to_string(resources.max_requeues));
  conf.add("resumable", std::string(resources.resumable ? "1" : "0"));
  conf.add("sample_seconds", std::to_string(std::max(0, order.sample_seconds)));
  if (!order.continues.empty()) conf.add("continues", order.continues);
  if (has_processes(order)) conf.add("processes", std::to_string(processes_of(order.resources)));
  return conf.text();
}

}  // namespace

int environments_that_fit(const JobTemplate& job_template, const Profile& profile) {
  return static_cast<int>(choices_of(job_template, profile).size());
}

Result<std::vector<JobFile>> job_files(const JobOrder& order, const Profile& profile,
                                       const std::filesystem::path& remote_resources) {
  const auto choices = choices_of(order.job_template, profile);
  const auto which = static_cast<std::size_t>(std::max(0, order.environment));
  if (which >= choices.size()) return why_no_choice(order.job_template, profile);
  if (!order.continues.empty() && !is_uuid(order.continues)) return not_one_line("continues");
  if (!is_safe_relative_path(order.job_template.script)) return bad_template(order, "script");
  WERKBANK_TRY(auto conf, run_conf(order, profile, choices[which]));
  std::vector<JobFile> files = {{"config.json", {}, config_json(order)},
                                {"run.conf", {}, std::move(conf)},
                                {"job.sh", remote_resources / "job.sh", {}},
                                {"gpu_sampler.sh", remote_resources / "gpu_sampler.sh", {}},
                                {"unpack_data.sh", remote_resources / "unpack_data.sh", {}}};
  if (has_processes(order)) files.push_back({"launch.py", remote_resources / "launch.py", {}});
  for (const auto& file : order.job_template.files) {
    if (!is_safe_relative_path(file.name)) return bad_template(order, "files: " + file.name);
    files.push_back({"code/" + file.name, file.local, {}});
  }
  add_variants(order, remote_resources, files);
  return files;
}

}  // namespace werkbank
