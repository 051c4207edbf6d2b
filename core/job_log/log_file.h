// A job's log on this computer, of any size: read by blocks, from wherever one looks, never as a whole.
//
// The file is cut into blocks at each multiple of block_size, moved on to the next begin of a line; a line that is
// still going on long after that is cut there. So a block can be found without what stands before it, and is the same
// for everybody who reads it. Nothing is held open between two readings: the log may be begun anew at any moment.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/job_log/log_block.h"

namespace werkbank {

/// How far a log went when it was looked at, and enough of it to see later whether it is still the same.
struct LogMark {
  std::uint64_t size = 0;  ///< bytes; 0 also when there is no file
  std::string head;
  std::string tail;  ///< the last bytes before `size`
};

/// A block as it stands in the file.
struct RawBlock {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool continues = false;  ///< its first line began in the block before
  bool is_whole = true;    ///< where it ends does not change when the file grows
  std::string_view bytes;  ///< in the buffer of whoever asked
};

class LogFile {
 public:
  static constexpr std::uint64_t block_size = 256U << 10U;
  static constexpr std::uint64_t longest_overrun = 64U << 10U;  ///< of a line past the end of its block

  explicit LogFile(std::filesystem::path path) : path_(std::move(path)) {}
  const std::filesystem::path& path() const { return path_; }

  /// Looks at the file as it is now; one that is not there is empty. Error: local_file.
  Result<LogMark> mark() const;
  /// Whether the file only grew since `before`, or not even that. Error: local_file.
  Result<bool> goes_on_from(const LogMark& before) const;

  /// How many blocks a file of `size` bytes has.
  static std::size_t blocks_in(std::uint64_t size) {
    return static_cast<std::size_t>((size + block_size - 1) / block_size);
  }
  /// The block with this index of the first `size` bytes, in at most block_size + 2 * longest_overrun bytes of
  /// `buffer`. Error: local_file, also when the file is shorter by now.
  Result<RawBlock> raw_block(std::size_t index, std::uint64_t size, std::string& buffer) const;
  /// The same as it is shown. `before` is what it was when the file was shorter, or null: what has not changed is not
  /// read again.
  Result<LogBlock> block(std::size_t index, std::uint64_t size, const LogBlock* before = nullptr) const;

  /// Bytes of the file, at most `limit`; fewer at its end, none when it is not there. Error: local_file.
  Result<std::string> read(std::uint64_t offset, std::uint64_t limit) const;

 private:
  Result<std::string_view> read_into(std::string& buffer, std::uint64_t offset, std::uint64_t limit) const;
  std::filesystem::path path_;
};

/// Which line stands where: how many line ends there are before each block. Eight bytes a block, so 64 KiB for 2 GiB.
class LineNumbers {
 public:
  /// Of the next block, which must be whole.
  void add(const RawBlock& block);
  /// How many blocks from the begin of the file were counted.
  std::size_t blocks() const { return first_.size(); }
  /// The number, from 1, of the line that the block begins with, or within; empty when it is not known so far.
  std::optional<std::uint64_t> first_of(std::size_t block) const;
  /// The block that line `number` ends in; blocks() when it is none of those that were counted.
  std::size_t block_of(std::uint64_t number) const;

 private:
  std::vector<std::uint64_t> first_;  ///< of each block
  std::uint64_t next_ = 1;            ///< of the block after them
};

}  // namespace werkbank
