#include "ui/data/drop_zone.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

#include "core/base/local_files.h"

namespace werkbank {
namespace {

std::filesystem::path path_of(const QString& text) { return path_from_text(text.toStdString()); }

}  // namespace

DropZone::DropZone(const QString& name, QWidget* parent)
    : Page(parent),
      invitation_(new Title),
      button_(new SecondaryButton({}, QStringLiteral("folder"))),
      folder_button_(new SecondaryButton({}, QStringLiteral("folder"))),
      or_typed_(new Caption),
      path_(new QLineEdit),
      refused_(new Banner(BannerKind::warning)) {
  setAcceptDrops(true);
  setProperty("surface", QStringLiteral("drop"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(px(Space::wide), px(Space::wide), px(Space::wide), px(Space::wide));
  layout->setSpacing(px(Space::snug));
  auto* line = row(Space::normal);
  line->addWidget(new IconLabel(QStringLiteral("upload"), Role::accent, Size::icon_large));
  line->addWidget(invitation_, 1);
  line->addWidget(button_);
  line->addWidget(folder_button_);
  layout->addLayout(line);
  layout->addWidget(refused_);
  auto* typing = column(Space::hair);
  typing->addWidget(or_typed_);
  typing->addWidget(path_);
  layout->addLayout(typing);
  refused_->setObjectName(name + QStringLiteral(".refused"));
  refused_->hide();
  path_->setObjectName(name);
  button_->setObjectName(name + QStringLiteral(".choose"));
  folder_button_->setObjectName(name + QStringLiteral(".choose_folder"));
  folder_button_->hide();
  or_typed_->setBuddy(path_);
  connect(button_, &QPushButton::clicked, this, [this] { choose(kind_); });
  connect(folder_button_, &QPushButton::clicked, this, [this] { choose(DataKind::folder); });
  connect(path_, &QLineEdit::editingFinished, this, &DropZone::typed);
  retranslate();
}

void DropZone::retranslate() {
  const bool is_file = kind_ == DataKind::file;
  invitation_->setText(or_folder_ ? tr("Drop your file or folder here")
                       : is_file  ? tr("Drop your file here")
                                  : tr("Drop your folder here"));
  folder_button_->setText(tr("Choose a folder…"));
  button_->setText(is_file ? tr("Choose a file…") : tr("Choose a folder…"));
  or_typed_->setText(tr("Or type or paste where it is:"));
  path_->setAccessibleName(or_folder_ ? tr("Where your file or folder is")
                           : is_file  ? tr("Where your file is")
                                      : tr("Where your folder is"));
  show_refusal();
}

void DropZone::set_kind(DataKind kind, bool or_folder) {
  if (kind != kind_) refusal_ = Refusal::none;
  kind_ = kind;
  or_folder_ = or_folder && kind == DataKind::file;
  folder_button_->setVisible(or_folder_);
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
  refuse(Refusal::none);
  emit chosen(path_of(text));
}

void DropZone::choose(DataKind kind) {
  auto* dialog = new QFileDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(kind == DataKind::file ? QFileDialog::ExistingFile : QFileDialog::Directory);
  if (kind == DataKind::file)
    dialog->setNameFilters({tr("Tables, conversations and sentences (*.csv *.txt *.jsonl *.conll *.bio *.iob *.tsv)"),
                            tr("All files (*)")});
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    refuse(Refusal::none);
    emit chosen(path_of(file));
  });
  dialog->open();
}

void DropZone::refuse(Refusal why, int dropped) {
  refusal_ = why;
  dropped_ = dropped;
  show_refusal();
}

void DropZone::show_refusal() {
  refused_->setVisible(refusal_ != Refusal::none);
  switch (refusal_) {
    case Refusal::none:
      return;
    case Refusal::many:
      return refused_->set_text(
          tr("You dropped %n things at once. Werkbank takes one.", nullptr, dropped_),
          kind_ == DataKind::file
              ? tr("Drop the one file that has your table.")
              : tr("Put them together in one folder, and drop that. Photos to sort: a folder for each kind in it."));
    case Refusal::not_local:
      return refused_->set_text(tr("This is not on your computer: it is an address on the internet."),
                                tr("Save it on this computer first. Then drop it here."));
  }
}

void DropZone::dragEnterEvent(QDragEnterEvent* event) {
  const auto urls = event->mimeData()->urls();
  if (urls.isEmpty()) return;
  if (urls.size() == 1 && urls.front().path().endsWith(QLatin1String(".werkbank"))) return;  // the window takes it
  event->acceptProposedAction();
  set_style_property(*this, "dragged", true);
}

void DropZone::dragLeaveEvent(QDragLeaveEvent*) { set_style_property(*this, "dragged", false); }

void DropZone::dropEvent(QDropEvent* event) {
  set_style_property(*this, "dragged", false);
  const auto urls = event->mimeData()->urls();
  if (urls.empty()) return;
  event->acceptProposedAction();
  if (urls.size() > 1) return refuse(Refusal::many, static_cast<int>(urls.size()));
  const QString file = urls.front().toLocalFile();
  if (file.isEmpty()) return refuse(Refusal::not_local);
  refuse(Refusal::none);
  emit chosen(path_of(file));
}

}  // namespace werkbank
