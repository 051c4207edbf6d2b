// Catalogue: every template with when to use it and when not, its licences, and a way to begin.
#pragma once

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"
#include "ui/window/page_heading.h"

namespace werkbank {

class CatalogueCard : public Page {
  Q_OBJECT
 public:
  explicit CatalogueCard(const JobTemplate& job_template, QWidget* parent = nullptr);

 signals:
  void use_wanted();

 protected:
  void retranslate() override;

 private:
  QString licence_words(const Licence& licence) const;
  const JobTemplate& template_;
  Title* title_;
  Body* summary_;
  Strong* use_title_;
  Body* use_;
  Strong* not_title_;
  Body* not_;
  Strong* examples_title_;
  Body* examples_;
  Strong* licence_title_;
  Body* licences_;
  SecondaryButton* button_;
};

class CataloguePage : public Page {
  Q_OBJECT
 public:
  explicit CataloguePage(LiveWorkbench& live, QWidget* parent = nullptr);

 signals:
  void use_wanted(const werkbank::JobTemplate* job_template);

 protected:
  void retranslate() override;

 private:
  LiveWorkbench& live_;
  PageHeading* heading_;
  EmptyState* empty_;
  QVBoxLayout* problems_;
};

}  // namespace werkbank
