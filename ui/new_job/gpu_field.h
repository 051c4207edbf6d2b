// "How many graphics cards?": with what each number takes and costs, where template and factory leave a choice.
#pragma once

#include <QComboBox>

#include "ui/new_job/job_draft.h"
#include "ui/style/widgets.h"

namespace werkbank {

class GpuField : public Page {
  Q_OBJECT
 public:
  /// Object name: new_job.gpus. Hides itself where there is nothing to choose.
  explicit GpuField(JobDraft& draft, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  void refresh();
  void choose();
  QString words_of(const Estimate& offer, const Estimate& least) const;

  JobDraft& draft_;
  QComboBox* count_;
  FormRow* row_;
};

}  // namespace werkbank
