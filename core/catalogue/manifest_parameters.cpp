// The questions of a manifest.
#include <algorithm>
#include <set>

#include "core/catalogue/manifest_reader.h"
#include "core/catalogue/value_rules.h"

namespace werkbank {
namespace {

constexpr std::size_t most_basic_parameters = 6;

ParameterType read_type(const JsonReader& field) {
  static const std::pair<std::string_view, ParameterType> types[] = {
      {"integer", ParameterType::integer}, {"number", ParameterType::number},    {"boolean", ParameterType::boolean},
      {"choice", ParameterType::choice},   {"text", ParameterType::text},        {"column", ParameterType::column},
      {"model", ParameterType::model},     {"duration", ParameterType::duration}};
  const auto word =
      field.one_of({"integer", "number", "boolean", "choice", "text", "column", "model", "duration"}, "text");
  return std::find_if(std::begin(types), std::end(types), [&](const auto& type) { return type.first == word; })->second;
}

bool is_numeric(ParameterType type) {
  return type == ParameterType::integer || type == ParameterType::number || type == ParameterType::duration;
}

std::optional<double> read_bound(const JsonReader& field, const Parameter& parameter) {
  if (!field.present()) return std::nullopt;
  if (!is_numeric(parameter.type)) field.refuse("absent: only numbers have it");
  if (parameter.type == ParameterType::number) return field.number(-1e300, 1e300);
  return static_cast<double>(field.integer(-9'000'000'000'000'000, 9'000'000'000'000'000));
}

void read_range(const JsonReader& reader, Parameter& parameter) {
  const bool bounded = parameter.type == ParameterType::integer || parameter.type == ParameterType::number;
  parameter.min = read_bound(bounded ? reader.at("min") : reader.maybe("min"), parameter);
  parameter.max = read_bound(bounded ? reader.at("max") : reader.maybe("max"), parameter);
  if (parameter.min && parameter.max && *parameter.min > *parameter.max) reader.at("max").refuse("at least min");
  parameter.step = read_bound(reader.maybe("step"), parameter);
  if (parameter.step && *parameter.step <= 0) reader.at("step").refuse("more than 0");
  parameter.logarithmic = reader.maybe("scale").one_of({"linear", "log"}, "linear") == "log";
  if (reader.has("scale") && !is_numeric(parameter.type)) reader.at("scale").refuse("absent: only numbers have it");
  if (parameter.logarithmic && parameter.min.value_or(0) <= 0)
    reader.at("scale").refuse("linear, because min is not above 0");
}

void read_choices(const JsonReader& reader, Parameter& parameter) {
  if (parameter.type != ParameterType::choice) {
    if (reader.has("choices")) reader.at("choices").refuse("absent: only a choice has it");
    return;
  }
  std::set<std::string> seen;
  for (const auto& choice : read_list(reader.at("choices"), 2, 20)) {
    choice.only({"value", "label"});
    parameter.choices.push_back({read_word(choice.at("value"), 60), read_words(choice.at("label"))});
    if (!seen.insert(parameter.choices.back().value).second)
      choice.at("value").refuse("different from the other choices");
  }
}

ColumnHolds read_holds(const JsonReader& field) {
  static const std::pair<std::string_view, ColumnHolds> kinds[] = {{"anything", ColumnHolds::anything},
                                                                   {"dates", ColumnHolds::dates},
                                                                   {"numbers", ColumnHolds::numbers},
                                                                   {"kinds", ColumnHolds::kinds},
                                                                   {"texts", ColumnHolds::texts}};
  const auto word = field.one_of({"anything", "dates", "numbers", "kinds", "texts"}, "anything");
  return std::find_if(std::begin(kinds), std::end(kinds), [&](const auto& kind) { return kind.first == word; })->second;
}

void read_column(const JsonReader& reader, Parameter& parameter) {
  if (parameter.type == ParameterType::column) {
    parameter.data = read_key(reader.at("data"));
    parameter.holds = read_holds(reader.maybe("holds"));
    if (reader.has("optional")) parameter.optional = reader.at("optional").boolean();
    return;
  }
  for (const char* name : {"data", "holds", "optional"}) {
    if (reader.has(name)) reader.at(name).refuse("absent: only a column has it");
  }
}

Parameter read_parameter(const JsonReader& reader, const std::vector<std::string>& models) {
  reader.only({"key", "type", "group", "label", "help", "default", "min", "max", "step", "scale", "unit", "choices",
               "data", "holds", "optional", "visible_if", "source"});
  Parameter parameter;
  parameter.key = read_key(reader.at("key"));
  parameter.type = read_type(reader.at("type"));
  parameter.basic = reader.at("group").one_of({"basic", "advanced"}) == "basic";
  parameter.label = read_words(reader.at("label"));
  parameter.help = read_words(reader.at("help"));
  if (reader.has("unit")) parameter.unit = read_words(reader.at("unit"));
  read_range(reader, parameter);
  read_choices(reader, parameter);
  read_column(reader, parameter);
  parameter.default_value = read_value(reader.at("default"), parameter, models);
  const bool empty_column = parameter.default_value == ParameterValue(std::string());
  if (parameter.type == ParameterType::column && !empty_column)
    reader.at("default").refuse("\"\": a column is always asked");
  parameter.source = read_word(reader.at("source"));
  return parameter;
}

void read_visible_if(const JsonReader& reader, JobTemplate& job_template, Parameter& parameter) {
  if (!reader.has("visible_if")) return;
  const auto condition = reader.at("visible_if");
  condition.only({"parameter", "equals"});
  const auto key = read_key(condition.at("parameter"));
  const auto* other = job_template.parameter(key);
  // Only parameters that come before: so there is no circle.
  if (other == nullptr || other >= &parameter) {
    condition.at("parameter").refuse("the key of a parameter that comes before this one");
    return;
  }
  parameter.visible_if = VisibleIf{key, read_value(condition.at("equals"), *other, job_template.models)};
}

}  // namespace

void read_parameters(const JsonReader& manifest, JobTemplate& job_template) {
  const auto list = manifest.at("parameters");
  const auto readers = read_list(list, 0, 60);
  for (const auto& reader : readers) {
    auto parameter = read_parameter(reader, job_template.models);
    if (job_template.parameter(parameter.key) != nullptr)
      reader.at("key").refuse("different from the other parameters' keys");
    job_template.parameters.push_back(std::move(parameter));
  }
  for (std::size_t i = 0; i < readers.size(); ++i)
    read_visible_if(readers[i], job_template, job_template.parameters[i]);
  const auto basic = std::count_if(job_template.parameters.begin(), job_template.parameters.end(),
                                   [](const auto& p) { return p.basic; });
  if (basic > static_cast<std::ptrdiff_t>(most_basic_parameters))
    list.refuse("a list with at most six basic parameters");
}

}  // namespace werkbank
