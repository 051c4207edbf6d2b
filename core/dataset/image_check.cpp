#include "core/dataset/image_check.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <system_error>
#include <unordered_map>
#include <utility>

#include <QString>

#include "core/base/local_files.h"
#include "core/dataset/findings.h"
#include "core/dataset/image_folder.h"
#include "core/dataset/image_probe.h"
#include "core/dataset/photo_findings.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t batch_size = 256;
constexpr std::size_t sample_count = 8;

// As the training script knows it.
bool is_good_folder(const std::string& name) {
  static constexpr const char* names[] = {"good", "goed", "ok", "normal", "normaal"};
  const auto lower = QString::fromStdString(name).toLower();
  return std::any_of(std::begin(names), std::end(names), [&](const char* one) { return lower == QLatin1String(one); });
}

class ImageRules {
 public:
  ImageRules(const DataItem& item, const fs::path& root, const ImageFolder& folder, Findings& findings)
      : item_(item), root_(root), folder_(folder), findings_(findings), to_learn_(folder.kinds.size(), 0) {}

  void add(const ImageFile& image, const ImageFacts& facts, DataReport& report) {
    ++report.files;
    report.size.bytes += facts.bytes;
    ++report.size.images;
    auto& preview = report.classes[image.kind];
    ++preview.count;
    to_learn_[image.kind] += image.to_learn ? 1U : 0U;
    if (facts.state == ImageFacts::State::unreadable) return say_unreadable(findings_, image.path);
    if (facts.state == ImageFacts::State::whole && preview.samples.size() < sample_count)
      preview.samples.push_back(root_ / path_from_text(image.path));
    if (facts.hash != 0) note_double(image, facts);
    if (facts.width > 0) note_size(image, facts);
    if (facts.has_place && with_place_++ == 0) first_with_place_ = image.path;
    for (const auto& check : item_.checks) check_one(check, image, facts);
  }

  void finish(const DataReport& report) {
    for (const auto& path : folder_.unreadable) say_unreadable(findings_, path);
    say_places(findings_, with_place_, first_with_place_);
    for (const auto& check : item_.checks) {
      check_kinds(check, report);
      check_files(check);
    }
  }

 private:
  FoundAt at(const std::string& file) const {
    FoundAt place;
    place.file = file;
    return place;
  }

  void note_double(const ImageFile& image, const ImageFacts& facts) {
    const auto [first, is_new] = seen_.emplace(facts.hash, static_cast<std::uint32_t>(&image - folder_.images.data()));
    if (is_new) return;
    if (doubles_++ > 0) return;
    first_double_ = image.path;
    first_of_double_ = folder_.images[first->second].path;
  }

  void note_size(const ImageFile& image, const ImageFacts& facts) {
    constexpr std::size_t most_sizes = 10'000;
    const std::pair size(facts.width, facts.height);
    if (sizes_.size() >= most_sizes && !sizes_.contains(size)) return;
    auto& same = sizes_[size];
    if (same.count++ == 0) same.first = static_cast<std::uint32_t>(&image - folder_.images.data());
  }

  void check_one(const DataCheck& check, const ImageFile& image, const ImageFacts& facts) {
    auto place = at(image.path);
    const bool bad = facts.state == ImageFacts::State::damaged || facts.state == ImageFacts::State::too_large;
    if (check.rule == "decodes" && bad) findings_.add(check, place);
    if (check.rule != "min_side" || facts.width == 0 || bad) return;
    const int side = std::min(facts.width, facts.height);
    if (side >= number_argument(check, "pixels")) return;
    place.value = whole(static_cast<std::uint64_t>(side));
    place.limit = number_argument(check, "pixels");
    findings_.add(check, place);
  }

  void check_kinds(const DataCheck& check, const DataReport& report) {
    const auto filled = static_cast<std::uint64_t>(
        std::count_if(report.classes.begin(), report.classes.end(), [](const auto& one) { return one.count > 0; }));
    if (check.rule == "class_folders" && static_cast<double>(filled) < number_argument(check, "classes")) {
      auto place = at(path_text(root_.filename()));
      place.count = whole(filled);
      place.limit = number_argument(check, "classes");
      findings_.add(check, place);
    }
    if (check.rule == "class_ratio") check_ratio(check);
    if (check.rule == "good_folder" || check.rule == "min_good") check_good(check, report);
    if (check.rule != "min_per_class") return;
    for (std::size_t i = 0; i < to_learn_.size(); ++i) {
      if (static_cast<double>(to_learn_[i]) >= number_argument(check, "images")) continue;
      auto place = at(folder_.kinds[i]);
      place.value = folder_.kinds[i];
      place.count = whole(to_learn_[i]);
      place.limit = number_argument(check, "images");
      findings_.add(check, place);
    }
  }

  // The folder of what is as it should be, from which alone is learned.
  void check_good(const DataCheck& check, const DataReport& report) {
    std::string name;
    std::uint64_t count = 0;  // of photos to learn from, in all folders of that name
    for (std::size_t i = 0; i < report.classes.size(); ++i) {
      if (!is_good_folder(report.classes[i].name)) continue;
      if (name.empty()) name = report.classes[i].name;
      count += to_learn_[i];
    }
    auto place = at(path_text(root_.filename()));
    if (name.empty()) {
      if (check.rule == "good_folder") findings_.add(check, place);
      return;
    }
    if (check.rule != "min_good" || static_cast<double>(count) >= number_argument(check, "images")) return;
    place.file = name;
    place.value = name;
    place.count = whole(count);
    place.limit = number_argument(check, "images");
    findings_.add(check, place);
  }

  void check_sizes(const DataCheck& check) {
    const auto usual = std::max_element(sizes_.begin(), sizes_.end(),
                                        [](const auto& a, const auto& b) { return a.second.count < b.second.count; });
    std::uint64_t others = 0;
    std::uint32_t first = UINT32_MAX;
    for (const auto& [size, same] : sizes_) {
      if (size == usual->first) continue;
      others += same.count;
      first = std::min(first, same.first);
    }
    if (others == 0) return;
    auto place = at(folder_.images[first].path);
    place.value = std::to_string(usual->first.first) + " x " + std::to_string(usual->first.second);
    place.count = whole(others);
    findings_.add(check, place);
  }

  void check_ratio(const DataCheck& check) {
    std::size_t largest = 0;
    std::size_t smallest = to_learn_.size();
    for (std::size_t i = 0; i < to_learn_.size(); ++i) {
      if (to_learn_[i] > to_learn_[largest]) largest = i;
      if (to_learn_[i] > 0 && (smallest == to_learn_.size() || to_learn_[i] < to_learn_[smallest])) smallest = i;
    }
    if (smallest == to_learn_.size()) return;
    const double ratio = static_cast<double>(to_learn_[largest]) / static_cast<double>(to_learn_[smallest]);
    if (ratio <= number_argument(check, "ratio")) return;
    auto place = at(folder_.kinds[smallest]);
    place.column = folder_.kinds[largest];
    place.value = folder_.kinds[smallest];
    place.count = whole(static_cast<std::uint64_t>(std::llround(ratio)));
    place.limit = number_argument(check, "ratio");
    findings_.add(check, place);
  }

  void check_files(const DataCheck& check) {
    if (check.rule == "same_size") check_sizes(check);
    if (check.rule == "stray_files" && folder_.strays > 0) {
      auto place = at(folder_.first_stray);
      place.count = whole(folder_.strays);
      findings_.add(check, place);
    }
    if (check.rule == "duplicate_images" && doubles_ > 0) {
      auto place = at(first_double_);
      place.value = first_of_double_;
      place.count = whole(doubles_);
      findings_.add(check, place);
    }
  }

  const DataItem& item_;
  const fs::path& root_;
  const ImageFolder& folder_;
  Findings& findings_;
  std::vector<std::uint64_t> to_learn_;                    // pictures of each kind
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;  // content to its first picture
  struct SameSize {
    std::uint64_t count = 0;
    std::uint32_t first = 0;  // picture
  };
  std::map<std::pair<int, int>, SameSize> sizes_;
  std::uint64_t with_place_ = 0;
  std::string first_with_place_;
  std::uint64_t doubles_ = 0;
  std::string first_double_;
  std::string first_of_double_;
};

// A zip, a table, one picture: whatever it is, it is no folder of folders.
Result<DataReport> no_folder_of_images(const fs::path& data) {
  Findings findings;
  FoundAt at;
  at.file = path_text(data.filename());
  findings.add(
      "class_folders", Severity::error,
      Message(
          WERKBANK_TEXT("dataset", "%1 is a file. A folder is needed, with a folder of pictures in it for each kind."),
          {at.file}),
      Message(WERKBANK_TEXT("dataset", "Is it a zip file? Unpack it first, then choose the folder that comes out.")),
      at);
  DataReport report;
  report.findings = findings.take();
  return report;
}

}  // namespace

Result<DataReport> check_images(const DataItem& item, const fs::path& data, const ProgressSink& progress,
                                const std::stop_token& stop) {
  std::error_code error;
  const auto status = fs::status(data, error);
  if (error) return local_file_error(data, error.value());
  if (!fs::is_directory(status)) return no_folder_of_images(data);
  // "photos/" must give the same name as "photos".
  if (data.filename().empty()) return check_images(item, data.parent_path(), progress, stop);
  WERKBANK_TRY(const auto folder, read_image_folder(data, stop));
  limit_image_memory();
  Findings findings;
  DataReport report;
  for (const auto& name : folder.kinds) report.classes.push_back({name, 0, {}});
  ImageRules rules(item, data, folder, findings);
  for (std::size_t begin = 0; begin < folder.images.size(); begin += batch_size) {
    if (stop.stop_requested()) return Cancelled{};
    const auto end = std::min(begin + batch_size, folder.images.size());
    const auto facts =
        probe_images(end - begin, [&](std::size_t i) { return data / path_from_text(folder.images[begin + i].path); });
    for (auto i = begin; i < end; ++i) rules.add(folder.images[i], facts[i - begin], report);
    if (progress) progress({Message(WERKBANK_TEXT("dataset", "Checking the pictures")), end, folder.images.size()});
  }
  rules.finish(report);
  report.findings = findings.take();
  return report;
}

}  // namespace werkbank
