#include "core/factory/invitation_content.h"

#include "core/base/json_reader.h"
#include "core/factory/course_data.h"
#include "core/factory/course_reservation.h"
#include "core/factory/profile_words.h"

namespace werkbank {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t longest_validity = std::int64_t{400} * 24 * 3600;
// A name, not a sentence: it is shown in the middle of ours.
constexpr std::size_t longest_issuer = 80;
constexpr std::size_t longest_welcome = 500;

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
  content.data = read_course_data(root.maybe("data"));
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
  if (!content.data.empty()) json["data"] = course_data_json(content.data);
  if (!content.welcome.dutch.empty() || !content.welcome.english.empty())
    json["welcome"] = {{"nl", content.welcome.dutch}, {"en", content.welcome.english}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace werkbank
