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
Error host_key_changed(const Endpoint& endpoint, std::string detail);
Error host_key_not_accepted(const Endpoint& endpoint);

Error password_refused(const Endpoint& endpoint, const std::string& user, std::string detail);
Error keys_refused(const Endpoint& endpoint, const std::string& user, std::string detail);
Error nothing_to_sign_in_with(const Endpoint& endpoint, const std::string& user, std::string detail);
Error account_not_available(const Endpoint& endpoint, std::string detail);
Error no_commands_allowed(std::string detail);

Error connection_lost(std::string detail);
Error took_too_long(double seconds, std::string detail);
Error still_busy(std::string detail);
Error too_much_output(std::string detail);

/// Whether a server's words say that the account is expired, locked or may not be used. Only chooses the sentence.
bool says_account_unavailable(const std::string& server_words);

}  // namespace werkbank
