// Our own icons (resources/icons): one SVG per name, drawn in the colour of a role of the theme that is current when it
// is painted, so that a switch to dark needs no new icons.
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

#include "ui/style/theme.h"

namespace werkbank {

/// The icon of resources/icons/<name>.svg in the colour of `role`; `checked` is its colour while On (checked buttons).
/// An unknown name gives an empty icon.
QIcon icon(const QString& name, Role role = Role::text, Role checked = Role::accent);

/// The same as a picture of `size` device-independent pixels, sharp at `ratio` device pixels each.
QPixmap icon_pixmap(const QString& name, const QColor& color, int size, double ratio);

/// The program's own mark, in its own colours.
QIcon app_icon();

}  // namespace werkbank
