#include "core/jobs/answers.h"

#include <cstdint>

#include <nlohmann/json.hpp>

#include "core/catalogue/parameters.h"

namespace werkbank {
namespace {

using nlohmann::json;

ParameterValue value_from(const json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number()) return value.get<double>();
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

std::string values_text(const ParameterValues& values) {
  return values_to_json(values).dump(-1, ' ', false, json::error_handler_t::replace);
}

ParameterValues answers_from(const json& values) {
  ParameterValues answers;
  if (!values.is_object()) return answers;
  for (const auto& [key, value] : values.items()) answers[key] = value_from(value);
  return answers;
}

ParameterValues kept_answers(const JobRecord& record) {
  return answers_from(json::parse(record.values_json, nullptr, false));
}

ParameterValues answers_for(const JobTemplate& job_template, const JobRecord& record) {
  auto answers = default_values(job_template);
  for (auto& [key, kept] : kept_answers(record)) {
    const auto asked = answers.find(key);
    if (asked == answers.end()) continue;
    // JSON knows one kind of number: 1.0 may come back as 1.
    if (const auto* whole = std::get_if<std::int64_t>(&kept);
        whole != nullptr && std::holds_alternative<double>(asked->second))
      kept = static_cast<double>(*whole);
    if (kept.index() == asked->second.index()) asked->second = std::move(kept);
  }
  return answers;
}

}  // namespace werkbank
