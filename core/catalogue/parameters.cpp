#include "core/catalogue/parameters.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "core/base/ascii.h"
#include "core/catalogue/number_text.h"
#include "core/catalogue/value_rules.h"

namespace werkbank {
namespace {

Message::Argument shown(const Parameter& parameter, double number) {
  if (parameter.type == ParameterType::number) return number;
  if (parameter.type == ParameterType::duration) return Seconds{number};
  return static_cast<std::int64_t>(number);
}

// A value can be as long as a file; a sentence cannot.
std::string clipped(const std::string& text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most) return text;
  auto end = most;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "\u2026";
}

Message number_words(const Parameter& parameter, const std::string& given) {
  const bool whole = parameter.type == ParameterType::integer;
  const bool duration = parameter.type == ParameterType::duration;
  if (parameter.min && parameter.max) {
    std::vector<Message::Argument> all{parameter.label, given, shown(parameter, *parameter.min),
                                       shown(parameter, *parameter.max)};
    if (duration)
      return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Give a time from %3 to %4, such as 30 min."), all};
    if (whole)
      return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Give a whole number from %3 to %4."), all};
    return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Give a number from %3 to %4."), all};
  }
  if (duration)
    return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Give a time, such as 30 min."),
            {parameter.label, given}};
  if (whole)
    return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Give a whole number."), {parameter.label, given}};
  return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Give a number."), {parameter.label, given}};
}

Message choice_words(const Parameter& parameter, const std::string& given) {
  LocalText list;
  for (const auto& choice : parameter.choices) {
    const std::string comma = list.english.empty() ? "" : ", ";
    list.dutch += comma + choice.value + " (" + choice.label.dutch + ")";
    list.english += comma + choice.value + " (" + choice.label.english + ")";
  }
  return {WERKBANK_TEXT("catalogue", "%1: \"%2\" is not one of the choices. Choose from: %3."),
          {parameter.label, given, list}};
}

Error invalid(const Parameter& parameter, const std::string& typed) {
  const auto given = clipped(typed);
  const auto words = [&]() -> Message {
    switch (parameter.type) {
      case ParameterType::integer:
      case ParameterType::number:
      case ParameterType::duration:
        return number_words(parameter, given);
      case ParameterType::boolean:
        return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Answer yes or no."), {parameter.label, given}};
      case ParameterType::choice:
        return choice_words(parameter, given);
      case ParameterType::model:
        return {WERKBANK_TEXT("catalogue",
                              "%1: the model \"%2\" is not one this template knows. Choose one from its list."),
                {parameter.label, given}};
      case ParameterType::text:
      case ParameterType::column:
        break;
    }
    return {WERKBANK_TEXT("catalogue", "%1: \"%2\" cannot be used. Give plain text, at most %3 characters."),
            {parameter.label, given, static_cast<std::int64_t>(longest_text_value)}};
  };
  return {ErrorCode::parameter_invalid, words(), parameter.key, Grade::ask_person};
}

std::optional<ParameterValue> yes_or_no(const std::string& typed) {
  static constexpr std::string_view yes[] = {"true", "yes", "ja", "y", "j", "1", "on", "aan", "waar"};
  static constexpr std::string_view no[] = {"false", "no", "nee", "n", "0", "off", "uit", "onwaar"};
  const auto word = lower_case(trimmed(typed));
  if (std::find(std::begin(yes), std::end(yes), word) != std::end(yes)) return true;
  if (std::find(std::begin(no), std::end(no), word) != std::end(no)) return false;
  return std::nullopt;
}

// People may give a choice by its value or by the words they see.
std::optional<ParameterValue> choice_of(const Parameter& parameter, const std::string& typed) {
  const auto word = lower_case(trimmed(typed));
  for (const auto& choice : parameter.choices) {
    if (choice.value == trimmed(typed)) return choice.value;
  }
  for (const auto& choice : parameter.choices) {
    if (lower_case(choice.value) == word || lower_case(choice.label.dutch) == word ||
        lower_case(choice.label.english) == word)
      return choice.value;
  }
  return std::nullopt;
}

std::optional<ParameterValue> read_typed(const Parameter& parameter, const std::string& typed) {
  const auto as_value = [](const auto& number) -> std::optional<ParameterValue> {
    if (!number) return std::nullopt;
    if constexpr (std::is_same_v<std::decay_t<decltype(*number)>, double>)
      return ParameterValue(*number);
    else
      return ParameterValue(static_cast<std::int64_t>(*number));
  };
  switch (parameter.type) {
    case ParameterType::integer:
      return as_value(whole_number_from_text(typed));
    case ParameterType::number:
      return as_value(number_from_text(typed));
    case ParameterType::duration:
      return as_value(duration_from_text(typed));
    case ParameterType::boolean:
      return yes_or_no(typed);
    case ParameterType::choice:
      return choice_of(parameter, typed);
    case ParameterType::text:
    case ParameterType::column:
    case ParameterType::model:
      break;
  }
  return ParameterValue(typed);
}

}  // namespace

ParameterValues default_values(const JobTemplate& job_template) {
  ParameterValues values;
  for (const auto& parameter : job_template.parameters) values[parameter.key] = parameter.default_value;
  return values;
}

Result<ParameterValue> parse_value(const Parameter& parameter, const std::string& typed) {
  const auto value = read_typed(parameter, typed);
  // Which models there are, the template knows; check_values() asks it.
  const std::vector<std::string> models{typed};
  if (!value || !what_is_wrong(parameter, *value, models).empty()) return invalid(parameter, typed);
  return *value;
}

Result<Done> check_values(const JobTemplate& job_template, const ParameterValues& values) {
  for (const auto& [key, value] : values) {
    if (job_template.parameter(key) != nullptr) continue;
    return Error{
        ErrorCode::parameter_invalid,
        Message(
            WERKBANK_TEXT("catalogue",
                          "\"%1\" is not a question of \"%2\". Look at the template's questions and correct the name."),
            {clipped(key), job_template.title}),
        key, Grade::ask_person};
  }
  for (const auto& parameter : job_template.parameters) {
    const auto found = values.find(parameter.key);
    if (found == values.end()) {
      return Error{
          ErrorCode::parameter_invalid,
          Message(WERKBANK_TEXT("catalogue", "The question \"%1\" has no answer yet. Give one."), {parameter.label}),
          parameter.key, Grade::ask_person};
    }
    const auto wrong = what_is_wrong(parameter, found->second, job_template.models);
    if (wrong.empty()) continue;
    auto error = invalid(parameter, value_text(found->second));
    error.detail += " must be " + wrong;
    return error;
  }
  return Done{};
}

bool is_visible(const Parameter& parameter, const ParameterValues& values) {
  if (!parameter.visible_if) return true;
  const auto found = values.find(parameter.visible_if->parameter);
  return found != values.end() && same_value(found->second, parameter.visible_if->equals);
}

std::string value_text(const ParameterValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return values_to_json({{"value", value}})["value"].dump();
}

nlohmann::json values_to_json(const ParameterValues& values) {
  auto json = nlohmann::json::object();
  for (const auto& [key, value] : values) {
    std::visit([&json, &name = key](const auto& plain) { json[name] = plain; }, value);
  }
  return json;
}

}  // namespace werkbank
