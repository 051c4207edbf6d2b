#include "ui/factories/factory_card.h"

namespace werkbank {

FactoryStanding standing_of(const LiveFactory& factory) {
  if (factory.is_practice() && factory.state() == LiveFactory::State::signed_in) {
    return {Grading::success, QStringLiteral("check"), FactoryCard::tr("Always open")};
  }
  switch (factory.state()) {
    case LiveFactory::State::signed_out:
      return {Grading::neutral, QStringLiteral("user"), FactoryCard::tr("Not signed in")};
    case LiveFactory::State::signing_in:
      return {Grading::accent, QStringLiteral("clock"), FactoryCard::tr("Signing in")};
    case LiveFactory::State::signed_in:
      if (factory.has_outage())
        return {Grading::warning, QStringLiteral("warning"), FactoryCard::tr("Does not answer")};
      return {Grading::success, QStringLiteral("check"), FactoryCard::tr("Signed in")};
    case LiveFactory::State::offline:
      return {Grading::warning, QStringLiteral("cloud-off"), FactoryCard::tr("No connection")};
  }
  return {};
}

FactoryCard::FactoryCard(LiveWorkbench& live, LiveFactory& factory, QWidget* parent)
    : Page(parent),
      live_(live),
      factory_(factory),
      name_(new Title),
      operator_(new Muted),
      standing_(new StatusPill),
      current_(new StatusPill),
      open_(new SecondaryButton) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  auto* card = new Card;
  outer->addWidget(card);
  auto* line = row(Space::normal);
  line->addWidget(new IconLabel(QStringLiteral("factory"), Role::accent, Size::icon_large));
  auto* texts = column(Space::hair);
  texts->addWidget(name_);
  texts->addWidget(operator_);
  line->addLayout(texts, 1);
  line->addWidget(current_);
  line->addWidget(standing_);
  line->addWidget(open_);
  card->content().addLayout(line);
  open_->setObjectName(QStringLiteral("factories.open.") + QString::fromStdString(factory_.profile().id));
  connect(open_, &QPushButton::clicked, this, &FactoryCard::opened);
  connect(&factory_, &LiveFactory::changed, this, [this] { retranslate(); });
  connect(&live_, &LiveWorkbench::current_changed, this, [this] { retranslate(); });
  retranslate();
}

void FactoryCard::retranslate() {
  const Language language = shown_language(*this);
  const Profile& profile = factory_.profile();
  name_->setText(QString::fromStdString(profile.name.in(language)));
  operator_->setText(QString::fromStdString(profile.operator_name.in(language)));
  const FactoryStanding standing = standing_of(factory_);
  standing_->set(standing.grading, standing.icon, standing.word);
  current_->setVisible(live_.current() == &factory_);
  current_->set(Grading::accent, QStringLiteral("arrow-right"), tr("New jobs go here"));
  open_->setText(tr("Open"));
  open_->setAccessibleName(tr("Open %1").arg(name_->text()));
}

}  // namespace werkbank
