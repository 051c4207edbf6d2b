#include "ui/factories/certificate_line.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/base/shell.h"
#include "core/base/units.h"
#include "ui/factories/web_page.h"
#include "ui/live/asking_person.h"

namespace werkbank {

CertificateLine::CertificateLine(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      watch_(live.certificate(factory)),
      pill_(new StatusPill),
      sentence_(new Body),
      fetch_(new SecondaryButton({}, QStringLiteral("refresh"))),
      renew_(new SecondaryButton({}, QStringLiteral("arrow-right"))),
      program_(new CertificateFetch(live, factory)),
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
  top->addWidget(fetch_);
  top->addWidget(renew_);
  layout->addLayout(top);
  layout->addWidget(program_);
  build_more();
  layout->addWidget(more_);
  pill_->setObjectName(QStringLiteral("certificate.state"));
  fetch_->setObjectName(QStringLiteral("certificate.fetch"));
  renew_->setObjectName(QStringLiteral("certificate.renew"));
  copy_->setObjectName(QStringLiteral("certificate.copy"));
  connect(fetch_, &QPushButton::clicked, program_, &CertificateFetch::begin);
  connect(program_, &CertificateFetch::changed, this, [this] { retranslate(); });
  connect(program_, &CertificateFetch::fetched, &watch_, &CertificateWatch::read);
  connect(renew_, &QPushButton::clicked, this, [this] { open_page(safe_page(factory_.profile().certificate.page)); });
  connect(&watch_, &CertificateWatch::changed, this, [this] { retranslate(); });
  retranslate();
}

void CertificateLine::build_more() {
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
  command_->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

bool CertificateLine::can_fetch() const {
  return live_.workbench().fetch_certificate && !factory_.profile().certificate.command.empty();
}

void CertificateLine::begin_renewal() {
  if (can_fetch()) return program_->begin();
  if (renew_->isVisible()) renew_->setFocus();
}

QString CertificateLine::sentence(CertificateStanding standing, double now) const {
  const Language language = shown_language(*this);
  const auto& certificate = watch_.certificate();
  switch (standing) {
    case CertificateStanding::none: {
      const int hours = factory_.profile().certificate.hours;
      return hours > 0 ? tr("This factory lets you in with a certificate. You get one for %n hours at a time.", nullptr,
                            hours)
                       : tr("This factory lets you in with a certificate that is valid for some hours.");
    }
    case CertificateStanding::not_yet:
      return tr("It begins at %1. Is the clock of this computer right?")
          .arg(format_moment(certificate->valid_after, language));
    case CertificateStanding::over:
      return tr("It ended at %1. Get a new one, then sign in.")
          .arg(format_moment(*certificate->valid_before, language));
    case CertificateStanding::valid:
    case CertificateStanding::ends_soon:
      break;
  }
  if (!certificate->valid_before) return tr("It has no end.");
  return tr("%1 left, until %2.")
      .arg(format_duration(std::max(1.0, std::floor((*certificate->valid_before - now) / 60)) * 60, language),
           format_moment(*certificate->valid_before, language));
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
  setVisible(watch_.is_known());
  const double now = watch_.now();
  const CertificateStanding standing = watch_.standing();
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
  fetch_->setVisible(wants_new && can_fetch() && !program_->is_open());
  fetch_->setText(tr("Get a new certificate"));
  renew_->setVisible(wants_new && page.isValid() && !program_->is_open());
  renew_->setText(can_fetch() ? tr("Or on its web page") : tr("Get a new certificate"));
  renew_->setAccessibleName(tr("Get a new certificate on the page of %1").arg(host_of(page)));
  renew_->setToolTip(plain_tool_tip(host_of(page)));
  const QString words = QString::fromStdString(advice.advice.in(shown_language(*this))).left(1000);
  advice_->setText(words);
  advice_->setVisible(!words.isEmpty());
  const bool shows_command = !advice.command.empty() && !can_fetch();  // else it is shown before it is run
  expert_->setVisible(shows_command);
  expert_words_->setText(
      tr("For who works with a terminal: this command gets a new certificate. Werkbank notices it."));
  command_->setText(command());
  copy_->set_words(tr("Copy"), tr("Copied"));
  more_->setVisible(wants_new && (!words.isEmpty() || shows_command));
}

}  // namespace werkbank
