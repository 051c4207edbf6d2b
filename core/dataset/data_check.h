// Looking at data before it leaves this computer: every rule of a template's manifest, with the place of what is wrong.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/catalogue/estimate.h"
#include "core/catalogue/job_template.h"

namespace werkbank {

/// One thing that a rule found. `message` and `advice` are the manifest's words with the places filled in.
struct Finding {
  std::string rule;
  Severity severity = Severity::error;
  Message message;
  Message advice;
  std::string file;                   ///< relative to the data's folder; empty when it is about the whole
  std::optional<std::uint64_t> line;  ///< 1-based
  std::string column;
};

/// How the data looks, as the model will see it: a few rows of a table, or a few pictures of each class.
struct TablePreview {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};
struct ClassPreview {
  std::string name;
  std::uint64_t count = 0;  ///< photos; for boxes: those with at least one of the kind
  std::vector<std::filesystem::path> samples;
};

/// The files of one kind in a folder of any files.
struct FileKind {
  std::string ending;  ///< of their names, in small letters without the dot; empty for the others
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
};

struct DataReport {
  std::vector<Finding> findings;  ///< errors first; at most 20 of one rule, then one that counts the rest
  DataSize size;
  std::uint64_t files = 0;
  TablePreview table;                 ///< for csv, recordings and conversations
  std::vector<ClassPreview> classes;  ///< for imagefolder and boxes
  std::vector<FileKind> kinds;        ///< for folder: most files first
  std::vector<std::string> columns;   ///< for csv: what a `column` parameter may be
  /// By the key of a question, the column that is probably meant; for folder: the file, where the answer is not there.
  std::map<std::string, std::string> proposed;
  bool usable() const;  ///< no finding of severity error
};

/// Checks `data` (a file or a folder, as the template's item says; a folder with one fitting file counts as that file)
/// against `item` of `job_template` with these answers. Streams: memory does not grow with the data.
/// Findings are not errors of this call; errors: local_file when nothing can be read at all.
Result<DataReport> check_data(const JobTemplate& job_template, const DataItem& item, const std::filesystem::path& data,
                              const ParameterValues& values, const ProgressSink& progress, const std::stop_token& stop);

}  // namespace werkbank
