#include "core/dataset/conversation_fix.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/ascii.h"
#include "core/catalogue/number_text.h"
#include "core/dataset/cell_value.h"
#include "core/dataset/json_pieces.h"
#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

using nlohmann::ordered_json;

constexpr std::array<const char*, 11> content_names{"content", "value",    "prompt",  "instruction",
                                                    "input",   "question", "vraag",   "completion",
                                                    "output",  "answer",   "antwoord"};

/// What a role is called elsewhere, in small letters, where it cannot be another one.
std::optional<ConversationRole> role_meant(const std::string& word) {
  static constexpr std::array<std::pair<const char*, ConversationRole>, 4> others{{
      {"systeem", ConversationRole::system},
      {"gebruiker", ConversationRole::user},
      {"assistent", ConversationRole::assistant},
      {"chatgpt", ConversationRole::assistant},
  }};
  for (const auto& [name, role] : others) {
    if (word == name) return role;
  }
  return role_called(word);
}

/// A machine that talks. Who it talks with tells whether it is the one that answers.
bool is_machine(const std::string& word) {
  return word == "bot" || word == "chatbot" || word == "ai" || word == "model" || word == "robot";
}

/// Without the blanks around it. Where there are more lines, those before the first letter may be how the text is set
/// out, as in a piece of a program: only empty lines go there.
std::string_view tidy(std::string_view text) {
  const auto inside = stripped(text);
  if (inside.empty()) return text;
  if (inside.find('\n') == std::string_view::npos) return inside;
  const auto begin = static_cast<std::size_t>(inside.data() - text.data());
  const auto line = text.rfind('\n', begin);
  const auto from = line == std::string_view::npos || line > begin ? 0 : line + 1;
  return text.substr(from, begin + inside.size() - from);
}

/// A number of so many digits that it would be written differently.
bool loses_digits(const ordered_json& value) {
  constexpr double most_exact = 9007199254740992.0;
  if (value.is_number_float()) return std::abs(value.get<double>()) >= most_exact;
  return value.is_structured() && std::any_of(value.begin(), value.end(), loses_digits);
}

class Fixer {
 public:
  explicit Fixer(FixedConversation& fixed) : fixed_(fixed) {}

  /// Whether something became different.
  bool fix(ordered_json& document) {
    for (const auto* name : {"messages", "conversations"}) {
      if (const auto found = document.find(name); found != document.end()) return fix_messages(*found);
    }
    fix_texts(document);
    if (const auto system = document.find("system"); system != document.end()) fix_text(*system);
    return changed_;
  }

 private:
  bool fix_messages(ordered_json& messages) {
    if (!messages.is_array()) return false;
    const bool has_machine = machine_answers(messages);
    for (auto& message : messages) {
      if (!message.is_object()) continue;
      if (auto* role = role_in(message)) fix_role(*role, has_machine);
      fix_texts(message);
    }
    return changed_;
  }

  static ordered_json* role_in(ordered_json& message) {
    for (const auto* name : {"role", "from"}) {
      if (const auto found = message.find(name); found != message.end()) return found->is_string() ? &*found : nullptr;
    }
    return nullptr;
  }

  /// Every message is of the system, of a person, or of one machine of one name.
  static bool machine_answers(ordered_json& messages) {
    std::string machine;
    bool has_person = false;
    for (auto& message : messages) {
      const auto* role = message.is_object() ? role_in(message) : nullptr;
      if (role == nullptr) return false;
      const auto word = word_of(*role);
      const auto meant = role_meant(word);
      has_person = has_person || meant == ConversationRole::user;
      if (meant == ConversationRole::user || meant == ConversationRole::system) continue;
      if (meant || !is_machine(word) || (!machine.empty() && machine != word)) return false;
      machine = word;
    }
    return has_person && !machine.empty();
  }

  static std::string word_of(const ordered_json& role) {
    return lower_case(stripped(role.get_ref<const std::string&>()));
  }

  void fix_role(ordered_json& role, bool has_machine) {
    const auto& written = role.get_ref<const std::string&>();
    if (role_called(written)) return;
    const auto word = word_of(role);
    auto meant = role_meant(word);
    if (!meant && has_machine && is_machine(word)) meant = ConversationRole::assistant;
    if (!meant) return;
    fixed_.role_before = written;
    fixed_.role_after = std::string(role_name(*meant));
    role = fixed_.role_after;
    changed_ = true;
  }

  void fix_texts(ordered_json& object) {
    for (const auto* name : content_names) {
      if (const auto found = object.find(name); found != object.end()) fix_text(*found);
    }
    if (const auto found = object.find("response"); found != object.end()) fix_text(*found);
  }

  void fix_text(ordered_json& value) {
    if (!value.is_string()) return;
    const auto& text = value.get_ref<const std::string&>();
    const auto inside = tidy(text);
    if (inside.size() == text.size()) return;
    value = std::string(inside);
    fixed_.spaces = changed_ = true;
  }

  FixedConversation& fixed_;
  bool changed_ = false;
};

/// Some letters as UTF-8 and some not: read as either, the others would become wrong.
bool is_mixed_role(std::string_view text) {
  bool has_valid = false;
  bool has_other = false;
  while (!text.empty()) {
    const auto end = std::min(find_invalid_utf8(text), text.size());
    has_valid = has_valid || std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end),
                                         [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    has_other = has_other || end < text.size();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return has_valid && has_other;
}

ordered_json document_of(std::string_view text) {
  if (json_depth(text) > deepest_json) return {};
  auto document = ordered_json::parse(text, nullptr, false);
  return document.is_object() ? document : ordered_json();
}

}  // namespace

FixedConversation fix_conversation(std::string_view text, bool may_end_in_comma) {
  FixedConversation fixed;
  if (is_mixed_role(text)) {
    fixed.text = text;
    return fixed;
  }
  fixed.other_bytes = find_invalid_utf8(text) != std::string_view::npos;
  fixed.text = readable(text);
  if (fixed.other_bytes) fixed.letters_after = clipped(stripped(fixed.text));
  auto document = document_of(fixed.text);
  const auto inside = stripped(fixed.text);
  if (document.is_null() && may_end_in_comma && inside.ends_with(',')) {
    auto before = std::string(stripped(inside.substr(0, inside.size() - 1)));
    document = document_of(before);
    fixed.last_comma = !document.is_null();
    if (fixed.last_comma) fixed.text = std::move(before);
  }
  fixed.readable = !document.is_null();
  if (!fixed.readable) return fixed;
  const bool on_more_lines = fixed.text.find('\n') != std::string::npos;
  if (loses_digits(document)) {
    std::replace(fixed.text.begin(), fixed.text.end(), '\n', ' ');
  } else if (Fixer(fixed).fix(document) || on_more_lines) {
    fixed.text = document.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
  }
  return fixed;
}

}  // namespace werkbank
