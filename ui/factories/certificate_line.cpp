#include "ui/factories/certificate_line.h"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cmath>

#include <QDateTime>

#include "core/base/shell.h"
#include "core/base/units.h"
#include "ui/factories/web_page.h"
#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

constexpr double soon = 3600;  // seconds before its end from which a new one is offered

double now_seconds() { return static_cast<double>(QDateTime::currentSecsSinceEpoch()); }

bool is_about_certificates(const Profile& profile) {
  const auto& methods = profile.sign_in_methods;
  return !profile.certificate.page.empty() || !profile.certificate.command.empty() ||
         std::find(methods.begin(), methods.end(), "certificate") != methods.end();
}

}  // namespace

CertificateStanding standing_of(const std::optional<ShownCertificate>& certificate, double now) {
  if (!certificate) return CertificateStanding::none;
  if (now < certificate->valid_after) return CertificateStanding::not_yet;
  if (!certificate->valid_before) return CertificateStanding::valid;
  if (now >= *certificate->valid_before) return CertificateStanding::over;
  return *certificate->valid_before - now <= soon ? CertificateStanding::ends_soon : CertificateStanding::valid;
}

CertificateLine::CertificateLine(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      last_state_(factory.state()),
      pill_(new StatusPill),
      sentence_(new Body),
      renew_(new SecondaryButton({}, QStringLiteral("arrow-right"))),
      more_(new QWidget),
      advice_(new Caption),
      expert_(new QWidget),
      expert_words_(new Caption),
      command_(new Label(Type::mono)),
      copy_(new CopyButton([this] { return command(); })) {
  auto* layout = column(Space::small);
  setLayout(layout);
  layout->addWidget(new Line);
  auto* top = row(Space::normal);
  top->addWidget(pill_);
  top->addWidget(sentence_, 1);
  top->addWidget(renew_);
  layout->addLayout(top);
  auto* below = column(Space::small);
  more_->setLayout(below);
  below->addWidget(advice_);
  auto* across = row(Space::normal);
  expert_->setLayout(across);
  auto* texts = column(Space::hair);
  texts->addWidget(expert_words_);
  texts->addWidget(command_);
  across->addLayout(texts, 1);
  across->addWidget(copy_);
  below->addWidget(expert_);
  layout->addWidget(more_);
  command_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  pill_->setObjectName(QStringLiteral("certificate.state"));
  renew_->setObjectName(QStringLiteral("certificate.renew"));
  copy_->setObjectName(QStringLiteral("certificate.copy"));
  connect(renew_, &QPushButton::clicked, this, [this] { open_page(safe_page(factory_.profile().certificate.page)); });
  connect(&factory_, &LiveFactory::changed, this, [this] {
    if (std::exchange(last_state_, factory_.state()) != factory_.state()) read();
  });
  each_minute_.setInterval(std::chrono::minutes(1));
  connect(&each_minute_, &QTimer::timeout, this, &CertificateLine::read);
  retranslate();
  if (!live_.workbench().find_certificate || !is_about_certificates(factory_.profile())) return;
  each_minute_.start();
  read();
}

void CertificateLine::read() {
  if (!each_minute_.isActive() || reads_) return;
  reads_ = true;
  auto work = [find = live_.workbench().find_certificate, profile = factory_.profile()](
                  const ProgressSink&, const std::stop_token&) { return find(profile); };
  live_.background().run<std::optional<ShownCertificate>>(
      this, work, [this](const Result<std::optional<ShownCertificate>>& result) {
        reads_ = false;
        is_known_ = true;
        certificate_ = result.ok() ? result.value() : std::nullopt;
        retranslate();
      });
}

QString CertificateLine::sentence(CertificateStanding standing, double now) const {
  const Language language = shown_language(*this);
  switch (standing) {
    case CertificateStanding::none: {
      const int hours = factory_.profile().certificate.hours;
      return hours > 0 ? tr("This factory lets you in with a certificate. You get one for %n hours at a time.", nullptr,
                            hours)
                       : tr("This factory lets you in with a certificate that is valid for some hours.");
    }
    case CertificateStanding::not_yet:
      return tr("It begins at %1. Is the clock of this computer right?")
          .arg(format_moment(certificate_->valid_after, language));
    case CertificateStanding::over:
      return tr("It ended at %1. Get a new one, then sign in.")
          .arg(format_moment(*certificate_->valid_before, language));
    case CertificateStanding::valid:
    case CertificateStanding::ends_soon:
      break;
  }
  if (!certificate_->valid_before) return tr("It has no end.");
  return tr("%1 left, until %2.")
      .arg(format_duration(std::max(1.0, std::floor((*certificate_->valid_before - now) / 60)) * 60, language),
           format_moment(*certificate_->valid_before, language));
}

QString CertificateLine::command() const {
  const auto is_plain = [](const std::string& word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
      return std::isalnum(c) != 0 || std::string_view("._:=@+/-").find(static_cast<char>(c)) != std::string_view::npos;
    });
  };
  std::string all;
  for (const std::string& word : factory_.profile().certificate.command) {
    all += (all.empty() ? "" : " ") + (is_plain(word) ? word : shell_quote(word));
  }
  return outside_text(all, 8000);
}

void CertificateLine::retranslate() {
  setVisible(is_known_);
  const double now = now_seconds();
  const CertificateStanding standing = standing_of(certificate_, now);
  sentence_->setText(sentence(standing, now));
  switch (standing) {
    case CertificateStanding::none:
      pill_->set(Grading::neutral, QStringLiteral("minus"), tr("No certificate"));
      break;
    case CertificateStanding::not_yet:
      pill_->set(Grading::warning, QStringLiteral("clock"), tr("Certificate not valid yet"));
      break;
    case CertificateStanding::valid:
      pill_->set(Grading::success, QStringLiteral("check"), tr("Certificate valid"));
      break;
    case CertificateStanding::ends_soon:
      pill_->set(Grading::warning, QStringLiteral("clock"), tr("Certificate ends soon"));
      break;
    case CertificateStanding::over:
      pill_->set(Grading::danger, QStringLiteral("error"), tr("Certificate over"));
      break;
  }
  show_renewal(standing);
}

void CertificateLine::show_renewal(CertificateStanding standing) {
  const CertificateAdvice& advice = factory_.profile().certificate;
  const bool wants_new = standing != CertificateStanding::valid;
  const QUrl page = safe_page(advice.page);
  renew_->setVisible(wants_new && page.isValid());
  renew_->setText(tr("Get a new certificate"));
  renew_->setAccessibleName(tr("Get a new certificate on the page of %1").arg(host_of(page)));
  renew_->setToolTip(plain_tool_tip(host_of(page)));
  const QString words = QString::fromStdString(advice.advice.in(shown_language(*this))).left(1000);
  advice_->setText(words);
  advice_->setVisible(!words.isEmpty());
  expert_->setVisible(!advice.command.empty());
  expert_words_->setText(
      tr("For who works with a terminal: this command gets a new certificate. Werkbank notices it."));
  command_->setText(command());
  copy_->set_words(tr("Copy"), tr("Copied"));
  more_->setVisible(wants_new && (!words.isEmpty() || !advice.command.empty()));
}

}  // namespace werkbank
