#include "ui/window/top_bar.h"

#include <QDateTime>
#include <QHBoxLayout>

#include "core/base/units.h"
#include "ui/factories/factory_card.h"

namespace werkbank {

TopBar::TopBar(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      new_job_(new SecondaryButton({}, QStringLiteral("plus"))),
      standing_(new StatusPill),
      factory_(new SecondaryButton({}, QStringLiteral("factory"))),
      dutch_(new SecondaryButton(QStringLiteral("NL"))),
      english_(new SecondaryButton(QStringLiteral("EN"))) {
  setProperty("surface", QStringLiteral("bar"));
  auto* layout = row(Space::small);
  layout->setContentsMargins(px(Space::section), px(Space::small), px(Space::wide), px(Space::small));
  setLayout(layout);
  layout->addWidget(new_job_);
  layout->addStretch();
  layout->addWidget(standing_);
  layout->addWidget(factory_);
  layout->addSpacing(px(Space::small));
  layout->addWidget(dutch_);
  layout->addWidget(english_);
  for (SecondaryButton* button : {dutch_, english_}) button->setCheckable(true);
  dutch_->setAccessibleName(QStringLiteral("Nederlands"));
  english_->setAccessibleName(QStringLiteral("English"));
  dutch_->setToolTip(QStringLiteral("Nederlands"));
  english_->setToolTip(QStringLiteral("English"));
  new_job_->setObjectName(QStringLiteral("window.new_job"));
  factory_->setObjectName(QStringLiteral("window.factory"));
  standing_->setObjectName(QStringLiteral("window.standing"));
  dutch_->setObjectName(QStringLiteral("window.language_nl"));
  english_->setObjectName(QStringLiteral("window.language_en"));
  connect(new_job_, &QPushButton::clicked, this, &TopBar::new_job_wanted);
  connect(factory_, &QPushButton::clicked, this, &TopBar::factory_wanted);
  connect(dutch_, &QPushButton::clicked, this, [this] { emit language_chosen(Language::dutch); });
  connect(english_, &QPushButton::clicked, this, [this] { emit language_chosen(Language::english); });
  connect(&live_, &LiveWorkbench::factory_changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::current_changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::certificate_changed, this, [this] { retranslate(); });
  retranslate();
}

void TopBar::show_language(Language language) {
  dutch_->setChecked(language == Language::dutch);
  english_->setChecked(language == Language::english);
}

QString TopBar::until(const LiveFactory& factory) const {
  const CertificateWatch& watch = live_.certificate(factory);
  const auto standing = watch.standing();
  const bool counts = standing == CertificateStanding::valid || standing == CertificateStanding::ends_soon;
  if (!counts || factory.state() != LiveFactory::State::signed_in || !watch.certificate()->valid_before) return {};
  const auto end = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(*watch.certificate()->valid_before));
  const auto today = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(watch.now())).date();
  if (end.date() == today) return end.time().toString(QStringLiteral("HH:mm"));
  return format_moment(*watch.certificate()->valid_before, shown_language(*this));
}

void TopBar::retranslate() {
  new_job_->setText(tr("New job"));
  const LiveFactory* current = live_.current();
  standing_->setVisible(current != nullptr);
  factory_->setVisible(current != nullptr);
  if (current == nullptr) return;
  const FactoryStanding standing = standing_of(*current);
  const QString end = until(*current);
  const bool ends_soon = !end.isEmpty() && live_.certificate(*current).standing() == CertificateStanding::ends_soon;
  const QString words = end.isEmpty() ? standing.word : tr("%1 until %2").arg(standing.word, end);
  standing_->set(ends_soon ? Grading::warning : standing.grading, ends_soon ? QStringLiteral("clock") : standing.icon,
                 words);
  const QString name = QString::fromStdString(current->profile().name.in(shown_language(*this)));
  factory_->setText(plain_label(name.left(40)));
  factory_->setAccessibleName(
      tr("Factory: %1. %2").arg(name, end.isEmpty() ? words : tr("%1, certificate until %2").arg(standing.word, end)));
}

}  // namespace werkbank
