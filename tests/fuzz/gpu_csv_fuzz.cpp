// The sampler's CSV is written on the factory and so is not to be trusted: whatever it holds, reading it may not crash,
// may not fill the memory, and must give the same in whatever pieces the bytes come.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/telemetry/gpu_samples.h"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

void check(const werkbank::GpuSeries& series) {
  using werkbank::GpuMetric;
  double before = 0;
  for (const auto& sample : series.samples) {
    must(std::isfinite(sample.time) && sample.time > before);
    before = sample.time;
  }
  for (const auto metric : {GpuMetric::utilisation, GpuMetric::memory, GpuMetric::power, GpuMetric::temperature}) {
    for (const std::size_t most : {0U, 1U, 2U, 7U}) {
      const auto bands = series.samples.bands(metric, 0, 4e9, most);
      must(bands.size() <= std::max<std::size_t>(most, 1) + 3);
      for (const auto& band : bands) must(band.lowest <= band.highest && std::isfinite(band.mean));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte tells how large the pieces are.
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  werkbank::GpuCsvReader whole;
  whole.add(bytes);
  werkbank::GpuCsvReader pieces;
  for (std::size_t at = 0; at < bytes.size(); at += piece) pieces.add(bytes.substr(at, piece));
  must(werkbank::to_csv(whole.series()) == werkbank::to_csv(pieces.series()));
  must(whole.skipped_lines() == pieces.skipped_lines());
  must(whole.series().size() <= 4096);
  for (const auto& series : whole.series()) check(series);
  // What is kept on the disk comes back as it was.
  for (const auto& series : whole.series()) {
    werkbank::GpuHistory back;
    for (int level = 0; level < werkbank::GpuHistory::piece_levels; ++level) {
      for (std::size_t i = 0; i < series.samples.piece_count(level); ++i) {
        must(back.add_piece(level, series.samples.piece(level, i)));
      }
    }
    must(back.set_head(series.samples.head()) && back.size() == series.samples.size());
  }
  const auto summary = werkbank::summarise(whole.series());
  must(!summary.energy_kilowatt_hours || *summary.energy_kilowatt_hours >= 0);
  return 0;
}
