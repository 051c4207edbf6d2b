#include "core/jobs/computers.h"

#include <algorithm>
#include <map>

namespace werkbank {
namespace {

// A computer that begins a little later, or whose file is read a poll later, is not silent yet. Choices of ours.
constexpr double first_seconds = 180;
constexpr double silent_seconds = 600;

struct Parts {
  std::vector<GpuSeries> gpus;
  std::vector<HostSeries> hosts;
};

std::map<std::string, Parts> parts_of(const JobView& view) {
  std::map<std::string, Parts> parts;
  for (const auto& gpu : view.gpus) parts[gpu.host].gpus.push_back(gpu);
  for (const auto& host : view.hosts) parts[host.readings.host].hosts.push_back(host);
  return parts;
}

/// From its first reading to when the next one could have come, by computer.
struct Span {
  double first = 0;
  double last = 0;
};

void add(std::map<std::string, Span>& spans, const GpuSeries& series) {
  const auto& samples = series.samples;
  if (samples.empty()) return;
  const Span span{samples.front().time, samples.back().time + samples.usual_step()};
  const auto [known, is_new] = spans.emplace(series.host, span);
  if (is_new) return;
  known->second = {std::min(known->second.first, span.first), std::max(known->second.last, span.last)};
}

std::map<std::string, Span> spans_of(const JobView& view) {
  std::map<std::string, Span> spans;
  for (const auto& gpu : view.gpus) add(spans, gpu);
  if (!spans.empty()) return spans;
  for (const auto& host : view.hosts) add(spans, host.readings);
  return spans;
}

}  // namespace

std::vector<Computer> computers_of(const JobView& view) {
  std::vector<Computer> computers;
  for (const auto& [host, parts] : parts_of(view)) {
    Computer computer{host, summarise(parts.gpus), fullest_memory(parts.hosts), {}};
    for (const auto& one : parts.hosts) {
      const auto& use = one.readings.samples.total(GpuMetric::utilisation);
      if (use.count > 0) computer.mean_processor_percent = use.mean();
    }
    computers.push_back(std::move(computer));
  }
  return computers;
}

Message silence_of(const JobView& view) {
  const auto all = static_cast<std::int64_t>(view.record.resources.nodes);
  const auto spans = spans_of(view);
  if (all <= 1 || spans.empty()) return {};
  double first = spans.begin()->second.first;
  double last = 0;
  for (const auto& [host, span] : spans) {
    first = std::min(first, span.first);
    last = std::max(last, span.last);
  }
  const bool over = is_over(view.record.phase);
  if (!over && last - first < first_seconds) return {};
  const std::int64_t heard = std::count_if(
      spans.begin(), spans.end(), [&](const auto& one) { return over || one.second.last >= last - silent_seconds; });
  if (heard >= all) return {};
  if (over) {
    return Message(WERKBANK_TEXT("jobs",
                                 "There are readings of %1 of the %2 computers of this job. What the others "
                                 "did is not known."),
                   {heard, all});
  }
  return Message(WERKBANK_TEXT("jobs",
                               "Readings come from %1 of the %2 computers of this job. What the others do is "
                               "not known. The job itself can go on all the same."),
                 {heard, all});
}

}  // namespace werkbank
