// Cuts text into the rows and cells of a table: quotes, doubled quotes, newlines inside quotes, every kind of line end.
// Takes text in blocks; what it keeps of one row is bounded, whatever the text holds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

struct CsvRow {
  std::uint64_t line = 0;               ///< the line on which the row begins, 1-based
  std::uint64_t count = 0;              ///< its cells, also those that were not kept
  std::vector<std::string_view> cells;  ///< valid until the next row is read
  std::string_view text;                ///< all cells, with a separator between them; valid as long as cells
  bool closed = true;                   ///< false: the file ended inside quotes
  bool cut = false;                     ///< too long to be kept whole
};

class RowSplitter {
 public:
  explicit RowSplitter(char delimiter) : delimiter_(delimiter) {}

  /// Takes bytes from the begin of `block` until a row ends or the block does; gives how many.
  std::size_t take(std::string_view block);
  /// Whether a row has ended; read() gives it.
  bool ended() const { return ended_; }
  /// At the end of the text: ends the row that is being read. False when there is none.
  bool finish();
  /// The row that ended; the next take() begins a new one.
  void read(CsvRow& row);

 private:
  enum class State { cell_begin, plain, quoted, quote_in_quoted };
  std::size_t take_plain(std::string_view block, std::size_t at);
  std::size_t take_quoted(std::string_view block, std::size_t at);
  void append(std::string_view piece);
  void end_cell();

  char delimiter_;
  State state_ = State::cell_begin;
  std::uint64_t line_ = 1;  // of the byte that is taken next
  std::uint64_t row_line_ = 1;
  std::uint64_t count_ = 0;
  std::string text_;      // of the row that is being taken
  std::string row_text_;  // of the row that was read last
  std::vector<std::size_t> ends_;
  bool started_ = false;  // a byte of this row was taken
  bool ended_ = false;
  bool after_carriage_return_ = false;
  bool closed_ = true;
  bool cut_ = false;
};

}  // namespace werkbank
