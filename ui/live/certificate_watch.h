// How long the certificate of a factory still opens it, looked at on a worker each minute; for every page that says so.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QObject>

#include "core/base/result.h"
#include "ui/factories/getting_in.h"
#include "ui/live/background.h"
#include "ui/live/live_factory.h"
#include "ui/live/timekeeper.h"

namespace werkbank {

/// Where a certificate stands at `now` (unix seconds).
enum class CertificateStanding { none, not_yet, valid, ends_soon, over };
CertificateStanding standing_of(const std::optional<ShownCertificate>& certificate, double now);

/// Whether this factory has to do with certificates at all.
bool is_about_certificates(const Profile& profile);

class CertificateWatch : public QObject {
  Q_OBJECT
 public:
  using Find = std::function<Result<std::optional<ShownCertificate>>(const Profile&)>;

  /// Never asks when `find` is empty or the factory has nothing to do with certificates.
  CertificateWatch(LiveFactory& factory, Find find, Background& background, std::shared_ptr<Timekeeper> time,
                   QObject* parent = nullptr);

  /// Whether it was looked for yet.
  bool is_known() const { return is_known_; }
  const std::optional<ShownCertificate>& certificate() const { return certificate_; }
  double now() const { return time_->wall(); }
  CertificateStanding standing() const { return standing_of(certificate_, now()); }
  /// Looks again.
  void read();

 signals:
  /// It was looked for, so that the time that is left may be another too.
  void changed();

 private:
  void read_each_minute();

  LiveFactory& factory_;
  Find find_;
  Background& background_;
  std::shared_ptr<Timekeeper> time_;
  LiveFactory::State last_state_;
  std::optional<ShownCertificate> certificate_;
  bool is_known_ = false;
  bool reads_ = false;
};

}  // namespace werkbank
