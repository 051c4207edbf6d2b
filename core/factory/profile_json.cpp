#include "core/factory/profile.h"

#include <nlohmann/json.hpp>

#include "core/base/sha256.h"
#include "core/factory/course_reservation.h"
#include "core/factory/profile_environment.h"
#include "core/factory/profile_sign_in.h"

namespace werkbank {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const LocalText& text) { return {{"nl", text.dutch}, {"en", text.english}}; }

Json json_of(const Partition& one) {
  Json json = {{"name", one.name}};
  if (!one.gpu_type.empty()) json["gpu_type"] = one.gpu_type;
  json["gpus_per_node"] = one.gpus_per_node;
  if (one.cpus_per_gpu != 0) json["cpus_per_gpu"] = one.cpus_per_gpu;
  if (one.memory_gib_per_gpu > 0) json["memory_gib_per_gpu"] = one.memory_gib_per_gpu;
  if (one.cpus_per_node != 0) json["cpus_per_node"] = one.cpus_per_node;
  if (one.memory_gib_per_node > 0) json["memory_gib_per_node"] = one.memory_gib_per_node;
  if (one.max_hours > 0) json["max_hours"] = one.max_hours;
  return json;
}

Json json_of(const ProfileEnvironment& one) { return environment_json(one); }

template <typename T>
Json list_of(const std::vector<T>& items) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back(json_of(item));
  return list;
}

const char* word_of(GpuRequest request) {
  switch (request) {
    case GpuRequest::gres:
      return "gres";
    case GpuRequest::gres_typed:
      return "gres_typed";
    case GpuRequest::gpus_per_node:
      return "gpus_per_node";
  }
  return "gres";
}

Json account_of(const Profile& profile) {
  switch (profile.account_rule) {
    case AccountRule::ask_scheduler:
      break;
    case AccountRule::fixed:
      return {{"rule", "fixed"}, {"name", profile.account}};
    case AccountRule::none:
      return {{"rule", "none"}};
  }
  Json json = {{"rule", "ask-scheduler"}};
  if (!profile.account.empty()) json["name"] = profile.account;
  return json;
}

}  // namespace

std::string profile_to_json(const Profile& profile) {
  Json json = {
      {"schema", 1}, {"id", profile.id}, {"kind", profile.kind == FactoryKind::practice ? "practice" : "slurm"}};
  if (!profile.listed) json["listed"] = false;
  json["name"] = json_of(profile.name);
  json["operator"] = json_of(profile.operator_name);
  json["help"] = {{"phone", profile.help_phone}, {"email", profile.help_email}, {"url", profile.help_url}};
  if (!profile.host.empty()) json["host"] = profile.host;
  json["port"] = profile.port;
  json["user"] = profile.user;
  json["host_keys"] = profile.host_keys;
  if (!profile.host_fingerprints.empty()) json["host_fingerprints"] = profile.host_fingerprints;
  write_ways_in(profile, json);
  json["work_folder"] = profile.work_folder;
  json["partitions"] = list_of(profile.partitions);
  json["gpu_request"] = word_of(profile.gpu_request);
  json["account"] = account_of(profile);
  if (profile.names_qos) json["names_qos"] = true;
  if (profile.sweep_at_once > 0) json["sweep_at_once"] = profile.sweep_at_once;
  if (profile.pack_from_files > 0) json["storage"] = {{"pack_from_files", profile.pack_from_files}};
  json["environment"] = list_of(profile.environments);
  if (!profile.several_nodes.empty()) json["several_nodes"] = {{"variables", profile.several_nodes}};
  if (!profile.billing_unit.english.empty()) {
    json["billing"] = {{"unit", json_of(profile.billing_unit)}, {"per_gpu_hour", profile.billing_per_gpu_hour}};
  } else if (profile.billing_per_gpu_hour > 0) {
    json["billing"] = {{"per_gpu_hour", profile.billing_per_gpu_hour}};
  }
  if (profile.reservation) json["reservation"] = reservation_json(*profile.reservation);
  json["verified"] = profile.verified;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string profile_digest(Profile profile) {
  profile.listed = true;
  profile.user.clear();
  profile.host_keys.clear();
  for (auto* address : {&profile.jump, &profile.transfer}) {
    if (!*address) continue;
    (*address)->user.clear();
    (*address)->host_keys.clear();
  }
  return sha256_hex(profile_to_json(profile));
}

}  // namespace werkbank
