#include "core/factory/profile_environment.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/catalogue/software_names.h"
#include "core/factory/profile_words.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_list = 100;
constexpr std::size_t longest_value = 200;

/// A word that no program takes for an option.
std::string no_option(const JsonReader& reader, std::string fallback = {}) {
  auto word = plain(reader, std::move(fallback));
  if (word.starts_with('-')) reader.refuse("text that does not begin with -");
  return word;
}

std::vector<std::string> short_list(const JsonReader& reader) {
  auto list = plain_list(reader);
  if (list.size() > longest_list) reader.refuse("a list of at most 100 elements");
  return list;
}

std::vector<std::string> list_of(const JsonReader& reader, bool (*fits)(std::string_view), const char* expected) {
  auto list = short_list(reader);
  std::size_t number = 0;
  for (const auto& item : reader.items()) {
    if (!fits(list[number++])) item.refuse(expected);
  }
  return list;
}

bool is_module_folder(std::string_view path) {
  return path.size() <= 1000 && path.starts_with('/') && is_word(path, "/_.+-") &&
         (std::string(path) + "/").find("/../") == std::string::npos;
}

/// What libraries that connect processes read; nothing of what a shell, a linker or Python does.
bool is_network_variable(std::string_view name) {
  constexpr std::string_view kinds[] = {"NCCL_", "RCCL_", "GLOO_", "FI_", "UCX_"};
  const bool fits = std::ranges::any_of(kinds, [name](auto kind) { return name.starts_with(kind) && name != kind; });
  return name.size() <= longest_value && is_word(name, "_") && (fits || name == "WERKBANK_HOST_SUFFIX");
}

void read_image(const JsonReader& reader, ProfileEnvironment& one) {
  one.image = no_option(reader.maybe("image"));
  if (one.kind == "apptainer" && one.image.empty()) reader.maybe("image").refuse("the image file on the factory");
  one.image_role = plain(reader.maybe("image_role"));
  if (!one.image_role.empty() && !is_image_role(one.image_role))
    reader.maybe("image_role").refuse("small letters, digits and dashes");
  one.program = reader.maybe("program").one_of({"apptainer", "singularity"}, "apptainer");
  one.options = short_list(reader.maybe("options"));
  const auto gpu_options = reader.maybe("gpu_options");
  if (gpu_options.present()) one.gpu_options = short_list(gpu_options);
}

}  // namespace

ProfileEnvironment read_environment(const JsonReader& reader) {
  reader.only({"kind", "python", "arch", "packages", "module_folders", "modules", "image", "image_role", "program",
               "options", "gpu_options", "variables"});
  ProfileEnvironment one;
  one.kind = reader.at("kind").one_of({"system", "modules", "apptainer"});
  one.python = no_option(reader.maybe("python"), "python3");
  if (one.python.empty()) reader.maybe("python").refuse("text that is not empty");
  one.arch = reader.maybe("arch").one_of(machine_kinds());
  one.packages = list_of(reader.maybe("packages"), is_package_name, "the name of a Python package");
  one.module_folders = list_of(reader.maybe("module_folders"), is_module_folder, "an absolute folder");
  one.modules = list_of(reader.maybe("modules"), is_module_name, "the name of a software module");
  read_image(reader, one);
  for (const auto& [name, value] : reader.maybe("variables").members()) {
    if (!is_word(name, "_") || (name[0] >= '0' && name[0] <= '9')) value.refuse("named with letters, digits and _");
    one.variables[name] = plain(value);
  }
  return one;
}

std::map<std::string, std::string> read_several_nodes(const JsonReader& reader) {
  reader.only({"variables"});
  std::map<std::string, std::string> variables;
  for (const auto& [name, value] : reader.maybe("variables").members()) {
    if (!is_network_variable(name)) value.refuse("named NCCL_, RCCL_, GLOO_, FI_ or UCX_ and more");
    auto word = plain(value);
    if (word.size() > longest_value || !is_word(word, "_.,:=^+-"))
      value.refuse("one word of letters, digits and _.,:=^+-");
    variables[name] = std::move(word);
  }
  if (variables.size() > longest_list) reader.refuse("at most 100 variables");
  return variables;
}

nlohmann::ordered_json environment_json(const ProfileEnvironment& one) {
  nlohmann::ordered_json json = {{"kind", one.kind}, {"python", one.python}};
  if (!one.arch.empty()) json["arch"] = one.arch;
  if (!one.packages.empty()) json["packages"] = one.packages;
  if (!one.module_folders.empty()) json["module_folders"] = one.module_folders;
  if (!one.modules.empty()) json["modules"] = one.modules;
  if (!one.image.empty()) json["image"] = one.image;
  if (!one.image_role.empty()) json["image_role"] = one.image_role;
  if (one.program != "apptainer") json["program"] = one.program;
  if (!one.options.empty()) json["options"] = one.options;
  if (one.gpu_options) json["gpu_options"] = *one.gpu_options;
  if (!one.variables.empty()) json["variables"] = one.variables;
  return json;
}

}  // namespace werkbank
