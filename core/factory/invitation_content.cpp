#include "core/factory/invitation_content.h"

#include <algorithm>
#include <set>

#include "core/base/json_reader.h"
#include "core/base/remote_path.h"
#include "core/factory/course_reservation.h"
#include "core/factory/profile_words.h"

namespace werkbank {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t longest_validity = std::int64_t{400} * 24 * 3600;
constexpr std::int64_t most_bytes = 1'000'000'000'000'000;
constexpr std::size_t most_data = 200;
constexpr std::size_t longest_name = 200;
// A name, not a sentence: it is shown in the middle of ours.
constexpr std::size_t longest_issuer = 80;
constexpr std::size_t longest_welcome = 500;
constexpr std::size_t longest_path = 1024;

bool is_file_name(std::string_view name) {
  constexpr std::string_view unwanted = "/\\:*?\"<>|";
  return name.find_first_of(unwanted) == std::string_view::npos && name.front() != '.' && name.front() != ' ' &&
         name.back() != '.' && name.back() != ' ';
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string factory_path(const JsonReader& reader) {
  auto path = reader.text();
  const bool fits = is_showable(path) && path.size() <= longest_path && RemotePath::parse(path).ok();
  if (reader.present() && !fits) reader.refuse("an absolute path on the factory");
  return path;
}

CourseData read_data(const JsonReader& reader) {
  reader.only({"name", "url", "path", "sha256", "bytes"});
  CourseData one;
  one.name = shown_name(reader.at("name"), longest_name);
  if (one.name.empty() || !is_file_name(one.name)) reader.maybe("name").refuse("fit for a file name");
  one.url = web_page(reader.maybe("url"));
  one.path = factory_path(reader.maybe("path"));
  if (one.url.empty() == one.path.empty()) reader.refuse("at a url or at a path, not at both");
  one.sha256 = reader.at("sha256").text();
  if (!is_sha256(one.sha256)) reader.maybe("sha256").refuse("64 hexadecimal digits in lower case");
  one.bytes = static_cast<std::uint64_t>(reader.at("bytes").integer(0, most_bytes));
  return one;
}

std::vector<CourseData> read_all_data(const JsonReader& reader) {
  std::vector<CourseData> list;
  std::set<std::string> names;
  const auto items = reader.items();
  if (items.size() > most_data) reader.refuse("at most 200 data sets");
  for (const auto& item : items) {
    list.push_back(read_data(item));
    if (!names.insert(list.back().name).second) item.maybe("name").refuse("a name that is given once");
  }
  return list;
}

void read_times(const JsonReader& root, InvitationContent& content) {
  content.issued_at = root.at("issued_at").integer(0, last_moment);
  content.expires_at = root.at("expires_at").integer(0, last_moment);
  const auto valid = content.expires_at - content.issued_at;
  if (valid <= 0 || valid > longest_validity) root.maybe("expires_at").refuse("at most 400 days after issued_at");
}

/// A practice factory runs programs of this computer, which nobody may choose for somebody else.
void check_kind(const JsonReader& reader, const Profile& profile) {
  if (profile.kind != FactoryKind::slurm || profile.id == "practice") reader.refuse("a factory over the network");
}

Json json_of(const CourseData& one) {
  Json json = {{"name", one.name}};
  if (!one.url.empty()) json["url"] = one.url;
  if (!one.path.empty()) json["path"] = one.path;
  json["sha256"] = one.sha256;
  json["bytes"] = one.bytes;
  return json;
}

}  // namespace

Result<InvitationContent> parse_invitation_content(std::string_view json) {
  WERKBANK_TRY(const auto root, JsonReader::parse(json, "invitation", ErrorCode::profile_invalid));
  root.only(
      {"kind", "schema", "issued_at", "expires_at", "issuer", "factory", "account", "reservation", "data", "welcome"});
  // A signature for something else, a catalogue say, may not pass for one of an invitation.
  root.at("kind").one_of({"werkbank-invitation"});
  root.at("schema").integer(invitation_schema, invitation_schema, invitation_schema);
  InvitationContent content;
  read_times(root, content);
  content.issuer = shown_name(root.at("issuer"), longest_issuer);
  content.account = scheduler_word(root.maybe("account"));
  content.reservation = read_reservation(root.maybe("reservation"));
  content.data = read_all_data(root.maybe("data"));
  content.welcome = shown_text(root.maybe("welcome"), longest_welcome);
  const auto factory = root.at("factory");
  WERKBANK_CHECK(root.finish());
  WERKBANK_TRY(content.factory, parse_profile(factory.raw().dump(), "invitation"));
  check_kind(factory, content.factory);
  WERKBANK_CHECK(root.finish());
  content.factory.listed = true;  // who is invited to a factory wants to see it
  return content;
}

std::string invitation_content_json(const InvitationContent& content) {
  Json json = {{"kind", "werkbank-invitation"},
               {"schema", invitation_schema},
               {"issued_at", content.issued_at},
               {"expires_at", content.expires_at},
               {"issuer", content.issuer}};
  json["factory"] = Json::parse(profile_to_json(content.factory));
  if (!content.account.empty()) json["account"] = content.account;
  if (content.reservation) json["reservation"] = reservation_json(*content.reservation);
  if (!content.data.empty()) json["data"] = Json::array();
  for (const auto& one : content.data) json["data"].push_back(json_of(one));
  if (!content.welcome.dutch.empty() || !content.welcome.english.empty())
    json["welcome"] = {{"nl", content.welcome.dutch}, {"en", content.welcome.english}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace werkbank
