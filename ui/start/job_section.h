// A titled list of jobs on the Start page. Rows stay the same widgets while their jobs change, so that the keyboard
// stays where it is.
#pragma once

#include <map>
#include <vector>

#include "ui/live/live_workbench.h"
#include "ui/start/job_row.h"

namespace werkbank {

class JobSection : public QWidget {
  Q_OBJECT
 public:
  struct Entry {
    const JobRecord* record = nullptr;
    QString action;
    QString icon;
  };
  explicit JobSection(LiveWorkbench& live, QWidget* parent = nullptr);
  /// Hides itself when there are no entries.
  void show_jobs(const QString& title, const std::vector<Entry>& entries);

 signals:
  void opened(const QString& uuid);
  void acted(const QString& uuid);

 private:
  JobRow* row_of(const QString& uuid);
  LiveWorkbench& live_;
  Title* title_;
  Card* card_;
  std::map<QString, JobRow*> rows_;
};

}  // namespace werkbank
