// A training script can write anything into its records: reading them may not crash, may not believe an end that is not
// whole, and must give the same in whatever pieces the bytes come.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/telemetry/training_record.h"

namespace {

void must(bool holds) {
  if (!holds) std::abort();
}

bool same(const werkbank::TrainingRecord& a, const werkbank::TrainingRecord& b) {
  return a.skipped_lines == b.skipped_lines && a.curves.size() == b.curves.size() && a.attempt == b.attempt &&
         a.last_step == b.last_step && a.progress == b.progress && a.notes.size() == b.notes.size() &&
         a.end.has_value() == b.end.has_value();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  // The first byte tells how large the pieces are.
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  werkbank::TrainingRecordReader whole;
  whole.add(bytes);
  werkbank::TrainingRecordReader pieces;
  for (std::size_t at = 0; at < bytes.size(); at += piece) pieces.add(bytes.substr(at, piece));
  const auto& record = whole.record();
  must(same(record, pieces.record()));
  must(!record.progress || (*record.progress >= 0 && *record.progress <= 1));
  must(!record.seconds_left || (*record.seconds_left >= 0 && std::isfinite(*record.seconds_left)));
  must(record.notes.size() <= 200 && record.curves.size() <= 512);
  must(!record.end || (bytes.find("end") != std::string_view::npos && record.end->attempt == record.attempt));
  for (const auto& [key, points] : record.curves) {
    must(werkbank::without_replaced(points).size() <= points.size());
    for (const auto& point : points) must(!point.value || std::isfinite(*point.value));
  }
  return 0;
}
