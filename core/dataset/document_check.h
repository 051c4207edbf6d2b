// The rules for a folder of documents to search in: plain texts, pages, PDFs, and tables of texts.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/dataset/data_check.h"

namespace werkbank {

/// Whether a template that asks for a table takes a folder of documents too: it has the rule for them.
bool asks_documents(const DataItem& item);

/// Whether `data` is such a folder: anything but one table and nothing else that can be read. Error: local_file.
Result<bool> is_folder_of_documents(const std::filesystem::path& data, const std::stop_token& stop);

/// Whether the rows of a report are documents: no table of that header has one column.
bool shows_documents(const DataReport& report);

/// As check_data(), for such a folder. Its texts count as the column "text" of a table. Error: local_file.
Result<DataReport> check_documents(const DataItem& item, const std::filesystem::path& folder,
                                   const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
