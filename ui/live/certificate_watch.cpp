#include "ui/live/certificate_watch.h"

#include <algorithm>

namespace werkbank {
namespace {

constexpr double soon = 3600;  // seconds before its end from which a new one is offered
constexpr double minute = 60;  // seconds

}  // namespace

CertificateStanding standing_of(const std::optional<ShownCertificate>& certificate, double now) {
  if (!certificate) return CertificateStanding::none;
  if (now < certificate->valid_after) return CertificateStanding::not_yet;
  if (!certificate->valid_before) return CertificateStanding::valid;
  if (now >= *certificate->valid_before) return CertificateStanding::over;
  return *certificate->valid_before - now <= soon ? CertificateStanding::ends_soon : CertificateStanding::valid;
}

bool is_about_certificates(const Profile& profile) {
  const auto& methods = profile.sign_in_methods;
  return !profile.certificate.page.empty() || !profile.certificate.command.empty() ||
         std::find(methods.begin(), methods.end(), "certificate") != methods.end();
}

CertificateWatch::CertificateWatch(LiveFactory& factory, Find find, Background& background,
                                   std::shared_ptr<Timekeeper> time, QObject* parent)
    : QObject(parent),
      factory_(factory),
      find_(std::move(find)),
      background_(background),
      time_(std::move(time)),
      last_state_(factory.state()) {
  if (!find_ || !is_about_certificates(factory_.profile())) return;
  connect(&factory_, &LiveFactory::changed, this, [this] {
    if (std::exchange(last_state_, factory_.state()) != factory_.state()) read();
  });
  read_each_minute();
}

void CertificateWatch::read_each_minute() {
  read();
  time_->call_later(minute, this, [this] { read_each_minute(); });
}

void CertificateWatch::read() {
  if (!find_ || reads_) return;
  reads_ = true;
  auto work = [find = find_, profile = factory_.profile()](const ProgressSink&, const std::stop_token&) {
    return find(profile);
  };
  background_.run<std::optional<ShownCertificate>>(this, work,
                                                   [this](const Result<std::optional<ShownCertificate>>& result) {
                                                     reads_ = false;
                                                     is_known_ = true;
                                                     certificate_ = result.ok() ? result.value() : std::nullopt;
                                                     emit changed();
                                                   });
}

}  // namespace werkbank
