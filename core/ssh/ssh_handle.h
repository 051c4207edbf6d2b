// libssh's objects with an owner. Inside core/ssh only.
#pragma once

#include <libssh/libssh.h>

#include <memory>
#include <string>

namespace werkbank {

struct FreeSession {
  // Closes the socket without a farewell, which could block.
  void operator()(ssh_session session) const {
    ssh_silent_disconnect(session);
    ssh_free(session);
  }
};
using SessionHandle = std::unique_ptr<ssh_session_struct, FreeSession>;

struct FreeKey {
  void operator()(ssh_key key) const { ssh_key_free(key); }
};
using KeyHandle = std::unique_ptr<ssh_key_struct, FreeKey>;

struct FreeEvent {
  void operator()(ssh_event event) const { ssh_event_free(event); }
};
using EventHandle = std::unique_ptr<ssh_event_struct, FreeEvent>;

struct FreeChars {
  void operator()(char* text) const { ssh_string_free_char(text); }
};
using CharsHandle = std::unique_ptr<char, FreeChars>;

/// Whether libssh still holds the connection for alive.
inline bool is_open(ssh_session session) {
  return ssh_is_connected(session) != 0 && (ssh_get_status(session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0;
}

/// What libssh last complained of; may hold words of the server.
inline std::string complaint(ssh_session session) { return ssh_get_error(session); }

}  // namespace werkbank
