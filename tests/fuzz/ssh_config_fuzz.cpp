// A person's ssh configuration may hold anything: reading it may not crash or hang, and what comes out can be used.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/ssh/ssh_config.h"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // Without a home folder nothing is included.
  const auto alias = werkbank::parse_ssh_config(text, "factory", {});
  must(!alias.host.empty() && alias.host.front() != '-' && alias.port != 0);
  for (const char c : alias.host) must(static_cast<unsigned char>(c) > 0x20);
  for (const char c : alias.user) must(static_cast<unsigned char>(c) >= 0x20);
  must(alias.identity_files.size() <= 64 && alias.certificate_files.size() <= 64);
  must(alias.jumps.size() <= size);
  return 0;
}
