// The jobs as rows of a list. Rows keep their identity (uuid) when the list is given again, so views do not jump.
#pragma once

#include <vector>

#include <QAbstractListModel>

#include "core/base/language.h"
#include "core/jobs/job_record.h"

namespace werkbank {

/// One row: the record and what goes with it.
struct JobEntry {
  JobRecord record;
  QString factory_name;                ///< as shown; empty: the profile's id
  std::optional<double> seconds_left;  ///< while it runs
  std::vector<double> utilisation;     ///< percent, oldest first; empty when not known
};

class JobListModel : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Column { uuid = Qt::UserRole + 1, entry, search_text };

  explicit JobListModel(QObject* parent = nullptr);
  void set_entries(std::vector<JobEntry> entries);
  void set_language(Language language);
  Language language() const { return language_; }
  const JobEntry* at(const QModelIndex& index) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  bool same_rows(const std::vector<JobEntry>& entries) const;
  std::vector<JobEntry> entries_;
  Language language_ = Language::dutch;
};

}  // namespace werkbank

Q_DECLARE_METATYPE(const werkbank::JobEntry*)
