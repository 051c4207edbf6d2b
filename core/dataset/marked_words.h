// Sentences in which every word has a tag: a word and its tag on each line and an empty line between sentences (CoNLL),
// or a table with the columns word, tag and sentence. Reads them line by line, however tags are written: IOB, IOB2,
// BIOES.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

/// What a line of CoNLL says. Columns are parted by tabs, or by spaces where there are none: the first is the word, the
/// last its tag.
struct MarkedLine {
  enum class Kind { word, between, wrong };
  Kind kind = Kind::between;  ///< between: an empty line, or the begin of a document
  std::string_view word;
  std::string_view tag;
  std::size_t columns = 0;
};
MarkedLine read_marked_line(std::string_view line);

/// "B-NAAM" in its two parts.
struct MarkTag {
  char part = 'O';  ///< O, or B, I, E, S; L and U, as some write E and S, become those
  std::string_view kind;
};
/// Nothing for what is no tag.
std::optional<MarkTag> read_mark_tag(std::string_view tag);

/// The columns of a table of marked words; nothing when a first line does not name a word and a tag.
struct MarkedColumns {
  std::size_t word = 0;
  std::size_t tag = 0;
  std::optional<std::size_t> sentence;
};
std::optional<MarkedColumns> marked_columns(const std::vector<std::string>& names);

/// How the marks of a file are written. The same words are marked whichever it is; only with more than one in a file
/// nobody knows where a mark begins.
class MarkScheme {
 public:
  struct Seen {
    std::uint64_t count = 0;
    std::uint64_t first_line = 0;
    std::string tag;  ///< on that line
  };

  void begin_sentence() { end_mark(); }
  /// Gives whether a mark begins at this word.
  bool add(const MarkTag& tag, std::string_view written, std::uint64_t line);
  void finish() { end_mark(); }

  /// Marks that begin with I- or E-, where others begin with B- or S-: a B- is missing, or the tag before is wrong.
  std::optional<Seen> broken() const;
  /// Marks that end without E- or S-, where others end with one.
  std::optional<Seen> mixed() const;
  const Seen& begun() const { return begun_; }

 private:
  void end_mark();

  std::string kind_;  ///< of the mark that is open
  bool is_open_ = false;
  bool may_end_ = true;  ///< with the tag that came last
  std::uint64_t last_line_ = 0;
  std::string last_tag_;
  Seen begun_;    ///< with B- or S-, where no mark of that kind was open
  Seen without_;  ///< with I- or E-
  Seen ended_;    ///< with E- or S-
  Seen without_end_;
};

}  // namespace werkbank
