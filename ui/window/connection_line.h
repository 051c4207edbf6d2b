// The one calm line in the corner of the window, on every page: a connection that is gone and how it comes back, or a
// certificate that is about to end. Never a dialog, and nothing is asked here.
#pragma once

#include <map>

#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

class ConnectionLine : public Page {
  Q_OBJECT
 public:
  /// Object names: window.connection, window.connection_words, window.connection_button, window.connection_close.
  explicit ConnectionLine(LiveWorkbench& live, QWidget* parent = nullptr);

 signals:
  /// Signing in needs the person's answers, or something stands in its way.
  void factory_wanted(werkbank::LiveFactory* factory);
  /// The person wants a new certificate for this factory.
  void certificate_wanted(werkbank::LiveFactory* factory);

 protected:
  void retranslate() override;

 private:
  LiveFactory* lost_factory() const;
  /// A factory whose certificate ends soon or has ended, and about which nobody closed this line.
  LiveFactory* ending_factory() const;
  void show_lost(const LiveFactory& factory);
  void show_ending(const LiveFactory& factory);
  double end_of(const LiveFactory& factory) const;
  QString wait_words(double seconds) const;
  void say(const QString& sentence, const QString& spoken);
  void press();
  void close_line();

  LiveWorkbench& live_;
  IconLabel* icon_;
  Body* sentence_;
  SecondaryButton* button_;
  IconButton* close_;
  QString spoken_;                                  ///< what a screen reader was told last
  std::map<const LiveFactory*, double> dismissed_;  ///< the end of the certificate about which the line was closed
};

}  // namespace werkbank
