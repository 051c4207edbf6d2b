#include "core/ssh/certificate.h"

#include <algorithm>
#include <sstream>
#include <system_error>
#include <utility>

#include <QByteArray>

#include "core/base/local_files.h"
#include "core/ssh/certificate_fields.h"
#include "core/ssh/wire_reader.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_certificate = 256U << 10U;
constexpr std::string_view ending = "-cert-v01@openssh.com";

Error not_a_certificate(const std::string& name, std::string detail) {
  return {ErrorCode::sign_in_impossible,
          Message(WERKBANK_TEXT("ssh",
                                "%1 is not a certificate that can be used to sign in. Get a new one from your "
                                "factory's website, and keep it beside your key."),
                  {name}),
          std::move(detail)};
}

}  // namespace

bool CertificateFacts::names(const std::string& user) const {
  return principals.empty() || std::find(principals.begin(), principals.end(), user) != principals.end();
}

Result<CertificateFacts> parse_certificate_bytes(std::string_view bytes, const std::string& name) {
  std::string problem;
  auto fields = fields_of_certificate(bytes, problem);
  if (!fields) return not_a_certificate(name, problem);
  if (fields->kind != CertificateFields::for_users) return not_a_certificate(name, "it is for hosts, not for users");
  CertificateFacts facts;
  facts.key_id = std::move(fields->key_id);
  facts.principals = std::move(fields->principals);
  facts.valid_after = fields->valid_after;
  facts.valid_before = fields->valid_before;
  facts.key_type = std::move(fields->key_type);
  facts.ca_sha256 = sha256_fingerprint(fields->authority);
  return facts;
}

Result<CertificateFacts> parse_certificate(std::string_view text, const std::string& name) {
  std::istringstream words{std::string(text)};
  std::string type;
  std::string base64;
  words >> type >> base64;
  if (!type.ends_with(ending)) return not_a_certificate(name, "the file does not begin with a type of certificate");
  const auto bytes =
      QByteArray::fromBase64Encoding(QByteArray::fromStdString(base64), QByteArray::AbortOnBase64DecodingErrors);
  if (!bytes) return not_a_certificate(name, "the file is not base64");
  const auto content = bytes.decoded.toStdString();
  if (WireReader(content).text() != type) return not_a_certificate(name, "its two types differ");
  return parse_certificate_bytes(content, name);
}

Result<CertificateFacts> read_certificate(const std::filesystem::path& path) {
  WERKBANK_TRY(const auto text, read_file(path, largest_certificate));
  return parse_certificate(text, path_text(path));
}

std::filesystem::path certificate_beside(const std::filesystem::path& private_key) {
  auto path = private_key;
  path += "-cert.pub";
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) ? path : std::filesystem::path();
}

}  // namespace werkbank
