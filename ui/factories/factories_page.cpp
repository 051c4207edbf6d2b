#include "ui/factories/factories_page.h"

#include <QMimeData>

#include "core/base/local_files.h"
#include "ui/factories/joined.h"

namespace werkbank {

FactoriesPage::FactoriesPage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      stack_(new QStackedWidget),
      heading_(new PageHeading),
      empty_(new EmptyState(QStringLiteral("factory"))),
      cards_(column(Space::wide)),
      add_(new SecondaryButton({}, QStringLiteral("plus"))),
      problems_(column(Space::small)),
      add_page_(new AddFactoryPage(live)),
      invitation_page_(new InvitationPage(live)) {
  auto* layout = column(Space::hair);
  layout->addWidget(stack_);
  setLayout(layout);
  list_ = make_list();
  for (QWidget* page : std::initializer_list<QWidget*>{list_, add_page_, invitation_page_}) stack_->addWidget(page);
  add_->setObjectName(QStringLiteral("factories.add"));
  connect(add_, &QPushButton::clicked, this, &FactoriesPage::open_add);
  connect(add_page_, &AddFactoryPage::back_wanted, this, &FactoriesPage::open_list);
  connect(add_page_, &AddFactoryPage::invitation_chosen, this, &FactoriesPage::open_invitation);
  connect(add_page_, &AddFactoryPage::made, this, &FactoriesPage::joined);
  connect(invitation_page_, &InvitationPage::back_wanted, this, &FactoriesPage::open_list);
  connect(invitation_page_, &InvitationPage::made, this, &FactoriesPage::joined);
  show_cards();
  retranslate();
}

QWidget* FactoriesPage::make_list() {
  auto* body = new ScrollBody;
  body->content().addWidget(heading_);
  body->content().addLayout(cards_);
  body->content().addWidget(empty_);
  body->content().addWidget(add_, 0, Qt::AlignLeft);
  body->content().addLayout(problems_);
  body->content().addStretch();
  return body;
}

void FactoriesPage::show_cards() {
  while (QLayoutItem* item = cards_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  const auto factories = factories_in_use(live_);
  for (LiveFactory* factory : factories) {
    auto* card = new FactoryCard(live_, *factory);
    cards_->addWidget(card);
    connect(card, &FactoryCard::opened, this, [this, factory] { open(*factory); });
  }
  empty_->setVisible(factories.empty());
  add_->setVisible(add_page_->has_something());
}

void FactoriesPage::open_list() {
  stack_->setCurrentWidget(list_);
  add_->setVisible(add_page_->has_something());
}

void FactoriesPage::open_add() {
  add_page_->open();
  stack_->setCurrentWidget(add_page_);
}

void FactoriesPage::open_invitation(const std::filesystem::path& file) {
  stack_->setCurrentWidget(invitation_page_);
  invitation_page_->open(file);
}

void FactoriesPage::open(LiveFactory& factory) {
  FactoryPage*& page = pages_[&factory];
  if (page == nullptr) {
    page = new FactoryPage(live_, factory);
    stack_->addWidget(page);
    connect(page, &FactoryPage::back_wanted, this, &FactoriesPage::open_list);
  }
  stack_->setCurrentWidget(page);
}

void FactoriesPage::begin_renewal(LiveFactory& factory) {
  open(factory);
  pages_.at(&factory)->begin_renewal();
}

void FactoriesPage::open_stored(LiveFactory& factory) {
  open(factory);
  pages_.at(&factory)->show_stored();
}

void FactoriesPage::joined(const std::shared_ptr<Factory>& factory) {
  LiveFactory& live = live_.add_factory(factory);
  live_.set_current(&live);
  show_cards();
  open(live);
}

std::optional<std::filesystem::path> FactoriesPage::invitation_in(const QMimeData& data) const {
  const auto urls = data.urls();
  if (!live_.workbench().read_invitation || urls.size() != 1) return {};
  const QString file = urls.front().toLocalFile();
  if (!file.endsWith(QLatin1String(".werkbank"), Qt::CaseInsensitive)) return {};
  return path_from_text(file.toStdString());
}

void FactoriesPage::retranslate() {
  heading_->set(
      tr("Factories"),
      tr("A factory is a place with powerful computers that train your model. Begin with the practice factory: "
         "nothing can go wrong there."));
  empty_->set(tr("No factory is known"),
              tr("Werkbank could not read any factory. Install Werkbank again, or call the help desk."));
  add_->setText(tr("Add a factory"));
  show_problems();
}

void FactoriesPage::show_problems() {
  while (QLayoutItem* item = problems_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const Error& problem : live_.workbench().problems) {
    auto* banner = new Banner(BannerKind::warning);
    banner->set_text(words(*this, problem.message), QString::fromStdString(problem.detail).left(300));
    problems_->addWidget(banner);
  }
}

}  // namespace werkbank
