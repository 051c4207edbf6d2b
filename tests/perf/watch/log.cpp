// What it costs to look at a job's log of 2 GB:
//   perf_log FOLDER
// Makes the log there. Prints one JSON object: ms, MB/s, MiB.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <QApplication>
#include <QTest>

#include "../transfer/connect.h"
#include "core/job_log/log_search.h"
#include "ui/jobs/job_log.h"
#include "ui/jobs/log_view.h"
#include "ui/style/theme.h"

namespace {

using namespace werkbank;
namespace fs = std::filesystem;

constexpr std::uint64_t log_size = 2'000'000'000;
constexpr const char* last_line = "the last line of all";

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double resident_mib() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t all = 0;
  std::uint64_t resident = 0;
  statm >> all >> resident;
  return static_cast<double>(resident) * 4096 / 1048576;
}

/// Of a training: bars, epochs, words of the program, and now and then a warning.
std::string stretch(std::uint64_t from) {
  std::string text;
  for (std::uint64_t i = from; text.size() < 1U << 20U; ++i) {
    const auto number = std::to_string(i);
    if (i % 4 == 0) {
      text += "Epoch " + number + ":  42%|####2     | 420/1000 [00:12<00:17, 33.1it/s, loss=0.4211]\n";
    } else if (i % 4096 == 1) {
      text += "/opt/lib/python3.11/site-packages/torch/x.py:12: UserWarning: the learning rate is high\n";
    } else {
      text += "13:02:" + number + " data: image " + number + " of 14212 was read and scaled to 224 x 224\n";
    }
  }
  return text;
}

void write_log(const fs::path& path) {
  std::ofstream file(path, std::ios::binary);
  for (std::uint64_t size = 0, i = 0; size < log_size; i += 12'000) {
    const auto text = stretch(i);
    file << text;
    size += text.size();
  }
  file << last_line << "\n";
}

bool shows_at_its_end(JobLog& log, const std::string& words) {
  return QTest::qWaitFor(
      [&] {
        const auto& rows = log.view().in_view();
        return !rows.empty() && rows.back().text() == words;
      },
      60'000);
}

/// From nothing to the last lines in the window, ms.
double open_ms(JobLog& log, const fs::path& path) {
  const double from = seconds_now();
  log.show_log(path);
  log.show();
  if (!shows_at_its_end(log, last_line)) give_up("the end does not show");
  log.grab();
  return (seconds_now() - from) * 1e3;
}

/// Median ms until a new line shows.
double append_ms(JobLog& log, const fs::path& path) {
  std::vector<double> times;
  for (int i = 0; i < 15; ++i) {
    const auto line = "one more " + std::to_string(i);
    std::ofstream(path, std::ios::binary | std::ios::app) << line << "\n";
    const double from = seconds_now();
    log.show_log(path);
    if (!shows_at_its_end(log, line)) give_up("a new line does not show");
    log.grab();
    times.push_back((seconds_now() - from) * 1e3);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

template <typename Work>
double mb_a_second(const Work& work) {
  const double from = seconds_now();
  work();
  return static_cast<double>(log_size) / 1e6 / (seconds_now() - from);
}

}  // namespace

int main(int count, char** given) {
  if (count != 2) give_up("expected: FOLDER");
  QApplication application(count, given);
  apply(application, theme_for(ShadeChoice::light));
  const fs::path path = fs::path(given[1]) / "job.log";
  fs::create_directories(given[1]);
  write_log(path);
  nlohmann::json told;
  JobLog log;
  log.resize(1280, 800);
  told["open_ms"] = open_ms(log, path);
  const double from = seconds_now();
  if (!QTest::qWaitFor([&] { return log.blocks().all_counted(); }, 600'000)) give_up("not counted");
  told["count_s"] = seconds_now() - from;
  told["append_ms"] = append_ms(log, path);
  log.view().go_to_line(1'000'000);
  if (!QTest::qWaitFor([&] { return log.view().current_offset().has_value(); }, 60'000)) give_up("not there");

  const LogFile file(path);
  const auto size = value_or_give_up(file.mark(), "looking").size;
  told["search_mb_s"] = mb_a_second([&] {
    const auto found = value_or_give_up(find_text(file, {size}, Needle("No Such Words"), 5'000, {}, {}), "searching");
    if (!found.lines.empty()) give_up("found what is not there");
  });
  told["problems_mb_s"] = mb_a_second([&] {
    const auto found = value_or_give_up(find_problems(file, {size}, 100'000, {}, {}), "looking for problems");
    if (found.found.lines.empty()) give_up("no warnings");
  });
  told["resident_mib"] = resident_mib();
  std::cout << told << std::endl;
  fs::remove(path);
  return 0;
}
