#include "pictures.h"

#include <QApplication>
#include <QDir>
#include <QLocale>

#include "core/base/units.h"
#include "ui/style/theme.h"
#include "window_fixture.h"

namespace werkbank::example {

Language language() {
  return qEnvironmentVariable("WERKBANK_LANGUAGE") == QStringLiteral("nl") ? Language::dutch : Language::english;
}

void put_on_look() {
  QLocale::setDefault(locale_of(Language::english));
  const bool dark = qEnvironmentVariable("WERKBANK_SHADE") == QStringLiteral("dark");
  apply(*qApp, theme_for(dark ? ShadeChoice::dark : ShadeChoice::light));
  if (language() == Language::dutch) QCoreApplication::installTranslator(new TsTranslator(language()));
}

void save(QWidget& widget, const QString& name) {
  if (qEnvironmentVariableIsSet("WERKBANK_SCREENSHOTS")) save(widget.grab().toImage(), name);
}

void save(const QImage& picture, const QString& name) {
  const QString folder = qEnvironmentVariable("WERKBANK_SCREENSHOTS");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  picture.save(folder + u'/' + name + QStringLiteral(".png"));
}

void save_settled(QWidget& window, const QString& name) {
  if (qEnvironmentVariableIsEmpty("WERKBANK_SCREENSHOTS")) return;
  QEventLoop settle;
  QTimer::singleShot(400, &settle, &QEventLoop::quit);
  settle.exec();
  save(window, name);
}

}  // namespace werkbank::example
