#include "ui/window/catalogue_page.h"

#include <algorithm>

namespace werkbank {

CatalogueCard::CatalogueCard(const JobTemplate& job_template, QWidget* parent)
    : Page(parent),
      template_(job_template),
      title_(new Title),
      summary_(new Body),
      use_title_(new Strong),
      use_(new Body),
      not_title_(new Strong),
      not_(new Body),
      examples_title_(new Strong),
      examples_(new Body),
      licence_title_(new Strong),
      licences_(new Body),
      button_(new SecondaryButton({}, QStringLiteral("arrow-right"))) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  auto* card = new Card;
  outer->addWidget(card);
  auto* top = row(Space::normal);
  top->addWidget(new IconLabel(QString::fromStdString(template_.icon), Role::accent, Size::icon_large), 0,
                 Qt::AlignTop);
  auto* texts = column(Space::hair);
  texts->addWidget(title_);
  texts->addWidget(summary_);
  top->addLayout(texts, 1);
  top->addWidget(button_, 0, Qt::AlignTop);
  card->content().addLayout(top);
  card->content().addWidget(new Line);
  auto* sides = row(Space::section);
  auto* left = column(Space::hair);
  auto* right = column(Space::hair);
  for (QWidget* part : std::initializer_list<QWidget*>{use_title_, use_, examples_title_, examples_})
    left->addWidget(part);
  for (QWidget* part : std::initializer_list<QWidget*>{not_title_, not_, licence_title_, licences_})
    right->addWidget(part);
  left->insertSpacing(2, px(Space::small));
  right->insertSpacing(2, px(Space::small));
  left->addStretch();
  right->addStretch();
  sides->addLayout(left, 1);
  sides->addLayout(right, 1);
  card->content().addLayout(sides);
  button_->setObjectName(QStringLiteral("catalogue.use.") + QString::fromStdString(template_.id));
  connect(button_, &QPushButton::clicked, this, &CatalogueCard::use_wanted);
  retranslate();
}

QString CatalogueCard::licence_words(const Licence& licence) const {
  const QString what = QString::fromStdString(licence.component);
  const QString note = QString::fromStdString(licence.note.in(shown_language(*this)));
  QString use = tr("ask before you use it in business");
  if (licence.commercial_ok == "yes") use = tr("may be used in business");
  if (licence.commercial_ok == "no") use = tr("may not be used in business");
  return QStringLiteral("• %1 (%2): %3. %4").arg(what, QString::fromStdString(licence.spdx), use, note);
}

void CatalogueCard::retranslate() {
  const Language language = shown_language(*this);
  const auto text = [language](const LocalText& t) { return QString::fromStdString(t.in(language)); };
  title_->setText(text(template_.title));
  summary_->setText(text(template_.summary));
  use_title_->setText(tr("When to use it"));
  use_->setText(text(template_.when_to_use));
  not_title_->setText(tr("When not"));
  not_->setText(text(template_.when_not));
  examples_title_->setText(tr("What others do with it"));
  QStringList examples;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, template_.examples.size()); ++i) {
    examples << QStringLiteral("• ") + text(template_.examples[i].second);
  }
  examples_->setText(examples.join(QLatin1Char('\n')));
  examples_title_->setVisible(!examples.isEmpty());
  licence_title_->setText(tr("Licences"));
  QStringList licences;
  for (const Licence& licence : template_.licences) licences << licence_words(licence);
  licences_->setText(licences.join(QLatin1Char('\n')));
  button_->setText(tr("Use this"));
  button_->setAccessibleName(tr("Use this: %1").arg(title_->text()));
}

CataloguePage::CataloguePage(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      heading_(new PageHeading),
      empty_(new EmptyState(QStringLiteral("catalogue"))),
      problems_(column(Space::small)) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  auto* body = new ScrollBody;
  outer->addWidget(body);
  body->content().addWidget(heading_);
  for (const JobTemplate& job_template : live_.catalogue().templates()) {
    auto* card = new CatalogueCard(job_template);
    body->content().addWidget(card);
    connect(card, &CatalogueCard::use_wanted, this, [this, chosen = &job_template] { emit use_wanted(chosen); });
  }
  body->content().addWidget(empty_);
  empty_->setVisible(live_.catalogue().templates().empty());
  body->content().addLayout(problems_);
  // With a weight: cards grow without one.
  body->content().addStretch(1);
  retranslate();
}

void CataloguePage::retranslate() {
  heading_->set(tr("Catalogue"),
                tr("Each card is a job that is ready for you. You bring the data and answer a few questions."));
  empty_->set(tr("The catalogue is empty"),
              tr("Werkbank could not read its job templates. Install Werkbank again, or call the help desk."));
  while (QLayoutItem* item = problems_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  for (const Error& problem : live_.catalogue().problems()) {
    auto* banner = new Banner(BannerKind::warning);
    banner->set_text(words(*this, problem.message));
    problems_->addWidget(banner);
  }
}

}  // namespace werkbank
