// Asking for a place, and charts to files: a picture at twice the screen's resolution, the readings as a table.
#pragma once

#include <functional>
#include <vector>

#include <QImage>
#include <QString>

#include "core/base/result.h"

class QCustomPlot;
class QWidget;

namespace werkbank {

/// Asks for a file name and gives it to the function, or not at all.
using AskFile = std::function<void(QWidget& parent, const QString& title, const QString& suggestion,
                                   const QString& filter, const std::function<void(const QString&)>& chosen)>;
/// By the system's own dialog.
void ask_by_dialog(QWidget& parent, const QString& title, const QString& suggestion, const QString& filter,
                   const std::function<void(const QString&)>& chosen);

constexpr double export_scale = 2.0;

/// One below the other, as they are now.
QImage picture_of(const std::vector<QCustomPlot*>& plots);

/// Written to a temporary name first and renamed last. Errors: local_file.
Result<Done> save_picture(const QImage& image, const QString& path);
/// On one page, one below the other.
Result<Done> save_pdf(const std::vector<QCustomPlot*>& plots, const QString& title, const QString& path);
Result<Done> save_text(const std::string& text, const QString& path);

}  // namespace werkbank
