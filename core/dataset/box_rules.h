// The rules for boxes on their photos, once both are known.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/dataset/box_set.h"
#include "core/dataset/image_probe.h"

namespace werkbank {

class BoxRules {
 public:
  /// All must outlive this.
  BoxRules(const DataItem& item, const ParameterValues& values, const std::filesystem::path& root,
           const BoxFolder& folder, BoxSet& set, Findings& findings);
  /// What was seen of the set's photo with this number; each once, in order.
  void add_photo(std::uint32_t number, const ImageFacts& facts, DataReport& report);
  void finish(DataReport& report);

 private:
  struct Size {
    int width = 0;  ///< pixels; 0 when not known
    int height = 0;
  };
  const std::string& path_of(const BoxedPhoto& photo) const { return folder_.photos()[photo.photo]; }
  void check_size(const BoxedPhoto& photo, const ImageFacts& facts);
  void drop_doubles();
  void check_boxes();
  bool is_inside(const BoxOfPhoto& box) const;
  void fill_preview(DataReport& report) const;
  void check_kinds(const DataCheck& check);
  void check_small(const DataCheck& check);
  double side_of_training(const DataCheck& check) const;

  const DataItem& item_;
  const ParameterValues& values_;
  const std::filesystem::path& root_;
  const BoxFolder& folder_;
  BoxSet& set_;
  Findings& findings_;
  std::vector<Size> sizes_;  // of the set's photos
  std::vector<bool> is_whole_;
  std::unordered_map<std::uint64_t, std::uint32_t> seen_;  // content to its first photo
  std::uint64_t same_photos_ = 0;
  std::string first_same_;
  std::string first_of_same_;
  std::uint64_t with_place_ = 0;
  std::string first_with_place_;
};

}  // namespace werkbank
