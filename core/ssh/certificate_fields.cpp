#include "core/ssh/certificate_fields.h"

#include <algorithm>
#include <array>

#include "core/ssh/wire_reader.h"
#include "core/ssh/wire_writer.h"

namespace werkbank {
namespace {

constexpr std::size_t most_principals = 256;

struct CertificateType {
  std::string_view name;
  std::string_view key_type;
  int key_fields;  ///< how many strings the public key is
};

constexpr std::array<CertificateType, 7> types = {{
    {"ssh-ed25519-cert-v01@openssh.com", "ssh-ed25519", 1},
    {"ssh-rsa-cert-v01@openssh.com", "ssh-rsa", 2},
    {"ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp256", 2},
    {"ecdsa-sha2-nistp384-cert-v01@openssh.com", "ecdsa-sha2-nistp384", 2},
    {"ecdsa-sha2-nistp521-cert-v01@openssh.com", "ecdsa-sha2-nistp521", 2},
    {"sk-ssh-ed25519-cert-v01@openssh.com", "sk-ssh-ed25519@openssh.com", 2},
    {"sk-ecdsa-sha2-nistp256-cert-v01@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com", 3},
}};

std::int64_t seconds_of(std::uint64_t value) {
  return value >= static_cast<std::uint64_t>(CertificateFields::no_end) ? CertificateFields::no_end
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

/// The key as it is outside a certificate: its type, and then the same fields.
std::string read_public_key(WireReader& reader, const CertificateType& type) {
  WireWriter key;
  key.text(type.key_type);
  for (int i = 0; i < type.key_fields; ++i) key.text(reader.text());
  return key.bytes();
}

}  // namespace

std::optional<CertificateFields> fields_of_certificate(std::string_view bytes, std::string& problem) {
  WireReader reader(bytes);
  const auto type_name = reader.text();
  const auto* const type =
      std::find_if(types.begin(), types.end(), [type_name](const auto& known) { return known.name == type_name; });
  if (!reader.ok() || type == types.end()) {
    problem = "no type of certificate that is known";
    return std::nullopt;
  }
  CertificateFields fields;
  fields.key_type = type->key_type;
  reader.text();  // nonce
  fields.public_key = read_public_key(reader, *type);
  reader.long_number();  // serial
  fields.kind = reader.number();
  fields.key_id = reader.text();
  bool ok = true;
  fields.principals = names_in(reader.text(), ok);
  fields.valid_after = seconds_of(reader.long_number());
  fields.valid_before = seconds_of(reader.long_number());
  fields.critical_options = reader.text();
  reader.text();  // extensions
  reader.text();  // reserved
  fields.authority = reader.text();
  fields.signed_part = bytes.substr(0, bytes.size() - reader.left());
  fields.signature = reader.text();
  if (ok && reader.ok() && reader.at_end()) return fields;
  problem = "its fields are cut or too long";
  return std::nullopt;
}

}  // namespace werkbank
