// The sentences for what can go wrong with a connection; each says what to do next.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/ssh/endpoint.h"

namespace werkbank {

/// `detail` is technical and may hold what a server said; never a secret.
Error name_not_found(const Endpoint& endpoint, std::string detail);
Error no_network(const Endpoint& endpoint, std::string detail);
Error port_refused(const Endpoint& endpoint, std::string detail);
Error no_answer(const Endpoint& endpoint, std::string detail);
Error not_an_ssh_server(const Endpoint& endpoint, std::string detail);
/// `jump` let us in, but not on to `target`.
Error way_closed(const Endpoint& jump, const Endpoint& target, std::string detail);
/// The server carries no connections on to `host`.
Error forwarding_not_allowed(const std::string& host, std::string detail);
Error host_key_changed(const Endpoint& endpoint, std::string detail);
Error host_key_revoked(const Endpoint& endpoint, std::string detail);
Error host_key_not_accepted(const Endpoint& endpoint, std::string detail);

Error password_refused(const Endpoint& endpoint, const std::string& user, std::string detail);
Error keys_refused(const Endpoint& endpoint, const std::string& user, std::string detail);
/// One proof was accepted, and there is nothing for the next that the server wants.
Error second_proof_missing(const Endpoint& endpoint, const std::string& user, std::string detail);
Error nothing_to_sign_in_with(const Endpoint& endpoint, const std::string& user, std::string detail);
/// All tries are used, and the factory is known to lock the account then.
Error tries_used_up(const Endpoint& endpoint, const std::string& user, int lock_hours, std::string detail);
/// The server itself says that it is locked for a while.
Error sign_in_blocked(const Endpoint& endpoint, const std::string& user, std::string detail);
Error new_password_needed(const Endpoint& endpoint, const std::string& user, std::string detail);
Error new_password_needed_first(std::string detail);
Error account_not_available(const Endpoint& endpoint, std::string detail);
Error no_commands_allowed(std::string detail);

Error connection_lost(std::string detail);
Error no_port_left(std::string detail);
Error took_too_long(double seconds, std::string detail);
Error still_busy(std::string detail);
Error too_much_output(std::string detail);

/// Whether a server's words say that the account is expired, locked or may not be used. Only chooses the sentence.
bool says_account_unavailable(const std::string& server_words);

}  // namespace werkbank
