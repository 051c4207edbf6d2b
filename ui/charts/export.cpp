#include "ui/charts/export.h"

#include <QFileDialog>
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

Result<Done> save_pdf(QCustomPlot& plot, const QString& title, const QString& path) {
  // QCustomPlot writes to a name of its own accord: beside the place first, so that what is there stays until it is
  // ready.
  const QString made = path + QStringLiteral(".part");
  const bool written =
      plot.savePdf(made, plot.width(), plot.height(), QCP::epAllowCosmetic, QStringLiteral("Werkbank"), title);
  if (!written || (QFile::exists(path) && !QFile::remove(path)) || !QFile::rename(made, path)) {
    QFile::remove(made);
    return not_written(path, QStringLiteral("the PDF was not written"));
  }
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
