// What a profile and this computer say about getting in: where to connect to, and which proofs to try in which order.
#pragma once

#include <string>

#include "core/factory/profile.h"
#include "core/slurm/slurm_factory.h"
#include "core/ssh/endpoint.h"
#include "core/ssh/sign_in.h"

namespace werkbank {

enum class Asking { a_person, nobody };

/// In the profile's order, what ~/.ssh/config names before the usual files; without passwords and codes where nobody is
/// there to be asked.
SignInMethods methods_of(const Profile& profile, const SlurmSettings& settings, Asking asking);

/// Whether the profile has a way in by answering questions.
bool asks_questions(const Profile& profile);

/// The computer for data, where the profile has one; for `user` unless it names another.
Endpoint transfer_endpoint(const Profile& profile, const std::string& user);

/// Whether the person's ~/.ssh/config gets to the host through a program, and in no other way.
bool wants_a_program_in_between(const Profile& profile, const SlurmSettings& settings);

}  // namespace werkbank
