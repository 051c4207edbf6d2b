#include "core/practice/playback.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

struct RecordedLine {
  double at = 0;
  nlohmann::ordered_json record;
};

Error no_recording(const fs::path& recorded, const std::string& detail) {
  return {ErrorCode::catalogue_invalid,
          Message(WERKBANK_TEXT(
                      "practice",
                      "This computer cannot run this template (Python or one of its packages is missing), and there "
                      "is no recorded run to show instead. Choose another template, or a real factory."),
                  {}),
          path_text(recorded) + ": " + detail};
}

Result<std::vector<RecordedLine>> recorded_lines(const fs::path& recorded) {
  auto text = read_file(recorded / "metrics.jsonl");
  if (!text.ok()) return no_recording(recorded, "no metrics.jsonl");
  std::vector<RecordedLine> lines;
  std::istringstream stream(*text);
  for (std::string line; std::getline(stream, line);) {
    auto record = nlohmann::ordered_json::parse(line, nullptr, false);
    if (!record.is_object() || !record.contains("t") || !record["t"].is_number())
      return no_recording(recorded, line.substr(0, 100));
    lines.push_back({record["t"].get<double>(), std::move(record)});
  }
  if (lines.empty()) return no_recording(recorded, "empty");
  return lines;
}

Result<Done> copy_results(const fs::path& recorded, const fs::path& job_folder) {
  std::error_code error;
  fs::copy(recorded / "out", job_folder / "out", fs::copy_options::recursive | fs::copy_options::overwrite_existing,
           error);
  if (error) return local_file_error(job_folder / "out", error.value());
  return Done{};
}

}  // namespace

Result<double> playback_seconds(const fs::path& recorded) {
  WERKBANK_TRY(const auto lines, recorded_lines(recorded));
  double last = 0;
  for (const auto& line : lines) last = std::max(last, line.at);
  return last;
}

Result<Done> play(const fs::path& recorded, const fs::path& job_folder, double started, double elapsed) {
  WERKBANK_TRY(auto lines, recorded_lines(recorded));
  WERKBANK_CHECK(make_folders(job_folder / "out"));
  WERKBANK_CHECK(make_folders(job_folder / "logs"));
  std::string shown;
  bool whole = true;
  for (auto& line : lines) {
    if (line.at > elapsed) {
      whole = false;
      continue;
    }
    line.record["t"] = started + line.at;
    shown += line.record.dump() + '\n';
  }
  if (whole) {
    WERKBANK_CHECK(copy_results(recorded, job_folder));
    if (auto log = read_file(recorded / "job.log"); log.ok())
      WERKBANK_CHECK(write_file(job_folder / "logs" / "job.log", *log));
  }
  return write_file(job_folder / "out" / "metrics.jsonl", shown);
}

}  // namespace werkbank
