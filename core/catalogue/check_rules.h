// The closed list of rules that a manifest may ask of data: for which format, with which arguments, and which places of
// a finding each can fill into the manifest's words.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/catalogue/job_template.h"

namespace werkbank {

struct RuleArgument {
  enum class Kind {
    whole,
    fraction,
    ratio,
    column_parameter,
    text_parameter,
    choice_parameter,
    integer_parameter,
    file_name,
    endings  ///< of file names, without the dot; kept as one text with blanks between
  };
  std::string_view name;
  Kind kind = Kind::whole;
  bool required = true;
};

struct CheckRule {
  std::string_view name;
  DataFormat format = DataFormat::csv;
  std::vector<RuleArgument> arguments;
  std::vector<std::string_view> places;  ///< of file, line, column, value, count, limit
};

std::span<const CheckRule> check_rules();
/// Null when there is no rule of that name.
const CheckRule* find_check_rule(std::string_view name);

/// The names between braces in `words`, in order: "{file} has {count}" gives file and count. A brace that is never
/// closed gives the rest of the words, so that it is refused as unknown.
std::vector<std::string_view> placeholders(std::string_view words);

}  // namespace werkbank
