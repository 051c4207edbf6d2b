#include "core/factory/profile.h"

#include <algorithm>

#include "core/base/ascii.h"
#include "core/base/json_reader.h"
#include "core/factory/course_reservation.h"
#include "core/factory/profile_environment.h"
#include "core/factory/profile_sign_in.h"
#include "core/factory/profile_words.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_name = 200;

bool is_id(std::string_view text) {
  const auto allowed = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
  return text.size() >= 2 && text.size() <= 40 && std::all_of(text.begin(), text.end(), allowed);
}

std::string read_work_folder(const JsonReader& reader) {
  auto folder = plain(reader, "~");
  const bool home = folder == "~" || folder.starts_with("~/");
  const auto name_end = std::min(folder.find('/'), folder.size());
  const bool variable = folder.size() > 1 && folder[0] == '$' && !(folder[1] >= '0' && folder[1] <= '9') &&
                        is_word(std::string_view(folder).substr(1, name_end - 1), "_");
  const bool climbs = (folder + "/").find("/../") != std::string::npos;
  if (climbs || !(home || variable || folder.starts_with("/"))) {
    reader.refuse("\"~\", \"~/folder\", \"$NAME/folder\" or an absolute folder");
  }
  return folder;
}

Partition read_partition(const JsonReader& reader) {
  reader.only({"name", "gpu_type", "gpus_per_node", "cpus_per_gpu", "memory_gib_per_gpu", "cpus_per_node",
               "memory_gib_per_node", "max_hours"});
  Partition one;
  one.name = scheduler_word(reader.at("name"));
  if (one.name.empty()) reader.maybe("name").refuse("text that is not empty");
  one.gpu_type = scheduler_word(reader.maybe("gpu_type"));
  one.gpus_per_node = static_cast<int>(reader.maybe("gpus_per_node").integer(0, 1024));
  one.cpus_per_gpu = static_cast<int>(reader.maybe("cpus_per_gpu").integer(0, 4096));
  one.memory_gib_per_gpu = reader.maybe("memory_gib_per_gpu").number(0, 1e5);
  one.cpus_per_node = static_cast<int>(reader.maybe("cpus_per_node").integer(0, 65536));
  one.memory_gib_per_node = reader.maybe("memory_gib_per_node").number(0, 1e6);
  one.max_hours = reader.maybe("max_hours").number(0, 24 * 366);
  return one;
}

void read_account(const JsonReader& reader, Profile& profile) {
  reader.only({"rule", "name"});
  const auto rule = reader.maybe("rule").one_of({"ask-scheduler", "fixed", "none"}, "ask-scheduler");
  profile.account_rule = rule == "fixed"  ? AccountRule::fixed
                         : rule == "none" ? AccountRule::none
                                          : AccountRule::ask_scheduler;
  profile.account = scheduler_word(reader.maybe("name"));
  if (profile.account_rule == AccountRule::fixed && profile.account.empty())
    reader.maybe("name").refuse("the account to use");
}

void read_people(const JsonReader& root, Profile& profile) {
  profile.name = shown_text(root.at("name"), longest_name);
  profile.operator_name = shown_text(root.at("operator"), longest_name);
  const auto help = root.maybe("help");
  help.only({"phone", "email", "url"});
  profile.help_phone = plain(help.maybe("phone"));
  profile.help_email = plain(help.maybe("email"));
  profile.help_url = plain(help.maybe("url"));
  const bool web =
      profile.help_url.empty() || profile.help_url.starts_with("https://") || profile.help_url.starts_with("http://");
  if (!web) help.maybe("url").refuse("a web address that begins with https://");
}

void read_address(const JsonReader& root, Profile& profile) {
  profile.host = plain(root.maybe("host"));
  if (!profile.host.empty() && !is_host(profile.host)) root.maybe("host").refuse("the name or address of a computer");
  if (profile.kind == FactoryKind::slurm && profile.host.empty()) root.maybe("host").refuse("text that is not empty");
  profile.port = static_cast<int>(root.maybe("port").integer(1, 65535, 22));
  profile.user = user_name(root.maybe("user"));
  profile.host_keys = read_host_keys(root.maybe("host_keys"));
  profile.host_fingerprints = read_fingerprints(root.maybe("host_fingerprints"));
}

GpuRequest read_gpu_request(const JsonReader& reader) {
  const auto words = reader.one_of({"gres", "gres_typed", "gpus_per_node"}, "gres");
  if (words == "gres_typed") return GpuRequest::gres_typed;
  return words == "gpus_per_node" ? GpuRequest::gpus_per_node : GpuRequest::gres;
}

void read_billing(const JsonReader& reader, Profile& profile) {
  reader.only({"unit", "per_gpu_hour"});
  profile.billing_unit = shown_text(reader.maybe("unit"), longest_name);
  profile.billing_per_gpu_hour = reader.maybe("per_gpu_hour").number(0, 1e9);
}

void read_storage(const JsonReader& reader, Profile& profile) {
  constexpr int most = 1'000'000'000;
  reader.only({"pack_from_files"});
  profile.pack_from_files = static_cast<int>(reader.maybe("pack_from_files").integer(0, most));
}

}  // namespace

Result<Profile> parse_profile(std::string_view json, const std::string& document) {
  WERKBANK_TRY(const auto root, JsonReader::parse(json, document, ErrorCode::profile_invalid));
  root.only({"schema",        "id",          "kind",
             "listed",        "name",        "operator",
             "help",          "host",        "port",
             "user",          "host_keys",   "host_fingerprints",
             "sign_in",       "transfer",    "data_connections",
             "work_folder",   "partitions",  "gpu_request",
             "account",       "names_qos",   "environment",
             "billing",       "reservation", "verified",
             "sweep_at_once", "storage",     "several_nodes"});
  root.at("schema").integer(1, 1, 1);
  Profile profile;
  profile.id = root.at("id").name();
  if (!is_id(profile.id)) root.at("id").refuse("2 to 40 of the characters a-z, 0-9 and -");
  profile.kind =
      root.at("kind").one_of({"slurm", "practice"}) == "practice" ? FactoryKind::practice : FactoryKind::slurm;
  profile.listed = root.maybe("listed").boolean(true);
  read_people(root, profile);
  read_address(root, profile);
  read_ways_in(root, profile);
  profile.work_folder = read_work_folder(root.maybe("work_folder"));
  for (const auto& item : root.maybe("partitions").items()) profile.partitions.push_back(read_partition(item));
  profile.gpu_request = read_gpu_request(root.maybe("gpu_request"));
  read_account(root.maybe("account"), profile);
  profile.names_qos = root.maybe("names_qos").boolean();
  profile.sweep_at_once = static_cast<int>(root.maybe("sweep_at_once").integer(0, 100));
  read_storage(root.maybe("storage"), profile);
  for (const auto& item : root.maybe("environment").items()) profile.environments.push_back(read_environment(item));
  if (profile.environments.empty()) root.maybe("environment").refuse("a list of at least one environment");
  profile.several_nodes = read_several_nodes(root.maybe("several_nodes"));
  read_billing(root.maybe("billing"), profile);
  profile.reservation = read_reservation(root.maybe("reservation"));
  profile.verified = root.maybe("verified").texts();
  WERKBANK_CHECK(root.finish());
  return profile;
}

}  // namespace werkbank
