// One choice of data with what the checks say about it. Checks run on a worker thread, again whenever the data, the
// template or an answer that a rule looks at changes; a check that was overtaken is dropped.
#pragma once

#include <filesystem>
#include <optional>

#include <QObject>

#include "core/dataset/data_check.h"
#include "ui/live/background.h"

namespace werkbank {

class CheckedData : public QObject {
  Q_OBJECT
 public:
  explicit CheckedData(Background& background, QObject* parent = nullptr);

  /// Whose rules count; `job_template` must live as long as this object. Null: nothing is checked.
  void set_template(const JobTemplate* job_template);
  void set_path(const std::filesystem::path& path);
  /// The answers so far. Checks again when one that a rule looks at is another one.
  void set_values(const ParameterValues& values);
  const ParameterValues& values() const { return values_; }
  void check_again();

  const JobTemplate* job_template() const { return template_; }
  /// The data that the template asks for; null without a template.
  const DataItem* item() const;
  const std::filesystem::path& path() const { return path_; }
  bool is_empty() const { return path_.empty(); }
  bool is_checking() const { return ticket_ != 0; }
  const Progress& progress() const { return progress_; }
  /// The last complete look at this data; stays on show while it is looked at again.
  const std::optional<DataReport>& report() const { return report_; }
  const std::optional<Error>& error() const { return error_; }
  /// Looked at to the end, and nothing stands in the way.
  bool is_usable() const { return !is_checking() && report_ && report_->usable(); }

 signals:
  void changed();
  void progressed();
  /// The data has just been looked at for the first time: this column is probably the answer to that question.
  void column_proposed(const QString& key, const QString& column);

 private:
  void finished(Result<DataReport> result);
  void propose(const DataReport& report);

  Background& background_;
  const JobTemplate* template_ = nullptr;
  std::filesystem::path path_;
  ParameterValues values_;
  Background::Ticket ticket_ = 0;
  Progress progress_;
  std::optional<DataReport> report_;
  std::optional<Error> error_;
};

}  // namespace werkbank
