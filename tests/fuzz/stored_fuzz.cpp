// What the factory says of what is stored there is untrusted: reading it may not crash, what comes out is bounded by
// what went in, and no name leads out of our folders.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/base/dataset_check.h"
#include "core/transfer/stored.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

void check_thing(const StoredThing& thing) {
  must(is_stored_name(thing.kind, thing.name) && thing.name.find('/') == std::string::npos && thing.name != "..");
  must(std::isfinite(thing.used_at) && thing.used_at >= 0);
  must(!thing.verified_at || (std::isfinite(*thing.verified_at) && *thing.verified_at > 0));
  must(thing.dataset.empty() || is_stored_name(StoredKind::dataset, thing.dataset));
  must(thing.jobs.empty() || thing.kind == StoredKind::dataset);
  must(std::is_sorted(thing.jobs.begin(), thing.jobs.end()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto stored = parse_stored(text);
  must(stored.ok() || !stored.error().message.empty());
  if (stored.ok()) {
    must(stored->things.size() <= size);
    for (const auto& thing : stored->things) check_thing(thing);
  }
  if (const auto sums = parse_sums(text)) {
    // What was understood is written again as it was, but for the one spelling that has two.
    must(sums->entries.size() * 67 <= size);
    const bool has_backslash = text.find('\\') != std::string_view::npos || text.find('\r') != std::string_view::npos;
    must(has_backslash || sums->text() == text);
    DatasetCheck check;
    name_differences(*sums, *sums, check);
    must(check.differences == 0);
  }
  return 0;
}
