// A certificate comes from somebody else: reading one may not crash, and what it says is bounded by what it is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/ssh/certificate.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

void check(const Result<CertificateFacts>& facts, std::size_t size) {
  if (!facts.ok()) {
    must(facts.error().code == ErrorCode::sign_in_impossible && !facts.error().message.empty());
    return;
  }
  must(facts->key_id.size() <= size && facts->principals.size() <= size && !facts->key_type.empty());
  must(facts->valid_after >= 0 && facts->valid_before >= 0);
  must(facts->ca_sha256.starts_with("SHA256:"));
  must(!facts->is_valid_at(facts->valid_before));
  static_cast<void>(facts->names("somebody"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(parse_certificate(text, "fuzz"), size);
  check(parse_certificate_bytes(text, "fuzz"), size);
  return 0;
}
