#include "core/ssh/certificate.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <system_error>

#include <QByteArray>

#include "core/base/local_files.h"
#include "core/ssh/wire_reader.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_file = 256U << 10U;
constexpr std::uint32_t for_users = 1;  // 2 is for hosts
constexpr std::size_t most_principals = 256;

struct CertificateType {
  std::string_view name;
  std::string_view key_type;
  int key_fields;  ///< how many strings the public key is
};

constexpr std::string_view ending = "-cert-v01@openssh.com";

// OpenSSH's PROTOCOL.certkeys.
constexpr std::array<CertificateType, 7> types = {{
    {"ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519", 1},
    {"ssh-rsa-cert-v01@openssh.com", "ssh-rsa", 2},
    {"ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp256", 2},
    {"ecdsa-sha2-nistp384-cert-v01@openssh.com", "ecdsa-sha2-nistp384", 2},
    {"ecdsa-sha2-nistp521-cert-v01@openssh.com", "ecdsa-sha2-nistp521", 2},
    {"sk-ssh-ed25519-cert-v01@openssh.com", "sk-ssh-ed25519@openssh.com", 2},
    {"sk-ecdsa-sha2-nistp256-cert-v01@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com", 3},
}};

Error not_a_certificate(const std::string& name, std::string detail) {
  return {ErrorCode::sign_in_impossible,
          Message(WERKBANK_TEXT("ssh",
                                "%1 is not a certificate that can be used to sign in. Get a new one from your "
                                "factory's website, and keep it beside your key."),
                  {name}),
          std::move(detail)};
}

std::int64_t seconds_of(std::uint64_t value) {
  return value >= static_cast<std::uint64_t>(CertificateFacts::no_end) ? CertificateFacts::no_end
                                                                       : static_cast<std::int64_t>(value);
}

std::vector<std::string> names_in(std::string_view list, bool& ok) {
  WireReader reader(list);
  std::vector<std::string> names;
  while (ok && !reader.at_end()) {
    names.emplace_back(reader.text());
    ok = reader.ok() && names.size() <= most_principals;
  }
  return names;
}

}  // namespace

bool CertificateFacts::names(const std::string& user) const {
  return principals.empty() || std::find(principals.begin(), principals.end(), user) != principals.end();
}

Result<CertificateFacts> parse_certificate_bytes(std::string_view bytes, const std::string& name) {
  WireReader reader(bytes);
  const auto type_name = reader.text();
  const auto* const type =
      std::find_if(types.begin(), types.end(), [type_name](const auto& known) { return known.name == type_name; });
  if (!reader.ok() || type == types.end()) return not_a_certificate(name, "no type of certificate that is known");
  CertificateFacts facts;
  facts.key_type = type->key_type;
  reader.text();  // nonce
  for (int i = 0; i < type->key_fields; ++i) reader.text();
  reader.long_number();  // serial
  const auto kind = reader.number();
  facts.key_id = reader.text();
  bool ok = true;
  facts.principals = names_in(reader.text(), ok);
  facts.valid_after = seconds_of(reader.long_number());
  facts.valid_before = seconds_of(reader.long_number());
  for (int i = 0; i < 3; ++i) reader.text();  // critical options, extensions, reserved
  facts.ca_sha256 = sha256_fingerprint(reader.text());
  reader.text();  // signature
  if (!ok || !reader.ok() || !reader.at_end()) return not_a_certificate(name, "its fields are cut or too long");
  if (kind != for_users) return not_a_certificate(name, "it is for hosts, not for users");
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
  WERKBANK_TRY(const auto text, read_file(path, largest_file));
  return parse_certificate(text, path_text(path));
}

std::filesystem::path certificate_beside(const std::filesystem::path& private_key) {
  auto path = private_key;
  path += "-cert.pub";
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) ? path : std::filesystem::path();
}

}  // namespace werkbank
