#include "ui/charts/export.h"

#include <QFileDialog>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <qcustomplot.h>

namespace werkbank {
namespace {

Error not_written(const QString& path, const QString& detail) {
  return {
      ErrorCode::local_file,
      Message(WERKBANK_TEXT("ui", "The file %1 could not be written. Choose another folder, or make room on the disk."),
              {path.toStdString()}),
      detail.toStdString()};
}

QSize size_of(const std::vector<QCustomPlot*>& plots) {
  QSize size(1, 0);
  for (const QCustomPlot* plot : plots) size = {std::max(size.width(), plot->width()), size.height() + plot->height()};
  return size.expandedTo({1, 1});
}

}  // namespace

void ask_by_dialog(QWidget& parent, const QString& title, const QString& suggestion, const QString& filter,
                   const std::function<void(const QString&)>& chosen) {
  auto* dialog = new QFileDialog(&parent, title, suggestion, filter);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->selectFile(suggestion);
  QObject::connect(dialog, &QFileDialog::fileSelected, &parent, chosen);
  dialog->open();
}

Result<Done> save_picture(const QImage& image, const QString& path) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || !image.save(&file, "PNG") || !file.commit()) {
    return not_written(path, file.errorString());
  }
  return Done{};
}

QImage picture_of(const std::vector<QCustomPlot*>& plots) {
  QImage picture((QSizeF(size_of(plots)) * export_scale).toSize(), QImage::Format_RGB32);
  picture.setDevicePixelRatio(export_scale);
  picture.fill((plots.empty() ? QGuiApplication::palette() : plots.front()->palette()).color(QPalette::Base));
  QPainter painter(&picture);
  int top = 0;
  for (QCustomPlot* plot : plots) {
    QPixmap one = plot->toPixmap(plot->width(), plot->height(), export_scale);
    one.setDevicePixelRatio(export_scale);
    painter.drawPixmap(0, top, one);
    top += plot->height();
  }
  return picture;
}

Result<Done> save_pdf(const std::vector<QCustomPlot*>& plots, const QString& title, const QString& path) {
  constexpr int pixels_an_inch = 96;
  constexpr double points_a_pixel = 72.0 / pixels_an_inch;
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return not_written(path, file.errorString());
  {
    QPdfWriter writer(&file);
    writer.setResolution(pixels_an_inch);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Werkbank"));
    writer.setPageSize(QPageSize(QSizeF(size_of(plots)) * points_a_pixel, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({0, 0, 0, 0});
    QCPPainter painter;
    if (!painter.begin(&writer)) return not_written(path, QStringLiteral("the PDF was not written"));
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    for (QCustomPlot* plot : plots) {
      plot->toPainter(&painter, plot->width(), plot->height());
      painter.translate(0, plot->height());
    }
    painter.end();
  }
  if (!file.commit()) return not_written(path, file.errorString());
  return Done{};
}

Result<Done> save_text(const std::string& text, const QString& path) {
  QSaveFile file(path);
  const auto size = static_cast<qint64>(text.size());
  if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), size) != size || !file.commit()) {
    return not_written(path, file.errorString());
  }
  return Done{};
}

}  // namespace werkbank
