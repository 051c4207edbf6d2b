#include "app/cli/choices.h"

#include "core/catalogue/parameters.h"

namespace werkbank {
namespace {

Result<ParameterValues> values_of(const JobTemplate& job_template, const std::vector<std::string>& settings) {
  auto values = default_values(job_template);
  for (const auto& setting : settings) {
    const auto equals = setting.find('=');
    const auto key = setting.substr(0, equals);
    const auto* parameter = equals == std::string::npos ? nullptr : job_template.parameter(key);
    if (parameter == nullptr) {
      std::string known;
      for (const auto& one : job_template.parameters) known += (known.empty() ? "" : ", ") + one.key;
      return Error{
          ErrorCode::parameter_invalid,
          Message(
              WERKBANK_TEXT("cli", "\"%1\" is not a setting of this template. Write --set key=value, with one of: %2."),
              {setting, known})};
    }
    WERKBANK_TRY(values[key], parse_value(*parameter, setting.substr(equals + 1)));
  }
  return values;
}

// Fills the columns that nobody named; true when there was one.
bool complete(const JobTemplate& job_template, const DataReport& report, ParameterValues& values) {
  bool filled = false;
  for (const auto& parameter : job_template.parameters) {
    const auto proposed = report.proposed.find(parameter.key);
    auto& value = values[parameter.key];
    if (proposed == report.proposed.end() || !value_text(value).empty()) continue;
    value = proposed->second;
    filled = true;
  }
  return filled;
}

}  // namespace

Result<const JobTemplate*> template_of(const CliSession& session, const std::string& id) {
  if (const auto* found = session.assembly().catalogue->find(id)) return found;
  std::string known;
  for (const auto& one : session.assembly().catalogue->templates()) known += (known.empty() ? "" : ", ") + one.id;
  return Error{ErrorCode::usage,
               Message(WERKBANK_TEXT("cli", "There is no template called \"%1\". The ones in the catalogue are: %2."),
                       {id, known})};
}

Result<CheckedInput> check_with(const CliSession& session, const JobTemplate& job_template,
                                const std::filesystem::path& data, const std::vector<std::string>& settings) {
  CheckedInput checked;
  WERKBANK_TRY(checked.values, values_of(job_template, settings));
  for (const auto& item : job_template.data) {
    WERKBANK_TRY(checked.report,
                 check_data(job_template, item, data, checked.values, session.progress(), session.stop()));
    if (complete(job_template, checked.report, checked.values)) {
      WERKBANK_TRY(checked.report, check_data(job_template, item, data, checked.values, {}, session.stop()));
    }
  }
  session.end_progress();
  return checked;
}

}  // namespace werkbank
