#include "core/jobs/order.h"

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

Result<JobOrder> order_from(const JobRecord& record, const Catalogue& catalogue) {
  const auto* job_template = catalogue.find(record.template_id);
  if (job_template == nullptr) {
    return Error{ErrorCode::catalogue_invalid,
                 Message(WERKBANK_TEXT("jobs",
                                       "The template \"%1\" of this job is not in the catalogue any more. Choose "
                                       "another template and make the job anew."),
                         {record.template_id})};
  }
  JobOrder order;
  order.uuid = record.uuid;
  order.title = record.title;
  order.job_template = *job_template;
  order.dataset = record.dataset;
  order.resources = record.resources;
  order.walltime_minutes = record.walltime_minutes;
  order.language = record.language;
  const auto values = json::parse(record.values_json, nullptr, false);
  if (values.is_object()) {
    for (const auto& [key, value] : values.items()) order.values[key] = value_from(value);
  }
  WERKBANK_CHECK(check_values(*job_template, order.values));
  return order;
}

}  // namespace werkbank
