// A TCP connection to a host by its name, cancellable and bounded, also while the name is looked up. POSIX.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/ssh/endpoint.h"

namespace werkbank {

/// The numeric addresses of the endpoint's name. Errors: host_unreachable.
Result<std::vector<std::string>> name_addresses(const Endpoint& endpoint,
                                                std::chrono::steady_clock::time_point deadline,
                                                const std::stop_token& stop);

/// A connected, non-blocking socket, which the caller closes. Each address of the name is tried in turn.
/// Errors: host_unreachable, with a sentence for each reason.
Result<int> tcp_connect(const Endpoint& endpoint, std::chrono::steady_clock::time_point deadline,
                        const std::stop_token& stop);

}  // namespace werkbank
