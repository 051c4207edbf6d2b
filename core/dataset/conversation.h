// One conversation to teach a language model with: a line of JSON, in the forms in which such data is handed about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

enum class ConversationRole { system, user, assistant };

struct ConversationTurn {
  ConversationRole role = ConversationRole::user;
  std::string text;
};

/// A line as it was understood. `rule` is the rule that it breaks, with what is wrong in `value`; then `turns` holds
/// what came before that.
struct TaughtConversation {
  std::vector<ConversationTurn> turns;
  std::string rule;
  std::string value;
};

/// "user" and so on.
std::string_view role_name(ConversationRole role);
/// The role that a word names to the program on the factory; nothing for every other spelling.
std::optional<ConversationRole> role_called(std::string_view word);

/// How deep the brackets of a line may lie in each other: what lies deeper is read by no program.
constexpr std::size_t deepest_json = 200;

/// Of all turns, without the blanks around them: equal for conversations that are the same.
std::uint64_t conversation_hash(const TaughtConversation& conversation);

/// Reads {"messages": [{"role", "content"}, ...]}, also with `conversations`, `from` and `value`; or a question and an
/// answer: prompt/completion, instruction(/input)/output, question/answer or vraag/antwoord. An empty message of the
/// system is left out.
TaughtConversation parse_conversation(std::string_view line);

/// Of a row of a table: a question with its answer.
TaughtConversation pair_conversation(std::string_view question, std::string_view answer);

/// Whether a column of that name holds questions, or answers: the words that parse_conversation() knows, in any
/// letters.
bool is_question_name(std::string_view name);
bool is_answer_name(std::string_view name);

/// The lines of a text that comes in blocks, without their ends. Of a line that is longer than `longest` only that much
/// is kept, and it is said.
class BoundedLines {
 public:
  struct Line {
    std::uint64_t number = 0;  ///< 1-based
    std::string_view text;     ///< valid until the call returns
    bool cut = false;
  };
  BoundedLines(std::size_t longest, std::function<void(const Line&)> take)
      : longest_(longest), take_(std::move(take)) {}
  void add(std::string_view block);
  /// Behind the last block: what does not end in a newline is a line too.
  void finish();

 private:
  void keep(std::string_view part);
  void give();

  std::size_t longest_;
  std::function<void(const Line&)> take_;
  std::string kept_;
  bool cut_ = false;
  std::uint64_t number_ = 1;
};

}  // namespace werkbank
