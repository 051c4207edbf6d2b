#include "ui/window/help_page.h"

#include <utility>

namespace werkbank {
namespace {
constexpr int topic_count = 6;
}

HelpPage::HelpPage(QWidget* parent) : Page(parent), headline_(new Headline) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  auto* body = new ScrollBody(Size::reading);
  outer->addWidget(body);
  body->content().addWidget(headline_);
  for (int i = 0; i < topic_count; ++i) {
    const Topic topic{new Title, new Body};
    auto* card = new Card;
    card->content().addWidget(topic.question);
    card->content().addWidget(topic.answer);
    body->content().addWidget(card);
    topics_.push_back(topic);
  }
  body->content().addStretch();
  retranslate();
}

void HelpPage::retranslate() {
  headline_->setText(tr("Help"));
  const std::pair<QString, QString> words[topic_count] = {
      {tr("What does Werkbank do?"), tr("You have data: a table, or photos. A model can learn from it, for instance to "
                                        "tell good products from bad ones. "
                                        "That takes a lot of computing. Werkbank sends your data to an AI factory, has "
                                        "the model trained there, and brings "
                                        "the result to your computer.")},
      {tr("What is an AI factory?"),
       tr("A building full of very fast computers that companies may use. Your job waits in line there until there is "
          "room. Then it runs by itself. You may close Werkbank in the meantime.")},
      {tr("How do I begin?"),
       tr("Press “Train your first model” on the Start page. It uses the practice factory: you need no account, and "
          "nothing can go wrong.")},
      {tr("What happens to my data?"),
       tr("It stays on your computer until you press “Start training”. Then a copy goes to the factory over a secured "
          "connection. Werkbank checks at both ends that every byte arrived. Nobody else can read your folder there.")},
      {tr("Something goes wrong"), tr("Open the job under Jobs. On top you read what is the matter and what you can "
                                      "do. If you cannot work it out, call "
                                      "the help desk of your factory: the number is on its page under Factory.")},
      {tr("Working with the keyboard"),
       tr("Ctrl+1 to Ctrl+5 open the five pages on the left. Ctrl+N begins a new job, F1 opens this page. With Tab you "
          "go "
          "from one field to the next, with Enter or the space bar you press a button.")},
  };
  for (std::size_t i = 0; i < topics_.size(); ++i) {
    topics_[i].question->setText(words[i].first);
    topics_[i].answer->setText(words[i].second);
  }
}

}  // namespace werkbank
