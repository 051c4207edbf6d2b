// Charts to files: a picture at twice the screen's resolution, the readings as a table.
#pragma once

#include <QImage>
#include <QString>

#include "core/base/result.h"

namespace werkbank {

constexpr double export_scale = 2.0;

/// Written to a temporary name first and renamed last. Errors: local_file.
Result<Done> save_picture(const QImage& image, const QString& path);
Result<Done> save_text(const std::string& text, const QString& path);

}  // namespace werkbank
