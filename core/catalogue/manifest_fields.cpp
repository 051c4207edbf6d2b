// The kinds of fields that several parts of a manifest have.
#include <algorithm>
#include <cmath>

#include "core/base/ascii.h"
#include "core/catalogue/manifest_reader.h"
#include "core/catalogue/value_rules.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_words = 1200;  // characters, as the schema says

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string read_word(const JsonReader& field, std::size_t limit) {
  auto word = field.name();
  if (word.size() > limit) field.refuse("text of at most " + std::to_string(limit) + " bytes");
  if (has_control(word)) field.refuse("text without control characters");
  return word;
}

std::string read_key(const JsonReader& field) {
  auto key = field.name();
  const auto fits = [](char c) { return is_lower(c) || is_digit(c) || c == '_'; };
  const bool good =
      !key.empty() && key.size() <= 40 && key[0] >= 'a' && key[0] <= 'z' && std::all_of(key.begin(), key.end(), fits);
  if (!good) field.refuse("a key: a small letter, then at most 39 small letters, digits or _");
  return key;
}

LocalText read_words(const JsonReader& field) {
  auto words = field.local_text();
  for (const auto* text : {&words.dutch, &words.english}) {
    if (characters(*text) > longest_words) field.refuse("text of at most 1200 characters");
    if (has_control(*text)) field.refuse("text on one line, without control characters");
  }
  return words;
}

std::vector<JsonReader> read_list(const JsonReader& field, std::size_t least, std::size_t most) {
  auto items = field.items();
  if (items.size() < least || items.size() > most) {
    field.refuse("a list of " + std::to_string(least) + " to " + std::to_string(most) + " elements");
    if (items.size() > most) items.erase(items.begin() + static_cast<std::ptrdiff_t>(most), items.end());
  }
  return items;
}

std::vector<std::string> read_word_list(const JsonReader& field, bool (*fits)(std::string_view), const char* expected) {
  std::vector<std::string> words;
  for (const auto& item : read_list(field, 0, 100)) {
    words.push_back(read_word(item, 200));
    if (!fits(words.back())) item.refuse(expected);
  }
  return words;
}

ParameterValue read_value(const JsonReader& field, const Parameter& parameter, const std::vector<std::string>& models) {
  constexpr double widest = 9e15;  // whole numbers beyond this are not exact in JSON readers elsewhere
  const double low = std::max(parameter.min.value_or(-widest), -widest);
  const double high = std::min(parameter.max.value_or(widest), widest);
  switch (parameter.type) {
    case ParameterType::integer:
    case ParameterType::duration:
      return field.integer(static_cast<std::int64_t>(std::ceil(low)), static_cast<std::int64_t>(std::floor(high)));
    case ParameterType::number:
      return field.number(parameter.min.value_or(-1e300), parameter.max.value_or(1e300));
    case ParameterType::boolean:
      return field.boolean();
    case ParameterType::choice:
    case ParameterType::text:
    case ParameterType::column:
    case ParameterType::model:
      break;
  }
  ParameterValue value = field.text();
  if (const auto wrong = what_is_wrong(parameter, value, models); field.present() && !wrong.empty())
    field.refuse(wrong);
  return value;
}

}  // namespace werkbank
