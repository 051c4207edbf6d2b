#include "core/jobs/job_readings.h"

#include <algorithm>
#include <optional>

#include "core/factory/watched_files.h"
#include "core/jobs/followed_file.h"
#include "core/jobs/followed_variants.h"
#include "core/jobs/sample_files.h"
#include "core/telemetry/gpu_history_file.h"

namespace werkbank {
namespace {

constexpr std::size_t most_series = 4096;  // as many as one file has at most, of all together

GpuSeries& readings_of(GpuSeries& gpu) { return gpu; }
GpuSeries& readings_of(HostSeries& host) { return host.readings; }

}  // namespace

struct JobReadings::Kept {
  std::mutex mutex;  ///< of the four that are read
  FollowedFile<FailureLog> log;
  FollowedFile<TrainingRecordReader> training;
  std::map<int, FollowedFile<TrainingRecordReader>> variants;  ///< those that are followed
  std::map<std::string, FollowedFile<GpuCsvReader>> samples;
  std::map<std::string, FollowedFile<HostCsvReader>> hosts;  ///< small, so not kept for the next start
  SampleEnds ends;
  std::optional<GpuHistoryFile> samples_file;  ///< from the first look on
  std::uint64_t samples_kept = 0;              ///< bytes of the files when they were kept there last

  void begin(const std::filesystem::path& file);
  void keep();
  Result<std::uint64_t> read_samples(const JobStore& store, const std::string& uuid,
                                     const std::vector<std::string>& paths, JobReading& reading);
  Result<std::uint64_t> read_variants(const JobStore& store, const std::string& uuid, const FollowedVariants& follows,
                                      JobReading& reading);

  std::uint64_t bytes = 0;  ///< these two belong to JobReadings::mutex_
  std::uint64_t looked_at = 0;
};

void JobReadings::Kept::begin(const std::filesystem::path& file) {
  if (samples_file) return;
  samples_file.emplace(file);
  for (auto& [path, read] : samples_file->load()) {
    samples_kept += read.offset;
    samples[path] = FollowedFile(GpuCsvReader(std::move(read.state)), read.offset, std::move(read.last_bytes));
  }
}

/// What is read in a moment need not be kept.
void JobReadings::Kept::keep() {
  constexpr std::uint64_t worth_keeping = 4U << 20U;
  std::uint64_t bytes = 0;
  for (const auto& [path, file] : samples) bytes += file.offset();
  if (bytes < samples_kept + worth_keeping) return;
  std::map<std::string, ReadSamples> files;
  for (auto& [path, file] : samples) files[path] = {file.offset(), file.last_bytes(), file.reader().state()};
  if (samples_file->keep(files)) {
    for (auto& [path, file] : samples) file.reader().mark_kept();
  }
  samples_kept = bytes;
}

/// Gives the bytes of all files together.
Result<std::uint64_t> JobReadings::Kept::read_samples(const JobStore& store, const std::string& uuid,
                                                      const std::vector<std::string>& paths, JobReading& reading) {
  // A file that is no longer asked for (the coarse one took its place) need not be kept.
  const auto not_asked = [&paths](const auto& one) {
    return std::find(paths.begin(), paths.end(), one.first) == paths.end();
  };
  std::erase_if(samples, not_asked);
  std::erase_if(hosts, not_asked);
  std::uint64_t together = 0;
  const auto read = [&](auto& file, const std::string& path, auto& into) -> Result<Done> {
    WERKBANK_CHECK(file.read_on(store, uuid, path));
    const auto host = host_of(path);
    for (const auto& series : file.reader().series()) {
      if (into.size() >= most_series) break;
      into.push_back(series);
      readings_of(into.back()).host = host;
    }
    together += file.offset();
    return Done{};
  };
  for (const auto& path : paths) {
    if (is_host_file(path)) {
      WERKBANK_CHECK(read(hosts[path], path, reading.hosts));
    } else {
      WERKBANK_CHECK(read(samples[path], path, reading.gpus));
    }
  }
  return together;
}

/// Gives the bytes of their records together.
Result<std::uint64_t> JobReadings::Kept::read_variants(const JobStore& store, const std::string& uuid,
                                                       const FollowedVariants& follows, JobReading& reading) {
  const auto numbers = numbers_of(follows);
  std::erase_if(variants,
                [&numbers](const auto& one) { return std::ranges::find(numbers, one.first) == numbers.end(); });
  std::uint64_t together = 0;
  for (const int number : numbers) {
    auto& file = variants[number];
    WERKBANK_CHECK(file.read_on(store, uuid, variant_folder(number) + "out/metrics.jsonl"));
    together += file.offset();
    VariantReading read{number, file.reader().record()};
    if (number == follows.leading) reading.leading = read;
    if (number == follows.running) reading.running = read;
    if (!read.training.curves.empty()) reading.variants.push_back(std::move(read));
  }
  return together;
}

std::shared_ptr<JobReadings::Kept> JobReadings::kept(const std::string& uuid) {
  const std::scoped_lock lock(mutex_);
  auto& job = jobs_[uuid];
  if (!job) job = std::make_shared<Kept>();
  job->looked_at = ++looks_;
  return job;
}

Result<JobReading> JobReadings::read(const JobStore& store, const std::string& uuid,
                                     const std::map<std::string, std::uint64_t>& sizes) {
  const auto job = kept(uuid);
  JobReading reading;
  std::uint64_t bytes = 0;
  {
    const std::scoped_lock lock(job->mutex);
    WERKBANK_CHECK(job->training.read_on(store, uuid, "out/metrics.jsonl"));
    reading.training = job->training.reader().record();
    bytes = job->training.offset();
    job->begin(store.samples_file(uuid));
    const auto follows = followed_variants(reading.training);
    // Once it has ended the job's own records hold those of the best.
    const auto& best = reading.training.kept_variant;
    if (reading.training.end && best && !reading.training.curves.empty())
      reading.variants.push_back({*best, reading.training});
    WERKBANK_TRY(const auto of_variants, job->read_variants(store, uuid, follows, reading));
    WERKBANK_TRY(const auto paths, sample_files(store, uuid, followed_files(sizes, follows), job->ends));
    WERKBANK_TRY(const auto of_samples, job->read_samples(store, uuid, paths, reading));
    bytes += of_variants + of_samples;
    const auto followed = numbers_of(follows).size() + (reading.training.end && best ? 1 : 0);
    reading.variants_left_out = reading.training.variants.size() - std::min(reading.training.variants.size(), followed);
    if (std::any_of(paths.begin(), paths.end(), is_in_variant)) reading.samples_of = follows.running;
    job->keep();
  }
  make_room(uuid, bytes);
  return reading;
}

Result<FailureClue> JobReadings::failure(const JobStore& store, const std::string& uuid) {
  const auto job = kept(uuid);
  const std::scoped_lock lock(job->mutex);
  WERKBANK_CHECK(job->log.read_on(store, uuid, "logs/job.log"));
  return job->log.reader().why({std::nullopt, true});
}

void JobReadings::make_room(const std::string& latest, std::uint64_t bytes) {
  const std::scoped_lock lock(mutex_);
  if (const auto found = jobs_.find(latest); found != jobs_.end()) found->second->bytes = bytes;
  std::uint64_t together = 0;
  for (const auto& [uuid, job] : jobs_) together += job->bytes;
  while (together > most_bytes_ && jobs_.size() > 1) {
    const auto oldest = std::min_element(jobs_.begin(), jobs_.end(), [](const auto& a, const auto& b) {
      return a.second->looked_at < b.second->looked_at;
    });
    together -= oldest->second->bytes;
    jobs_.erase(oldest);  // whoever reads it right now holds it until ready
  }
}

void JobReadings::forget(const std::string& uuid) {
  const std::scoped_lock lock(mutex_);
  jobs_.erase(uuid);
}

}  // namespace werkbank
