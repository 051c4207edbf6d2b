#include "ui/start/job_section.h"

#include <algorithm>
#include <set>

namespace werkbank {
namespace {
constexpr std::size_t most_job_rows = 5;
}

JobSection::JobSection(LiveWorkbench& live, QWidget* parent)
    : QWidget(parent), live_(live), title_(new Title), card_(new Card) {
  auto* layout = column(Space::snug);
  setLayout(layout);
  layout->addWidget(title_);
  layout->addWidget(card_);
  card_->content().setSpacing(px(Space::normal));
}

JobRow* JobSection::row_of(const QString& uuid) {
  JobRow*& row = rows_[uuid];
  if (row == nullptr) {
    row = new JobRow(uuid);
    card_->content().addWidget(row);
    connect(row, &JobRow::opened, this, &JobSection::opened);
    connect(row, &JobRow::acted, this, &JobSection::acted);
  }
  return row;
}

void JobSection::show_jobs(const QString& title, const std::vector<Entry>& entries) {
  title_->setText(title);
  setVisible(!entries.empty());
  std::set<QString> shown;
  for (std::size_t i = 0; i < std::min(most_job_rows, entries.size()); ++i) {
    const Entry& entry = entries[i];
    const QString uuid = QString::fromStdString(entry.record->uuid);
    shown.insert(uuid);
    row_of(uuid)->show_job(*entry.record, live_.view(uuid), entry.action, entry.icon);
  }
  for (auto row = rows_.begin(); row != rows_.end();) {
    if (shown.contains(row->first)) {
      ++row;
      continue;
    }
    row->second->hide();
    row->second->deleteLater();
    row = rows_.erase(row);
  }
}

}  // namespace werkbank
