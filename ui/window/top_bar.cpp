#include "ui/window/top_bar.h"

#include <QHBoxLayout>

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
  dutch_->setObjectName(QStringLiteral("window.language_nl"));
  english_->setObjectName(QStringLiteral("window.language_en"));
  connect(new_job_, &QPushButton::clicked, this, &TopBar::new_job_wanted);
  connect(factory_, &QPushButton::clicked, this, &TopBar::factory_wanted);
  connect(dutch_, &QPushButton::clicked, this, [this] { emit language_chosen(Language::dutch); });
  connect(english_, &QPushButton::clicked, this, [this] { emit language_chosen(Language::english); });
  connect(&live_, &LiveWorkbench::factory_changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::current_changed, this, [this] { retranslate(); });
  retranslate();
}

void TopBar::show_language(Language language) {
  dutch_->setChecked(language == Language::dutch);
  english_->setChecked(language == Language::english);
}

void TopBar::retranslate() {
  new_job_->setText(tr("New job"));
  const LiveFactory* current = live_.current();
  standing_->setVisible(current != nullptr);
  factory_->setVisible(current != nullptr);
  if (current == nullptr) return;
  const FactoryStanding standing = standing_of(*current);
  standing_->set(standing.grading, standing.icon, standing.word);
  const QString name = QString::fromStdString(current->profile().name.in(shown_language(*this)));
  factory_->setText(plain_label(name.left(40)));
  factory_->setAccessibleName(tr("Factory: %1. %2").arg(name, standing.word));
}

}  // namespace werkbank
