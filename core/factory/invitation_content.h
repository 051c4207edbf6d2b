// The signed content of an invitation: its reader and its writer. Only for invitation.cpp.
#pragma once

#include "core/factory/invitation.h"

namespace werkbank {

/// The schema that this Werkbank writes, and the only one that it reads.
constexpr int invitation_schema = 1;

/// Error: profile_invalid, with the field in the detail.
Result<InvitationContent> parse_invitation_content(std::string_view json);
std::string invitation_content_json(const InvitationContent& content);

}  // namespace werkbank
