#include "window_stand.h"

#include <algorithm>

#include "app/assembly/assembly.h"
#include "app/window/workbench_of.h"

namespace werkbank {
namespace {

/// For whoever looks into a failure: everything with a name that is in sight.
void list_what_is_there(const QWidget& window) {
  QStringList names;
  for (const auto* widget : window.findChildren<QWidget*>()) {
    if (widget->isVisible() && !widget->objectName().startsWith("qt_") && !widget->objectName().isEmpty())
      names << widget->objectName() + (widget->isEnabled() ? "" : " (disabled)");
  }
  qInfo("in sight: %s", qPrintable(names.join(", ")));
}

}  // namespace

bool until(const std::function<bool()>& holds, int milliseconds) {
  QElapsedTimer waited;
  waited.start();
  bool held = holds();
  while (!held && !waited.hasExpired(milliseconds)) {
    QTest::qWait(10);
    held = holds();
  }
  return held;
}

WindowStand::WindowStand(const QString& home) : home_(home) {
  if (home_.isEmpty()) {
    own_ = std::make_unique<QTemporaryDir>();
    home_ = own_->path();
  }
  qputenv("HOME", home_.toUtf8());
}

WindowStand::~WindowStand() { close(); }

bool WindowStand::open(const std::vector<std::string>& profiles, const std::vector<std::string>& catalogues) {
  auto assembly =
      assemble(places_with((home_ + "/werkbank").toStdString(), catalogues, profiles), AssembledFor::window);
  if (!assembly.ok()) return false;
  translations_ = std::make_unique<Translations>();
  WindowCallbacks callbacks;
  callbacks.set_language = [this](Language language) { translations_->use(language); };
  callbacks.set_shade = [](ShadeChoice choice) { apply(*qApp, theme_for(choice)); };
  callbacks.set_shade(ShadeChoice::light);
  QSettings settings(home_ + "/window.ini", QSettings::IniFormat);
  settings.setValue("language", "nl");
  settings.sync();
  window_ = std::make_unique<MainWindow>(workbench_of(*assembly), settings, std::move(callbacks));
  window_->show();
  window_->activateWindow();
  return QTest::qWaitForWindowActive(window_.get());
}

bool WindowStand::close() {
  if (!window_) return true;
  window_->close();
  const bool went = until([this] { return !window_->isVisible(); });
  window_.reset();
  translations_.reset();
  return went;
}

bool WindowStand::says(const QString& text) const {
  const auto labels = window_->findChildren<QLabel*>();
  return std::any_of(labels.begin(), labels.end(),
                     [&](const QLabel* label) { return label->isVisible() && label->text().contains(text); });
}

bool WindowStand::has_banner(const QString& sentence) const {
  const auto banners = window_->findChildren<Banner*>();
  return std::any_of(banners.begin(), banners.end(),
                     [&](const Banner* banner) { return banner->isVisible() && banner->accessibleName() == sentence; });
}

bool WindowStand::press(const std::function<QWidget*()>& find, const QString& what) const {
  QWidget* found = nullptr;
  if (until([&] { return (found = find()) != nullptr; })) {
    QTest::mouseClick(found, Qt::LeftButton);
    return true;
  }
  qInfo("nothing to press: %s", qPrintable(what));
  list_what_is_there(*window_);
  return false;
}

bool WindowStand::press(const QString& name) const {
  const auto ready = [&]() -> QWidget* {
    for (auto* widget : window_->findChildren<QWidget*>(name)) {
      if (widget->isVisible() && widget->isEnabled()) return widget;
    }
    return nullptr;
  };
  return press(ready, name);
}

bool WindowStand::press_text(const QString& text) const {
  const auto ready = [&]() -> QWidget* {
    for (auto* button : window_->findChildren<QAbstractButton*>()) {
      if (button->isVisible() && button->isEnabled() && button->text() == text) return button;
    }
    return nullptr;
  };
  return press(ready, text);
}

void WindowStand::strike(Qt::Key key, Qt::KeyboardModifiers with) {
  QTest::qWait(1);
  if (QApplication::focusWidget() != nullptr) QTest::keyClick(QApplication::focusWidget(), key, with);
}

void WindowStand::type(const QString& text) {
  for (const QChar letter : text) {
    QTest::qWait(1);
    if (QApplication::focusWidget() != nullptr) QTest::keyClicks(QApplication::focusWidget(), letter);
  }
}

bool WindowStand::type_over(const QString& name, const QString& text) const {
  const auto is_there = [&] {
    return QApplication::focusWidget() != nullptr && QApplication::focusWidget()->objectName() == name;
  };
  for (int stops = 0; !is_there() && stops < 60; ++stops) {
    if (QApplication::focusWidget() == nullptr) window_->setFocus();
    strike(Qt::Key_Tab);
  }
  if (is_there()) {
    strike(Qt::Key_A, Qt::ControlModifier);
    type(text);
    return true;
  }
  qInfo("the Tab key never comes to %s", qPrintable(name));
  list_what_is_there(*window_);
  return false;
}

void WindowStand::watch() {
  loop_ = std::make_unique<LoopWatch>();
  loop_->start();
}

double WindowStand::unwatch() {
  if (!loop_) return 0;
  loop_->stop();
  const double worst = loop_->worst_ms();
  if (worst > longest_hold_ms) qInfo("%s", qPrintable(loop_->worst_words()));
  loop_.reset();
  return worst;
}

void WindowStand::picture(const QString& name) {
  const auto folder = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
  if (!window_ || folder.isEmpty()) return;
  unwatched([&] { window_->grab().save(folder + "/" + name + ".png"); });
}

}  // namespace werkbank
