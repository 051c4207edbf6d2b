#include "core/dataset/data_repair.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

#include "core/base/local_files.h"
#include "core/dataset/conversation_check.h"
#include "core/dataset/conversation_repair.h"
#include "core/dataset/document_check.h"
#include "core/dataset/findings.h"
#include "core/dataset/marked_check.h"
#include "core/dataset/recording_repair.h"
#include "core/dataset/table_file.h"
#include "core/dataset/table_repair.h"

namespace werkbank {
namespace {

namespace fs = std::filesystem;

template <typename Repairs>
FoundRepairs shared(Repairs repairs) {
  return std::make_shared<const Repairs>(std::move(repairs));
}

Result<FoundRepairs> find_in_table(const fs::path& table, TableRules rules, const ProgressSink& progress,
                                   const std::stop_token& stop) {
  WERKBANK_TRY(auto repairs, TableRepairs::find(table, rules, progress, stop));
  return shared(std::move(repairs));
}

Result<FoundRepairs> find_in_tables(const DataItem& item, const fs::path& data, const ParameterValues& values,
                                    const ProgressSink& progress, const std::stop_token& stop) {
  Findings findings;
  WERKBANK_TRY(const auto table, find_table(data, findings));
  if (!table) return FoundRepairs();
  TableRules rules;
  for (const auto& check : item.checks) {
    if (check.rule == "label_spelling") rules.kind_columns.push_back(answer_argument(check, "parameter", values));
  }
  return find_in_table(*table, std::move(rules), progress, stop);
}

Result<FoundRepairs> find_in_conversations(const fs::path& data, const ProgressSink& progress,
                                           const std::stop_token& stop) {
  std::error_code error;
  // What is asked and answered are texts, whatever they look like: "1,5" stays "1,5".
  if (fs::is_regular_file(data, error) && is_conversation_table(path_text(data.filename())))
    return find_in_table(data, {{}, false, {}, {}}, progress, stop);
  WERKBANK_TRY(auto repairs, ConversationRepairs::find(data, progress, stop));
  return shared(std::move(repairs));
}

}  // namespace

bool may_be_repaired(const DataItem& item, const DataReport& report) {
  static const std::map<DataFormat, std::set<std::string, std::less<>>> rules = {
      {DataFormat::csv, {"utf8", "unique_headers", "same_column_count", "label_spelling"}},
      {DataFormat::conversations,
       {"lines_utf8", "lines_json", "largest_line", "conversation_form", "known_role", "same_conversation"}},
      {DataFormat::recordings, {"list_utf8", "list_rows", "recording_there"}},
  };
  const auto of_form = rules.find(item.format);
  // There an empty line says where a sentence ends: in the copy of a table it would be gone.
  if (asks_marked_words(item)) return false;
  return of_form != rules.end() && std::any_of(report.findings.begin(), report.findings.end(),
                                               [&](const Finding& one) { return of_form->second.contains(one.rule); });
}

Result<FoundRepairs> find_repairs(const DataItem& item, const fs::path& data, const ParameterValues& values,
                                  const ProgressSink& progress, const std::stop_token& stop) {
  switch (item.format) {
    case DataFormat::csv:
      if (asks_marked_words(item)) return FoundRepairs();
      if (asks_documents(item)) {
        WERKBANK_TRY(const bool is_folder, is_folder_of_documents(data, stop));
        if (is_folder) return FoundRepairs();
      }
      return find_in_tables(item, data, values, progress, stop);
    case DataFormat::conversations:
      return find_in_conversations(data, progress, stop);
    case DataFormat::recordings: {
      WERKBANK_TRY(auto repairs, RecordingRepairs::find(item, data, progress, stop));
      return shared(std::move(repairs));
    }
    case DataFormat::imagefolder:
    case DataFormat::boxes:
    case DataFormat::folder:
      return FoundRepairs();
  }
  return FoundRepairs();
}

fs::path name_of_copy(const DataRepairs& repairs, const std::string& word) {
  const auto& own = repairs.data();
  const auto ending = repairs.ending();
  const auto stem = path_text(ending.empty() ? own.filename() : own.stem()) + '-' + word;
  for (int number = 1;; ++number) {
    const auto name = stem + (number == 1 ? std::string() : '-' + std::to_string(number));
    auto copy = own.parent_path() / path_from_text(name + ending);
    std::error_code error;
    const auto status = fs::symlink_status(copy, error);
    if (status.type() == fs::file_type::not_found || status.type() == fs::file_type::none) return copy;
  }
}

Result<Done> make_whole(const fs::path& copy, const std::function<Result<Done>(const fs::path&)>& fill) {
  auto unfinished = copy;
  unfinished += ".part";
  std::error_code error;
  for (const auto& place : {copy, unfinished}) {
    if (fs::exists(fs::symlink_status(place, error))) return local_file_error(place, EEXIST);
  }
  auto outcome = fill(unfinished);
  if (outcome.ok()) {
    fs::rename(unfinished, copy, error);
    if (error) outcome = local_file_error(copy, error.value());
  }
  if (!outcome.ok()) fs::remove_all(unfinished, error);
  return outcome;
}

Result<FileState> state_of(const fs::path& file) {
  std::error_code error;
  FileState state;
  state.bytes = fs::file_size(file, error);
  if (!error) state.written = fs::last_write_time(file, error);
  if (error) return local_file_error(file, error.value());
  return state;
}

Error changed_meanwhile(const fs::path& data) {
  return {ErrorCode::data_rejected,
          Message(WERKBANK_TEXT("dataset", "%1 was changed meanwhile. Let Werkbank look at it once more."),
                  {path_text(data)}),
          {}};
}

}  // namespace werkbank
