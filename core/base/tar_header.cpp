#include "core/base/tar_header.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

namespace werkbank {
namespace {

// The fields of a block, as POSIX has them: from where, and how many bytes.
struct TarField {
  std::size_t at;
  std::size_t size;
};
constexpr TarField name_field = {0, 100};
constexpr TarField mode_field = {100, 8};
constexpr TarField owner_field = {108, 8};
constexpr TarField group_field = {116, 8};
constexpr TarField size_field = {124, 12};
constexpr TarField time_field = {136, 12};
constexpr TarField sum_field = {148, 8};
constexpr std::size_t kind_at = 156;
constexpr TarField magic_field = {257, 8};
constexpr TarField prefix_field = {345, 155};

constexpr std::uint64_t tar_mode = 0644;
// 1 January 1980, UTC. A tar that is asked for the times of files warns of those that have none.
constexpr std::uint64_t tar_time = 315532800;
constexpr std::string_view pax_name = "././@PaxHeader";

/// A path in the two fields for it: both together, with a '/' between them where there is a prefix.
struct SplitPath {
  std::string_view prefix;
  std::string_view name;
};

std::optional<SplitPath> split_path(std::string_view path) {
  if (path.size() <= name_field.size) return SplitPath{{}, path};
  if (path.size() > prefix_field.size + 1 + name_field.size) return std::nullopt;
  // The first '/' that leaves a name which fits.
  const auto slash = path.find('/', path.size() - name_field.size - 1);
  if (slash == std::string_view::npos || slash == 0 || slash > prefix_field.size || slash + 1 == path.size())
    return std::nullopt;
  return SplitPath{path.substr(0, slash), path.substr(slash + 1)};
}

using BlockBytes = std::array<char, tar_block>;

void put_text(BlockBytes& block, const TarField& field, std::string_view text) {
  std::copy_n(text.begin(), std::min(text.size(), field.size), block.begin() + static_cast<std::ptrdiff_t>(field.at));
}

void put_octal(BlockBytes& block, const TarField& field, std::uint64_t number, std::size_t digits) {
  constexpr std::uint64_t base = 8;
  for (auto at = field.at + digits; at > field.at; number /= base) block[--at] = static_cast<char>('0' + number % base);
}

std::string block_of(const SplitPath& path, std::uint64_t size, char kind) {
  BlockBytes block = {};
  put_text(block, name_field, path.name);
  put_text(block, prefix_field, path.prefix);
  for (const auto& [field, number] :
       {std::pair(mode_field, tar_mode), std::pair(owner_field, std::uint64_t{0}),
        std::pair(group_field, std::uint64_t{0}), std::pair(size_field, size), std::pair(time_field, tar_time)})
    put_octal(block, field, number, field.size - 1);
  block[kind_at] = kind;
  put_text(block, magic_field, std::string_view("ustar\00000", magic_field.size));
  // The sum is made with spaces in its place.
  put_text(block, sum_field, "        ");
  const auto sum = std::accumulate(block.begin(), block.end(), std::uint64_t{0},
                                   [](auto before, char c) { return before + static_cast<unsigned char>(c); });
  put_octal(block, sum_field, sum, sum_field.size - 2);
  block[sum_field.at + sum_field.size - 2] = '\0';
  return {block.begin(), block.end()};
}

/// "<length> path=<path>\n", where the length counts itself too.
std::size_t record_size(std::string_view path) {
  constexpr std::string_view words = " path=\n";
  auto size = words.size() + path.size();
  for (std::size_t before = 0; before != size;) {
    before = size;
    size = words.size() + path.size() + std::to_string(before).size();
  }
  return size;
}

}  // namespace

std::size_t tar_padding(std::uint64_t size) {
  return static_cast<std::size_t>((tar_block - size % tar_block) % tar_block);
}

std::size_t tar_header_size(std::string_view path) {
  if (split_path(path)) return tar_block;
  const auto record = record_size(path);
  return 2 * tar_block + record + tar_padding(record);
}

std::string tar_header(std::string_view path, std::uint64_t size) {
  constexpr char file = '0';
  constexpr char pax = 'x';
  if (const auto fits = split_path(path)) return block_of(*fits, size, file);
  const auto record = record_size(path);
  auto header = block_of({{}, pax_name}, record, pax);
  header += std::to_string(record) + " path=" + std::string(path) + '\n';
  header.append(tar_padding(record), '\0');
  // What the path is cut to is read by nobody who knows pax.
  return header + block_of({{}, path.substr(0, name_field.size)}, size, file);
}

}  // namespace werkbank
