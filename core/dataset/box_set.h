// All boxes of a folder of photos, whichever way they are written; and what is wrong with the files that say them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/dataset/box_annotations.h"
#include "core/dataset/box_folder.h"
#include "core/dataset/findings.h"

namespace werkbank {

/// Adds a finding for every check of the rule `name` that the manifest asks.
void add_by_rule(Findings& findings, const DataItem& item, std::string_view name, const FoundAt& at);

struct BoxedPhoto {
  std::uint32_t photo = 0;  ///< its place in BoxFolder::photos()
  PhotoUse use = PhotoUse::not_said;
  int width = 0;  ///< that the boxes were drawn on, in pixels; 0 when the file does not say it
  int height = 0;
  std::uint32_t source = 0;  ///< the file that names it
};

struct BoxOfPhoto {
  std::uint32_t photo = 0;  ///< in BoxSet::photos
  std::uint32_t kind = 0;   ///< in BoxSet::kinds
  std::array<float, 4> sides{};
  std::uint32_t source = 0;  ///< the file that says it
  std::uint32_t line = 0;
  std::uint32_t number = 0;  ///< in a list of annotations, 1-based; 0 in a YOLO text
  std::int64_t id = 0;
};

struct BoxSet {
  bool in_shares = false;            ///< sides are shares of the photo's, as YOLO has them; else pixels
  std::vector<std::string> sources;  ///< files with boxes
  std::vector<std::string> kinds;
  std::vector<BoxedPhoto> photos;
  std::vector<BoxOfPhoto> boxes;

  /// How a person can find the box again: its number and its sides as the file has them.
  std::string words_of(const BoxOfPhoto& box) const;
  /// Whether the photo is one to learn from.
  bool is_to_learn(const BoxedPhoto& photo) const;
  bool has_part_to_learn = false;
};

/// Reads COCO JSON, or YOLO texts where there is none. What is wrong goes to the rules readable_boxes, unique_ids,
/// photo_there, known_photo and known_kind.
class BoxReader {
 public:
  BoxReader(const DataItem& item, const std::filesystem::path& root, const BoxFolder& folder, Findings& findings)
      : item_(item), root_(root), folder_(folder), findings_(findings) {}
  /// Error: only Cancelled; a file that cannot be read is a finding.
  Result<BoxSet> read(const std::stop_token& stop);

 private:
  Result<Done> read_jsons(const std::stop_token& stop);
  void add_coco(const std::string& place, const CocoFile& file);
  std::map<std::int64_t, std::uint32_t> add_kinds(const std::string& place, const CocoFile& file);
  Result<Done> read_texts(const std::stop_token& stop);
  void read_names();
  void add_text(std::uint32_t photo, const std::string& place);
  void say_lost_texts();
  std::string text_at(const std::string& place);
  std::uint32_t kind(const std::string& name);
  void say_faults(const std::string& place, const std::vector<AnnotationFault>& faults);
  void say_twice(const std::string& place, std::uint64_t line, LocalText what);

  const DataItem& item_;
  const std::filesystem::path& root_;
  const BoxFolder& folder_;
  Findings& findings_;
  BoxSet set_;
  bool is_coco_ = false;
  bool has_names_ = false;
  std::vector<std::string> names_;
  std::map<std::string, std::uint32_t> kind_numbers_;
  std::unordered_set<std::size_t> named_photos_;
};

}  // namespace werkbank
