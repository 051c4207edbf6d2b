// The rules for conversations to teach a language model with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/dataset/conversation.h"
#include "core/dataset/data_check.h"
#include "core/dataset/findings.h"
#include "core/dataset/personal_columns.h"
#include "core/dataset/row_splitter.h"

namespace werkbank {

/// As check_data(), for a file of conversations (.jsonl) or a folder with some. Error: local_file.
Result<DataReport> check_conversations(const DataItem& item, const std::filesystem::path& data,
                                       const ParameterValues& values, const ProgressSink& progress,
                                       const std::stop_token& stop);

/// The files to read, relative to `data`; those for the test first. A file that was chosen counts whatever its name is.
/// Error: local_file.
Result<std::vector<std::string>> conversation_files(const std::filesystem::path& data, const std::stop_token& stop);
/// Whether a file of that name is read as a table of questions and answers.
bool is_conversation_table(const std::string& name);

/// The rules for lines, one after the other. Memory does not grow with how many there are.
class ConversationRules {
 public:
  /// All must outlive this.
  ConversationRules(const DataItem& item, const ParameterValues& values, Findings& findings, DataReport& report);

  /// How long a line may be, in bytes.
  std::size_t longest_line() const { return longest_line_; }
  /// `is_test`: its conversations are only used to tell how good the model is. Those come first, so that what is also
  /// learned from is found.
  void begin_file(const std::string& name, bool is_test);
  void add(const BoundedLines::Line& line);
  /// A row of a table whose first row names the columns.
  void add_row(const CsvRow& row);
  void end_file();
  void finish();

 private:
  struct Few {  // lines of which one is shown
    std::uint64_t line = 0;
    std::uint64_t lines = 0;
    void add(std::uint64_t at);
  };
  /// Of texts behind these it is only told whether they are among them.
  static constexpr std::size_t most_seen = 2'000'000;

  void take(const TaughtConversation& conversation, const BoundedLines::Line& line);
  void read_header(const CsvRow& row);
  void say(const char* rule, const BoundedLines::Line& line, const std::string& value);
  void say(const DataCheck& check, const Few& few, std::optional<Message::Argument> limit = {});
  void look_at(const TaughtConversation& conversation, std::uint64_t line);
  void look_at_length(const TaughtConversation& conversation, std::uint64_t line);
  void look_at_repeats(const TaughtConversation& conversation, std::uint64_t line);
  void look_at_people(const TaughtConversation& conversation, std::uint64_t line);
  void show(const TaughtConversation& conversation);

  const DataItem& item_;
  Findings& findings_;
  DataReport& report_;
  std::size_t longest_line_ = 1U << 20U;
  double longest_text_ = 0;  ///< in bytes; 0: not asked
  double length_ = 0;        ///< what was answered
  std::unordered_set<std::uint64_t> seen_;
  std::unordered_set<std::uint64_t> tested_;  ///< questions of the test
  std::uint64_t usable_ = 0;

  struct Columns {
    std::optional<std::size_t> question, answer;
    std::size_t all = 0;
  };

  // Of the file that is looked at now.
  std::string file_;
  Columns columns_;  ///< of a table
  bool is_test_ = false;
  Few long_, same_, leaked_;
  std::unique_ptr<PersonalColumns> personal_;
};

}  // namespace werkbank
