#include "ui/new_job/choose_step.h"

#include <QGridLayout>

namespace werkbank {

QString have_words(const std::string& have) {
  if (have == "table") return ChooseStep::tr("A table");
  if (have == "photos") return ChooseStep::tr("Photos");
  if (have == "text") return ChooseStep::tr("Text");
  if (have == "series") return ChooseStep::tr("Measurements over time");
  if (have == "speech") return ChooseStep::tr("Speech");
  if (have == "documents") return ChooseStep::tr("Documents");
  if (have == "model") return ChooseStep::tr("A model that you made");
  return ChooseStep::tr("Your own program");
}

TemplateCard::TemplateCard(const JobTemplate& job_template, QWidget* parent)
    : Page(parent),
      template_(job_template),
      have_(new Caption),
      title_(new Title),
      summary_(new Body),
      example_(new Caption),
      button_(new SecondaryButton) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  auto* card = new Card;
  layout->addWidget(card);
  auto* top = row(Space::normal);
  top->addWidget(new IconLabel(QString::fromStdString(template_.icon), Role::accent, Size::icon_large));
  auto* names = column(Space::hair);
  names->addWidget(have_);
  names->addWidget(title_);
  top->addLayout(names, 1);
  card->content().addLayout(top);
  card->content().addWidget(summary_);
  card->content().addWidget(example_);
  card->content().addStretch();
  card->content().addWidget(button_, 0, Qt::AlignLeft);
  button_->setObjectName(QStringLiteral("new_job.choose.%1").arg(QString::fromStdString(template_.id)));
  button_->setCheckable(true);
  connect(button_, &QPushButton::clicked, this, [this] { emit chosen(&template_); });
  retranslate();
}

void TemplateCard::retranslate() {
  const Language language = shown_language(*this);
  have_->setText(have_words(template_.have));
  title_->setText(QString::fromStdString(template_.title.in(language)));
  summary_->setText(QString::fromStdString(template_.summary.in(language)));
  example_->setVisible(!template_.examples.empty());
  if (!template_.examples.empty()) {
    const auto& sentence = template_.examples.front().second;
    example_->setText(tr("For example: %1").arg(QString::fromStdString(sentence.in(language))));
  }
  button_->setText(is_chosen_ ? tr("Chosen") : tr("Choose this"));
  button_->set_icon(is_chosen_ ? QStringLiteral("check") : QString());
  button_->setChecked(is_chosen_);
  button_->setAccessibleName(QStringLiteral("%1: %2").arg(button_->text(), title_->text()));
}

void TemplateCard::set_chosen(bool chosen) {
  is_chosen_ = chosen;
  retranslate();
}

ChooseStep::ChooseStep(JobDraft& draft, QWidget* parent)
    : NewJobStep(parent),
      draft_(draft),
      heading_(new PageHeading),
      empty_(new EmptyState(QStringLiteral("catalogue"))) {
  auto* body = new ScrollBody;
  auto* outer = column(Space::hair);
  outer->addWidget(body);
  setLayout(outer);
  body->content().addWidget(heading_);
  auto* grid = new QGridLayout;
  grid->setSpacing(px(Space::normal));
  int index = 0;
  for (const JobTemplate& job_template : draft_.live().catalogue().templates()) {
    auto* card = new TemplateCard(job_template);
    grid->addWidget(card, index / 2, index % 2);
    grid->setColumnStretch(index % 2, 1);
    ++index;
    cards_.push_back(card);
    connect(card, &TemplateCard::chosen, this, [this](const JobTemplate* chosen) {
      draft_.choose(chosen);
      mark();
      emit done();
    });
  }
  body->content().addLayout(grid);
  body->content().addWidget(empty_);
  body->content().addStretch();
  empty_->setVisible(cards_.empty());
  connect(&draft_, &JobDraft::template_changed, this, &ChooseStep::mark);
  retranslate();
}

void ChooseStep::mark() {
  for (TemplateCard* card : cards_) card->set_chosen(&card->job_template() == draft_.job_template());
}

QString ChooseStep::obstacle() const {
  return draft_.job_template() == nullptr ? tr("First choose what you have.") : QString();
}

void ChooseStep::retranslate() {
  heading_->set(tr("What do you have?"), tr("Choose what looks most like what you have. You can always come back."));
  empty_->set(tr("The catalogue is empty"),
              tr("Werkbank could not read its job templates. Install Werkbank again, or call the help desk."));
}

}  // namespace werkbank
