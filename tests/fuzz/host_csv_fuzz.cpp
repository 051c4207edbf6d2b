// The sampler's file of a computer is written on the factory and so is not to be trusted: whatever it holds, reading it
// may not crash, may not fill the memory, and must give the same in whatever pieces the bytes come.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/telemetry/host_samples.h"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte tells how large the pieces are.
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  werkbank::HostCsvReader whole;
  whole.add(bytes);
  werkbank::HostCsvReader pieces;
  for (std::size_t at = 0; at < bytes.size(); at += piece) pieces.add(bytes.substr(at, piece));
  must(werkbank::to_csv(whole.series()) == werkbank::to_csv(pieces.series()));
  must(whole.skipped_lines() == pieces.skipped_lines());
  must(whole.series().size() <= 4096);
  for (const auto& host : whole.series()) {
    double before = 0;
    for (const auto& sample : host.readings.samples) {
      must(std::isfinite(sample.time) && sample.time > before);
      before = sample.time;
    }
  }
  const auto memory = werkbank::fullest_memory(whole.series());
  must(!memory || (memory->highest_share >= 0 && memory->highest_share <= 1));
  return 0;
}
