// Which settings a template tries when a person asks it to try several.
#include <algorithm>

#include "core/catalogue/manifest_reader.h"
#include "core/catalogue/value_rules.h"

namespace werkbank {
namespace {

bool is_number(const Parameter& parameter) {
  return parameter.type == ParameterType::integer || parameter.type == ParameterType::number;
}

/// What a person typed or what their data is cannot be drawn by lot.
bool can_vary(const Parameter& parameter) {
  return is_number(parameter) || parameter.type == ParameterType::boolean || parameter.type == ParameterType::choice;
}

void read_axis_values(const JsonReader& field, const Parameter& parameter, SweepAxis& axis) {
  for (const auto& value : read_list(field, 2, 20)) {
    axis.values.push_back(read_value(value, parameter, {}));
    const auto same = [&](const ParameterValue& one) { return same_value(one, axis.values.back()); };
    if (std::any_of(axis.values.begin(), axis.values.end() - 1, same)) value.refuse("different from the other values");
  }
}

void read_axis_range(const JsonReader& reader, const Parameter& parameter, SweepAxis& axis) {
  const double low = parameter.min.value_or(-1e300);
  const double high = parameter.max.value_or(1e300);
  axis.low = reader.at("from").number(low, high);
  axis.high = reader.at("to").number(low, high);
  axis.logarithmic = reader.maybe("scale").one_of({"linear", "log"}, "linear") == "log";
  if (axis.low >= axis.high) reader.at("to").refuse("more than from");
  if (axis.logarithmic && axis.low <= 0) reader.at("from").refuse("above 0, because the scale is log");
}

void read_when(const JsonReader& reader, const JobTemplate& job_template, SweepAxis& axis) {
  if (!reader.has("when")) return;
  const auto when = reader.at("when");
  when.only({"parameter", "equals"});
  const auto key = read_key(when.at("parameter"));
  const auto* other = job_template.parameter(key);
  if (other == nullptr) {
    when.at("parameter").refuse("the key of a parameter");
    return;
  }
  axis.when = VisibleIf{key, read_value(when.at("equals"), *other, job_template.models)};
}

SweepAxis read_axis(const JsonReader& reader, const JobTemplate& job_template) {
  reader.only({"parameter", "values", "from", "to", "scale", "when"});
  SweepAxis axis;
  axis.parameter = read_key(reader.at("parameter"));
  const auto* parameter = job_template.parameter(axis.parameter);
  if (parameter == nullptr || !can_vary(*parameter)) {
    reader.at("parameter").refuse("the key of a parameter that is a number, a choice or yes or no");
    return axis;
  }
  if (reader.has("values")) {
    for (const char* name : {"from", "to", "scale"}) {
      if (reader.has(name)) reader.at(name).refuse("absent: the values are listed");
    }
    read_axis_values(reader.at("values"), *parameter, axis);
  } else if (is_number(*parameter)) {
    read_axis_range(reader, *parameter, axis);
  } else {
    reader.at("values").refuse("a list of values: only a number has a range");
  }
  read_when(reader, job_template, axis);
  return axis;
}

/// Two ways to vary one parameter exclude each other only by different answers to the same question.
bool may_both_hold(const SweepAxis& one, const SweepAxis& other) {
  if (!one.when || !other.when || one.when->parameter != other.when->parameter) return true;
  return same_value(one.when->equals, other.when->equals);
}

}  // namespace

void read_sweep(const JsonReader& sweep, JobTemplate& job_template) {
  if (!sweep.present()) return;
  sweep.only({"vary", "at_once"});
  SweepPlan plan;
  plan.at_once = static_cast<int>(sweep.maybe("at_once").integer(1, 100, 2));
  for (const auto& reader : read_list(sweep.at("vary"), 1, 20)) {
    auto axis = read_axis(reader, job_template);
    const auto clashes = [&](const SweepAxis& one) {
      return one.parameter == axis.parameter && may_both_hold(one, axis);
    };
    if (std::any_of(plan.axes.begin(), plan.axes.end(), clashes))
      reader.at("parameter").refuse("a parameter that was not named before, or named for another answer");
    plan.axes.push_back(std::move(axis));
  }
  job_template.sweep = std::move(plan);
}

}  // namespace werkbank
