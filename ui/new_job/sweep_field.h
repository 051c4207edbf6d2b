// "Try several settings": a switch, how many, and in plain words what is tried and how the best is chosen.
#pragma once

#include <QCheckBox>
#include <QComboBox>

#include "ui/new_job/job_draft.h"
#include "ui/style/widgets.h"

namespace werkbank {

class SweepField : public Page {
  Q_OBJECT
 public:
  /// Object names: new_job.sweep, new_job.sweep_count. Hides itself where there is nothing to try.
  explicit SweepField(JobDraft& draft, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  void refresh();
  void choose();
  QString what_is_tried() const;

  JobDraft& draft_;
  QCheckBox* switch_;
  FormRow* row_;
  QComboBox* count_;
  FormRow* count_row_;
  Caption* tried_;
};

}  // namespace werkbank
