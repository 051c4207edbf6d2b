// How long the certificate of a factory still opens it, and where to get the next one before it ends.
#pragma once

#include "ui/factories/certificate_fetch.h"
#include "ui/factories/copy_button.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

class CertificateLine : public Page {
  Q_OBJECT
 public:
  /// Hides itself where the factory has nothing to do with certificates. Object names: certificate.state,
  /// certificate.fetch, certificate.renew, certificate.copy.
  CertificateLine(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);
  /// The person wants a new one: asks about the program that gets it, or puts the keyboard on the way to it.
  void begin_renewal();

 protected:
  void retranslate() override;

 private:
  bool can_fetch() const;
  void build_more();
  void show_renewal(CertificateStanding standing);
  QString sentence(CertificateStanding standing, double now) const;
  QString command() const;

  LiveWorkbench& live_;
  LiveFactory& factory_;
  CertificateWatch& watch_;
  StatusPill* pill_;
  Body* sentence_;
  SecondaryButton* fetch_;
  SecondaryButton* renew_;
  CertificateFetch* program_;
  QWidget* more_;
  Caption* advice_;
  QWidget* expert_;
  Caption* expert_words_;
  Label* command_;
  CopyButton* copy_;
};

}  // namespace werkbank
