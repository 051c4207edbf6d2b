#include "core/factory/profile_sign_in.h"

#include <algorithm>
#include <array>

#include "core/factory/profile_words.h"

namespace werkbank {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t most_hours = 24 * 366;
constexpr std::int64_t most_data_connections = 8;
constexpr std::size_t longest_advice = 2000;
constexpr std::size_t most_words = 16;
constexpr std::size_t longest_word = 256;
constexpr std::size_t longest_program = 64;

int hours_of(const JsonReader& reader) { return static_cast<int>(reader.integer(0, most_hours)); }

std::string lower(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

/// A shell would give meaning to the words after it, and Windows hands a script to one by its ending.
bool is_shell(std::string_view program) {
  constexpr std::array<std::string_view, 19> shells = {"sh",   "bash", "dash", "ash",        "zsh",  "ksh",     "mksh",
                                                       "csh",  "tcsh", "fish", "cmd",        "wsl",  "busybox", "env",
                                                       "sudo", "doas", "pwsh", "powershell", "xargs"};
  constexpr std::array<std::string_view, 8> endings = {".bat", ".cmd", ".ps1", ".vbs", ".js", ".wsf", ".com", ".sh"};
  auto name = lower(program);
  if (name.ends_with(".exe")) name.resize(name.size() - 4);
  return std::find(shells.begin(), shells.end(), name) != shells.end() ||
         std::any_of(endings.begin(), endings.end(), [&name](auto ending) { return name.ends_with(ending); });
}

std::string read_program(const JsonReader& reader) {
  auto program = reader.name();
  const bool plain_name =
      is_word(program, "._-") && program.size() <= longest_program && program.front() != '-' && program.front() != '.';
  if (!plain_name || program.back() == '.' || is_shell(program)) {
    reader.refuse("the plain name of a program, which is no shell");
  }
  return program;
}

std::string read_command_word(const JsonReader& reader) {
  auto word = reader.name();
  const bool printable = std::all_of(word.begin(), word.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (!printable || word.size() > longest_word) reader.refuse("at most 256 printable characters");
  return word;
}

std::vector<std::string> read_command(const JsonReader& reader) {
  std::vector<std::string> words;
  const auto items = reader.items();
  if (items.size() > most_words) reader.refuse("a program with at most 15 words after it");
  for (const auto& item : items) words.push_back(words.empty() ? read_program(item) : read_command_word(item));
  return words;
}

KeyAdvice read_key(const JsonReader& reader) {
  reader.only({"page", "types", "from_address", "advice"});
  KeyAdvice key;
  key.page = web_page(reader.maybe("page"));
  for (const auto& item : reader.maybe("types").items()) {
    auto type = item.one_of({"ed25519", "ecdsa", "rsa", "ed25519-sk", "ecdsa-sk"});
    if (std::find(key.types.begin(), key.types.end(), type) == key.types.end()) key.types.push_back(std::move(type));
  }
  key.from_address = reader.maybe("from_address").boolean();
  key.advice = shown_text(reader.maybe("advice"), longest_advice);
  return key;
}

CertificateAdvice read_certificate_advice(const JsonReader& reader) {
  reader.only({"page", "command", "hours", "advice"});
  CertificateAdvice certificate;
  certificate.page = web_page(reader.maybe("page"));
  certificate.command = read_command(reader.maybe("command"));
  certificate.hours = hours_of(reader.maybe("hours"));
  certificate.advice = shown_text(reader.maybe("advice"), longest_advice);
  return certificate;
}

std::optional<HostAddress> read_host_address(const JsonReader& reader) {
  if (!reader.present()) return std::nullopt;
  reader.only({"host", "port", "user", "host_keys", "host_fingerprints"});
  HostAddress address;
  address.host = reader.at("host").text();
  if (!is_host(address.host)) reader.maybe("host").refuse("the name or address of a computer");
  address.port = static_cast<int>(reader.maybe("port").integer(1, 65535, 22));
  address.user = user_name(reader.maybe("user"));
  address.host_keys = read_host_keys(reader.maybe("host_keys"));
  address.host_fingerprints = read_fingerprints(reader.maybe("host_fingerprints"));
  return address;
}

void read_methods(const JsonReader& reader, Profile& profile) {
  auto& methods = profile.sign_in_methods;
  for (const auto& item : reader.items()) {
    methods.push_back(item.one_of({"key", "agent", "certificate", "password"}));
  }
  if (methods.empty()) methods = {"key", "agent", "password"};
}

Json both_languages(const LocalText& text) { return {{"nl", text.dutch}, {"en", text.english}}; }

Json json_of(const KeyAdvice& key) {
  Json json = Json::object();
  if (!key.page.empty()) json["page"] = key.page;
  if (!key.types.empty()) json["types"] = key.types;
  if (key.from_address) json["from_address"] = true;
  if (!key.advice.english.empty()) json["advice"] = both_languages(key.advice);
  return json;
}

Json json_of(const CertificateAdvice& certificate) {
  Json json = Json::object();
  if (!certificate.page.empty()) json["page"] = certificate.page;
  if (!certificate.command.empty()) json["command"] = certificate.command;
  if (certificate.hours != 0) json["hours"] = certificate.hours;
  if (!certificate.advice.english.empty()) json["advice"] = both_languages(certificate.advice);
  return json;
}

Json json_of(const HostAddress& address) {
  Json json = {{"host", address.host}, {"port", address.port}};
  if (!address.user.empty()) json["user"] = address.user;
  json["host_keys"] = address.host_keys;
  if (!address.host_fingerprints.empty()) json["host_fingerprints"] = address.host_fingerprints;
  return json;
}

}  // namespace

void read_ways_in(const JsonReader& root, Profile& profile) {
  const auto sign_in = root.maybe("sign_in");
  sign_in.only({"methods", "max_password_attempts", "lock_hours", "one_time_code", "activation_hours", "key",
                "certificate", "jump"});
  read_methods(sign_in.maybe("methods"), profile);
  profile.max_password_attempts = static_cast<int>(sign_in.maybe("max_password_attempts").integer(1, 10, 3));
  profile.lock_hours = hours_of(sign_in.maybe("lock_hours"));
  profile.one_time_code = sign_in.maybe("one_time_code").boolean();
  profile.activation_hours = hours_of(sign_in.maybe("activation_hours"));
  profile.key = read_key(sign_in.maybe("key"));
  profile.certificate = read_certificate_advice(sign_in.maybe("certificate"));
  profile.jump = read_host_address(sign_in.maybe("jump"));
  profile.transfer = read_host_address(root.maybe("transfer"));
  profile.data_connections = static_cast<int>(root.maybe("data_connections").integer(1, most_data_connections, 1));
}

void write_ways_in(const Profile& profile, Json& root) {
  Json sign_in = {{"methods", profile.sign_in_methods}, {"max_password_attempts", profile.max_password_attempts}};
  if (profile.lock_hours != 0) sign_in["lock_hours"] = profile.lock_hours;
  if (profile.one_time_code) sign_in["one_time_code"] = true;
  if (profile.activation_hours != 0) sign_in["activation_hours"] = profile.activation_hours;
  if (auto key = json_of(profile.key); !key.empty()) sign_in["key"] = std::move(key);
  if (auto certificate = json_of(profile.certificate); !certificate.empty())
    sign_in["certificate"] = std::move(certificate);
  if (profile.jump) sign_in["jump"] = json_of(*profile.jump);
  root["sign_in"] = std::move(sign_in);
  if (profile.transfer) root["transfer"] = json_of(*profile.transfer);
  if (profile.data_connections != 1) root["data_connections"] = profile.data_connections;
}

std::vector<std::string> certificate_command(const CertificateAdvice& certificate, const std::string& user,
                                             const std::string& email) {
  auto words = certificate.command;
  for (auto& word : words) {
    if (word != "{user}" && word != "{email}") continue;
    word = word == "{user}" ? user : email;
    if (!is_word(word, "._@+-") || word.front() == '-' || word.size() > longest_word) return {};
  }
  return words;
}

}  // namespace werkbank
