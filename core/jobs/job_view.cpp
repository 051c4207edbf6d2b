#include "core/jobs/job_view.h"

#include <algorithm>
#include <iterator>

#include "core/jobs/log_text.h"
#include "core/jobs/training_cache.h"

namespace werkbank {
namespace {

constexpr std::uint64_t block = 1U << 20U;
constexpr std::uint64_t log_tail_size = 64U << 10U;
constexpr std::uint64_t fine_samples_limit = 64U << 20U;
constexpr std::string_view coarse_ending = ".1min.csv";

/// The file of samples to read for each host: the fine one, or the one of a row a minute when that would take seconds.
std::vector<std::string> sample_files(const std::map<std::string, std::uint64_t>& sizes) {
  std::vector<std::string> files;
  for (const auto& [path, size] : sizes) {
    if (!path.ends_with(".csv")) continue;
    const bool coarse = path.ends_with(coarse_ending);
    const auto host = path.substr(0, path.size() - (coarse ? coarse_ending.size() : 4));
    const auto other = sizes.find(coarse ? host + ".csv" : host + std::string(coarse_ending));
    const bool fine_is_small = (coarse ? (other == sizes.end() ? 0 : other->second) : size) <= fine_samples_limit;
    if (other == sizes.end() || coarse != fine_is_small) files.push_back(path);
  }
  return files;
}

Result<std::vector<GpuSeries>> read_samples(const JobStore& store, const std::string& uuid, const std::string& path) {
  GpuCsvReader reader;
  std::uint64_t offset = 0;
  while (true) {
    WERKBANK_TRY(const auto bytes, store.bytes(uuid, path, offset, block));
    if (bytes.empty()) return reader.series();
    reader.add(bytes);
    offset += bytes.size();
  }
}

Result<std::string> read_log_tail(const JobStore& store, const std::string& uuid, std::uint64_t size) {
  const bool cut = size > log_tail_size;
  WERKBANK_TRY(auto bytes, store.bytes(uuid, "logs/job.log", cut ? size - log_tail_size : 0, log_tail_size));
  // What is left of a line is worth less than what it would be mistaken for.
  if (const auto newline = bytes.find('\n'); cut && newline != std::string::npos) bytes.erase(0, newline + 1);
  return readable_log(bytes);
}

}  // namespace

Result<JobView> view_of(const JobStore& store, const std::string& uuid) {
  JobView view;
  WERKBANK_TRY(view.record, store.load(uuid));
  WERKBANK_TRY(view.training, read_training(store, uuid));
  WERKBANK_TRY(auto sizes, store.offsets(uuid));
  for (const auto& path : sample_files(sizes)) {
    WERKBANK_TRY(auto series, read_samples(store, uuid, path));
    std::move(series.begin(), series.end(), std::back_inserter(view.gpus));
  }
  WERKBANK_TRY(view.log_tail, read_log_tail(store, uuid, sizes["logs/job.log"]));
  view.headline = headline_of(view.record, view.training);
  view.next_step = next_step_of(view.record, view.training);
  if (view.record.phase == JobPhase::failed) {
    // With the log at hand more can be said than from the records alone.
    const auto why = explain(view.record, view.training, view.log_tail);
    view.headline = why.sentence;
    view.next_step = why.advice;
  }
  return view;
}

}  // namespace werkbank
