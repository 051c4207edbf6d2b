// Finds a script's answer between what else a login shell prints: everything after one mark and before another.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/ssh/exec.h"

namespace werkbank {

/// The answer stands between "<begin>\n" and "\n<end> <exit code>\n"; the marks are random, so no answer holds them.
class AnswerFilter {
 public:
  AnswerFilter(std::string begin, std::string end, ByteSink sink);

  /// Passes the answer on to the sink as it comes, but holds back what may be the begin of the closing mark.
  Result<Done> add(std::string_view bytes);

  bool began() const { return began_; }
  /// The script's exit code, when the closing mark came whole.
  std::optional<int> exit_code() const;
  /// What stood before the answer, cut to a few thousand bytes: for details.
  std::string noise() const { return began_ ? noise_ : noise_ + held_; }

 private:
  Result<Done> find_begin();
  Result<Done> pass_on();

  std::string begin_;
  std::string end_;
  ByteSink sink_;
  std::string held_;
  std::string noise_;
  bool began_ = false;
  bool ended_ = false;
};

}  // namespace werkbank
