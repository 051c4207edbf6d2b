#include "core/dataset/recording_check.h"

#include <algorithm>
#include <cmath>
#include <system_error>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/dataset/box_set.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/photo_findings.h"
#include "core/dataset/recording_list.h"
#include "core/dataset/sound_probe.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t files_between_looks = 64;
// Programs round in their own way.
constexpr double slack_seconds = 0.05;

DataReport no_folder_of_recordings(const fs::path& data) {
  Findings findings;
  FoundAt at;
  at.file = path_text(data.filename());
  findings.add(
      "has_list", Severity::error,
      Message(WERKBANK_TEXT("dataset",
                            "%1 is a file. A folder is needed, with recordings and a table of what is said in them."),
              {at.file}),
      Message(WERKBANK_TEXT("dataset", "Is it a zip file? Unpack it first, then choose the folder that comes out.")),
      at);
  DataReport report;
  report.findings = findings.take();
  return report;
}

/// The rules for the sound of the recordings that the table names.
class SoundRules {
 public:
  SoundRules(const DataItem& item, const RecordingList& list, Findings& findings)
      : item_(item), list_(list), findings_(findings) {}

  void add(const ListedRecording& recording, const SoundFacts& facts, DataReport& report) {
    at_ = {};
    at_.file = list_.place;
    at_.line = recording.line;
    at_.value = clipped(readable(list_.files[recording.file]));
    if (facts.state == SoundFacts::State::unreadable) return say_unreadable(findings_, list_.files[recording.file]);
    if (facts.state == SoundFacts::State::damaged) return say("whole_recordings", {}, facts.fault);
    if (facts.seconds == 0) return say("has_sound", {}, {});
    for (const auto& check : item_.checks) apply(check, recording, facts);
    if (facts.seconds > 0) report.size.sound_seconds += facts.seconds;
    if (recording.characters > 0) ++usable_;
  }

  void finish() {
    for (const auto& check : item_.checks) {
      if (check.rule != "min_recordings" || usable_ >= number_argument(check, "recordings")) continue;
      FoundAt at;
      at.file = list_.place;
      at.count = whole(static_cast<std::uint64_t>(usable_));
      at.limit = number_argument(check, "recordings");
      findings_.add(check, at);
    }
  }

 private:
  void say(const char* rule, std::optional<Message::Argument> count, std::optional<Message::Argument> limit) {
    at_.count = std::move(count);
    at_.limit = std::move(limit);
    add_by_rule(findings_, item_, rule, at_);
  }

  void say(const DataCheck& check, double count, double limit) {
    auto at = at_;
    at.count = count;
    at.limit = limit;
    findings_.add(check, at);
  }

  void apply(const DataCheck& check, const ListedRecording& recording, const SoundFacts& facts) {
    if (check.rule == "sound_format") return check_format(check, facts);
    if (check.rule == "longest_recording") {
      const double most = number_argument(check, "seconds");
      if (facts.seconds > most + slack_seconds) say(check, std::ceil(facts.seconds * 10) / 10, most);
    } else if (check.rule == "sample_rate") {
      const double least = number_argument(check, "hertz");
      if (facts.hertz > 0 && facts.hertz < least) say(check, facts.hertz, least);
    } else if (check.rule == "channels") {
      const double most = number_argument(check, "channels");
      if (facts.channels > most) say(check, facts.channels, most);
    } else if (check.rule == "words_fit" && facts.seconds > 0) {
      const double most = number_argument(check, "characters");
      const double pace = recording.characters / facts.seconds;
      if (pace > most) say(check, std::round(pace), most);
    }
  }

  void check_format(const DataCheck& check, const SoundFacts& facts) {
    const auto& allowed = std::get<std::string>(check.arguments.at("endings"));
    if ((" " + allowed + " ").find(" " + facts.kind + " ") != std::string::npos) return;
    auto at = at_;
    at.limit = allowed;
    findings_.add(check, at);
  }

  const DataItem& item_;
  const RecordingList& list_;
  Findings& findings_;
  FoundAt at_;
  double usable_ = 0;
};

Result<Done> look_at_sound(const fs::path& root, const RecordingList& list, SoundRules& rules, DataReport& report,
                           const ProgressSink& progress, const std::stop_token& stop) {
  for (std::size_t i = 0; i < list.recordings.size(); ++i) {
    if (i % files_between_looks == 0) {
      if (stop.stop_requested()) return Cancelled{};
      if (progress) progress({Message(WERKBANK_TEXT("dataset", "Checking the recordings")), i, list.recordings.size()});
    }
    const auto file = manifest_file(root, list.files[list.recordings[i].file]);
    report.size.bytes += size_of(file);
    rules.add(list.recordings[i], probe_sound_file(file), report);
  }
  return Done{};
}

}  // namespace

Result<DataReport> check_recordings(const DataItem& item, const fs::path& data, const ProgressSink& progress,
                                    const std::stop_token& stop) {
  std::error_code error;
  const auto status = fs::status(data, error);
  if (error) return local_file_error(data, error.value());
  if (!fs::is_directory(status)) return no_folder_of_recordings(data);
  // "clips/" must give the same name as "clips".
  if (data.filename().empty()) return check_recordings(item, data.parent_path(), progress, stop);
  Findings findings;
  DataReport report;
  const auto at = [&](std::uint64_t bytes) {
    if (progress) progress({Message(WERKBANK_TEXT("dataset", "Reading the table of recordings")), bytes, 0});
  };
  WERKBANK_TRY(const auto list, RecordingReader(item, data, findings).read(at, stop));
  report.files = list.files.size();
  report.size.rows = list.recordings.size();
  report.size.columns = list.header.size();
  report.table = {list.header, list.first_rows};
  if (!list.place.empty()) {
    report.size.bytes = size_of(manifest_file(data, list.place));
    SoundRules rules(item, list, findings);
    WERKBANK_CHECK(look_at_sound(data, list, rules, report, progress, stop));
    // Where the columns are not known, that is what is wrong.
    if (list.rows > 0 || list.header.empty()) rules.finish();
  }
  report.findings = findings.take();
  return report;
}

}  // namespace werkbank
