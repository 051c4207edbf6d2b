// Step 1: what do you have? One card for each template.
#pragma once

#include <vector>

#include "ui/new_job/job_draft.h"
#include "ui/new_job/step.h"
#include "ui/window/page_heading.h"

namespace werkbank {

/// "A table", "Photos": what a person has, in the words of the cards.
QString have_words(const std::string& have);

/// A template as something to choose.
class TemplateCard : public Page {
  Q_OBJECT
 public:
  explicit TemplateCard(const JobTemplate& job_template, QWidget* parent = nullptr);
  const JobTemplate& job_template() const { return template_; }
  void set_chosen(bool chosen);

 signals:
  void chosen(const werkbank::JobTemplate* job_template);

 protected:
  void retranslate() override;

 private:
  const JobTemplate& template_;
  Caption* have_;
  Title* title_;
  Body* summary_;
  Caption* example_;
  SecondaryButton* button_;
  bool is_chosen_ = false;
};

class ChooseStep : public NewJobStep {
  Q_OBJECT
 public:
  explicit ChooseStep(JobDraft& draft, QWidget* parent = nullptr);
  QString name() const override { return tr("Choose"); }
  QString obstacle() const override;

 protected:
  void retranslate() override;

 private:
  void mark();
  JobDraft& draft_;
  PageHeading* heading_;
  EmptyState* empty_;
  std::vector<TemplateCard*> cards_;
};

}  // namespace werkbank
