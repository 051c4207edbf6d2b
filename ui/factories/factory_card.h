// One factory of the list: its name, who runs it, whether one is signed in, and whether new jobs go there.
#pragma once

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// How a factory stands, for a pill or a badge.
struct FactoryStanding {
  Grading grading = Grading::neutral;
  QString icon;
  QString word;
};
FactoryStanding standing_of(const LiveFactory& factory);

class FactoryCard : public Page {
  Q_OBJECT
 public:
  FactoryCard(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);

 signals:
  void opened();

 protected:
  void retranslate() override;

 private:
  LiveWorkbench& live_;
  LiveFactory& factory_;
  Title* name_;
  Muted* operator_;
  StatusPill* standing_;
  StatusPill* current_;
  SecondaryButton* open_;
};

}  // namespace werkbank
