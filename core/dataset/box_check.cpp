#include "core/dataset/box_check.h"

#include <algorithm>
#include <system_error>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/dataset/box_rules.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t photos_at_once = 256;

// A zip, a table, one picture: whatever it is, it is no folder of photos.
Result<DataReport> no_folder_of_boxes(const fs::path& data) {
  Findings findings;
  FoundAt at;
  at.file = path_text(data.filename());
  findings.add(
      "has_boxes", Severity::error,
      Message(WERKBANK_TEXT("dataset", "%1 is a file. A folder is needed, with photos and their boxes in it."),
              {at.file}),
      Message(WERKBANK_TEXT("dataset", "Is it a zip file? Unpack it first, then choose the folder that comes out.")),
      at);
  DataReport report;
  report.findings = findings.take();
  return report;
}

Result<Done> look_at_photos(const fs::path& root, const BoxFolder& folder, const BoxSet& set, BoxRules& rules,
                            DataReport& report, const ProgressSink& progress, const std::stop_token& stop) {
  limit_image_memory();
  for (std::size_t begin = 0; begin < set.photos.size(); begin += photos_at_once) {
    if (stop.stop_requested()) return Cancelled{};
    const auto end = std::min(begin + photos_at_once, set.photos.size());
    const auto facts = probe_images(
        end - begin, [&](std::size_t i) { return manifest_file(root, folder.photos()[set.photos[begin + i].photo]); });
    for (auto i = begin; i < end; ++i) rules.add_photo(static_cast<std::uint32_t>(i), facts[i - begin], report);
    if (progress) progress({Message(WERKBANK_TEXT("dataset", "Checking the pictures")), end, set.photos.size()});
  }
  return Done{};
}

}  // namespace

Result<DataReport> check_boxes(const DataItem& item, const fs::path& data, const ParameterValues& values,
                               const ProgressSink& progress, const std::stop_token& stop) {
  std::error_code error;
  const auto status = fs::status(data, error);
  if (error) return local_file_error(data, error.value());
  if (!fs::is_directory(status)) return no_folder_of_boxes(data);
  // "photos/" must give the same name as "photos".
  if (data.filename().empty()) return check_boxes(item, data.parent_path(), values, progress, stop);
  DataReport report;
  const auto folder = BoxFolder::read(data, stop);
  if (folder.cancelled()) return Cancelled{};
  if (folder.failed()) return report;  // which the look at the upload says
  Findings findings;
  WERKBANK_TRY(auto set, BoxReader(item, data, *folder, findings).read(stop));
  BoxRules rules(item, values, data, *folder, set, findings);
  WERKBANK_CHECK(look_at_photos(data, *folder, set, rules, report, progress, stop));
  rules.finish(report);
  report.findings = findings.take();
  return report;
}

}  // namespace werkbank
