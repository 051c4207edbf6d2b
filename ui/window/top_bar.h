// The bar on top: begin a new job on the left; on the right which factory, how one stands there and until when that is
// known, and NL | EN.
#pragma once

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class TopBar : public Page {
  Q_OBJECT
 public:
  explicit TopBar(LiveWorkbench& live, QWidget* parent = nullptr);
  void show_language(Language language);

 signals:
  void new_job_wanted();
  void factory_wanted();
  void language_chosen(werkbank::Language language);

 protected:
  void retranslate() override;

 private:
  /// Until when the certificate lets one in; empty when nothing is known or it has no end.
  QString until(const LiveFactory& factory) const;
  LiveWorkbench& live_;
  SecondaryButton* new_job_;
  StatusPill* standing_;
  SecondaryButton* factory_;
  SecondaryButton* dutch_;
  SecondaryButton* english_;
};

}  // namespace werkbank
