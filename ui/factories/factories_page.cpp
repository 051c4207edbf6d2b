#include "ui/factories/factories_page.h"

namespace werkbank {

FactoriesPage::FactoriesPage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      stack_(new QStackedWidget),
      heading_(new PageHeading),
      empty_(new EmptyState(QStringLiteral("factory"))),
      problems_(column(Space::small)) {
  auto* layout = column(Space::hair);
  layout->addWidget(stack_);
  setLayout(layout);
  list_ = make_list();
  stack_->addWidget(list_);
  retranslate();
}

QWidget* FactoriesPage::make_list() {
  auto* body = new ScrollBody;
  body->content().addWidget(heading_);
  for (const auto& factory : live_.factories()) {
    auto* card = new FactoryCard(live_, *factory);
    body->content().addWidget(card);
    connect(card, &FactoryCard::opened, this, [this, chosen = factory.get()] { open(*chosen); });
  }
  body->content().addWidget(empty_);
  empty_->setVisible(live_.factories().empty());
  body->content().addLayout(problems_);
  body->content().addStretch();
  return body;
}

void FactoriesPage::open_list() { stack_->setCurrentWidget(list_); }

void FactoriesPage::open(LiveFactory& factory) {
  FactoryPage*& page = pages_[&factory];
  if (page == nullptr) {
    page = new FactoryPage(live_, factory);
    stack_->addWidget(page);
    connect(page, &FactoryPage::back_wanted, this, &FactoriesPage::open_list);
  }
  stack_->setCurrentWidget(page);
}

void FactoriesPage::retranslate() {
  heading_->set(
      tr("Factories"),
      tr("A factory is a place with powerful computers that train your model. Begin with the practice factory: "
         "nothing can go wrong there."));
  empty_->set(tr("No factory is known"),
              tr("Werkbank could not read any factory. Install Werkbank again, or call the help desk."));
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
