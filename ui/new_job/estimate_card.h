// What the job will cost, beside the questions: it moves with every answer. What is not known is shown as not known.
#pragma once

#include "ui/new_job/job_draft.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// "2 min to 5 min", or one moment when both ends read the same.
QString duration_range(const Range& seconds, Language language);

class EstimateCard : public Page {
  Q_OBJECT
 public:
  explicit EstimateCard(JobDraft& draft, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  void show_estimate(const Estimate& estimate);
  void show_memory(const Estimate& estimate);
  QString energy_words(const Range& kilowatt_hours) const;
  JobDraft& draft_;
  Title* title_;
  Figure* time_;
  Figure* gpu_hours_;
  Figure* memory_;
  Figure* energy_;
  Caption* note_;
};

}  // namespace werkbank
