#include "ui/data/drop_zone.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

QString only_local_file(const QMimeData& data) {
  const auto urls = data.urls();
  return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

std::filesystem::path path_of(const QString& text) { return path_from_text(text.toStdString()); }

}  // namespace

DropZone::DropZone(const QString& name, QWidget* parent)
    : Page(parent),
      invitation_(new Title),
      button_(new SecondaryButton({}, QStringLiteral("folder"))),
      or_typed_(new Caption),
      path_(new QLineEdit) {
  setAcceptDrops(true);
  setProperty("surface", QStringLiteral("raised"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(px(Space::wide), px(Space::wide), px(Space::wide), px(Space::wide));
  layout->setSpacing(px(Space::snug));
  auto* line = row(Space::normal);
  line->addWidget(new IconLabel(QStringLiteral("upload"), Role::accent, Size::icon_large));
  line->addWidget(invitation_, 1);
  line->addWidget(button_);
  layout->addLayout(line);
  layout->addWidget(or_typed_);
  layout->addWidget(path_);
  path_->setObjectName(name);
  button_->setObjectName(name + QStringLiteral(".choose"));
  or_typed_->setBuddy(path_);
  connect(button_, &QPushButton::clicked, this, &DropZone::choose);
  connect(path_, &QLineEdit::editingFinished, this, &DropZone::typed);
  retranslate();
}

void DropZone::retranslate() {
  const bool is_file = kind_ == DataKind::file;
  invitation_->setText(is_file ? tr("Drop your file here") : tr("Drop your folder here"));
  button_->setText(is_file ? tr("Choose a file…") : tr("Choose a folder…"));
  or_typed_->setText(tr("Or type or paste where it is:"));
  path_->setAccessibleName(is_file ? tr("Where your file is") : tr("Where your folder is"));
}

void DropZone::set_kind(DataKind kind) {
  kind_ = kind;
  retranslate();
}

void DropZone::show_path(const std::filesystem::path& path) {
  shown_ = QString::fromStdString(path_text(path));
  if (path_->text() != shown_) path_->setText(shown_);
}

void DropZone::set_wrong(bool wrong) {
  set_style_property(*path_, "invalid", wrong ? QStringLiteral("true") : QStringLiteral("false"));
}

void DropZone::typed() {
  const QString text = path_->text().trimmed();
  if (text == shown_) return;
  shown_ = text;
  emit chosen(path_of(text));
}

void DropZone::choose() {
  auto* dialog = new QFileDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(kind_ == DataKind::file ? QFileDialog::ExistingFile : QFileDialog::Directory);
  if (kind_ == DataKind::file) dialog->setNameFilters({tr("Tables (*.csv *.txt)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) { emit chosen(path_of(file)); });
  dialog->open();
}

void DropZone::dragEnterEvent(QDragEnterEvent* event) {
  if (only_local_file(*event->mimeData()).isEmpty()) return;
  event->acceptProposedAction();
  set_style_property(*this, "banner", QStringLiteral("info"));
}

void DropZone::dragLeaveEvent(QDragLeaveEvent*) { set_style_property(*this, "banner", QString()); }

void DropZone::dropEvent(QDropEvent* event) {
  set_style_property(*this, "banner", QString());
  const QString file = only_local_file(*event->mimeData());
  if (file.isEmpty()) return;
  event->acceptProposedAction();
  emit chosen(path_of(file));
}

}  // namespace werkbank
