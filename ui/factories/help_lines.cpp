#include "ui/factories/help_lines.h"

#include <QDesktopServices>
#include <QRegularExpression>

#include "ui/factories/web_page.h"
#include "ui/live/asking_person.h"

namespace werkbank {
namespace {

constexpr qsizetype longest = 120;

/// The digits of a telephone number as it is written; empty when it has too few.
QString number_in(QString written) {
  QString digits;
  written.remove(QStringLiteral("(0)"));  // +31 (0)50: only dialled inside the country, where there is no +31
  for (const QChar c : written) {
    if ((c >= u'0' && c <= u'9') || (c == u'+' && digits.isEmpty())) digits += c;
  }
  return digits.size() >= 3 ? digits : QString();
}

bool is_mail_address(const QString& text) {
  static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$"));
  return form.match(text).hasMatch();
}

}  // namespace

HelpLines::HelpLines(const QString& name, QWidget* parent)
    : Page(parent), call_(new LinkButton), mail_(new LinkButton), open_(new LinkButton), nobody_(new Body) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  for (QWidget* line : std::initializer_list<QWidget*>{call_, mail_, open_}) layout->addWidget(line, 0, Qt::AlignLeft);
  layout->addWidget(nobody_);
  call_->setObjectName(name + QStringLiteral(".call"));
  mail_->setObjectName(name + QStringLiteral(".mail"));
  open_->setObjectName(name + QStringLiteral(".site"));
  connect(call_, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl(QStringLiteral("tel:") + number_in(phone_))); });
  connect(mail_, &QPushButton::clicked, this,
          [this] { QDesktopServices::openUrl(QUrl(QStringLiteral("mailto:") + email_)); });
  connect(open_, &QPushButton::clicked, this, [this] { open_page(safe_page(site_.toStdString())); });
  retranslate();
}

void HelpLines::set(const Profile& profile) {
  phone_ = outside_text(profile.help_phone, longest).simplified();
  email_ = outside_text(profile.help_email, longest).simplified();
  site_ = outside_text(profile.help_url, 2000).simplified();
  retranslate();
}

void HelpLines::retranslate() {
  call_->setText(tr("Call %1").arg(plain_label(phone_)));
  call_->setEnabled(!number_in(phone_).isEmpty());
  call_->setVisible(!phone_.isEmpty());
  mail_->setText(tr("Write to %1").arg(plain_label(email_)));
  mail_->setEnabled(is_mail_address(email_));
  mail_->setVisible(!email_.isEmpty());
  const QUrl site = safe_page(site_.toStdString());
  open_->setText(tr("Open the website %1").arg(plain_label(host_of(site))));
  open_->setVisible(site.isValid());
  nobody_->setText(tr("This factory has no help desk. Look under Help in this window."));
  nobody_->setVisible(phone_.isEmpty() && email_.isEmpty() && !site.isValid());
}

}  // namespace werkbank
