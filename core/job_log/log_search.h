// Looking for words, and for errors and warnings, in a log of any size: block by block from its end, so that what is
// found first is what was written last, and in memory that does not grow with it.
#pragma once

#include <array>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"
#include "core/job_log/log_file.h"

namespace werkbank {

/// Words to look for, whatever their capitals: plain text, UTF-8. A letter whose capital takes another number of bytes
/// (there are a few) is found as it was typed only.
class Needle {
 public:
  explicit Needle(std::string_view words);
  bool empty() const { return places_.empty(); }
  /// Where the words stand in `text`, from `from` on; npos when they do not.
  std::size_t find(std::string_view text, std::size_t from = 0) const;
  /// Bytes of what is found.
  std::size_t size() const { return places_.size(); }

 private:
  /// One of two bytes, the small letter's or the capital's.
  struct Place {
    std::array<char, 2> either{};
    std::size_t letter = 0;  ///< which of the words' letters it belongs to
  };
  bool stands_at(const char* text) const;

  std::vector<Place> places_;
  std::array<std::size_t, 256> skip_{};  ///< how far to go on when this byte stands under the last place
};

struct FoundLine {
  std::uint64_t offset = 0;  ///< where the line stands in the file
  std::size_t block = 0;
  std::uint32_t in_block = 0;  ///< how many lines of the block stand before it
};

struct FoundLines {
  std::vector<FoundLine> lines;  ///< as they stand in the file
  bool more = false;             ///< there may be more before the first of them
};

/// Errors and warnings of a whole log, as one block that leaves all else out.
struct FoundProblems {
  FoundLines found;
  LogBlock block;  ///< a line for each of `found`
};

/// What to look through: from a block on, up to the log's end as it was when it had `size` bytes.
struct LogStretch {
  std::uint64_t size = 0;
  std::size_t first_block = 0;
};

/// The last `limit` lines that hold the needle, as they are shown. Progress is in bytes. Error: local_file.
Result<FoundLines> find_text(const LogFile& log, LogStretch stretch, const Needle& needle, std::size_t limit,
                             const ProgressSink& sink, const std::stop_token& stop);

/// The last `limit` errors and warnings. Error: local_file.
Result<FoundProblems> find_problems(const LogFile& log, LogStretch stretch, std::size_t limit, const ProgressSink& sink,
                                    const std::stop_token& stop);

/// Puts what was found from `first_block` on in the place of what was known of there; the log has grown since.
void renew(FoundLines& found, const FoundLines& newer, std::size_t first_block);
void renew(FoundProblems& problems, const FoundProblems& newer, std::size_t first_block);

/// The line nearest to `offset` that holds the needle: after the line that `offset` stands in or before it; empty when
/// there is none. Error: local_file.
Result<std::optional<FoundLine>> find_next(const LogFile& log, std::uint64_t size, const Needle& needle,
                                           std::uint64_t offset, bool forward, const std::stop_token& stop);

/// Counts lines on from numbers.blocks(), at most `most` blocks. Error: local_file.
Result<LineNumbers> count_lines(const LogFile& log, std::uint64_t size, LineNumbers numbers, std::size_t most,
                                const std::stop_token& stop);

/// Writes the first `size` bytes of the log, as they are, to another file; what stood there is gone only when all is
/// written. Errors: local_file, local_disk_full.
Result<Done> save_log(const LogFile& log, std::uint64_t size, const std::filesystem::path& to, const ProgressSink& sink,
                      const std::stop_token& stop);

}  // namespace werkbank
