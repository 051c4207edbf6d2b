// One job on the Start page: its name, one sentence, how its GPUs do, and the one thing to do with it.
#pragma once

#include "core/jobs/job_view.h"
#include "ui/start/spark_line.h"
#include "ui/style/widgets.h"

namespace werkbank {

class JobRow : public QWidget {
  Q_OBJECT
 public:
  explicit JobRow(const QString& uuid, QWidget* parent = nullptr);
  /// `view` may be null when it was not read yet; `action` is the button's word.
  void show_job(const JobRecord& record, const JobView* view, const QString& action, const QString& action_icon);

 signals:
  void opened(const QString& uuid);
  void acted(const QString& uuid);

 private:
  void show_spark(const JobView& view);
  QString uuid_;
  LinkButton* name_;
  Muted* sentence_;
  SparkLine* spark_;
  Body* left_;
  SecondaryButton* action_;
};

}  // namespace werkbank
