#include "core/ssh/host_certificate.h"

#include <algorithm>

#include <QByteArray>

#include "core/base/lists.h"
#include "core/ssh/certificate_fields.h"
#include "core/ssh/host_pattern.h"
#include "core/ssh/key_signature.h"
#include "core/ssh/wire_reader.h"

namespace werkbank {
namespace {

using Verdict = HostCertificateVerdict;

bool names_host(const std::vector<std::string>& names, const std::string& host) {
  const auto lower = lower_ascii(host);
  return std::any_of(names.begin(), names.end(), [&lower](const auto& name) { return fits_pattern(lower, name); });
}

/// Empty when nothing is wrong with it.
std::string flaw_of(const CertificateFields& fields, const HostCertificateTerms& terms) {
  if (fields.kind != CertificateFields::for_hosts) return "it is not for hosts";
  // Neither OpenSSH nor libssh has a host key in a FIDO token.
  if (fields.key_type.starts_with("sk-")) return "its key is of a kind that hosts do not have";
  if (terms.unix_seconds < fields.valid_after) return "it is not valid yet";
  if (terms.unix_seconds >= fields.valid_before) return "it is over";
  if (!names_host(fields.principals, terms.host)) return "it is for hosts of other names";
  // None are defined for hosts (PROTOCOL.certkeys), and one that is not known must be refused.
  if (!fields.critical_options.empty()) return "it has conditions that nobody knows";
  return {};
}

}  // namespace

HostCertificateVerdict judge_host_certificate(std::string_view bytes, const HostCertificateTerms& terms) {
  std::string problem;
  const auto fields = fields_of_certificate(bytes, problem);
  if (!fields) return {Verdict::Outcome::does_not_count, {}, problem};
  // Before all else, so that nobody can say of a key that it has to do with a withdrawn one.
  if (!is_signed_by(fields->authority, fields->signed_part, fields->signature))
    return {Verdict::Outcome::does_not_count, {}, "its signature is not right, or not of a kind that counts"};
  const auto key = key_line(fields->public_key);
  const auto authority = key_line(fields->authority);
  const auto signer = "signed by " + sha256_fingerprint(fields->authority);
  if (holds(terms.revoked, authority)) return {Verdict::Outcome::revoked, {}, signer + ", which is revoked"};
  if (holds(terms.revoked, key)) return {Verdict::Outcome::revoked, {}, "its key is revoked; " + signer};
  if (!holds(terms.authorities, authority)) return {Verdict::Outcome::does_not_count, {}, signer + ", who may not"};
  const auto flaw = flaw_of(*fields, terms);
  if (!flaw.empty()) return {Verdict::Outcome::does_not_count, {}, flaw + "; " + signer};
  return {Verdict::Outcome::good, key, {}};
}

std::string key_line(std::string_view public_key) {
  const QByteArray bytes(public_key.data(), static_cast<qsizetype>(public_key.size()));
  return std::string(WireReader(public_key).text()) + " " + bytes.toBase64().toStdString();
}

}  // namespace werkbank
