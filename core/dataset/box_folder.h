// The files of a folder of photos with boxes: which photos there are, where their boxes are written, and which photo a
// file of boxes means.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

/// What a photo is used for.
enum class PhotoUse { not_said, learn, validate, test };

/// By the folders train, val, valid, validation or test that `path` lies in; of a JSON file also by such a word in its
/// own name.
PhotoUse use_of(const std::string& path);

class BoxFolder {
 public:
  /// Links to folders and what begins with a dot are passed over. Errors: local_file, Cancelled.
  static Result<BoxFolder> read(const std::filesystem::path& root, const std::stop_token& stop);

  /// Paths relative to the folder, with '/', sorted.
  const std::vector<std::string>& photos() const { return photos_; }
  const std::vector<std::string>& jsons() const { return jsons_; }
  /// The file with the names of the kinds for YOLO texts; empty when there is none.
  const std::string& names() const { return names_; }

  /// The photo (its place in photos()) that the JSON file at `json` calls `name`: beside it, in a folder images, above
  /// it, or the only one of that name anywhere.
  std::optional<std::size_t> photo_of(const std::string& json, std::string name) const;
  /// The YOLO text of a photo, beside it or in the folder labels that stands for images; empty when there is none.
  std::string text_of(const std::string& photo) const;
  /// Texts that are of no photo and are not called as texts of another kind are.
  std::vector<std::string> lost_texts() const;

 private:
  void add(std::string path);
  void index();

  std::vector<std::string> photos_;
  std::vector<std::string> jsons_;
  std::vector<std::string> texts_;
  std::string names_;
  std::unordered_map<std::string_view, std::size_t> photo_places_;
  std::unordered_map<std::string_view, std::optional<std::size_t>> by_name_;  // nothing when two have the name
  std::unordered_set<std::string_view> text_set_;
};

}  // namespace werkbank
