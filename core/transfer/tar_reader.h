// What the factory packs, taken apart while it comes: a tar archive as GNU tar writes it (POSIX.1-1988, with GNU's
// long names), of files only, in a few KiB of memory whatever it says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/tar_header.h"

namespace werkbank {

class TarReader {
 public:
  enum class Part {
    more,     ///< bytes are needed
    file,     ///< one begins: path() and size()
    content,  ///< of that file: content()
    end       ///< of the archive; what is taken next begins another one
  };

  /// Archives are as long as a multiple of `record` bytes.
  explicit TarReader(std::size_t record) : record_(record) {}

  /// The next part of the begin of `bytes`, which is taken off. Error: verification_failed, for what is no archive of
  /// files.
  Result<Part> take(std::string_view& bytes);
  const std::string& path() const { return path_; }
  std::uint64_t size() const { return size_; }
  /// Valid as long as the bytes that were given.
  std::string_view content() const { return content_; }

 private:
  std::string_view cut(std::string_view& bytes, std::uint64_t most);
  Result<Part> read_header();
  void read_long_name();
  void begin_block(std::size_t length);

  const std::size_t record_;
  std::string block_;  ///< what there is of a header, or of a long name
  std::size_t block_length_ = tar_block;
  std::string long_name_;  ///< of the file that comes next; empty: its header has the name
  std::size_t long_name_length_ = 0;
  std::string path_;
  std::uint64_t size_ = 0;
  std::string_view content_;
  std::uint64_t to_come_ = 0;  ///< of the content
  std::uint64_t to_skip_ = 0;
  std::uint64_t taken_ = 0;  ///< of the archive
  bool at_end_ = false;
};

}  // namespace werkbank
