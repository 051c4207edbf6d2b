#include "core/factory/invitation.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/base/fingerprint_words.h"
#include "core/base/json_reader.h"
#include "core/base/signature.h"
#include "core/base/units.h"
#include "core/factory/invitation_content.h"

namespace werkbank {
namespace {

/// How far the clocks of two computers may differ, in s.
constexpr double clock_tolerance = 15 * 60;

struct Envelope {
  std::string payload;
  std::string signature;
  std::string public_key;
};

struct Refusal {
  InvitationFault fault = InvitationFault::none;
  Error error;
};

/// An outcome together with which of the cases it is.
template <typename T>
using Outcome = std::variant<T, Refusal>;

LocalText moment(double unix_seconds) {
  return {format_moment(unix_seconds, Language::dutch).toStdString(),
          format_moment(unix_seconds, Language::english).toStdString()};
}

Refusal too_large(std::size_t size) {
  return {InvitationFault::too_large,
          {ErrorCode::data_rejected,
           Message(WERKBANK_TEXT("factory",
                                 "This file is too large (%1) to be an invitation. Choose the file whose name ends in "
                                 ".werkbank that your coach gave you."),
                   {Bytes{size}}),
           "larger than " + std::to_string(largest_invitation) + " bytes"}};
}

Refusal damaged(std::string detail) {
  return {InvitationFault::damaged,
          {ErrorCode::data_rejected,
           Message(WERKBANK_TEXT("factory",
                                 "This is not an invitation, or not the whole of one. Choose the file whose name ends "
                                 "in .werkbank; if it is that one, ask whoever gave it to you to send it again.")),
           std::move(detail)}};
}

Refusal newer_schema(std::int64_t schema) {
  return {InvitationFault::newer_schema,
          {ErrorCode::data_rejected,
           Message(WERKBANK_TEXT("factory",
                                 "This invitation was made with a newer Werkbank than yours. Install the newest "
                                 "Werkbank and open the invitation again.")),
           "invitation schema " + std::to_string(schema)}};
}

Refusal downgraded(std::int64_t schema) {
  return {InvitationFault::downgraded,
          {ErrorCode::verification_failed,
           Message(WERKBANK_TEXT("factory",
                                 "Somebody changed this invitation so that it looks like an older kind. Do not use it. "
                                 "Ask whoever gave it to you for a new one.")),
           "the signed content has schema " + std::to_string(schema)}};
}

Refusal not_signed() {
  return {InvitationFault::not_signed,
          {ErrorCode::verification_failed,
           Message(WERKBANK_TEXT("factory",
                                 "This invitation is not signed, so nobody can tell who made it. Do not use it. Ask "
                                 "whoever gave it to you for a signed one.")),
           "signature or public_key is missing"}};
}

Refusal tampered(std::string detail) {
  return {InvitationFault::tampered,
          {ErrorCode::verification_failed,
           Message(WERKBANK_TEXT("factory",
                                 "This invitation was changed after it was signed. Do not use it. Tell whoever gave it "
                                 "to you, and ask for a new one.")),
           std::move(detail)}};
}

Refusal wrong_content(std::string detail) {
  return {InvitationFault::wrong_content,
          {ErrorCode::profile_invalid,
           Message(WERKBANK_TEXT("factory",
                                 "Something in this invitation is not right, so Werkbank does not use it. Ask whoever "
                                 "gave it to you for a corrected one, and send them the details.")),
           std::move(detail)}};
}

Refusal expired(std::int64_t expires_at) {
  return {InvitationFault::expired,
          {ErrorCode::data_rejected,
           Message(WERKBANK_TEXT("factory",
                                 "This invitation ended on %1. Ask whoever gave it to you for a new one. If that date "
                                 "is still to come, set the clock of this computer right."),
                   {moment(static_cast<double>(expires_at))}),
           "expires_at " + std::to_string(expires_at)}};
}

Refusal not_yet_valid(std::int64_t issued_at, double now) {
  return {InvitationFault::not_yet_valid,
          {ErrorCode::data_rejected,
           Message(WERKBANK_TEXT("factory",
                                 "This invitation is valid from %1, but the clock of this computer says %2. Set the "
                                 "clock right; if it is right, wait until then."),
                   {moment(static_cast<double>(issued_at)), moment(now)}),
           "issued_at " + std::to_string(issued_at)}};
}

/// The whole number `key` of an object; nothing when it is none.
std::optional<std::int64_t> schema_of(const JsonReader& root, const char* key) {
  if (!root.has(key) || !root.maybe(key).raw().is_number_integer()) return std::nullopt;
  return root.maybe(key).raw().get<std::int64_t>();
}

Outcome<Envelope> open_envelope(std::string_view bytes) {
  const auto parsed = JsonReader::parse(bytes, "invitation", ErrorCode::data_rejected);
  if (!parsed.ok()) return damaged(parsed.error().detail);
  const auto& root = *parsed;
  const auto schema = schema_of(root, "werkbank_invitation");
  if (!schema || *schema < invitation_schema) return damaged("no werkbank_invitation");
  if (*schema > invitation_schema) return newer_schema(*schema);
  root.only({"werkbank_invitation", "payload", "signature", "public_key"});
  Envelope envelope{root.at("payload").name(), root.maybe("signature").text(), root.maybe("public_key").text()};
  if (const auto whole = root.finish(); !whole.ok()) return damaged(whole.error().detail);
  if (envelope.signature.empty() || envelope.public_key.empty()) return not_signed();
  return envelope;
}

/// The content, once it is known that its signature fits.
Outcome<InvitationContent> read_content(const std::string& payload) {
  if (const auto parsed = JsonReader::parse(payload, "invitation", ErrorCode::profile_invalid); parsed.ok()) {
    const auto schema = schema_of(*parsed, "schema");
    if (schema && *schema != invitation_schema) return downgraded(*schema);
  }
  auto content = parse_invitation_content(payload);
  if (!content.ok()) return wrong_content(content.error().detail);
  return *content;
}

Outcome<Invitation> read(std::string_view bytes, double now, const std::vector<std::string>& trusted_keys) {
  if (bytes.size() > largest_invitation) return too_large(bytes.size());
  auto opened = open_envelope(bytes);
  if (auto* refusal = std::get_if<Refusal>(&opened)) return std::move(*refusal);
  const auto& envelope = std::get<Envelope>(opened);
  if (const auto fits = verify_bytes(envelope.payload, envelope.signature, envelope.public_key); !fits.ok())
    return tampered(fits.error().detail);
  auto content = read_content(envelope.payload);
  if (auto* refusal = std::get_if<Refusal>(&content)) return std::move(*refusal);
  Invitation invitation;
  invitation.content = std::get<InvitationContent>(std::move(content));
  const auto& valid = invitation.content;
  if (now >= static_cast<double>(valid.expires_at)) return expired(valid.expires_at);
  if (now < static_cast<double>(valid.issued_at) - clock_tolerance) return not_yet_valid(valid.issued_at, now);
  const bool known = std::find(trusted_keys.begin(), trusted_keys.end(), envelope.public_key) != trusted_keys.end();
  invitation.trust = known ? InvitationTrust::trusted_key : InvitationTrust::unknown_key;
  invitation.public_key = envelope.public_key;
  invitation.fingerprint = key_fingerprint(envelope.public_key);
  invitation.words = fingerprint_words(invitation.fingerprint);
  return invitation;
}

Error cannot_be_made(std::string detail) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("factory",
                                "The invitation cannot be made like this. The details say which field is not right; "
                                "correct it and try again.")),
          std::move(detail)};
}

}  // namespace

Result<std::string> make_invitation(const InvitationContent& content, const Secret& private_key) {
  nlohmann::ordered_json envelope = {{"werkbank_invitation", invitation_schema}};
  const auto payload = invitation_content_json(content);
  envelope["payload"] = payload;
  WERKBANK_TRY(const auto signature, sign_bytes(payload, private_key));
  envelope["signature"] = signature;
  WERKBANK_TRY(const auto public_key, public_key_of(private_key));
  envelope["public_key"] = public_key;
  auto bytes = envelope.dump(2) + "\n";
  const auto again = read_invitation(bytes, static_cast<double>(content.issued_at), {public_key});
  if (!again.ok()) return cannot_be_made(again.error().detail);
  return bytes;
}

Result<Invitation> read_invitation(std::string_view bytes, double now, const std::vector<std::string>& trusted_keys,
                                   InvitationFault* fault) {
  auto outcome = read(bytes, now, trusted_keys);
  const auto* refusal = std::get_if<Refusal>(&outcome);
  if (fault != nullptr) *fault = refusal == nullptr ? InvitationFault::none : refusal->fault;
  if (refusal != nullptr) return refusal->error;
  return std::get<Invitation>(std::move(outcome));
}

Message trust_sentence(const Invitation& invitation) {
  switch (invitation.trust) {
    case InvitationTrust::trusted_key:
      return Message(WERKBANK_TEXT("factory", "This invitation is from %1. Werkbank knows the signature."),
                     {invitation.content.issuer});
    case InvitationTrust::unknown_key:
      break;
  }
  return Message(WERKBANK_TEXT("factory",
                               "This invitation says that it is from %1, but Werkbank does not know the signature yet. "
                               "Ask %1, in the room or by telephone, to read out the words of their key. Go on only if "
                               "they are these: %2."),
                 {invitation.content.issuer, fingerprint_line(invitation.fingerprint)});
}

Result<Done> check_not_older(const Invitation& invitation, std::int64_t accepted_issued_at) {
  if (invitation.content.issued_at >= accepted_issued_at) return Done{};
  return Error{
      ErrorCode::data_rejected,
      Message(WERKBANK_TEXT("factory",
                            "This invitation is older than the one you use already, and may say things that "
                            "were corrected since. Ask %1 for the newest one."),
              {invitation.content.issuer}),
      "issued_at " + std::to_string(invitation.content.issued_at) + " before " + std::to_string(accepted_issued_at)};
}

}  // namespace werkbank
