// What data a template needs, and the rules for it.
#include <algorithm>

#include "core/base/ascii.h"
#include "core/base/remote_path.h"
#include "core/catalogue/check_rules.h"
#include "core/catalogue/manifest_reader.h"

namespace werkbank {
namespace {

std::string read_parameter_key(const JsonReader& field, const JobTemplate& job_template, ParameterType type) {
  auto key = read_key(field);
  const auto* parameter = job_template.parameter(key);
  if (parameter == nullptr || parameter->type != type) {
    field.refuse(type == ParameterType::column   ? "the key of a column parameter"
                 : type == ParameterType::text   ? "the key of a text parameter"
                 : type == ParameterType::choice ? "the key of a choice parameter"
                                                 : "the key of an integer parameter");
  }
  return key;
}

std::string read_file_name(const JsonReader& field) {
  auto name = read_word(field, 100);
  if (!is_safe_relative_path(name) || name.find('/') != std::string::npos) field.refuse("the name of a file");
  return name;
}

bool is_ending(std::string_view ending) {
  const auto fits = [](char c) { return is_lower(c) || is_digit(c); };
  return !ending.empty() && ending.size() <= 12 && std::all_of(ending.begin(), ending.end(), fits);
}

std::string read_endings(const JsonReader& field) {
  std::string all;
  for (const auto& one : read_word_list(field, is_ending, "the end of a file name: small letters and digits")) {
    if (!all.empty()) all += ' ';
    all += one;
  }
  if (all.empty()) field.refuse("a list with at least one ending");
  return all;
}

std::variant<double, std::string> read_argument(const JsonReader& field, const RuleArgument& argument,
                                                const JobTemplate& job_template) {
  switch (argument.kind) {
    case RuleArgument::Kind::whole:
      return static_cast<double>(field.integer(0, 1'000'000'000));
    case RuleArgument::Kind::fraction:
      return field.number(0, 1);
    case RuleArgument::Kind::ratio:
      return field.number(1, 1e9);
    case RuleArgument::Kind::column_parameter:
      return read_parameter_key(field, job_template, ParameterType::column);
    case RuleArgument::Kind::text_parameter:
      return read_parameter_key(field, job_template, ParameterType::text);
    case RuleArgument::Kind::choice_parameter:
      return read_parameter_key(field, job_template, ParameterType::choice);
    case RuleArgument::Kind::integer_parameter:
      return read_parameter_key(field, job_template, ParameterType::integer);
    case RuleArgument::Kind::file_name:
      return read_file_name(field);
    case RuleArgument::Kind::endings:
      return read_endings(field);
  }
  return 0.0;
}

LocalText read_rule_words(const JsonReader& field, const CheckRule& rule) {
  auto words = read_words(field);
  std::string known;
  for (const auto place : rule.places) known += " {" + std::string(place) + "}";
  for (const auto* text : {&words.dutch, &words.english}) {
    for (const auto name : placeholders(*text)) {
      const bool filled = std::find(rule.places.begin(), rule.places.end(), name) != rule.places.end();
      if (!filled) field.refuse("words with no other places than" + known + " (not {" + std::string(name) + "})");
    }
  }
  return words;
}

DataCheck read_check(const JsonReader& reader, DataFormat format, const JobTemplate& job_template) {
  reader.only({"rule", "args", "severity", "message", "advice"});
  DataCheck check;
  check.rule = reader.at("rule").name();
  const auto* rule = find_check_rule(check.rule);
  if (rule == nullptr || rule->format != format) {
    reader.at("rule").refuse("a rule that Werkbank knows for this format");
    return check;
  }
  const auto arguments = reader.at("args");
  std::vector<std::string_view> known;
  for (const auto& argument : rule->arguments) {
    known.push_back(argument.name);
    const std::string name(argument.name);
    const auto field = argument.required ? arguments.at(name.c_str()) : arguments.maybe(name.c_str());
    if (field.present()) check.arguments[name] = read_argument(field, argument, job_template);
  }
  arguments.only(known);
  check.severity =
      reader.at("severity").one_of({"error", "warning"}) == "warning" ? Severity::warning : Severity::error;
  check.message = read_rule_words(reader.at("message"), *rule);
  check.advice = read_rule_words(reader.at("advice"), *rule);
  return check;
}

DataItem read_item(const JsonReader& reader, const JobTemplate& job_template) {
  reader.only({"key", "kind", "format", "pack", "label", "help", "checks"});
  DataItem item;
  item.key = read_key(reader.at("key"));
  item.kind = reader.at("kind").one_of({"file", "folder"}) == "folder" ? DataKind::folder : DataKind::file;
  const auto format =
      reader.at("format").one_of({"csv", "imagefolder", "boxes", "recordings", "conversations", "folder"});
  item.format = format == "imagefolder"     ? DataFormat::imagefolder
                : format == "boxes"         ? DataFormat::boxes
                : format == "recordings"    ? DataFormat::recordings
                : format == "conversations" ? DataFormat::conversations
                : format == "folder"        ? DataFormat::folder
                                            : DataFormat::csv;
  const bool may_be_file = item.format == DataFormat::csv || item.format == DataFormat::conversations;
  if (!may_be_file && item.kind == DataKind::file) reader.at("kind").refuse("folder, for this format");
  item.pack = reader.at("pack").one_of({"as-is", "tar"}, "as-is");
  item.label = read_words(reader.at("label"));
  item.help = read_words(reader.at("help"));
  for (const auto& check : read_list(reader.at("checks"), 0, 60))
    item.checks.push_back(read_check(check, item.format, job_template));
  return item;
}

}  // namespace

void read_data_items(const JsonReader& manifest, JobTemplate& job_template) {
  const auto& items = job_template.data;
  const auto named = [&](const std::string& key) {
    return std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.key == key; });
  };
  for (const auto& reader : read_list(manifest.at("data"), 1, 10)) {
    auto item = read_item(reader, job_template);
    if (named(item.key) != items.end()) reader.at("key").refuse("different from the other data's keys");
    job_template.data.push_back(std::move(item));
  }
  const auto parameters = manifest.at("parameters").items();
  for (std::size_t i = 0; i < job_template.parameters.size(); ++i) {
    const auto& parameter = job_template.parameters[i];
    if (parameter.type != ParameterType::column) continue;
    const auto item = named(parameter.data);
    if (item == items.end() || item->format != DataFormat::csv)
      parameters[i].at("data").refuse("the key of data that is a table");
  }
}

}  // namespace werkbank
