#include "ui/style/buttons.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QPainter>

#include "ui/style/icons.h"
#include "ui/style/pointer_watch.h"
#include "ui/style/property.h"

namespace werkbank {

Button::Button(const char* kind, Role icon_role, const QString& text, const QString& icon_name, QWidget* parent)
    : QPushButton(text, parent), icon_role_(icon_role) {
  setProperty("kind", QLatin1String(kind));
  setIconSize(QSize(Size::icon, Size::icon));
  setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  setAutoDefault(false);
  set_icon(icon_name);
}

void Button::set_icon(const QString& name) { setIcon(name.isEmpty() ? QIcon() : werkbank::icon(name, icon_role_)); }

QSize Button::sizeHint() const {
  QSize hint = QPushButton::sizeHint();
  // The style sheet's padding does not know the gap between icon and words.
  if (!icon().isNull() && !text().isEmpty()) hint.rwidth() += px(Space::hair);
  return hint;
}

void Button::paintEvent(QPaintEvent* event) {
  QPushButton::paintEvent(event);
  // On the accent colour a dark border alone is easy to miss: a second, light ring inside makes the focus plain.
  if (!property("ring").toBool() || property("kind") != QLatin1String("primary")) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(current_theme().color(Role::on_accent), 1.5));
  const double inset = 3;
  const double radius = px(Radius::field) - inset;
  painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
}

void Button::focusInEvent(QFocusEvent* event) {
  const bool by_pointer = event->reason() == Qt::MouseFocusReason || PointerWatch::is_pointing();
  set_style_property(*this, "ring", !by_pointer);
  QPushButton::focusInEvent(event);
}

void Button::focusOutEvent(QFocusEvent* event) {
  set_style_property(*this, "ring", false);
  QPushButton::focusOutEvent(event);
}

void Button::mousePressEvent(QMouseEvent* event) {
  set_style_property(*this, "ring", false);
  QPushButton::mousePressEvent(event);
}

void Button::keyPressEvent(QKeyEvent* event) {
  if (hasFocus()) set_style_property(*this, "ring", true);
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    click();
    return;
  }
  QPushButton::keyPressEvent(event);
}

void IconButton::set_name(const QString& name) {
  setAccessibleName(name);
  setToolTip(name);
}

RailButton::RailButton(const QString& text, const QString& icon_name, QWidget* parent)
    : Button("rail", Role::muted, text, icon_name, parent) {
  setCheckable(true);
  setAutoExclusive(true);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

}  // namespace werkbank
