#include "ui/factories/server_words.h"

namespace werkbank {
namespace {
constexpr qsizetype longest_on_one_line = 60;
}

ServerWords::ServerWords(QWidget* parent) : Page(parent), who_(new Caption), words_(new Label(Type::mono)) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  layout->addWidget(who_);
  layout->addWidget(words_);
  for (Label* label : std::initializer_list<Label*>{who_, words_}) {
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  hide();
}

void ServerWords::set(const QString& words, qsizetype longest) {
  shown_ = words.size() <= longest ? words : words.left(longest) + QStringLiteral("…");
  setVisible(!shown_.isEmpty());
  retranslate();
}

void ServerWords::retranslate() {
  const bool is_short = shown_.size() <= longest_on_one_line && !shown_.contains(QLatin1Char('\n'));
  const QString quoted = QStringLiteral("“%1”").arg(shown_);
  set_style_property(*this, "surface", is_short ? QString() : QStringLiteral("raised"));
  const int aside = is_short ? 0 : px(Space::normal);
  const int above = is_short ? 0 : px(Space::snug);
  layout()->setContentsMargins(aside, above, aside, above);
  who_->setText(is_short ? tr("The factory's computer says: %1").arg(quoted)
                         : tr("These are words of the factory's computer, not of Werkbank:"));
  words_->setText(is_short ? QString() : quoted);
  words_->setVisible(!is_short);
}

}  // namespace werkbank
