// A known_hosts file may hold anything: reading it may not crash, and what is found was in it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/ssh/known_hosts.h"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::uint16_t port : {std::uint16_t{22}, std::uint16_t{8822}}) {
    const auto known = werkbank::keys_in_known_hosts(text, "login.example.org", port);
    for (const auto* list : {&known.keys, &known.authorities, &known.revoked}) {
      must(list->size() <= size);
      for (const auto& key : *list) {
        const auto space = key.find(' ');
        must(space != std::string::npos && space > 0 && space + 1 < key.size());
        must(text.find(key.substr(space + 1)) != std::string_view::npos);
      }
    }
    for (const auto& key : known.keys) {
      for (const auto& revoked : known.revoked) must(key != revoked);
    }
  }
  return 0;
}
