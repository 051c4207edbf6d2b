#include "core/base/json_reader.h"

#include <algorithm>
#include <cmath>

namespace werkbank {

JsonReader::JsonReader(std::shared_ptr<Document> document, const nlohmann::json* value, std::string path)
    : document_(std::move(document)), value_(value), path_(std::move(path)) {}

JsonReader JsonReader::child(const nlohmann::json* value, const std::string& path) const {
  return {document_, value, path};
}

Result<JsonReader> JsonReader::parse(std::string_view text, std::string document, ErrorCode code) {
  auto shared = std::make_shared<Document>();
  try {
    // A document nested deeper than any of ours would overflow the stack when it is destroyed.
    const auto depth_guard = [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
      if (depth > 64) throw std::length_error("nested too deep");
      return true;
    };
    shared->root = nlohmann::json::parse(text, depth_guard);
  } catch (const std::exception& wrong) {
    return Error{
        code,
        Message(
            WERKBANK_TEXT("base", "%1 is damaged: it is not a valid JSON text. Get it again from where it came from."),
            {document}),
        wrong.what()};
  }
  shared->name = std::move(document);
  shared->code = code;
  const auto* root = &shared->root;
  return JsonReader(std::move(shared), root, "");
}

void JsonReader::refuse(const std::string& expected) const {
  if (document_->first_error) return;
  document_->first_error = Error{
      document_->code,
      Message(WERKBANK_TEXT("base", "%1 has a wrong field: \"%2\". Ask whoever gave it to you for a corrected one."),
              {document_->name, path_.empty() ? std::string("(all)") : path_}),
      path_ + " must be " + expected +
          (value_ != nullptr
               ? ", but is " + value_->dump(-1, ' ', true, nlohmann::json::error_handler_t::replace).substr(0, 200)
               : ", but is missing")};
}

Result<Done> JsonReader::finish() const {
  if (document_->first_error) return *document_->first_error;
  return Done{};
}

bool JsonReader::has(const char* key) const {
  return value_ != nullptr && value_->is_object() && value_->contains(key);
}

JsonReader JsonReader::maybe(const char* key) const {
  const std::string path = path_.empty() ? key : path_ + "." + key;
  if (value_ != nullptr && !value_->is_object()) refuse("an object");
  return child(has(key) ? &value_->at(key) : nullptr, path);
}

JsonReader JsonReader::at(const char* key) const {
  auto member = maybe(key);
  if (!member.present()) member.refuse("present");
  return member;
}

std::vector<JsonReader> JsonReader::items() const {
  std::vector<JsonReader> list;
  if (value_ == nullptr) return list;
  if (!value_->is_array()) refuse("a list");
  if (value_->is_array()) {
    for (std::size_t i = 0; i < value_->size(); ++i)
      list.push_back(child(&(*value_)[i], path_ + "[" + std::to_string(i) + "]"));
  }
  return list;
}

std::vector<std::pair<std::string, JsonReader>> JsonReader::members() const {
  std::vector<std::pair<std::string, JsonReader>> list;
  if (value_ == nullptr) return list;
  if (!value_->is_object()) {
    refuse("an object");
    return list;
  }
  for (const auto& [key, value] : value_->items())
    list.emplace_back(key, child(&value, path_.empty() ? key : path_ + "." + key));
  return list;
}

std::string JsonReader::text(std::string fallback) const {
  if (value_ == nullptr) return fallback;
  if (value_->is_string()) return value_->get<std::string>();
  refuse("text");
  return fallback;
}

std::string JsonReader::name() const {
  auto words = text();
  if (words.empty()) refuse("text that is not empty");
  return words;
}

std::string JsonReader::one_of(const std::vector<std::string_view>& allowed, std::string fallback) const {
  if (value_ == nullptr) return fallback;
  auto words = text();
  if (std::find(allowed.begin(), allowed.end(), words) != allowed.end()) return words;
  std::string list;
  for (const auto word : allowed) list += (list.empty() ? "" : ", ") + std::string(word);
  refuse("one of " + list);
  return fallback;
}

std::int64_t JsonReader::integer(std::int64_t low, std::int64_t high, std::int64_t fallback) const {
  if (value_ == nullptr) return fallback;
  // nlohmann keeps integers above INT64_MAX as unsigned: those are out of every range of ours.
  const bool fits =
      value_->is_number_integer() && !(value_->is_number_unsigned() && value_->get<std::uint64_t>() > INT64_MAX);
  const auto number = fits ? value_->get<std::int64_t>() : low;
  if (fits && number >= low && number <= high) return number;
  refuse("a whole number from " + std::to_string(low) + " to " + std::to_string(high));
  return fallback;
}

double JsonReader::number(double low, double high, double fallback) const {
  if (value_ == nullptr) return fallback;
  const double number = value_->is_number() ? value_->get<double>() : std::nan("");
  if (std::isfinite(number) && number >= low && number <= high) return number;
  refuse("a number from " + std::to_string(low) + " to " + std::to_string(high));
  return fallback;
}

bool JsonReader::boolean(bool fallback) const {
  if (value_ == nullptr) return fallback;
  if (value_->is_boolean()) return value_->get<bool>();
  refuse("true or false");
  return fallback;
}

LocalText JsonReader::local_text() const {
  if (value_ == nullptr) return {};
  only({"nl", "en"});
  return {at("nl").name(), at("en").name()};
}

std::vector<std::string> JsonReader::texts() const {
  std::vector<std::string> list;
  for (const auto& item : items()) list.push_back(item.text());
  return list;
}

void JsonReader::only(const std::vector<std::string_view>& known) const {
  for (const auto& [key, member] : members()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) member.refuse("absent: this field is not known");
  }
}

}  // namespace werkbank
