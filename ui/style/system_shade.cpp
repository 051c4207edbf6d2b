#include "ui/style/system_shade.h"

#include <QEvent>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

namespace werkbank {

Shade system_shade() {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark ? Shade::dark : Shade::light;
#else
  // Before Qt 6.5 only the system's palette tells. A palette of our own would hide it, so it is laid aside for the
  // look.
  const QPalette ours = QGuiApplication::palette();
  QGuiApplication::setPalette(QPalette());
  const QPalette system = QGuiApplication::palette();
  QGuiApplication::setPalette(ours);
  return system.color(QPalette::Window).lightnessF() < 0.5F ? Shade::dark : Shade::light;
#endif
}

SystemShade::SystemShade(QObject* parent) : QObject(parent), last_(system_shade()) {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &SystemShade::look);
#else
  qGuiApp->installEventFilter(this);
#endif
}

bool SystemShade::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::ThemeChange) QMetaObject::invokeMethod(this, &SystemShade::look, Qt::QueuedConnection);
  return QObject::eventFilter(watched, event);
}

void SystemShade::look() {
  const Shade now = system_shade();
  if (now == last_) return;
  last_ = now;
  emit changed(now);
}

}  // namespace werkbank
