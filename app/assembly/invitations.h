// The invitations that this computer accepted, and the keys of the coaches who made them.
#pragma once

#include <filesystem>

#include "app/assembly/assembly.h"
#include "core/factory/invitation.h"

namespace werkbank {

/// Reads a file *.werkbank and judges its signature by the keys of earlier accepted ones; changes nothing.
/// Errors: as read_invitation(), and local_file.
Result<Invitation> open_invitation(const Places& places, const std::filesystem::path& file, double now);

/// Keeps the invitation's factory among the person's own, for the project that it names, and remembers its data sets
/// and who made it.
/// The profile as it was kept. Error: data_rejected, when a newer one by the same maker was accepted before;
/// local_file.
Result<Profile> accept_invitation(const Places& places, const Invitation& invitation);

}  // namespace werkbank
