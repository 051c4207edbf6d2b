// The time of certificates: now, and in words for their owner why one does not open a door. Inside core/ssh only.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/result.h"
#include "core/ssh/certificate.h"
#include "core/ssh/endpoint.h"

namespace werkbank {

/// By this computer's clock.
std::int64_t unix_seconds_now();

/// certificate_expired with when it ended or begins; nothing while it is valid by this computer's clock.
std::optional<Error> outside_its_time(const Endpoint& endpoint, const CertificateFacts& facts);

/// The server did not take a certificate that is in its time.
Error certificate_refused(const Endpoint& endpoint, const CertificateFacts& facts);

}  // namespace werkbank
