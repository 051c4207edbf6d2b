#include "core/dataset/box_folder.h"

#include <algorithm>
#include <array>

#include "core/base/ascii.h"
#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/data_paths.h"
#include "core/dataset/image_probe.h"
#include "core/dataset/tidy_path.h"

namespace werkbank {
namespace {

// In the order in which they are preferred.
constexpr std::array<std::string_view, 5> name_files{"data.yaml", "dataset.yaml", "classes.txt", "obj.names",
                                                     "_darknet.labels"};

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string() : std::string(path.substr(0, slash));
}

std::string_view stem_of(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto slash = path.rfind('/');
  const bool is_in_name = dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash + 1);
  return is_in_name ? path.substr(0, dot) : path;
}

PhotoUse use_by_word(std::string_view word) {
  if (word == "train") return PhotoUse::learn;
  if (word == "val" || word == "valid" || word == "validation") return PhotoUse::validate;
  return word == "test" ? PhotoUse::test : PhotoUse::not_said;
}

PhotoUse use_by_letters(const std::string& name) {
  std::string word;
  for (const char c : name + ' ') {
    if (c >= 'a' && c <= 'z') {
      word += c;
      continue;
    }
    const auto use = use_by_word(word);
    if (use != PhotoUse::not_said) return use;
    word.clear();
  }
  return PhotoUse::not_said;
}

std::string below(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : folder + "/" + std::string(name);
}

}  // namespace

PhotoUse use_of(const std::string& path) {
  for (std::string_view rest = path; rest.find('/') != std::string_view::npos;) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(part.size() + 1);
    const auto use = use_by_word(lower_case(part));
    if (use != PhotoUse::not_said) return use;
  }
  return ending_of(path) == "json" ? use_by_letters(lower_case(stem_of(name_of(path)))) : PhotoUse::not_said;
}

Result<BoxFolder> BoxFolder::read(const std::filesystem::path& root, const std::stop_token& stop) {
  WERKBANK_TRY(auto listed, list_files(root, stop));
  listed.entries.sort();
  BoxFolder folder;
  for (std::size_t i = 0; i < listed.entries.size(); ++i) folder.add(listed.entries.path(i));
  folder.index();
  return folder;
}

void BoxFolder::add(std::string path) {
  if (is_passed_over(path)) return;
  const auto rank = [](std::string_view name) {
    return std::find(name_files.begin(), name_files.end(), name) - name_files.begin();
  };
  const auto own = rank(name_of(path));
  if (own < static_cast<std::ptrdiff_t>(name_files.size()) && (names_.empty() || own < rank(name_of(names_))))
    names_ = path;
  const auto ending = ending_of(path);
  if (is_image_name(path_from_text(path))) {
    photos_.push_back(std::move(path));
  } else if (ending == "json") {
    jsons_.push_back(std::move(path));
  } else if (ending == "txt") {
    texts_.push_back(std::move(path));
  }
}

void BoxFolder::index() {
  for (std::size_t i = 0; i < photos_.size(); ++i) {
    photo_places_.emplace(photos_[i], i);
    const auto [found, is_new] = by_name_.emplace(name_of(photos_[i]), i);
    if (!is_new) found->second = std::nullopt;
  }
  text_set_.insert(texts_.begin(), texts_.end());
}

std::optional<std::size_t> BoxFolder::photo_of(const std::string& json, std::string name) const {
  std::replace(name.begin(), name.end(), '\\', '/');
  const auto beside = folder_of(json);
  const auto above = folder_of(beside);
  const bool is_absolute = name.starts_with('/');
  for (const auto& base :
       {beside, below(beside, "images"), above, below(above, "images"), std::string(), std::string("images")}) {
    if (is_absolute) break;
    const auto found = photo_places_.find(tidy_path(below(base, name)).value_or(std::string()));
    if (found != photo_places_.end()) return found->second;
  }
  const auto same = by_name_.find(name_of(name));
  return same == by_name_.end() ? std::nullopt : same->second;
}

std::string BoxFolder::text_of(const std::string& photo) const {
  const auto beside = std::string(stem_of(photo)) + ".txt";
  if (text_set_.contains(beside)) return beside;
  // The last folder called images stands for one called labels.
  for (auto end = photo.rfind('/'); end != std::string::npos && end > 0; end = photo.rfind('/', end - 1)) {
    const auto slash = photo.rfind('/', end - 1);
    const auto begin = slash == std::string::npos ? 0 : slash + 1;
    if (lower_case(std::string_view(photo).substr(begin, end - begin)) != "images") continue;
    for (const char* word : {"labels", "Labels"}) {
      const auto path = photo.substr(0, begin) + word + photo.substr(end);
      const auto text = std::string(stem_of(path)) + ".txt";
      if (text_set_.contains(text)) return text;
    }
    break;
  }
  return {};
}

std::vector<std::string> BoxFolder::lost_texts() const {
  static constexpr std::array<std::string_view, 6> others{"readme", "license", "licence", "notes", "classes", "labels"};
  std::unordered_set<std::string> used;
  for (const auto& photo : photos_) used.insert(text_of(photo));
  std::vector<std::string> lost;
  for (const auto& text : texts_) {
    const auto stem = lower_case(stem_of(name_of(text)));
    const bool is_other = std::find(others.begin(), others.end(), stem) != others.end() || text == names_;
    if (!is_other && !used.contains(text)) lost.push_back(text);
  }
  return lost;
}

}  // namespace werkbank
