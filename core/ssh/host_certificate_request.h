// Asks a server for the certificate of its host key, which libssh cannot: the begin of a key exchange, over a
// connection that is good for nothing else. Inside core/ssh only. POSIX.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "core/base/result.h"
#include "core/ssh/endpoint.h"

namespace werkbank {

struct HostCertificateAnswer {
  std::string bytes;  ///< in the wire format, unverified: see judge_host_certificate(). Empty: the server shows none
  std::string why;    ///< why there is none, technical; may hold what the server said
};

/// `descriptor` is a connected, non-blocking socket, and closed in any case. Whoever answers need not have the key that
/// it shows: the key exchange on the real connection finds that out. A server that shows none, hangs up or cannot be
/// understood is no error here. Errors: host_unreachable when it is silent until the deadline.
Result<HostCertificateAnswer> request_host_certificate(int descriptor, const Endpoint& endpoint,
                                                       std::chrono::steady_clock::time_point deadline,
                                                       const std::stop_token& stop);

}  // namespace werkbank
