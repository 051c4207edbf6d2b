// Step 2: the data, checked before it leaves this computer.
#pragma once

#include "ui/data/course_data_list.h"
#include "ui/data/data_panel.h"
#include "ui/new_job/job_draft.h"
#include "ui/new_job/packing_note.h"
#include "ui/new_job/step.h"

namespace werkbank {

class DataStep : public NewJobStep {
  Q_OBJECT
 public:
  explicit DataStep(JobDraft& draft, QWidget* parent = nullptr);
  QString name() const override { return tr("Data"); }
  QString obstacle() const override;

 protected:
  void retranslate() override;

 private:
  JobDraft& draft_;
  Headline* headline_;
  LinkButton* example_;
  CourseDataList* course_;
  Banner* privacy_;
};

}  // namespace werkbank
