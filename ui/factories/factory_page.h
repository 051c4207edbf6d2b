// One factory: getting in, what one may use there, what about it is not real, and whom to ask for help.
#pragma once

#include "ui/factories/sign_in_panel.h"
#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class FactoryPage : public Page {
  Q_OBJECT
 public:
  FactoryPage(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);

 signals:
  void back_wanted();

 protected:
  void retranslate() override;

 private:
  void show_offer();
  void show_help();
  QString partition_words(const Partition& partition) const;

  LiveWorkbench& live_;
  LiveFactory& factory_;
  LinkButton* back_;
  Headline* name_;
  Muted* operator_;
  SecondaryButton* use_;
  StatusPill* in_use_;
  Banner* reality_;
  Title* offer_title_;
  Body* account_;
  Body* room_;
  Body* partitions_;
  Title* help_title_;
  Body* help_;
  Caption* host_;
};

}  // namespace werkbank
