#include "ui/window/rail.h"

#include <QVBoxLayout>

namespace werkbank {
namespace {

struct Entry {
  const char* name;
  const char* icon;
};

constexpr std::array<Entry, rail_places> entries = {{{"start", "start"},
                                                     {"data", "data"},
                                                     {"jobs", "jobs"},
                                                     {"catalogue", "catalogue"},
                                                     {"factory", "factory"},
                                                     {"help", "help"},
                                                     {"settings", "settings"}}};
constexpr std::size_t first_at_foot = 5;

}  // namespace

Rail::Rail(QWidget* parent) : Page(parent) {
  setProperty("surface", QStringLiteral("rail"));
  setFixedWidth(Size::rail);
  auto* layout = column(Space::hair);
  layout->setContentsMargins(px(Space::snug), px(Space::normal), px(Space::snug), px(Space::normal));
  setLayout(layout);
  auto* mark = row(Space::snug);
  mark->setContentsMargins(px(Space::small), 0, 0, px(Space::normal));
  auto* sign = new QLabel;
  sign->setPixmap(app_icon().pixmap(Size::control, Size::control));
  mark->addWidget(sign);
  mark->addWidget(new Title(QStringLiteral("Werkbank")), 1);
  layout->addLayout(mark);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i == first_at_foot) layout->addStretch();
    auto* button = new RailButton({}, QLatin1String(entries[i].icon));
    button->setObjectName(QStringLiteral("window.rail_") + QLatin1String(entries[i].name));
    layout->addWidget(button);
    buttons_[i] = button;
    connect(button, &QPushButton::clicked, this, [this, i] { emit wanted(static_cast<Place>(i)); });
  }
  retranslate();
}

void Rail::mark(Place place) {
  const Place shown = place == Place::new_job ? Place::jobs : place;
  buttons_[static_cast<std::size_t>(shown)]->setChecked(true);
}

void Rail::retranslate() {
  const std::array<QString, rail_places> texts = {tr("Start"),   tr("Data"), tr("Jobs"),    tr("Catalogue"),
                                                  tr("Factory"), tr("Help"), tr("Settings")};
  for (std::size_t i = 0; i < texts.size(); ++i) buttons_[i]->setText(texts[i]);
}

}  // namespace werkbank
