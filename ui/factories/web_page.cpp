#include "ui/factories/web_page.h"

#include <QDesktopServices>

namespace werkbank {

QUrl safe_page(const std::string& address) {
  const QUrl page(QString::fromStdString(address), QUrl::StrictMode);
  const bool is_safe =
      page.isValid() && page.scheme() == QLatin1String("https") && !page.host().isEmpty() && page.userInfo().isEmpty();
  return is_safe ? page : QUrl();
}

QString host_of(const QUrl& page) { return page.host(QUrl::FullyEncoded); }

void open_page(const QUrl& page) {
  if (page.isValid()) QDesktopServices::openUrl(page);
}

WebPage::WebPage(const QString& name, QWidget* parent)
    : Page(parent),
      whose_(new Caption),
      host_(new Title),
      open_(new PrimaryButton({}, QStringLiteral("arrow-right"))),
      address_(new Caption),
      telephone_(new QWidget),
      square_(new QrSquare),
      aim_(new Caption) {
  setProperty("surface", QStringLiteral("raised"));
  auto* layout = row(Space::wide);
  layout->setContentsMargins(px(Space::normal), px(Space::normal), px(Space::normal), px(Space::normal));
  setLayout(layout);
  auto* texts = column(Space::small);
  texts->addWidget(whose_);
  texts->addWidget(host_);
  texts->addWidget(address_);
  texts->addSpacing(px(Space::hair));
  texts->addWidget(open_, 0, Qt::AlignLeft);
  texts->addStretch();
  layout->addLayout(texts, 1);
  auto* aside = column(Space::hair);
  telephone_->setLayout(aside);
  aside->addWidget(square_, 0, Qt::AlignHCenter);
  aside->addWidget(aim_);
  aim_->setAlignment(Qt::AlignHCenter);
  layout->addWidget(telephone_);
  address_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  open_->setObjectName(name + QStringLiteral(".open_page"));
  square_->setObjectName(name + QStringLiteral(".qr"));
  connect(open_, &QPushButton::clicked, this, [this] { open_page(page_); });
  hide();
  retranslate();
}

void WebPage::set(const std::string& address) {
  page_ = safe_page(address);
  host_->setText(host_of(page_));
  // A place to break a long address at, for the eye only: what is opened is the page itself.
  QString shown = page_.toString(QUrl::FullyEncoded);
  shown.replace(QLatin1Char('/'), QStringLiteral("/\u200b")).replace(QLatin1Char('&'), QStringLiteral("&\u200b"));
  address_->setText(shown);
  telephone_->setVisible(square_->set_text(page_.toString(QUrl::FullyEncoded)));
  telephone_->setFixedWidth(square_->sizeHint().width());
  setVisible(page_.isValid());
  retranslate();
}

void WebPage::retranslate() {
  whose_->setText(tr("The factory's computer asks you to open a page of:"));
  open_->setText(tr("Open this page"));
  open_->setAccessibleName(tr("Open the page of %1").arg(host_->text()));
  aim_->setText(tr("Or point the camera of your telephone at this square."));
  square_->setAccessibleName(
      tr("Square with the address of the page of %1, for the camera of a telephone").arg(host_->text()));
}

}  // namespace werkbank
