// Properties that the style sheet selects by.
#pragma once

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace werkbank {

/// Sets a property that resources/styles/werkbank.qss selects by and has the widget drawn by it. Cheap when unchanged.
inline void set_style_property(QWidget& widget, const char* name, const QVariant& value) {
  if (widget.property(name) == value) return;
  widget.setProperty(name, value);
  widget.style()->unpolish(&widget);
  widget.style()->polish(&widget);
  widget.update();
}

}  // namespace werkbank
