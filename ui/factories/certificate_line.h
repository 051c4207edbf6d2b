// How long the certificate of a factory still opens it, and where to get the next one before it ends.
#pragma once

#include <QTimer>

#include "ui/factories/copy_button.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

/// Where a certificate stands at `now` (unix seconds).
enum class CertificateStanding { none, not_yet, valid, ends_soon, over };
CertificateStanding standing_of(const std::optional<ShownCertificate>& certificate, double now);

class CertificateLine : public Page {
  Q_OBJECT
 public:
  /// Hides itself where the factory has nothing to do with certificates. Object names: certificate.state,
  /// certificate.renew, certificate.copy.
  CertificateLine(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  void read();
  void show_renewal(CertificateStanding standing);
  QString sentence(CertificateStanding standing, double now) const;
  QString command() const;

  LiveWorkbench& live_;
  LiveFactory& factory_;
  std::optional<ShownCertificate> certificate_;
  bool is_known_ = false;
  bool reads_ = false;
  LiveFactory::State last_state_;
  QTimer each_minute_;
  StatusPill* pill_;
  Body* sentence_;
  SecondaryButton* renew_;
  QWidget* more_;
  Caption* advice_;
  QWidget* expert_;
  Caption* expert_words_;
  Label* command_;
  CopyButton* copy_;
};

}  // namespace werkbank
