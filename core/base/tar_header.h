// What stands around a file in a tar of POSIX's form (ustar; pax where a path does not fit in that). Nothing of this
// computer goes in: no times, owners or modes of its files, so that the same files give the same bytes everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace werkbank {

constexpr std::uint64_t tar_block = 512;
/// Two empty blocks.
constexpr std::uint64_t tar_end_size = 2 * tar_block;

/// The blocks before the content of a file. `path`: relative, any bytes but NUL, not empty; `size` below 8 GiB.
std::string tar_header(std::string_view path, std::uint64_t size);
/// How many bytes that has.
std::size_t tar_header_size(std::string_view path);
/// How many zeros follow a content of `size` bytes.
std::size_t tar_padding(std::uint64_t size);

}  // namespace werkbank
