// The frame in which our remote scripts answer: parts with a name, two numbers and counted bytes, and a mark at the
// end. Counted bytes survive whatever a log or a file holds; the mark tells a whole answer from one that was cut off.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace werkbank {

struct AnswerPart {
  std::string name;
  std::uint64_t first = 0;   ///< of a command: its exit code; of a file: its size
  std::uint64_t second = 0;  ///< of a file: the offset of the first byte
  std::string bytes;
};

class Answer {
 public:
  /// Reads "=name first second count\n" + count bytes + "\n", over and over, up to "=end 0 0 0\n\n".
  /// Error: answer_garbled, when it is anything else.
  static Result<Answer> parse(std::string_view text);

  const std::vector<AnswerPart>& parts() const { return parts_; }
  /// The first part of that name, or null.
  const AnswerPart* find(std::string_view name) const;
  /// Its bytes, or "".
  std::string_view text(std::string_view name) const;
  /// Whether a command of that name was run and ended with 0.
  bool succeeded(std::string_view name) const;

 private:
  std::vector<AnswerPart> parts_;
};

/// For answers that are framed well and still make no sense.
Error garbled_answer(std::string detail);

}  // namespace werkbank
