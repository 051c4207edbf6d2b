// Runs the program that a factory's profile names for fetching a certificate, once the person has said yes to it.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/factory/profile.h"
#include "core/ssh/certificate.h"

namespace werkbank {

/// Long, because a sign-in in the browser may be behind it.
constexpr auto certificate_patience = std::chrono::minutes(10);

/// `user` and `email` are what the person typed for {user} and {email} of the command; empty where it has none. Blocks
/// until the program is over; call it on a worker thread. The certificate that is there now, of several the one that is
/// valid longest; nothing when it lies in no file, for the program may have handed it to the agent.
/// Errors: usage, without a command or when the words cannot be typed; else as run_certificate_program().
Result<std::optional<CertificateFacts>> fetch_certificate(const Profile& profile, const std::string& user,
                                                          const std::string& email, const std::stop_token& stop);

/// Runs a program of the PATH without a shell, a terminal or anything to read. When asked to stop it ends, with the
/// programs that it started. Errors: local_file (no such program), sign_in_refused (it ended badly), timed_out; the
/// detail has its last words.
Result<Done> run_certificate_program(const std::vector<std::string>& words, std::chrono::milliseconds patience,
                                     const std::stop_token& stop);

}  // namespace werkbank
