#include "core/ssh/certificate_time.h"

#include <chrono>
#include <string>

#include <QDateTime>

#include "core/ssh/server_words.h"

namespace werkbank {
namespace {

// A server's clock is not exactly ours.
constexpr std::int64_t clock_tolerance = 60;

std::string local_time(std::int64_t unix_seconds) {
  return QDateTime::fromSecsSinceEpoch(unix_seconds).toString(QStringLiteral("yyyy-MM-dd HH:mm")).toStdString();
}

std::string detail_of(const CertificateFacts& facts) {
  return "certificate \"" + words_for_showing(facts.key_id) + "\" of " + facts.key_type + ", signed by " +
         facts.ca_sha256;
}

std::string listed(const std::vector<std::string>& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + words_for_showing(name);
  return list.substr(0, 200);
}

}  // namespace

std::int64_t unix_seconds_now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

std::optional<Error> outside_its_time(const Endpoint& endpoint, const CertificateFacts& facts) {
  const auto moment = unix_seconds_now();
  if (moment >= facts.valid_before)
    return Error{ErrorCode::certificate_expired,
                 Message(WERKBANK_TEXT("ssh",
                                       "Your certificate for %1 ended at %2, so it opens nothing any more. Get a new "
                                       "one the way you got this one, and sign in again."),
                         {endpoint.host, local_time(facts.valid_before)}),
                 detail_of(facts)};
  if (moment + clock_tolerance < facts.valid_after)
    return Error{ErrorCode::certificate_expired,
                 Message(WERKBANK_TEXT("ssh",
                                       "Your certificate for %1 begins only at %2. Check that the clock of this "
                                       "computer is right; if it is, wait until then or get a new certificate."),
                         {endpoint.host, local_time(facts.valid_after)}),
                 detail_of(facts)};
  return std::nullopt;
}

Error certificate_refused(const Endpoint& endpoint, const CertificateFacts& facts) {
  if (!facts.names(endpoint.user))
    return {ErrorCode::sign_in_refused,
            Message(WERKBANK_TEXT("ssh",
                                  "Your certificate is for the account %3, and you are signing in at %1 as %2. Sign in "
                                  "with that account's name, or get a certificate for this one."),
                    {endpoint.host, endpoint.user, listed(facts.principals)}),
            detail_of(facts)};
  return {ErrorCode::sign_in_refused,
          Message(WERKBANK_TEXT("ssh",
                                "%1 does not take your certificate, although it is still valid. Check that it is the "
                                "one for this factory; if it is, get a new one or ask the help desk."),
                  {endpoint.host}),
          detail_of(facts)};
}

}  // namespace werkbank
