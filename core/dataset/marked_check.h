// The rules for sentences in which every word has a tag.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/dataset/data_check.h"
#include "core/dataset/findings.h"
#include "core/dataset/marked_words.h"
#include "core/dataset/personal_texts.h"

namespace werkbank {

/// Whether a template asks for such sentences: it has the rule for them.
bool asks_marked_words(const DataItem& item);

/// Whether a report shows such sentences, and its rows are words: of a table with that header the columns are known.
bool shows_marked_words(const DataReport& report);

/// As check_data(), for a file of such sentences or a folder with one. Error: local_file.
Result<DataReport> check_marked_words(const DataItem& item, const std::filesystem::path& data,
                                      const ProgressSink& progress, const std::stop_token& stop);

/// The rules for words, one after the other. Memory does not grow with how many there are.
class MarkedRules {
 public:
  /// All must outlive this.
  MarkedRules(const DataItem& item, std::string file, Findings& findings, DataReport& report);

  void add_line(std::uint64_t line, std::string_view text);
  void add_word(std::uint64_t line, std::string_view word, std::string_view tag);
  void end_sentence();
  void finish();
  /// By a rule of the manifest, when it has that one.
  void say(std::string_view rule, std::uint64_t line, std::optional<Message::Argument> value = {},
           std::optional<Message::Argument> count = {}, std::optional<Message::Argument> limit = {});

 private:
  struct Kind {
    std::uint64_t marks = 0;
    std::uint64_t first_line = 0;
  };
  const DataCheck* check_of(std::string_view rule) const;
  void count_mark(std::string_view kind, std::uint64_t line);
  void show(std::string_view word, const MarkTag& tag, bool begins);
  void say_scheme();
  void say_kinds();

  const DataItem& item_;
  std::string file_;
  Findings& findings_;
  DataReport& report_;
  MarkScheme scheme_;
  std::map<std::string, Kind, std::less<>> kinds_;
  std::uint64_t most_words_ = 0;  ///< of a sentence; 0: not asked
  std::uint64_t sentences_ = 0;
  std::size_t columns_ = 0;  ///< of the first line
  PersonalCounts people_;
  PersonalLines text_{people_};  ///< a sentence is a line of it

  // Of the sentence that is read now.
  std::uint64_t words_ = 0;
  std::uint64_t first_line_ = 0;
  std::string shown_, marks_;
};

}  // namespace werkbank
