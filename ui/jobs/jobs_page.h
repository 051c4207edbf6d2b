// The list of all jobs: what each is called, where it stands in plain words, where it runs, and how its GPUs do.
// Loads nothing itself: give it entries with show(), it says what the person wants by signals.
#pragma once

#include <vector>

#include "ui/jobs/job_list_model.h"
#include "ui/style/widgets.h"

class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QStackedWidget;

namespace werkbank {

class JobsPage : public Page {
  Q_OBJECT

 public:
  explicit JobsPage(QWidget* parent = nullptr);
  using QWidget::show;
  /// The jobs, newest first. Cheap to call again with what has changed; selection and scroll position stay.
  void show(std::vector<JobEntry> entries);
  /// While it is not known yet which jobs there are (the default until the first show()).
  void show_waiting();

 signals:
  void opened(const QString& uuid);
  void new_job_requested();

 protected:
  void retranslate() override;

 private:
  void open_at(const QModelIndex& index);
  void show_right_body();
  void fit_list();

  JobListModel* model_;
  QSortFilterProxyModel* filtered_;
  Headline* title_;
  Muted* count_;
  PrimaryButton* new_job_;
  QLineEdit* search_;
  QStackedWidget* bodies_;
  QListView* list_;
  Waiting* waiting_;
  EmptyState* nothing_yet_;
  EmptyState* nothing_found_;
  bool is_known_ = false;
};

}  // namespace werkbank
