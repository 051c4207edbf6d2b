#include "ui/jobs/job_list_model.h"

#include "ui/charts/chart_words.h"
#include "ui/jobs/job_words.h"

namespace werkbank {

JobListModel::JobListModel(QObject* parent) : QAbstractListModel(parent) {}

bool JobListModel::same_rows(const std::vector<JobEntry>& entries) const {
  if (entries.size() != entries_.size()) return false;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].record.uuid != entries_[i].record.uuid) return false;
  }
  return true;
}

void JobListModel::set_entries(std::vector<JobEntry> entries) {
  if (same_rows(entries)) {
    entries_ = std::move(entries);
    if (!entries_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
    return;
  }
  // New jobs come at the top: said as such, so that what is selected stays selected.
  const std::size_t added = entries.size() > entries_.size() ? entries.size() - entries_.size() : 0;
  const std::vector<JobEntry> rest(entries.begin() + static_cast<std::ptrdiff_t>(added), entries.end());
  if (added > 0 && same_rows(rest)) {
    beginInsertRows({}, 0, static_cast<int>(added) - 1);
    entries_ = std::move(entries);
    endInsertRows();
    emit dataChanged(index(0), index(rowCount() - 1));
    return;
  }
  beginResetModel();
  entries_ = std::move(entries);
  endResetModel();
}

void JobListModel::set_language(Language language) {
  language_ = language;
  if (!entries_.empty()) emit dataChanged(index(0), index(rowCount() - 1));
}

const JobEntry* JobListModel::at(const QModelIndex& index) const {
  if (!index.isValid() || index.row() < 0 || index.row() >= rowCount()) return nullptr;
  return &entries_[static_cast<std::size_t>(index.row())];
}

int JobListModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

QVariant JobListModel::data(const QModelIndex& index, int role) const {
  const JobEntry* entry = at(index);
  if (entry == nullptr) return {};
  const JobRecord& record = entry->record;
  const auto sentence = [&] {
    QStringList parts{title_of(record), pill_of(record).word, entry->factory_name, times_of(record, language_)};
    const QString use = spark_words(entry->utilisation, is_over(record.phase), language_);
    if (!use.isEmpty()) parts << use;
    return parts.join(QStringLiteral(". "));
  };
  switch (role) {
    case Qt::DisplayRole:
      return title_of(record);
    case Qt::AccessibleTextRole:
      return sentence();
    case Column::uuid:
      return QString::fromStdString(record.uuid);
    case Column::entry:
      return QVariant::fromValue(entry);
    case Column::search_text:
      return sentence() + u' ' + QString::fromStdString(record.template_id + ' ' + record.scheduler_id);
    default:
      return {};
  }
}

}  // namespace werkbank
