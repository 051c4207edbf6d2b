// What df and the tools of quotas print is untrusted: reading it may not crash, and what comes out is no more than what
// they said there is.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/transfer/room.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto room = parse_room(text);
  for (const auto& limit : {room.bytes, room.files}) {
    must(!limit || !limit->said_by.empty());
    must(!limit || limit->said_by == "disk" || limit->free <= limit->total.value_or(0));
  }
  must(fits(room, 0, 0).ok());
  const auto all = fits(room, UINT64_MAX, UINT64_MAX);
  must(all.ok() || !all.error().message.empty());
  return 0;
}
