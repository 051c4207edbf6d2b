#include "ui/style/pointer_watch.h"

#include <QApplication>
#include <QEvent>
#include <QVariant>

namespace werkbank {
namespace {
constexpr const char* pointing = "werkbank_pointing";
}

void PointerWatch::begin(QApplication& application) {
  if (application.property(pointing).isValid()) return;
  application.setProperty(pointing, false);
  application.installEventFilter(new PointerWatch(&application));
}

bool PointerWatch::is_pointing() { return qApp != nullptr && qApp->property(pointing).toBool(); }

bool PointerWatch::eventFilter(QObject* watched, QEvent* event) {
  const auto type = event->type();
  if (type == QEvent::MouseButtonPress || type == QEvent::TouchBegin) qApp->setProperty(pointing, true);
  if (type == QEvent::KeyPress || type == QEvent::ShortcutOverride) qApp->setProperty(pointing, false);
  return QObject::eventFilter(watched, event);
}

}  // namespace werkbank
