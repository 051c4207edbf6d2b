#include "ui/window/activity_strip.h"

#include <cmath>

#include <QHBoxLayout>
#include <QLocale>

namespace werkbank {

ActivityStrip::ActivityStrip(LiveWorkbench& live, QWidget* parent)
    : Page(parent),
      live_(live),
      icon_(new IconLabel(QStringLiteral("upload"), Role::accent)),
      progress_(new ProgressLine),
      button_(new SecondaryButton) {
  setProperty("surface", QStringLiteral("strip"));
  auto* layout = row(Space::normal);
  layout->setContentsMargins(px(Space::wide), px(Space::small), px(Space::wide), px(Space::small));
  setLayout(layout);
  layout->addWidget(icon_);
  layout->addWidget(progress_, 1);
  layout->addWidget(button_);
  setObjectName(QStringLiteral("window.activity"));
  button_->setObjectName(QStringLiteral("window.activity_button"));
  connect(button_, &QPushButton::clicked, this, [this] { live_.stop_moving(uuid_); });
  connect(&live_, &LiveWorkbench::moving_changed, this, [this] { retranslate(); });
  retranslate();
}

void ActivityStrip::show_closing() {
  is_closing_ = true;
  retranslate();
}

void ActivityStrip::set_quiet(bool quiet) {
  is_quiet_ = quiet;
  retranslate();
}

void ActivityStrip::retranslate() {
  uuid_.clear();
  if (is_closing_) {
    button_->hide();
    progress_->set(std::nullopt, tr("Werkbank is stopping cleanly. One moment."));
    show();
    return;
  }
  if (is_quiet_ || live_.moving().empty()) return hide();
  show_moving(live_.moving().begin()->first, live_.moving().begin()->second);
}

void ActivityStrip::show_moving(const QString& uuid, const Moving& moving) {
  uuid_ = uuid;
  const bool is_starting = moving.kind == Moving::Kind::starting;
  icon_->set(is_starting ? QStringLiteral("upload") : QStringLiteral("download"), Role::accent);
  std::optional<double> fraction;
  const Progress& progress = moving.progress;
  if (progress.total > 0) fraction = static_cast<double>(progress.done) / static_cast<double>(progress.total);
  const QString what = words(*this, progress.what);
  const QString doing = is_starting ? tr("Starting") : tr("Fetching");
  const QString percent =
      fraction ? locale().toString(std::floor(*fraction * 100), 'f', 0) + QStringLiteral(" %") : QString();
  progress_->set(fraction,
                 QStringLiteral("%1: %2").arg(moving.title.simplified().left(60), what.isEmpty() ? doing : what),
                 percent);
  button_->setText(tr("Stop"));
  button_->show();
  show();
}

}  // namespace werkbank
