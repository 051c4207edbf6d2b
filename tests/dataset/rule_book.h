// A template whose data is checked by every rule there is, with words that hold every place a rule can fill; and a
// folder to put data in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/dataset/data_check.h"

namespace werkbank {

struct RuleBook {
  JobTemplate job_template;
  DataItem item;
  ParameterValues values;

  /// Every rule of `format`, as errors, with small limits: 3 rows, 2 classes, half missing, correlation 0.98, 2 images,
  /// 16 pixels, ratio 10, 2 times a horizon of 2, 6 files, 1 MB, the files run.py and main.py, 3 recordings of 2
  /// seconds, 8,000 Hz, 2 channels and 25 letters a second, 3 conversations of 100 tokens of 2 bytes, lines of 2 kB.
  /// Questions for columns: target, time, series, amount, kind
  /// and text; but for the target they have no answer, so that their rules are silent. Without the rules for photos of
  /// one kind, for sentences of marked words and for folders of documents.
  explicit RuleBook(DataFormat format);

  /// Asks one rule more.
  void add_rule(const std::string& name);

  Result<DataReport> check(const std::filesystem::path& data) const;
};

/// The findings of one rule.
std::vector<Finding> of_rule(const DataReport& report, const std::string& rule);

/// Empty when the words of all findings are filled in, in both languages; else the words that are not.
std::string unfilled(const DataReport& report);

class DataFolder {
 public:
  DataFolder();
  /// Also removes names that Qt cannot.
  ~DataFolder();
  DataFolder(const DataFolder&) = delete;
  std::filesystem::path path() const { return folder_.path().toStdString(); }
  /// Writes a file below the folder and gives its path.
  std::filesystem::path write(const std::string& name, const std::string& content) const;
  /// A picture of `width` x `height`, each with another content, in the format that the name says.
  std::filesystem::path picture(const std::string& name, int width = 32, int height = 32) const;

 private:
  QTemporaryDir folder_;
  mutable unsigned pictures_ = 0;
};

}  // namespace werkbank
