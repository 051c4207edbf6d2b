// An invitation comes by mail: reading one may not crash, and what is not signed is never taken. The bytes are read as
// they are, and once more as the content of an invitation that is signed as it should be.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/fingerprint_words.h"
#include "core/base/signature.h"
#include "core/factory/invitation.h"

namespace {

using namespace werkbank;

constexpr double now = 1'790'003'600;

void must(bool holds) {
  if (!holds) std::abort();
}

const SigningKeys& maker() {
  static const auto keys = make_signing_keys().value();
  return keys;
}

void look_at(std::string_view file, bool signed_by_us) {
  auto fault = InvitationFault::none;
  const auto read = read_invitation(file, now, {maker().public_key}, &fault);
  must(read.ok() == (fault == InvitationFault::none));
  if (!read.ok()) return must(!read.error().message.empty());
  must(read->words.size() == 8 && is_public_key(read->public_key));
  must((read->trust == InvitationTrust::trusted_key) == signed_by_us);
  must(read->content.factory.kind == FactoryKind::slurm && !read->content.issuer.empty());
  // What was taken can be handed on.
  must(make_invitation(read->content, maker().private_key).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  look_at(bytes, false);
  fingerprint_words(bytes);
  const std::string payload(bytes);
  const nlohmann::json envelope = {{"werkbank_invitation", 1},
                                   {"payload", payload},
                                   {"signature", sign_bytes(payload, maker().private_key).value()},
                                   {"public_key", maker().public_key}};
  look_at(envelope.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), true);
  return 0;
}
