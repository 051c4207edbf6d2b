#include "core/dataset/box_set.h"

#include <algorithm>
#include <unordered_map>

#include <QByteArray>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/photo_findings.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_text = 4U << 20U;
constexpr std::size_t most_boxes = 2'000'000;

FoundAt at(const std::string& file, std::uint64_t line, Message::Argument value) {
  FoundAt place;
  place.file = file;
  place.line = std::max<std::uint64_t>(line, 1);
  place.value = std::move(value);
  return place;
}

std::string in_list(std::uint32_t number, std::int64_t id) {
  return "annotations[" + std::to_string(number) + "] (id " + std::to_string(id) + ")";
}

std::array<float, 4> as_floats(const BoxSides& sides) {
  std::array<float, 4> floats{};
  std::transform(sides.begin(), sides.end(), floats.begin(), [](double side) { return static_cast<float>(side); });
  return floats;
}

}  // namespace

void add_by_rule(Findings& findings, const DataItem& item, std::string_view name, const FoundAt& at) {
  for (const auto& check : item.checks) {
    if (check.rule == name) findings.add(check, at);
  }
}

std::string BoxSet::words_of(const BoxOfPhoto& box) const {
  std::string sides;
  for (const float side : box.sides)
    sides += (sides.empty() ? "" : ", ") + QByteArray::number(static_cast<double>(side), 'g', 6).toStdString();
  return (box.number > 0 ? in_list(box.number, box.id) + " [" : "[") + sides + "]";
}

bool BoxSet::is_to_learn(const BoxedPhoto& photo) const {
  return !has_part_to_learn || photo.use == PhotoUse::learn || photo.use == PhotoUse::not_said;
}

Result<BoxSet> BoxReader::read(const std::stop_token& stop) {
  WERKBANK_CHECK(read_jsons(stop));
  if (!is_coco_) WERKBANK_CHECK(read_texts(stop));
  set_.in_shares = !is_coco_;
  set_.has_part_to_learn =
      std::any_of(set_.photos.begin(), set_.photos.end(), [](const auto& one) { return one.use == PhotoUse::learn; });
  return std::move(set_);
}

Result<Done> BoxReader::read_jsons(const std::stop_token& stop) {
  for (const auto& place : folder_.jsons()) {
    const auto file = read_coco_file(manifest_file(root_, place), stop);
    if (file.cancelled()) return Cancelled{};
    if (file.failed()) {
      say_unreadable(findings_, place);
      continue;
    }
    is_coco_ |= file->is_coco;
    if (file->is_coco || !file->is_whole) say_faults(place, file->faults);
    if (file->is_coco && file->is_whole) add_coco(place, *file);
  }
  return Done{};
}

std::map<std::int64_t, std::uint32_t> BoxReader::add_kinds(const std::string& place, const CocoFile& file) {
  std::map<std::int64_t, std::uint32_t> numbers;
  std::unordered_set<std::string> names;
  for (const auto& one : file.kinds) {
    if (numbers.contains(one.id)) {
      const auto id = std::to_string(one.id);
      say_twice(place, one.line, {"soort " + id, "kind " + id});
    } else if (!names.insert(one.name).second) {
      say_twice(place, one.line, {"soort '" + one.name + "'", "kind '" + one.name + "'"});
    }
    numbers.emplace(one.id, kind(one.name));
  }
  return numbers;
}

void BoxReader::add_coco(const std::string& place, const CocoFile& file) {
  const auto source = static_cast<std::uint32_t>(set_.sources.size());
  set_.sources.push_back(place);
  const auto kinds = add_kinds(place, file);
  const auto use = use_of(place);
  constexpr auto not_there = UINT32_MAX;
  std::unordered_map<std::int64_t, std::uint32_t> photos;  // in the set, by the file's own numbers
  for (const auto& one : file.photos) {
    const auto found = folder_.photo_of(place, one.name);
    if (!photos.emplace(one.id, found ? static_cast<std::uint32_t>(set_.photos.size()) : not_there).second) {
      const auto id = std::to_string(one.id);
      say_twice(place, one.line, {"foto " + id, "photo " + id});
    } else if (!found) {
      add_by_rule(findings_, item_, "photo_there", at(place, one.line, one.name));
    } else if (!named_photos_.insert(*found).second) {
      say_twice(place, one.line, {"foto '" + one.name + "'", "photo '" + one.name + "'"});
      photos[one.id] = not_there;
    } else {
      set_.photos.push_back(
          {static_cast<std::uint32_t>(*found), use, static_cast<int>(one.width), static_cast<int>(one.height), source});
    }
  }
  std::unordered_set<std::int64_t> ids;
  for (const auto& box : file.boxes) {
    const auto words = in_list(box.number, box.id);
    if (!ids.insert(box.id).second) {
      const auto id = std::to_string(box.id);
      say_twice(place, box.line, {"kader " + id, "box " + id});
    }
    const auto photo = photos.find(box.photo);
    const auto known = kinds.find(box.kind);
    if (photo == photos.end()) {
      add_by_rule(findings_, item_, "known_photo", at(place, box.line, words + ": " + std::to_string(box.photo)));
    } else if (known == kinds.end()) {
      add_by_rule(findings_, item_, "known_kind", at(place, box.line, words + ": " + std::to_string(box.kind)));
    } else if (photo->second != not_there && !box.is_crowd && set_.boxes.size() < most_boxes) {
      set_.boxes.push_back({photo->second, known->second, as_floats(box.sides), source, box.line, box.number, box.id});
    }
  }
}

Result<Done> BoxReader::read_texts(const std::stop_token& stop) {
  read_names();
  for (std::size_t i = 0; i < folder_.photos().size(); ++i) {
    if (stop.stop_requested()) return Cancelled{};
    const auto text = folder_.text_of(folder_.photos()[i]);
    if (!text.empty()) add_text(static_cast<std::uint32_t>(i), text);
  }
  say_lost_texts();
  return Done{};
}

void BoxReader::read_names() {
  if (folder_.names().empty()) return;
  const auto text = text_at(folder_.names());
  const bool is_yaml = folder_.names().ends_with(".yaml");
  auto names = is_yaml ? names_of_yaml(text) : std::optional(names_of_lines(text));
  if (!names) return;
  has_names_ = true;
  std::unordered_set<std::string> seen;
  for (auto& name : *names) {
    name = tidy_name(name);
    if (!seen.insert(name).second) say_twice(folder_.names(), 1, {"soort '" + name + "'", "kind '" + name + "'"});
  }
  names_ = std::move(*names);
}

void BoxReader::add_text(std::uint32_t photo, const std::string& place) {
  const auto found = read_yolo(text_at(place));
  say_faults(place, found.faults);
  const auto number = static_cast<std::uint32_t>(set_.photos.size());
  const auto source = static_cast<std::uint32_t>(set_.sources.size());
  set_.sources.push_back(place);
  set_.photos.push_back({photo, use_of(folder_.photos()[photo]), 0, 0, source});
  for (const auto& box : found.boxes) {
    if (has_names_ && box.kind >= names_.size()) {
      add_by_rule(findings_, item_, "known_kind", at(place, box.line, std::to_string(box.kind)));
    } else if (set_.boxes.size() < most_boxes) {
      const auto name = has_names_ ? names_[box.kind] : std::to_string(box.kind);
      set_.boxes.push_back({number, kind(name), as_floats(box.sides), source, box.line, 0, 0});
    }
  }
}

void BoxReader::say_lost_texts() {
  for (const auto& place : folder_.lost_texts()) {
    const auto text = read_file(manifest_file(root_, place), largest_text);
    if (!text.ok()) continue;
    const auto first = text->substr(0, text->find('\n'));
    const auto looks = read_yolo(first);
    if (looks.faults.empty() && !looks.boxes.empty())
      add_by_rule(findings_, item_, "photo_there", at(place, 1, std::string(name_of(place))));
  }
}

// Empty when it cannot be read, which is said.
std::string BoxReader::text_at(const std::string& place) {
  auto text = read_file(manifest_file(root_, place), largest_text);
  if (!text.ok()) {
    say_unreadable(findings_, place);
    return {};
  }
  const auto bad = find_invalid_utf8(*text);
  if (bad >= text->size()) return std::move(*text);
  const auto line = 1 + std::count(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(bad), '\n');
  say_faults(place, {{{"het is geen tekst in UTF-8", "it is not text in UTF-8"}, static_cast<std::uint64_t>(line)}});
  return {};
}

std::uint32_t BoxReader::kind(const std::string& name) {
  const auto [found, is_new] = kind_numbers_.emplace(name, static_cast<std::uint32_t>(set_.kinds.size()));
  if (is_new) set_.kinds.push_back(name);
  return found->second;
}

void BoxReader::say_faults(const std::string& place, const std::vector<AnnotationFault>& faults) {
  for (const auto& fault : faults) add_by_rule(findings_, item_, "readable_boxes", at(place, fault.line, fault.what));
}

void BoxReader::say_twice(const std::string& place, std::uint64_t line, LocalText what) {
  add_by_rule(findings_, item_, "unique_ids", at(place, line, std::move(what)));
}

}  // namespace werkbank
