#include "style_marks.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>

namespace werkbank::example {
namespace {

void collect(QtMsgType type, const QMessageLogContext&, const QString& text) {
  if (type == QtDebugMsg || type == QtInfoMsg) return;
  if (text.contains(QLatin1String("propagateSizeHints"))) return;
  WarningsSeen::texts() << text;
}

QStringList texts_of(const QWidget& widget) {
  QStringList texts{widget.accessibleName(), widget.accessibleDescription()};
  if (const auto* label = qobject_cast<const QLabel*>(&widget)) texts << label->text();
  if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) texts << button->text() << button->toolTip();
  if (const auto* field = qobject_cast<const QLineEdit*>(&widget)) texts << field->placeholderText();
  if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
    for (int i = 0; i < tabs->count(); ++i) texts << tabs->tabText(i);
  }
  if (const auto* choice = qobject_cast<const QComboBox*>(&widget)) {
    for (int i = 0; i < choice->count(); ++i) texts << choice->itemText(i);
  }
  texts.removeAll(QString());
  return texts;
}

}  // namespace

QString MarkingTranslator::translate(const char* context, const char* source, const char*, int n) const {
  const QByteArray room(context);
  if (!room.startsWith("werkbank") && room != "jobs" && room != "telemetry") return {};
  QString text = QString::fromUtf8(source);
  if (n >= 0) text.replace(QStringLiteral("%n"), QString::number(n));
  return QStringLiteral("‹%1›").arg(text);
}

WarningsSeen::WarningsSeen() {
  texts().clear();
  qInstallMessageHandler(collect);
}

WarningsSeen::~WarningsSeen() { qInstallMessageHandler(nullptr); }

QStringList& WarningsSeen::texts() {
  static QStringList seen;
  return seen;
}

QStringList visible_texts(const QWidget& root) {
  QStringList texts = texts_of(root);
  for (const QWidget* widget : root.findChildren<QWidget*>()) {
    if (widget->isVisibleTo(&root)) texts << texts_of(*widget);
  }
  return texts;
}

QStringList nameless_controls(const QWidget& root) {
  QStringList nameless;
  for (QWidget* widget : root.findChildren<QWidget*>()) {
    if (!widget->isVisibleTo(&root) || !(widget->focusPolicy() & Qt::TabFocus)) continue;
    if (widget->inherits("QTabBar")) continue;  // Its tabs are named.
    const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
    if (face != nullptr && !face->text(QAccessible::Name).isEmpty()) continue;
    nameless << QStringLiteral("%1(%2)").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
  }
  return nameless;
}

void settle(QWidget& widget) {
  widget.QWidget::show();
  for (int i = 0; i < 3; ++i) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
  }
}

}  // namespace werkbank::example
