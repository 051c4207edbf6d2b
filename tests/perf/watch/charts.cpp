// What it costs to look at 32 GPUs that ran for a week with a sample each 10 s:
//   perf_charts FOLDER                                    on this computer
//   perf_charts FOLDER HOST PORT USER KEY_FILE HOST_KEY   and brought here over a connection first, as at a first look
// Prints one JSON object: seconds, ms of processor time, MiB.
#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <QApplication>

#include "../transfer/connect.h"
#include "core/base/uuid.h"
#include "core/jobs/job_store.h"
#include "core/jobs/job_view.h"
#include "core/slurm/poll.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/marks.h"
#include "ui/jobs/job_page.h"
#include "ui/style/theme.h"

namespace {

using namespace werkbank;
namespace fs = std::filesystem;

constexpr int hosts = 4;
constexpr int gpus_a_host = 8;
constexpr std::int64_t begin = 1'795'000'000 / 3600 * 3600;
constexpr std::int64_t week = 7 * 86400;
constexpr const char* header =
    "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle\n";

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
double processor_ms() { return static_cast<double>(std::clock()) * 1e3 / CLOCKS_PER_SEC; }

double peak_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// What this process has in memory now.
double resident_mib() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  statm >> all >> resident;
  return static_cast<double>(resident) * 4096 / 1048576;
}

std::string row(const std::string& host, int gpu, std::int64_t time) {
  const auto noise = [&](std::uint64_t salt) {
    auto x = static_cast<std::uint64_t>(time) * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(gpu) * 77 + salt;
    x = (x ^ (x >> 31U)) * 0xBF58476D1CE4E5B9U;
    return static_cast<double>(x >> 40U) / static_cast<double>(1U << 24U);
  };
  std::ostringstream text;
  text << time << ',' << host << ',' << gpu << ",GPU-5bc39c21-6c1f-4a0e-9d0b-" << host << "-00000" << gpu
       << ",NVIDIA H100 80GB HBM3," << static_cast<int>(60 + 40 * noise(1)) << ','
       << static_cast<int>(60'000 + 9'000 * noise(2)) << ",81559,"
       << static_cast<int>(40'000 + 29'000 * noise(3)) / 100.0 << ',' << static_cast<int>(50 + 20 * noise(4))
       << ",1980,none\n";
  return text.str();
}

void write_samples(const fs::path& file, const std::string& host, std::int64_t step) {
  std::ofstream csv(file, std::ios::binary);
  csv << header;
  for (std::int64_t t = begin; t < begin + week; t += step) {
    for (int gpu = 0; gpu < gpus_a_host; ++gpu) csv << row(host, gpu, t);
  }
}

void write_job(const fs::path& folder) {
  fs::create_directories(folder / "out" / "gpu");
  fs::create_directories(folder / "logs");
  for (int i = 0; i < hosts; ++i) {
    const auto host = "gpu0" + std::to_string(i + 1);
    write_samples(folder / "out" / "gpu" / (host + ".csv"), host, 10);
    write_samples(folder / "out" / "gpu" / (host + ".1min.csv"), host, 60);
    write_samples(folder / "out" / "gpu" / (host + ".1h.csv"), host, 3600);
  }
  std::ofstream metrics(folder / "out" / "metrics.jsonl", std::ios::binary);
  for (std::int64_t i = 0; i < 2'000; ++i) {
    metrics << R"({"v":1,"t":)" << begin + i * 300 << R"(,"type":"metric","attempt":0,"step":)" << i * 100
            << R"(,"epoch":)" << static_cast<double>(i) / 100 << R"(,"split":"train","values":{"loss":)"
            << 2.0 / (1.0 + static_cast<double>(i) / 300) << R"(},"progress":)" << static_cast<double>(i) / 2000
            << "}\n";
  }
  std::ofstream(folder / "logs" / "job.log") << "ready\n";
}

JobRecord record_of(const std::string& uuid) {
  JobRecord record;
  record.uuid = uuid;
  record.title = "a week of 32 GPUs";
  record.factory = "groningen";
  record.phase = JobPhase::done;
  record.state = JobState::completed;
  record.started_at = static_cast<double>(begin);
  record.ended_at = static_cast<double>(begin + week);
  return record;
}

std::shared_ptr<JobStore> store_in(const fs::path& folder) {
  return value_or_give_up(JobStore::open(folder), folder.string());
}

/// From the store to a drawn chart, ms.
double open_ms(const fs::path& home, const std::string& uuid, std::size_t& gpus) {
  const double from = seconds_now();
  const auto view = value_or_give_up(view_of(*store_in(home), uuid), "looking");
  GpuPlot plot;
  plot.resize(1600, 1000);
  plot.show();
  plot.set_data(view.gpus, start_of(view).value_or(0), marks_of(view));
  plot.replot(QCustomPlot::rpImmediateRefresh);
  gpus = view.gpus.size();
  return (seconds_now() - from) * 1e3;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// Processor time of a frame while the view moves and grows, with `seconds` in view.
double frame_ms(GpuPlot& plot, double seconds) {
  plot.show_all();
  if (seconds < week) plot.zoom(seconds / static_cast<double>(week));
  std::vector<double> frames;
  for (int i = 0; i < 41; ++i) {
    const double from = processor_ms();
    if (i % 2 == 0) {
      plot.pan(i % 4 == 0 ? 0.05 : -0.04);
    } else {
      plot.zoom(i % 4 == 1 ? 0.97 : 1.03);
    }
    plot.replot(QCustomPlot::rpImmediateRefresh);
    frames.push_back(processor_ms() - from);
  }
  return median(frames);
}

/// ms to look again after each GPU got one more sample; what a frame costs is another figure.
double append_ms(JobStore& store, const std::string& uuid, std::int64_t from) {
  std::vector<double> times;
  for (int i = 0; i < 15; ++i) {
    for (int host = 1; host <= hosts; ++host) {
      const auto name = "gpu0" + std::to_string(host);
      const auto path = "out/gpu/" + name + ".csv";
      std::string rows;
      for (int gpu = 0; gpu < gpus_a_host; ++gpu) rows += row(name, gpu, from + 10 * i);
      const auto offset = value_or_give_up(store.offsets(uuid), "offsets")[path];
      value_or_give_up(store.append(uuid, path, offset, rows), "appending");
    }
    const double begun = processor_ms();
    const auto view = value_or_give_up(view_of(store, uuid), "looking");
    times.push_back(processor_ms() - begun);
    if (view.gpus.size() != hosts * gpus_a_host) give_up("a GPU is gone");
  }
  return median(times);
}

/// The first look at a job that this computer never saw: what one poll brings, and the chart of it. Seconds.
double first_look(const std::vector<std::string>& words, const fs::path& work, const fs::path& home,
                  const std::string& uuid, std::size_t& gpus) {
  const auto connection = connect(words);
  const auto place = value_or_give_up(RemotePath::parse(work.string()), work.string());
  const auto store = store_in(home);
  value_or_give_up(store->save(record_of(uuid)), "saving");
  const double from = seconds_now();
  JobQuestion question;
  question.uuid = uuid;
  question.wants_state = false;
  SeenQueue none;
  const auto answers = value_or_give_up(poll_jobs(*connection, place, {question}, 0, none, {}), "polling");
  for (const auto& piece : answers.at(0).files) {
    value_or_give_up(store->append(uuid, piece.path, piece.offset, piece.bytes), piece.path);
  }
  open_ms(home, uuid, gpus);
  return seconds_now() - from;
}

}  // namespace

int main(int count, char** given) {
  if (count < 2) give_up("expected: FOLDER [HOST PORT USER KEY_FILE HOST_KEY]");
  QApplication application(count, given);
  apply(application, theme_for(ShadeChoice::light));
  const std::vector<std::string> words(given + 1, given + count);
  const fs::path folder = words[0];
  const auto uuid = new_uuid();
  write_job(folder / "work" / "jobs" / uuid);
  nlohmann::json told;
  std::size_t gpus = 0;
  if (words.size() > 1) {
    const std::vector<std::string> far(words.begin() + 1, words.end());
    told["first_look_s"] = first_look(far, folder / "work", folder / "far", uuid, gpus);
    if (gpus != hosts * gpus_a_host) give_up("the first look shows " + std::to_string(gpus) + " GPUs");
  }
  const fs::path home = folder / "home";
  value_or_give_up(store_in(home)->save(record_of(uuid)), "saving");
  fs::create_directories(home / "jobs");
  fs::copy(folder / "work" / "jobs" / uuid, home / "jobs" / uuid, fs::copy_options::recursive);
  told["read_all_s"] = open_ms(home, uuid, gpus) / 1e3;
  std::vector<double> opens;
  for (int i = 0; i < 5; ++i) opens.push_back(open_ms(home, uuid, gpus));
  if (gpus != hosts * gpus_a_host) give_up("shows " + std::to_string(gpus) + " GPUs");
  told["open_ms"] = median(opens);
  told["kept_mib"] = static_cast<double>(fs::file_size(home / "jobs" / uuid / "samples.sqlite")) / 1048576;

  const auto store = store_in(home);
  GpuPlot plot;
  plot.resize(1600, 1000);
  plot.show();
  {
    const auto view = value_or_give_up(view_of(*store, uuid), "looking");
    plot.set_data(view.gpus, start_of(view).value_or(0), marks_of(view));
  }
  for (const auto& [name, seconds] :
       {std::pair("week", double(week)), std::pair("day", 86400.0), std::pair("hour", 3600.0)}) {
    told[std::string("frame_") + name + "_ms"] = frame_ms(plot, seconds);
  }
  plot.show_all();
  told["append_after_a_week_ms"] = append_ms(*store, uuid, begin + week);

  const auto young = new_uuid();
  value_or_give_up(store->save(record_of(young)), "saving");
  for (int host = 1; host <= hosts; ++host) {
    const auto name = "gpu0" + std::to_string(host);
    std::string rows = header;
    for (int i = 0; i < 6; ++i) {
      for (int gpu = 0; gpu < gpus_a_host; ++gpu) rows += row(name, gpu, begin + 10 * i);
    }
    value_or_give_up(store->append(young, "out/gpu/" + name + ".csv", 0, rows), "appending");
  }
  told["append_after_a_minute_ms"] = append_ms(*store, young, begin + 60);
  told["resident_mib"] = resident_mib();
  told["peak_mib"] = peak_mib();
  std::cout << told << std::endl;
  return 0;
}
