#include "ui/data/checked_data.h"

#include <algorithm>

#include "core/catalogue/parameters.h"

namespace werkbank {
namespace {

// Whether the rules, which name some of the questions, would find the same.
bool is_same_for_rules(const DataItem& item, const ParameterValues& a, const ParameterValues& b) {
  for (const DataCheck& check : item.checks) {
    for (const auto& [name, argument] : check.arguments) {
      const auto* key = std::get_if<std::string>(&argument);
      if (key == nullptr) continue;
      const auto in_a = a.find(*key);
      const auto in_b = b.find(*key);
      const bool both = in_a != a.end() && in_b != b.end();
      if (both && in_a->second != in_b->second) return false;
    }
  }
  return true;
}

}  // namespace

CheckedData::CheckedData(Background& background, QObject* parent) : QObject(parent), background_(background) {}

const DataItem* CheckedData::item() const {
  return template_ == nullptr || template_->data.empty() ? nullptr : &template_->data.front();
}

void CheckedData::set_template(const JobTemplate* job_template) {
  if (job_template == template_) return;
  template_ = job_template;
  values_ = template_ == nullptr ? ParameterValues{} : default_values(*template_);
  report_.reset();
  error_.reset();
  check_again();
}

void CheckedData::set_path(const std::filesystem::path& path) {
  path_ = path;
  report_.reset();
  error_.reset();
  check_again();
}

void CheckedData::set_values(const ParameterValues& values) {
  const bool is_same = item() == nullptr || is_same_for_rules(*item(), values_, values);
  values_ = values;
  if (!is_same) check_again();
}

void CheckedData::check_again() {
  if (ticket_ != 0) background_.forget(ticket_);
  ticket_ = 0;
  progress_ = {};
  if (item() != nullptr && !path_.empty()) {
    auto work = [job_template = *template_, path = path_, values = values_](const ProgressSink& progress,
                                                                            const std::stop_token& stop) {
      return check_data(job_template, job_template.data.front(), path, values, progress, stop);
    };
    ticket_ = background_.run<DataReport>(
        this, work, [this](Result<DataReport> result) { finished(std::move(result)); },
        [this](const Progress& progress) {
          progress_ = progress;
          emit progressed();
        });
  }
  emit changed();
}

void CheckedData::finished(Result<DataReport> result) {
  ticket_ = 0;
  error_.reset();
  const bool is_first = !report_;
  if (result.failed()) {
    error_ = result.error();
    report_.reset();
  } else if (result.ok()) {
    report_ = std::move(result).value();
  }
  emit changed();
  if (is_first && report_) propose(*report_);
}

void CheckedData::propose(const DataReport& report) {
  ParameterValues values = values_;
  for (const auto& [key, column] : report.proposed) {
    const auto found = values.find(key);
    const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
    const bool is_known =
        text != nullptr && std::find(report.columns.begin(), report.columns.end(), *text) != report.columns.end();
    if (text == nullptr || is_known) continue;
    values[key] = column;
    emit column_proposed(QString::fromStdString(key), QString::fromStdString(column));
  }
  set_values(values);
}

}  // namespace werkbank
