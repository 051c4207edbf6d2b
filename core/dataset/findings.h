// Collects what the rules find: puts the places into the manifest's words, keeps the first 20 of each rule and counts
// the rest, so that memory and the page stay small whatever the data holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/dataset/data_check.h"

namespace werkbank {

/// Where something was found, and the figures that go with it. Texts come from the data: untrusted.
struct FoundAt {
  std::string file;
  std::optional<std::uint64_t> line;
  std::string column;
  std::optional<Message::Argument> value;
  std::optional<Message::Argument> count;
  std::optional<Message::Argument> limit;
};

/// `words` with {file} {line} {column} {value} {count} {limit} filled in; a place that is not known is a dash.
Message fill_places(const LocalText& words, const FoundAt& at);

/// A count as an argument of a sentence.
Message::Argument whole(std::uint64_t number);

class Findings {
 public:
  /// By a rule of the manifest. `check` must outlive this.
  void add(const DataCheck& check, const FoundAt& at);
  /// By Werkbank itself, for what no rule can say (an unreadable file, a workbook instead of text).
  void add(const std::string& rule, Severity severity, Message message, Message advice, const FoundAt& at);

  /// All, errors first. A warning that only repeats an error (the same rule at the same place) is left out.
  std::vector<Finding> take();

 private:
  struct Group {
    std::string rule;
    Severity severity = Severity::error;
    const DataCheck* check = nullptr;
    std::vector<Finding> kept;
    std::uint64_t left_out = 0;
  };
  Group& group(const std::string& rule, Severity severity, const DataCheck* check);

  std::vector<Group> groups_;
};

/// The number argument `name` of a rule; read_template() saw to it that it is there.
double number_argument(const DataCheck& check, const char* name);
/// The text that was answered to the question that the argument `name` names; empty when there is none.
std::string answer_argument(const DataCheck& check, const char* name, const ParameterValues& values);

}  // namespace werkbank
