// A table in a text file, row by row, whatever wrote it: finds the encoding and the sign between the columns by itself.
// Streams: a file of any size is read with the memory of one row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/dataset/row_splitter.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {

/// How often who reads a table looks whether to stop, and says how far it is.
inline constexpr std::uint64_t rows_between_looks = 4096;

class CsvReader {
 public:
  /// The next block of the text, empty at the end; valid until the next call.
  using Source = std::function<Result<std::string_view>()>;

  /// Error: local_file.
  static Result<CsvReader> open(const std::filesystem::path& path);
  static Result<CsvReader> read_from(Source source);

  /// The next row that is not blank; false at the end. Error: local_file.
  Result<bool> next(CsvRow& row);

  char delimiter() const { return delimiter_; }
  TextEncoding encoding() const { return encoding_; }
  std::uint64_t bytes_read() const { return bytes_read_; }
  /// The first bytes as they are in the file, at most 64 kB.
  const std::string& head() const { return head_; }

 private:
  explicit CsvReader(Source source);
  Result<Done> look_at_head();
  Result<bool> refill();

  Source source_;
  std::string head_;
  bool head_given_ = false;
  bool whole_in_head_ = false;
  TextEncoding encoding_ = TextEncoding::utf8;
  char delimiter_ = ',';
  TextDecoder decoder_;
  RowSplitter splitter_;
  std::string_view block_;
  std::uint64_t bytes_read_ = 0;
};

/// The sign that cuts the first rows of `text` into the most columns, and into equally many in nearly every row.
/// `whole` says that the text does not go on, so that its last row is complete.
char find_delimiter(std::string_view text, bool whole);

}  // namespace werkbank
