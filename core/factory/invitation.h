// One signed file that a coach hands out (name.werkbank): which factory, for which project, until when, and with what
// data. Reading one runs nothing, saves nothing and asks nobody; what to do with it is for the person to say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/secret.h"
#include "core/factory/course_data.h"
#include "core/factory/profile.h"

namespace werkbank {

struct InvitationContent {
  std::int64_t issued_at = 0;   ///< s since 1970, UTC
  std::int64_t expires_at = 0;  ///< at most 400 days after issued_at
  std::string issuer;           ///< who says to have made it; only the key proves it
  Profile factory;              ///< reached over the network, never the practice factory
  std::string account;          ///< the project; empty: as the factory's profile says
  std::optional<CourseReservation> reservation;
  std::vector<CourseData> data;
  LocalText welcome;  ///< one sentence; may be empty
};

enum class InvitationTrust { trusted_key, unknown_key };

struct Invitation {
  InvitationContent content;
  InvitationTrust trust = InvitationTrust::unknown_key;
  std::string public_key;
  std::string fingerprint;         ///< SHA-256 of the key, 64 hexadecimal digits
  std::vector<std::string> words;  ///< the fingerprint as eight words, to be read aloud
};

/// Why an invitation is not taken, to decide by.
enum class InvitationFault {
  none,
  too_large,
  damaged,        ///< no invitation at all, or not whole
  newer_schema,   ///< made by a newer Werkbank
  downgraded,     ///< the envelope says another schema than the signed content
  not_signed,     ///< somebody left out the signature or the key
  tampered,       ///< the signature does not fit
  wrong_content,  ///< signed, but with a field that may not be so
  expired,
  not_yet_valid,
};

/// The largest file that is looked at, in bytes.
constexpr std::size_t largest_invitation = 1U << 20U;

/// The file for `content`, signed. What it gives can be read by read_invitation(). Error: usage, with the field in the
/// detail, when the content cannot be so or `private_key` (signature.h) is none.
Result<std::string> make_invitation(const InvitationContent& content, const Secret& private_key);

/// `now` in s since 1970. `trusted_keys` are public keys (signature.h); lines that are none count for nothing. An
/// invitation signed by another key is read too, as unknown_key: whoever uses it must have asked its maker for the
/// words. Errors: data_rejected, verification_failed, profile_invalid; `fault` says which of the cases it is.
Result<Invitation> read_invitation(std::string_view bytes, double now, const std::vector<std::string>& trusted_keys,
                                   InvitationFault* fault = nullptr);

/// Who made it, as far as it is known, and for an unknown key how to find out.
Message trust_sentence(const Invitation& invitation);

/// Error: data_rejected, when one by this maker for this factory, made later (`accepted_issued_at`), was accepted
/// before: an old one may bring back what was corrected.
Result<Done> check_not_older(const Invitation& invitation, std::int64_t accepted_issued_at);

}  // namespace werkbank
