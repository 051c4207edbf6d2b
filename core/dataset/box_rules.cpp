#include "core/dataset/box_rules.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/base/local_files.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/photo_findings.h"

namespace werkbank {
namespace {

constexpr std::size_t box_sample_count = 8;
// By which a box may stick out of its photo: tools round in their own way. As the training script has it.
constexpr double slack_pixels = 2;
constexpr double slack_share = 0.01;

std::string size_words(int width, int height) { return std::to_string(width) + " x " + std::to_string(height); }

FoundAt of_file(const std::string& file) {
  FoundAt at;
  at.file = file;
  return at;
}

}  // namespace

BoxRules::BoxRules(const DataItem& item, const ParameterValues& values, const std::filesystem::path& root,
                   const BoxFolder& folder, BoxSet& set, Findings& findings)
    : item_(item), values_(values), root_(root), folder_(folder), set_(set), findings_(findings) {}

void BoxRules::add_photo(std::uint32_t number, const ImageFacts& facts, DataReport& report) {
  const auto& photo = set_.photos[number];
  const auto& path = path_of(photo);
  report.size.bytes += facts.bytes;
  sizes_.push_back(photo.width > 0 ? Size{photo.width, photo.height} : Size{facts.width, facts.height});
  is_whole_.push_back(facts.state == ImageFacts::State::whole);
  if (facts.state == ImageFacts::State::unreadable) return say_unreadable(findings_, path);
  if (!is_whole_.back()) return add_by_rule(findings_, item_, "whole_photos", of_file(path));
  if (facts.has_place && with_place_++ == 0) first_with_place_ = path;
  const auto [first, is_new] = seen_.emplace(facts.hash, number);
  if (!is_new && same_photos_++ == 0) {
    first_same_ = path;
    first_of_same_ = path_of(set_.photos[first->second]);
  }
  check_size(photo, facts);
}

// A photo that is stored lying on its side has its width and height the other way round.
void BoxRules::check_size(const BoxedPhoto& photo, const ImageFacts& facts) {
  if (photo.width == 0 || facts.width == 0) return;
  const bool agrees = (photo.width == facts.width && photo.height == facts.height) ||
                      (photo.width == facts.height && photo.height == facts.width);
  if (agrees) return;
  auto at = of_file(path_of(photo));
  at.value = size_words(photo.width, photo.height);
  at.limit = size_words(facts.width, facts.height);
  add_by_rule(findings_, item_, "photo_size", at);
}

void BoxRules::finish(DataReport& report) {
  report.files = folder_.photos().size();
  report.size.images = set_.photos.size();
  say_places(findings_, with_place_, first_with_place_);
  check_boxes();
  drop_doubles();
  fill_preview(report);
  if (set_.boxes.empty()) add_by_rule(findings_, item_, "has_boxes", of_file(path_text(root_.filename())));
  if (same_photos_ > 0) {
    auto at = of_file(first_same_);
    at.value = first_of_same_;
    at.count = whole(same_photos_);
    add_by_rule(findings_, item_, "same_photos", at);
  }
  for (const auto& check : item_.checks) {
    if (check.rule == "boxes_per_kind") check_kinds(check);
    if (check.rule == "small_boxes") check_small(check);
  }
  std::vector<bool> is_used(folder_.photos().size(), false);
  for (const auto& photo : set_.photos) is_used[photo.photo] = true;
  const auto unused = static_cast<std::uint64_t>(std::count(is_used.begin(), is_used.end(), false));
  if (unused == 0 || set_.photos.empty()) return;
  const auto first = std::find(is_used.begin(), is_used.end(), false) - is_used.begin();
  auto at = of_file(folder_.photos()[static_cast<std::size_t>(first)]);
  at.count = whole(unused);
  add_by_rule(findings_, item_, "photos_without_boxes", at);
}

bool BoxRules::is_inside(const BoxOfPhoto& box) const {
  const auto& size = sizes_[box.photo];
  const double width = set_.in_shares ? 1 : size.width;
  const double height = set_.in_shares ? 1 : size.height;
  const auto [left, top, wide, high] = box.sides;
  constexpr float most = 1e9F;
  for (const float side : box.sides) {
    if (!(std::abs(side) < most)) return false;  // nor what is no number
  }
  if (!(wide > 0 && high > 0)) return false;
  if (width <= 0) return true;  // of a photo whose size this program cannot tell
  const double slack_x = set_.in_shares ? slack_share : std::max(slack_pixels, slack_share * width);
  const double slack_y = set_.in_shares ? slack_share : std::max(slack_pixels, slack_share * height);
  return left >= -slack_x && top >= -slack_y && left + wide <= width + slack_x && top + high <= height + slack_y;
}

void BoxRules::check_boxes() {
  std::erase_if(set_.boxes, [this](const BoxOfPhoto& box) {
    if (is_inside(box)) return false;
    const auto& size = sizes_[box.photo];
    auto at = of_file(set_.sources[box.source]);
    at.line = box.line;
    at.value = set_.words_of(box);
    at.limit = size.width > 0 ? Message::Argument(size_words(size.width, size.height))
                              : Message::Argument(LocalText{"grootte onbekend", "size unknown"});
    add_by_rule(findings_, item_, "box_inside", at);
    return true;
  });
}

void BoxRules::drop_doubles() {
  const auto key = [](const BoxOfPhoto& box) { return std::tie(box.photo, box.kind, box.sides); };
  std::stable_sort(set_.boxes.begin(), set_.boxes.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto same = [&](const auto& a, const auto& b) { return key(a) == key(b); };
  const auto first = std::adjacent_find(set_.boxes.begin(), set_.boxes.end(), same);
  if (first == set_.boxes.end()) return;
  auto at = of_file(set_.sources[first->source]);
  at.line = std::next(first)->line;
  at.value = set_.words_of(*std::next(first));
  const auto before = set_.boxes.size();
  set_.boxes.erase(std::unique(set_.boxes.begin(), set_.boxes.end(), same), set_.boxes.end());
  at.count = whole(before - set_.boxes.size());
  add_by_rule(findings_, item_, "same_box", at);
}

// The photos of each kind that has boxes; set_.boxes is in the order of photos.
void BoxRules::fill_preview(DataReport& report) const {
  std::vector<ClassPreview> kinds;
  for (const auto& name : set_.kinds) kinds.push_back({name, 0, {}});
  for (std::size_t i = 0; i < set_.boxes.size(); ++i) {
    const auto& box = set_.boxes[i];
    const bool is_next = i > 0 && set_.boxes[i - 1].photo == box.photo && set_.boxes[i - 1].kind == box.kind;
    if (is_next) continue;
    auto& kind = kinds[box.kind];
    ++kind.count;
    if (is_whole_[box.photo] && kind.samples.size() < box_sample_count)
      kind.samples.push_back(root_ / path_from_text(path_of(set_.photos[box.photo])));
  }
  std::erase_if(kinds, [](const auto& kind) { return kind.count == 0; });
  std::sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  report.classes = std::move(kinds);
}

void BoxRules::check_kinds(const DataCheck& check) {
  std::vector<std::uint64_t> to_learn(set_.kinds.size(), 0);
  std::vector<bool> is_there(set_.kinds.size(), false);
  for (const auto& box : set_.boxes) {
    is_there[box.kind] = true;
    to_learn[box.kind] += set_.is_to_learn(set_.photos[box.photo]) ? 1U : 0U;
  }
  const double limit = number_argument(check, "boxes");
  for (std::size_t kind = 0; kind < to_learn.size(); ++kind) {
    if (!is_there[kind] || static_cast<double>(to_learn[kind]) >= limit) continue;
    auto at = of_file(set_.kinds[kind]);  // so that a warning of one kind is not taken for an error of another
    at.value = set_.kinds[kind];
    at.count = whole(to_learn[kind]);
    at.limit = limit;
    findings_.add(check, at);
  }
}

// What was answered; where the size follows the photos, their usual one, up to the largest that is ever taken so.
double BoxRules::side_of_training(const DataCheck& check) const {
  if (const auto side = number_from_text(answer_argument(check, "size", values_)); side && *side > 0) return *side;
  std::vector<int> longest;
  for (const auto& size : sizes_) {
    if (size.width > 0) longest.push_back(std::max(size.width, size.height));
  }
  if (longest.empty()) return 0;
  const auto middle = longest.begin() + static_cast<std::ptrdiff_t>(longest.size() / 2);
  std::nth_element(longest.begin(), middle, longest.end());
  return std::min<double>(*middle, number_argument(check, "largest"));
}

void BoxRules::check_small(const DataCheck& check) {
  const double side = side_of_training(check);
  const double limit = number_argument(check, "pixels");
  std::uint64_t count = 0;
  const BoxOfPhoto* first = nullptr;
  for (const auto& box : set_.boxes) {
    const auto& size = sizes_[box.photo];
    if (size.width == 0 || side <= 0) continue;
    const double scale = side / std::max(size.width, size.height);
    const double wide = static_cast<double>(box.sides[2]) * (set_.in_shares ? size.width : 1) * scale;
    const double high = static_cast<double>(box.sides[3]) * (set_.in_shares ? size.height : 1) * scale;
    if (std::min(wide, high) >= limit) continue;
    if (count++ == 0) first = &box;
  }
  if (first == nullptr) return;
  auto at = of_file(set_.sources[first->source]);
  at.line = first->line;
  at.value = set_.words_of(*first);
  at.count = whole(count);
  at.limit = limit;
  findings_.add(check, at);
}

}  // namespace werkbank
