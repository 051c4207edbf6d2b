#include "core/base/manifest_entries.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>

namespace werkbank {
namespace {

constexpr std::size_t entries_block_size = 1U << 20U;

// What lies in a block for each entry, without gaps: size, hash, number of its folder, length of its name, the name.
using FolderNumber = std::uint32_t;
using NameLength = std::uint16_t;
using FolderLength = std::uint32_t;  // before each folder
constexpr std::size_t hash_at = sizeof(std::uint64_t);
constexpr std::size_t folder_at = hash_at + sizeof(Sha256Digest);
constexpr std::size_t length_at = folder_at + sizeof(FolderNumber);
constexpr std::size_t name_at = length_at + sizeof(NameLength);

template <typename T>
T read_as(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <typename T>
void write_as(char* to, const T& value) {
  std::memcpy(to, &value, sizeof value);
}

/// Of a path: the folder with its '/', so that both together are the path again.
std::size_t folder_length(std::string_view path) {
  constexpr std::size_t longest_name = std::numeric_limits<NameLength>::max();
  const auto slash = path.rfind('/');
  const auto length = slash == std::string_view::npos ? 0 : slash + 1;
  return std::max(length, path.size() - std::min(path.size(), longest_name));
}

using TwoParts = std::array<std::string_view, 2>;

bool is_less(TwoParts a, TwoParts b) {
  for (int pieces = 0; pieces < 3; ++pieces) {
    if (a[0].empty()) a = {a[1], {}};
    if (b[0].empty()) b = {b[1], {}};
    const auto common = std::min(a[0].size(), b[0].size());
    if (const int order = a[0].substr(0, common).compare(b[0].substr(0, common)); order != 0) return order < 0;
    a[0].remove_prefix(common);
    b[0].remove_prefix(common);
  }
  return a[0].size() + a[1].size() < b[0].size() + b[1].size();
}

}  // namespace

ManifestEntries::ManifestEntries(std::initializer_list<ManifestEntry> entries) {
  for (const auto& entry : entries) push_back(entry);
}

void ManifestEntries::add(std::string_view path, std::uint64_t size, const Sha256Digest& sha256) {
  const auto folder = folder_length(path);
  const auto name = path.substr(folder);
  const auto number = folder_number(path.substr(0, folder));
  const auto place = room(name_at + name.size());
  char* const entry = at(place);
  write_as(entry + folder_at, number);
  write_as(entry + length_at, static_cast<NameLength>(name.size()));
  std::copy(name.begin(), name.end(), entry + name_at);
  places_.push_back(place);
  set(places_.size() - 1, size, sha256);
}

void ManifestEntries::set(std::size_t index, std::uint64_t size, const Sha256Digest& sha256) {
  write_as(at(places_[index]), size);
  set_hash(index, sha256);
}

void ManifestEntries::set_hash(std::size_t index, const Sha256Digest& sha256) {
  write_as(at(places_[index]) + hash_at, sha256);
}

void ManifestEntries::sort() {
  std::sort(places_.begin(), places_.end(), [this](const Place& a, const Place& b) { return comes_before(a, b); });
}

void ManifestEntries::drop_repeated() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size(); ++i) {
    if (kept > 0 && (*this)[kept - 1] == (*this)[i]) continue;
    places_[kept++] = places_[i];
  }
  places_.resize(kept);
}

ManifestEntry ManifestEntries::operator[](std::size_t index) const {
  return {path(index), size_of(index), read_as<Sha256Digest>(at(places_[index]) + hash_at)};
}

std::string ManifestEntries::path(std::size_t index) const {
  const auto folder = folder_of(places_[index]);
  const auto name = name_of(places_[index]);
  std::string path;
  path.reserve(folder.size() + name.size());
  return path.append(folder).append(name);
}

std::uint64_t ManifestEntries::size_of(std::size_t index) const { return read_as<std::uint64_t>(at(places_[index])); }

/// A block grows to its full size and is then left for the next; a longer piece has one of its own.
ManifestEntries::Place ManifestEntries::room(std::size_t bytes) {
  if (blocks_.empty() || blocks_.back().size() + bytes > entries_block_size) {
    blocks_.emplace_back();
    if (blocks_.size() > 1) blocks_.back().reserve(std::max(bytes, entries_block_size));
  }
  auto& block = blocks_.back();
  const Place place{static_cast<std::uint32_t>(blocks_.size() - 1), static_cast<std::uint32_t>(block.size())};
  block.resize(block.size() + bytes);
  return place;
}

std::uint32_t ManifestEntries::folder_number(std::string_view folder) {
  if (folders_.empty() || folder_text(folders_.back()) != folder) {
    const auto place = room(sizeof(FolderLength) + folder.size());
    write_as(at(place), static_cast<FolderLength>(folder.size()));
    std::copy(folder.begin(), folder.end(), at(place) + sizeof(FolderLength));
    folders_.push_back(place);
  }
  return static_cast<std::uint32_t>(folders_.size() - 1);
}

std::string_view ManifestEntries::folder_text(const Place& folder) const {
  return {at(folder) + sizeof(FolderLength), read_as<FolderLength>(at(folder))};
}

std::string_view ManifestEntries::folder_of(const Place& entry) const {
  return folder_text(folders_[read_as<FolderNumber>(at(entry) + folder_at)]);
}

std::string_view ManifestEntries::name_of(const Place& entry) const {
  return {at(entry) + name_at, read_as<NameLength>(at(entry) + length_at)};
}

bool ManifestEntries::comes_before(const Place& a, const Place& b) const {
  if (std::memcmp(at(a) + folder_at, at(b) + folder_at, sizeof(FolderNumber)) == 0) return name_of(a) < name_of(b);
  return is_less({folder_of(a), name_of(a)}, {folder_of(b), name_of(b)});
}

}  // namespace werkbank
