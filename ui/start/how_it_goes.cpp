#include "ui/start/how_it_goes.h"

namespace werkbank {

HowItGoes::HowItGoes(QWidget* parent) : Page(parent), title_(new Title) {
  auto* layout = column(Space::snug);
  setLayout(layout);
  layout->addWidget(title_);
  auto* cards = row(Space::normal);
  const char* icons[] = {"data", "factory", "download"};
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    auto* card = new Card;
    parts_[i] = {new Strong, new Body};
    card->content().addWidget(new IconLabel(QLatin1String(icons[i]), Role::accent, Size::icon_large));
    card->content().addWidget(parts_[i].title);
    card->content().addWidget(parts_[i].sentence);
    card->content().addStretch();
    cards->addWidget(card, 1);
  }
  layout->addLayout(cards);
  retranslate();
}

void HowItGoes::retranslate() {
  title_->setText(tr("How it goes"));
  parts_[0].title->setText(tr("1. You bring data"));
  parts_[0].sentence->setText(
      tr("A table or photos of your own work. Werkbank looks whether it is good enough, before "
         "anything leaves your computer."));
  parts_[1].title->setText(tr("2. The factory trains"));
  parts_[1].sentence->setText(
      tr("Its computers look for the pattern in your data. You see how it is doing, and what it "
         "takes."));
  parts_[2].title->setText(tr("3. You get a model"));
  parts_[2].sentence->setText(tr("With a report that says honestly how good it is, and a small program to use it."));
}

}  // namespace werkbank
