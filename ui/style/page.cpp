#include "ui/style/page.h"

#include <QEvent>
#include <QLocale>

namespace werkbank {

Language shown_language(const QWidget& widget) {
  return widget.locale().language() == QLocale::Dutch ? Language::dutch : Language::english;
}

QString words(const QWidget& widget, const Message& message) { return message.in(shown_language(widget)); }

QString plain_tool_tip(const QString& text) {
  return text.isEmpty() ? QString() : QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped());
}

QString plain_label(const QString& text) { return QString(text).replace(QLatin1Char('&'), QStringLiteral("&&")); }

Page::Page(QWidget* parent) : QFrame(parent) { setFrameShape(QFrame::NoFrame); }

void Page::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange) retranslate();
  if (event->type() == QEvent::StyleChange) restyle();
}

}  // namespace werkbank
