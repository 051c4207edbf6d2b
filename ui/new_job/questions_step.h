// Step 3: at most six plain questions, the rest under "More settings", and beside them what it will take.
#pragma once

#include <vector>

#include "ui/new_job/estimate_card.h"
#include "ui/new_job/question_field.h"
#include "ui/new_job/step.h"
#include "ui/window/page_heading.h"

namespace werkbank {

class QuestionsStep : public NewJobStep {
  Q_OBJECT
 public:
  explicit QuestionsStep(JobDraft& draft, QWidget* parent = nullptr);
  QString name() const override { return tr("Questions"); }
  QString obstacle() const override;
  void enter() override;

 protected:
  void retranslate() override;

 private:
  void prepare();
  void rebuild();
  void want_fields(bool basic);
  void build_soon();
  void build_next();
  void toggle_more();
  void reveal_more();
  void refresh();

  JobDraft& draft_;
  const JobTemplate* built_for_ = nullptr;
  PageHeading* heading_;
  ScrollBody* body_;
  QVBoxLayout* basic_;
  LinkButton* more_;
  QVBoxLayout* advanced_;
  bool shows_more_ = false;
  bool has_advanced_ = false;
  std::vector<QuestionField*> fields_;
  std::vector<const Parameter*> to_build_;  ///< questions that have no field yet
  bool builds_soon_ = false;
};

}  // namespace werkbank
