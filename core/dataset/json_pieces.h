// The documents of a text that comes in blocks: one on each line, or those of one JSON list. Memory stays as large as
// the longest of them may be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace werkbank {

/// How deep lists and objects lie in each other at most, wherever brackets stand outside of texts.
std::size_t json_depth(std::string_view text);

class JsonPieces {
 public:
  static constexpr std::size_t longest_piece = 8U << 20U;

  struct Piece {
    std::uint64_t line = 0;  ///< on which it begins, 1-based
    std::string_view text;   ///< valid until the call returns; of a line all of it but the line feed
  };
  using Take = std::function<Result<Done>(const Piece&)>;

  explicit JsonPieces(Take take) : take_(std::move(take)) {}
  /// UTF-8, or what was meant as such. Errors: what the taker says; data_rejected, where the pieces cannot be told
  /// apart.
  Result<Done> add(std::string_view block);
  /// Behind the last block. Error: as of add().
  Result<Done> finish();
  /// The text begins with "[": a list, of which each document is a piece. Known behind the first piece.
  bool is_list() const { return mode_ == Mode::list; }

 private:
  enum class Mode { unknown, lines, list };
  Result<Done> add_lines(std::string_view block);
  Result<Done> add_list(std::string_view block);
  /// Between the documents of a list.
  Result<Done> add_between(char c);
  /// Within one.
  Result<Done> add_within(char c);
  Result<Done> give();
  Error too_long() const;

  Take take_;
  Mode mode_ = Mode::unknown;
  std::string kept_;
  std::uint64_t line_ = 1;        ///< of the byte that is taken next
  std::uint64_t piece_line_ = 1;  ///< on which the one in `kept_` begins
  std::size_t depth_ = 0;         ///< within a document of a list
  bool in_text_ = false;
  bool escaped_ = false;
  bool may_close_ = false;  ///< a document came behind the last comma
  bool opened_ = false;
  bool closed_ = false;
};

}  // namespace werkbank
