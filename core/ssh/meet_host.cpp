#include "core/ssh/meet_host.h"

#include <algorithm>
#include <utility>

#include "core/ssh/certificate_time.h"
#include "core/ssh/handshake.h"
#include "core/ssh/host_certificate.h"
#include "core/ssh/host_certificate_request.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

/// Enough for a name with a handful of computers behind it; 15 connections more than the one that is wanted.
constexpr int most_meetings = 5;

Clock::time_point deadline_of(const Endpoint& endpoint) {
  return Clock::now() +
         std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(endpoint.connect_timeout));
}

Result<std::unique_ptr<AuthSession>> exchange_keys(const Endpoint& endpoint, const Reach& reach,
                                                   const std::stop_token& stop) {
  const auto deadline = deadline_of(endpoint);
  WERKBANK_TRY(const int descriptor, reach(deadline));
  return exchange_keys_over(descriptor, endpoint, deadline, stop);
}

}  // namespace

Result<bool> add_certified_key(Endpoint& endpoint, HostKnowledge& known, const Reach& reach,
                               const std::stop_token& stop) {
  if (known.authorities.empty()) return false;
  const auto deadline = deadline_of(endpoint);
  WERKBANK_TRY(const int descriptor, reach(deadline));
  WERKBANK_TRY(const auto shown, request_host_certificate(descriptor, endpoint, deadline, stop));
  if (shown.bytes.empty()) {
    known.certificate_flaw = shown.why;
    return false;
  }
  const auto verdict =
      judge_host_certificate(shown.bytes, {endpoint.host, known.authorities, known.revoked, unix_seconds_now()});
  known.certificate_flaw = verdict.why;
  switch (verdict.outcome) {
    case HostCertificateVerdict::Outcome::good:
      break;
    case HostCertificateVerdict::Outcome::does_not_count:
      return false;
    case HostCertificateVerdict::Outcome::revoked:
      return host_key_revoked(endpoint, "its certificate: " + verdict.why);
  }
  known.certified = true;
  auto& pinned = endpoint.host_keys;
  if (std::find(pinned.begin(), pinned.end(), verdict.key) == pinned.end()) pinned.push_back(verdict.key);
  return true;
}

Result<MetHost> meet_host(Endpoint& endpoint, HostKnowledge& known, const Reach& reach, Conversation& conversation,
                          const std::stop_token& stop) {
  for (int meeting = 1;; ++meeting) {
    auto session = exchange_keys(endpoint, reach, stop);
    auto key = session.ok() ? check_host_key(**session, known, conversation) : session.as<std::string>();
    if (key.ok()) return MetHost{std::move(session).value(), std::move(key).value()};
    const bool other_key = key.failed() && key.error().code == ErrorCode::host_key_changed;
    const bool revoked = session.ok() && shows_revoked_key(**session, known);
    if (!other_key || revoked || !known.certified || meeting == most_meetings) return key.as<MetHost>();
    // Whoever only copies certificates gets no further by showing more of them: it must have the key of one. More
    // often each time, so that a name that leads to its computers in turns does not show us the same one for ever.
    for (int asked = 0; asked < meeting; ++asked) {
      WERKBANK_TRY(const bool certified, add_certified_key(endpoint, known, reach, stop));
      if (!certified) return key.as<MetHost>();
    }
  }
}

}  // namespace werkbank
