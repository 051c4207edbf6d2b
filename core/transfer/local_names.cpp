#include "core/transfer/local_names.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include <QString>

#include "core/base/sha256.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_name = 255;
constexpr std::size_t digits_of_hash = 12;
constexpr std::string_view for_long_paths = "long-paths";

/// The length of the UTF-8 character that `text` begins with; 0 when it begins with none.
std::size_t character_length(std::string_view text) {
  const auto byte = [&text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  if (byte(0) < 0x80) return 1;
  const std::size_t length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
  if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < length) return 0;
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte(at) & 0xc0U) != 0x80) return 0;
  }
  // Longer than needed, half of a UTF-16 pair, or beyond the last character.
  const bool is_wrong = (byte(0) == 0xe0 && byte(1) < 0xa0) || (byte(0) == 0xed && byte(1) > 0x9f) ||
                        (byte(0) == 0xf0 && byte(1) < 0x90) || (byte(0) == 0xf4 && byte(1) > 0x8f);
  return is_wrong ? 0 : length;
}

std::size_t length_in(NameRules rules, std::string_view text) {
  if (rules != NameRules::windows) return text.size();
  // Each character is one unit; those of four bytes are two.
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
                                                [](char c) {
                                                  const auto byte = static_cast<unsigned char>(c);
                                                  return (byte & 0xc0U) != 0x80;
                                                })) +
         static_cast<std::size_t>(
             std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xf0; }));
}

void add_encoded(std::string& text, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += '%';
    text += digits[byte >> 4U];
    text += digits[byte & 0xfU];
  }
}

bool is_refused_by_windows(char c) {
  constexpr std::string_view refused = "<>:\"|?*\\";
  return static_cast<unsigned char>(c) < 0x20 || refused.find(c) != std::string_view::npos;
}

/// A device has the name, whatever its extension is.
bool is_device_of_windows(std::string_view name) {
  auto stem = std::string(name.substr(0, name.find('.')));
  stem.erase(stem.find_last_not_of(' ') + 1);
  std::transform(stem.begin(), stem.end(), stem.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  constexpr std::array<std::string_view, 6> whole = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
  if (std::find(whole.begin(), whole.end(), stem) != whole.end()) return true;
  if (!stem.starts_with("COM") && !stem.starts_with("LPT")) return false;
  const auto port = std::string_view(stem).substr(3);
  constexpr std::array<std::string_view, 3> raised = {"\u00b9", "\u00b2", "\u00b3"};
  return (port.size() == 1 && port[0] >= '0' && port[0] <= '9') ||
         std::find(raised.begin(), raised.end(), port) != raised.end();
}

/// How many of the characters of `name`, from its begin, are to be encoded whatever they are; their marks (the dots of
/// a decomposed ë) count with them.
std::size_t end_of_first(std::string_view name, std::size_t characters) {
  std::size_t end = 0;
  while (characters-- > 0 && end < name.size()) {
    ++end;
    while (end < name.size() && static_cast<unsigned char>(name[end]) >= 0x80) ++end;
  }
  return end;
}

/// `name` with what `rules` do not allow encoded, and its first characters too.
std::string encoded(std::string_view name, NameRules rules, std::size_t first_characters) {
  std::string text;
  const auto first = end_of_first(name, first_characters);
  add_encoded(text, name.substr(0, first));
  for (std::size_t at = first; at < name.size();) {
    const auto length = rules == NameRules::posix ? 1 : character_length(name.substr(at));
    const bool is_last = at + 1 == name.size();
    const char c = name[at];
    const bool refused =
        length == 0 || c == '%' ||
        (rules == NameRules::windows && (is_refused_by_windows(c) || (is_last && (c == '.' || c == ' '))));
    if (refused) {
      add_encoded(text, name.substr(at, 1));
    } else {
      text += name.substr(at, length);
    }
    at += std::max<std::size_t>(length, 1);
  }
  return text;
}

bool is_allowed(std::string_view name, NameRules rules) {
  if (rules == NameRules::posix) return true;
  for (std::size_t at = 0; at < name.size();) {
    const auto length = character_length(name.substr(at));
    if (length == 0 || (rules == NameRules::windows && is_refused_by_windows(name[at]))) return false;
    at += length;
  }
  if (rules != NameRules::windows) return true;
  return name.back() != '.' && name.back() != ' ' && !is_device_of_windows(name);
}

std::string_view extension_of(std::string_view name) {
  constexpr std::size_t longest_extension = 16;
  const auto dot = name.rfind('.');
  const bool is_one = dot != std::string_view::npos && dot > 0 && name.size() - dot <= longest_extension;
  return is_one ? name.substr(dot) : std::string_view();
}

/// `name` in at most `most` units, with digits of the hash of `whole` in place of what it loses.
std::string shortened(std::string_view name, std::string_view whole, NameRules rules, std::size_t most) {
  const auto extension = extension_of(name);
  const auto end = '~' + sha256_hex(whole).substr(0, digits_of_hash) + std::string(extension);
  auto begin = std::string(name.substr(0, name.size() - extension.size()));
  while (!begin.empty() && length_in(rules, begin) + length_in(rules, end) > most) {
    auto cut = begin.size() - 1;
    while (cut > 0 && (static_cast<unsigned char>(begin[cut]) & 0xc0U) == 0x80) --cut;
    begin.resize(cut);
    // Not in the middle of an encoded byte.
    if (const auto percent = begin.rfind('%'); percent != std::string::npos && percent + 3 > begin.size())
      begin.resize(percent);
  }
  return begin + end;
}

/// What a path is for a file system that takes some for equal: the same text for the same file.
std::string folded(const std::string& path, NameRules rules) {
  if (rules == NameRules::posix) return path;
  const bool is_ascii =
      std::none_of(path.begin(), path.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (is_ascii) {
    auto lower = path;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
  }
  auto text = QString::fromStdString(path);
  if (rules == NameRules::macos) text = text.normalized(QString::NormalizationForm_D);
  text = text.toCaseFolded();
  if (rules == NameRules::macos) text = text.normalized(QString::NormalizationForm_D);
  return text.toStdString();
}

/// Gives each path its place, part by part: a folder keeps the name that it once got.
class PlaceGiver {
 public:
  PlaceGiver(NameRules rules, std::size_t room) : rules_(rules), room_(room) {
    // Nobody else gets it.
    taken_.insert(key(std::string(for_long_paths)));
  }

  std::string place_of(const std::string& path) {
    const auto slash = path.rfind('/');
    const auto folder = slash == std::string::npos ? std::string() : place_of_folder(path.substr(0, slash)) + '/';
    auto place = folder + free_name(folder, path.substr(slash == std::string::npos ? 0 : slash + 1));
    return length_in(rules_, place) <= room_ ? place : place_of_long(path);
  }

 private:
  std::string place_of_folder(const std::string& path) {
    if (const auto known = folders_.find(path); known != folders_.end()) return known->second;
    const auto slash = path.rfind('/');
    const auto parent = slash == std::string::npos ? std::string() : place_of_folder(path.substr(0, slash)) + '/';
    auto place = parent + free_name(parent, path.substr(slash == std::string::npos ? 0 : slash + 1));
    folders_[path] = place;
    return place;
  }

  /// A name in the folder that `name` may have there, and nothing else has.
  std::string free_name(const std::string& folder, const std::string& name) {
    for (std::size_t first_characters = is_device_now(name) ? 1 : 0;; ++first_characters) {
      auto local = first_characters == 0 && is_allowed(name, rules_) ? name : encoded(name, rules_, first_characters);
      // Nothing is left to encode: only digits help.
      const bool is_used_up = first_characters > name.size();
      if (length_in(rules_, local) > longest_name || is_used_up)
        local = shortened(local, name + std::string(first_characters, '\0'), rules_, longest_name);
      if (taken_.insert(key(folder + local)).second) return local;
    }
  }

  bool is_device_now(const std::string& name) const {
    return rules_ == NameRules::windows && is_device_of_windows(name);
  }

  std::string place_of_long(const std::string& path) {
    const auto name = encoded(path.substr(path.rfind('/') + 1), rules_, 0);
    const auto folder = std::string(for_long_paths) + '/';
    // The begin of a name that is readable, where there is room for one.
    constexpr std::size_t least = 1 + digits_of_hash;
    const auto left = std::max(least, room_ - std::min(room_, folder.size()));
    return folder + shortened(name, path, rules_, std::min(left, longest_name));
  }

  // Two that have the same by chance get other names without need, and that is all.
  std::size_t key(const std::string& path) const { return std::hash<std::string>()(folded(path, rules_)); }

  const NameRules rules_;
  const std::size_t room_;
  std::unordered_map<std::string, std::string> folders_;
  std::unordered_set<std::size_t> taken_;
};

/// Nothing can be in the way: such a list needs no look at the names beside each other.
bool all_fit(const ManifestEntries& entries, std::size_t room) {
  for (std::size_t index = 0; index < entries.size(); ++index) {
    const auto path = entries.path(index);
    if (path.size() > room) return false;
    for (std::size_t begin = 0; begin <= path.size();) {
      const auto end = std::min(path.find('/', begin), path.size());
      if (end - begin > longest_name) return false;
      begin = end + 1;
    }
  }
  return true;
}

}  // namespace

NameRules own_name_rules() {
#if defined(_WIN32)
  return NameRules::windows;
#elif defined(__APPLE__)
  return NameRules::macos;
#else
  return NameRules::posix;
#endif
}

std::size_t room_for_paths(NameRules rules, std::string_view folder) {
  // With the NUL at the end; less what a number such as " (12)" takes where something stands in the way.
  constexpr std::size_t for_number = 8;
  const std::size_t longest = rules == NameRules::windows ? 260 : rules == NameRules::macos ? 1024 : 4096;
  const auto used = length_in(rules, folder) + 1 + 1 + for_number;
  return longest - std::min(longest, used);
}

std::map<std::size_t, std::string> other_names(const ManifestEntries& entries, NameRules rules, std::size_t room) {
  std::map<std::size_t, std::string> others;
  if (rules == NameRules::posix && all_fit(entries, room)) return others;
  PlaceGiver places(rules, room);
  for (std::size_t index = 0; index < entries.size(); ++index) {
    const auto path = entries.path(index);
    auto place = places.place_of(path);
    if (place != path) others[index] = std::move(place);
  }
  return others;
}

}  // namespace werkbank
