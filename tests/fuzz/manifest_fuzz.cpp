// Any bytes as a manifest: refused with a field, or a template that holds what every template promises.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/catalogue/estimate.h"
#include "core/catalogue/manifest_reader.h"
#include "core/catalogue/parameters.h"

using namespace werkbank;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto result = parse_manifest({reinterpret_cast<const char*>(data), size}, {});
  if (result.failed()) {
    if (result.error().code != ErrorCode::catalogue_invalid || result.error().message.empty()) std::abort();
    return 0;
  }
  const auto& one = result.value();
  const auto values = default_values(one);
  if (!check_values(one, values).ok() || one.files.empty() || one.title.dutch.empty()) std::abort();
  for (const auto& parameter : one.parameters) {
    if (is_visible(parameter, values)) (void)parse_value(parameter, "1,5");
  }
  const auto cost = estimate(one, values, {1'000'000, 1000, 10, 1000}, true);
  if (!cost.ok() || !(cost.value().seconds.low <= cost.value().seconds.high) || cost.value().walltime_minutes < 5)
    std::abort();
  return 0;
}
