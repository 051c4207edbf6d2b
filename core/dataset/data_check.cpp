#include "core/dataset/data_check.h"

#include <algorithm>
#include <exception>
#include <system_error>

#include "core/base/file_manifest.h"
#include "core/base/local_files.h"
#include "core/dataset/box_check.h"
#include "core/dataset/conversation_check.h"
#include "core/dataset/csv_reader.h"
#include "core/dataset/document_check.h"
#include "core/dataset/findings.h"
#include "core/dataset/folder_check.h"
#include "core/dataset/image_check.h"
#include "core/dataset/marked_check.h"
#include "core/dataset/recording_check.h"
#include "core/dataset/table_check.h"
#include "core/dataset/table_file.h"

namespace werkbank {
namespace {

Result<DataReport> check_table(const JobTemplate& job_template, const DataItem& item, const std::filesystem::path& data,
                               const ParameterValues& values, const ProgressSink& progress,
                               const std::stop_token& stop) {
  Findings findings;
  DataReport report;
  WERKBANK_TRY(const auto table, find_table(data, findings));
  if (table) {
    const auto name = path_text(table->filename());
    std::error_code error;
    report.size.bytes = std::filesystem::file_size(*table, error);
    if (error) return local_file_error(*table, error.value());
    report.files = 1;
    WERKBANK_TRY(auto reader, CsvReader::open(*table));
    const auto at = [&](std::uint64_t bytes) {
      if (progress) progress({Message(WERKBANK_TEXT("dataset", "Checking %1"), {name}), bytes, report.size.bytes});
    };
    WERKBANK_CHECK(TableCheck(job_template, item, values, name, findings).run(reader, report, at, stop));
    at(report.size.bytes);
  }
  report.findings = findings.take();
  return report;
}

Result<DataReport> check_format(const JobTemplate& job_template, const DataItem& item,
                                const std::filesystem::path& data, const ParameterValues& values,
                                const ProgressSink& progress, const std::stop_token& stop) {
  switch (item.format) {
    case DataFormat::csv:
      if (asks_marked_words(item)) return check_marked_words(item, data, progress, stop);
      if (asks_documents(item)) {
        WERKBANK_TRY(const bool is_folder, is_folder_of_documents(data, stop));
        if (is_folder) return check_documents(item, data, progress, stop);
      }
      return check_table(job_template, item, data, values, progress, stop);
    case DataFormat::imagefolder:
      return check_images(item, data, progress, stop);
    case DataFormat::boxes:
      return check_boxes(item, data, values, progress, stop);
    case DataFormat::recordings:
      return check_recordings(item, data, progress, stop);
    case DataFormat::conversations:
      return check_conversations(item, data, values, progress, stop);
    case DataFormat::folder:
      return check_folder(item, data, values, progress, stop);
  }
  return DataReport{};
}

/// What an upload will not take along, or will not even begin with.
Result<Done> check_upload(const std::filesystem::path& data, DataReport& report, const std::stop_token& stop) {
  Findings findings;
  const auto listed = list_files(data, stop);
  if (listed.cancelled()) return Cancelled{};
  if (listed.failed() && report.usable()) {
    findings.add("unreadable", Severity::error, listed.error().message,
                 Message(WERKBANK_TEXT("dataset", "Then check the data once more.")), {});
  }
  if (listed.ok()) {
    for (const auto& sentence : listed->left_out.sentences()) {
      findings.add("left_out", Severity::warning, sentence,
                   Message(WERKBANK_TEXT("dataset", "All the rest is sent. When the job needs no more, go on.")), {});
    }
  }
  for (auto& finding : findings.take()) report.findings.push_back(std::move(finding));
  std::stable_partition(report.findings.begin(), report.findings.end(),
                        [](const Finding& one) { return one.severity == Severity::error; });
  return Done{};
}

}  // namespace

bool DataReport::usable() const {
  return std::none_of(findings.begin(), findings.end(),
                      [](const Finding& one) { return one.severity == Severity::error; });
}

Result<DataReport> check_data(const JobTemplate& job_template, const DataItem& item, const std::filesystem::path& data,
                              const ParameterValues& values, const ProgressSink& progress,
                              const std::stop_token& stop) {
  try {
    WERKBANK_TRY(auto report, check_format(job_template, item, data, values, progress, stop));
    WERKBANK_CHECK(check_upload(data, report, stop));
    return report;
  } catch (const std::exception& wrong) {
    return Error{
        ErrorCode::local_file,
        Message(WERKBANK_TEXT("dataset", "%1 could not be checked. Look whether the disk works, and try again."),
                {path_text(data)}),
        wrong.what()};
  }
}

}  // namespace werkbank
