#include "core/dataset/findings.h"

#include <algorithm>

#include "core/dataset/text_encoding.h"

namespace werkbank {
namespace {

constexpr std::size_t most_of_one_rule = 20;

std::size_t place_number(std::string_view name) {
  static constexpr std::string_view names[] = {"file", "line", "column", "value", "count", "limit"};
  const auto* found = std::find(std::begin(names), std::end(names), name);
  return static_cast<std::size_t>(found - std::begin(names));
}

// The manifest's words with %1 to %6 for the places; a percent sign of its own becomes %7, so that "5 %1" stays that.
std::string numbered(const std::string& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto close = words[i] == '{' ? words.find('}', i) : std::string::npos;
    const auto place = close == std::string::npos ? std::size_t{6}
                                                  : place_number(std::string_view(words).substr(i + 1, close - i - 1));
    if (place < 6) {
      out += "%" + std::to_string(place + 1);
      i = close;
    } else if (words[i] == '%') {
      out += "%7";
    } else {
      out += words[i];
    }
  }
  return out;
}

Message rest_words(std::uint64_t count) {
  return {WERKBANK_TEXT("dataset", "More places like these: %1."), {whole(count)}};
}

bool repeats(const Finding& warning, const Finding& error) {
  return warning.severity == Severity::warning && error.severity == Severity::error && warning.rule == error.rule &&
         warning.file == error.file && warning.line == error.line && warning.column == error.column;
}

}  // namespace

Message::Argument whole(std::uint64_t number) { return static_cast<std::int64_t>(number); }

Message fill_places(const LocalText& words, const FoundAt& at) {
  const Message::Argument dash = std::string("-");
  const Message::Argument nothing = LocalText{"(leeg)", "(empty)"};
  const auto text = [&](const std::string& one) {
    return one.empty() ? dash : Message::Argument(clipped(readable(one), 200));
  };
  const bool empty_value = at.value == Message::Argument(std::string());
  std::vector<Message::Argument> places{text(at.file),           at.line ? whole(*at.line) : dash,
                                        text(at.column),         empty_value ? nothing : at.value.value_or(dash),
                                        at.count.value_or(dash), at.limit.value_or(dash),
                                        std::string("%")};
  return Message(LocalText{numbered(words.dutch), numbered(words.english)}, std::move(places));
}

Findings::Group& Findings::group(const std::string& rule, Severity severity, const DataCheck* check) {
  const auto found = std::find_if(groups_.begin(), groups_.end(), [&](const Group& one) {
    return one.rule == rule && one.severity == severity && one.check == check;
  });
  if (found != groups_.end()) return *found;
  groups_.push_back({rule, severity, check, {}, 0});
  return groups_.back();
}

void Findings::add(const DataCheck& check, const FoundAt& at) {
  auto& same = group(check.rule, check.severity, &check);
  if (same.kept.size() >= most_of_one_rule) {
    ++same.left_out;
    return;
  }
  same.kept.push_back({check.rule, check.severity, fill_places(check.message, at), fill_places(check.advice, at),
                       at.file, at.line, at.column});
}

void Findings::add(const std::string& rule, Severity severity, Message message, Message advice, const FoundAt& at) {
  auto& same = group(rule, severity, nullptr);
  if (same.kept.size() >= most_of_one_rule) {
    ++same.left_out;
    return;
  }
  same.kept.push_back({rule, severity, std::move(message), std::move(advice), at.file, at.line, at.column});
}

std::vector<Finding> Findings::take() {
  std::vector<Finding> all;
  for (auto& one : groups_) {
    const auto advice = one.kept.empty() ? Message() : one.kept.back().advice;
    for (auto& finding : one.kept) all.push_back(std::move(finding));
    if (one.left_out > 0) all.push_back({one.rule, one.severity, rest_words(one.left_out), advice, {}, {}, {}});
  }
  groups_.clear();
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.severity > b.severity; });
  const auto first_warning =
      std::find_if(all.begin(), all.end(), [](const auto& one) { return one.severity == Severity::warning; });
  const std::vector<Finding> errors(all.begin(), first_warning);
  std::erase_if(all, [&](const Finding& one) {
    return std::any_of(errors.begin(), errors.end(), [&](const Finding& error) { return repeats(one, error); });
  });
  return all;
}

double number_argument(const DataCheck& check, const char* name) {
  const auto found = check.arguments.find(name);
  const auto* number = found == check.arguments.end() ? nullptr : std::get_if<double>(&found->second);
  return number == nullptr ? 0 : *number;
}

std::string answer_argument(const DataCheck& check, const char* name, const ParameterValues& values) {
  const auto found = check.arguments.find(name);
  const auto* key = found == check.arguments.end() ? nullptr : std::get_if<std::string>(&found->second);
  const auto value = key == nullptr ? values.end() : values.find(*key);
  const auto* text = value == values.end() ? nullptr : std::get_if<std::string>(&value->second);
  return text == nullptr ? std::string() : *text;
}

}  // namespace werkbank
