#include "core/dataset/conversation.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/dataset/cell_value.h"
#include "core/dataset/json_pieces.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

using nlohmann::json;

const json* member(const json& object, std::initializer_list<const char*> names) {
  for (const auto* name : names) {
    const auto found = object.find(name);
    if (found != object.end()) return &*found;
  }
  return nullptr;
}

constexpr auto question_names = {"prompt", "instruction", "question", "vraag"};
constexpr auto answer_names = {"completion", "output", "answer", "response", "antwoord"};

bool is_among(std::string_view name, std::initializer_list<const char*> names) {
  const auto is_same = [&](std::string_view one) {
    return std::equal(one.begin(), one.end(), name.begin(), name.end(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b); });
  };
  return std::any_of(names.begin(), names.end(), is_same);
}

class Reader {
 public:
  TaughtConversation read(std::string_view line) {
    // What lies deeper has no end to the programs that walk through it.
    const auto document =
        json_depth(line) > deepest_json ? json(json::value_t::discarded) : json::parse(line, nullptr, false);
    if (document.is_discarded()) {
      refuse("lines_json", clipped(std::string(line)));
    } else if (!document.is_object()) {
      refuse("conversation_form", document.type_name());
    } else if (const auto* messages = member(document, {"messages", "conversations"})) {
      read_messages(*messages);
    } else {
      read_pair(document);
    }
    return taken();
  }

  TaughtConversation read(std::string_view question, std::string_view answer) {
    add_text(ConversationRole::user, std::string(question));
    if (!stripped(answer).empty() && found_.rule.empty()) add_text(ConversationRole::assistant, std::string(answer));
    return taken();
  }

 private:
  TaughtConversation taken() {
    if (found_.rule.empty() && !has_answer_) refuse("has_answer", {});
    return std::move(found_);
  }

  void refuse(const char* rule, std::string value) {
    if (!found_.rule.empty()) return;
    found_.rule = rule;
    found_.value = std::move(value);
  }

  void read_messages(const json& messages) {
    if (!messages.is_array()) return refuse("conversation_form", messages.type_name());
    for (const auto& message : messages) {
      if (!message.is_object()) return refuse("conversation_form", message.type_name());
      const auto* role = member(message, {"role", "from"});
      const auto known = role != nullptr && role->is_string() ? role_called(role->get_ref<const std::string&>())
                                                              : std::optional<ConversationRole>();
      if (!known) return refuse("known_role", role == nullptr ? std::string() : clipped(role->dump()));
      add(*known, member(message, {"content", "value"}));
      if (!found_.rule.empty()) return;
    }
  }

  void read_pair(const json& document) {
    const auto* question = member(document, question_names);
    const auto* answer = member(document, answer_names);
    if (question == nullptr)
      return refuse("conversation_form", document.empty() ? "" : clipped(document.begin().key()));
    if (const auto* system = member(document, {"system"})) add(ConversationRole::system, system);
    add(ConversationRole::user, question);
    const auto* input = member(document, {"input"});
    const bool has_input = input != nullptr && input->is_string() && !input->get_ref<const std::string&>().empty();
    if (has_input && found_.rule.empty()) found_.turns.back().text += "\n\n" + input->get_ref<const std::string&>();
    if (answer != nullptr && found_.rule.empty()) add(ConversationRole::assistant, answer);
  }

  void add(ConversationRole role, const json* content) {
    if (content == nullptr || !content->is_string()) {
      return refuse("content_is_text",
                    std::string(role_name(role)) + ": " + (content == nullptr ? "-" : content->type_name()));
    }
    add_text(role, content->get_ref<const std::string&>());
  }

  void add_text(ConversationRole role, const std::string& text) {
    const bool is_empty = stripped(text).empty();
    if (role == ConversationRole::system && is_empty) return;
    if (is_empty) return refuse("has_content", std::string(role_name(role)));
    const bool is_first = found_.turns.empty();
    const auto last = is_first ? ConversationRole::system : found_.turns.back().role;
    const bool fits = role == ConversationRole::system ? is_first
                      : role == ConversationRole::user ? last != ConversationRole::user
                                                       : last == ConversationRole::user;
    if (!fits) return refuse("roles_in_turn", std::string(role_name(role)));
    has_answer_ = has_answer_ || role == ConversationRole::assistant;
    found_.turns.push_back({role, text});
  }

  TaughtConversation found_;
  bool has_answer_ = false;
};

}  // namespace

std::string_view role_name(ConversationRole role) {
  switch (role) {
    case ConversationRole::system:
      return "system";
    case ConversationRole::user:
      return "user";
    case ConversationRole::assistant:
      return "assistant";
  }
  return {};
}

std::optional<ConversationRole> role_called(std::string_view word) {
  if (word == "system") return ConversationRole::system;
  if (word == "user" || word == "human") return ConversationRole::user;
  if (word == "assistant" || word == "gpt") return ConversationRole::assistant;
  return std::nullopt;
}

std::uint64_t conversation_hash(const TaughtConversation& conversation) {
  std::string all;
  for (const auto& turn : conversation.turns)
    all += std::string(role_name(turn.role)) + '\0' + std::string(stripped(turn.text)) + '\0';
  return content_hash(all);
}

TaughtConversation parse_conversation(std::string_view line) { return Reader().read(line); }

TaughtConversation pair_conversation(std::string_view question, std::string_view answer) {
  return Reader().read(question, answer);
}

bool is_question_name(std::string_view name) { return is_among(stripped(name), question_names); }

bool is_answer_name(std::string_view name) { return is_among(stripped(name), answer_names); }

// One byte more than may be: it may be the first half of the end of a line.
void BoundedLines::keep(std::string_view part) {
  const auto room = longest_ + 1 - kept_.size();
  cut_ = cut_ || part.size() > room;
  kept_ += part.substr(0, room);
}

void BoundedLines::give() {
  std::string_view text = kept_;
  if (text.ends_with('\r')) text.remove_suffix(1);
  cut_ = cut_ || text.size() > longest_;
  take_({number_, text.substr(0, longest_), cut_});
  kept_.clear();
  cut_ = false;
  ++number_;
}

void BoundedLines::add(std::string_view block) {
  for (auto end = block.find('\n'); end != std::string_view::npos; end = block.find('\n')) {
    keep(block.substr(0, end));
    give();
    block.remove_prefix(end + 1);
  }
  keep(block);
}

void BoundedLines::finish() {
  if (!kept_.empty()) give();
}

}  // namespace werkbank
