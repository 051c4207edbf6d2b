// Pictures of what a test shows, for a person to look at: into the folder that WERKBANK_SCREENSHOTS names, when it
// names one. WERKBANK_LANGUAGE=nl makes them Dutch and WERKBANK_SHADE=dark dark; what the tests expect is English and
// light.
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

#include "core/base/language.h"

namespace werkbank::example {

Language language();
/// The look of the program in the shade, and its words in the language, that are asked for.
void put_on_look();
void save(QWidget& widget, const QString& name);
void save(const QImage& picture, const QString& name);
/// save() of a window that may still be moving, once it has settled.
void save_settled(QWidget& window, const QString& name);

}  // namespace werkbank::example
