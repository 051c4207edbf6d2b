#include "ui/data/data_preview.h"

#include <algorithm>
#include <cmath>

#include <QHeaderView>
#include <QImageReader>

#include "core/base/local_files.h"
#include "core/base/units.h"
#include "core/dataset/document_check.h"
#include "core/dataset/marked_check.h"

namespace werkbank {
namespace {

constexpr int most_columns = 30;
constexpr int most_columns_that_fit = 8;
constexpr int most_preview_rows = 6;
constexpr std::size_t most_classes = 10;
constexpr std::size_t most_pictures = 4;  // of each class
constexpr int side = Size::icon_large;

QImage thumbnail(const std::filesystem::path& file) {
  QImageReader reader(QString::fromStdString(path_text(file)));
  reader.setAutoTransform(true);
  const QSize size = reader.size();
  if (size.isValid()) reader.setScaledSize(size.scaled(side * 2, side * 2, Qt::KeepAspectRatio));
  return reader.read();
}

}  // namespace

DataPreview::DataPreview(Background& background, QWidget* parent)
    : Page(parent),
      background_(background),
      title_(new Title),
      summary_(new Muted),
      table_(new QTableWidget),
      gallery_(new QWidget),
      grid_(new QGridLayout(gallery_)),
      rest_(new Caption) {
  auto* layout = column(Space::snug);
  layout->addWidget(title_);
  layout->addWidget(summary_);
  layout->addWidget(table_);
  layout->addWidget(gallery_);
  layout->addWidget(rest_);
  setLayout(layout);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setHorizontalSpacing(px(Space::wide));
  grid_->setVerticalSpacing(px(Space::snug));
  table_->setObjectName(QStringLiteral("data.preview_table"));
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setSelectionMode(QAbstractItemView::NoSelection);
  table_->verticalHeader()->hide();
  table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->setTabKeyNavigation(false);
  table_->hide();
  gallery_->hide();
  rest_->hide();
  retranslate();
}

DataPreview::~DataPreview() = default;

void DataPreview::show_report(const DataReport& report, const std::filesystem::path& root) {
  // On a turn of the event loop of its own: others that hear of the report have work to do as well.
  QMetaObject::invokeMethod(
      this, [this, report, root] { build(report, root); }, Qt::QueuedConnection);
}

void DataPreview::build(const DataReport& report, const std::filesystem::path& root) {
  table_data_ = report.table;
  classes_ = report.classes;
  kinds_ = report.kinds;
  size_ = report.size;
  files_ = report.files;
  are_documents_ = shows_documents(report);
  are_words_ = shows_marked_words(report);
  show_table();
  show_classes();
  retranslate();
  read_pictures(root);
}

void DataPreview::retranslate() {
  const Language language = shown_language(*this);
  title_->setText(kinds_.empty() ? tr("This is how the model sees it") : tr("This is what is in it"));
  show_kinds();
  name_columns();
  const QString bytes = format_bytes(size_.bytes, language);
  const auto number = [this](std::uint64_t n) { return locale().toString(static_cast<qulonglong>(n)); };
  if (!kinds_.empty()) {
    summary_->setText(tr("%1 files of %2 kinds, %3").arg(number(files_), number(kinds_.size()), bytes));
  } else if (!classes_.empty()) {
    summary_->setText(tr("%1 pictures of %2 kinds, %3").arg(number(size_.images), number(classes_.size()), bytes));
  } else if (size_.sound_seconds > 0) {
    summary_->setText(tr("%1 recordings, together %2, %3")
                          .arg(number(size_.rows), format_duration(std::round(size_.sound_seconds), language), bytes));
  } else if (are_documents_) {
    summary_->setText(tr("%1 documents, %2").arg(number(size_.rows), bytes));
  } else if (are_words_) {
    summary_->setText(tr("%1 words in sentences, %2").arg(number(size_.rows), bytes));
  } else if (size_.text_bytes > 0) {
    summary_->setText(tr("%1 conversations, %2").arg(number(size_.rows), bytes));
  } else {
    summary_->setText(tr("%1 rows, %2 columns, %3").arg(number(size_.rows), number(size_.columns), bytes));
  }
  const bool is_table = kinds_.empty() && !are_documents_ && !are_words_;
  table_->setAccessibleName(is_table ? tr("The first rows of your table") : title_->text());
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    counts_[i]->setText(tr("%n pictures", nullptr, static_cast<int>(classes_[i].count)));
  }
  const auto shown = kinds_.empty() ? counts_.size() : std::min<std::size_t>(most_preview_rows, kinds_.size());
  const auto more = static_cast<int>((kinds_.empty() ? classes_.size() : kinds_.size()) - shown);
  rest_->setVisible(more > 0);
  rest_->setText(tr("and %n more kinds", nullptr, more));
}

/// Those that no file of the person's named.
void DataPreview::name_columns() {
  if (!are_documents_ && !are_words_) return;
  table_data_.header = {(are_documents_ ? tr("Document") : tr("Sentence")).toStdString(),
                        (are_documents_ ? tr("How its text begins") : tr("What is marked in it")).toStdString()};
  show_table();
}

/// As a table, whose words follow the language.
void DataPreview::show_kinds() {
  if (kinds_.empty()) return;
  const Language language = shown_language(*this);
  table_data_ = {{tr("Kind").toStdString(), tr("Files").toStdString(), tr("Size").toStdString()}, {}};
  for (std::size_t i = 0; i < std::min<std::size_t>(most_preview_rows, kinds_.size()); ++i) {
    const FileKind& kind = kinds_[i];
    table_data_.rows.push_back({kind.ending.empty() ? tr("other").toStdString() : "." + kind.ending,
                                locale().toString(static_cast<qulonglong>(kind.count)).toStdString(),
                                format_bytes(kind.bytes, language).toStdString()});
  }
  show_table();
}

void DataPreview::show_table() {
  const int columns = std::min(most_columns, static_cast<int>(table_data_.header.size()));
  const int rows = std::min(most_preview_rows, static_cast<int>(table_data_.rows.size()));
  table_->hide();  // while it changes, so that it is laid out once
  table_->clear();
  table_->setRowCount(rows);
  table_->setColumnCount(columns);
  QStringList names;
  for (int c = 0; c < columns; ++c) {
    names << QString::fromStdString(table_data_.header[static_cast<std::size_t>(c)]).left(60);
  }
  table_->setHorizontalHeaderLabels(names);
  for (int r = 0; r < rows; ++r) {
    const auto& cells = table_data_.rows[static_cast<std::size_t>(r)];
    for (int c = 0; c < columns && c < static_cast<int>(cells.size()); ++c) {
      const QString text = QString::fromStdString(cells[static_cast<std::size_t>(c)]).left(80);
      table_->setItem(r, c, new QTableWidgetItem(text));
    }
  }
  int height = table_->horizontalHeader()->sizeHint().height() + 2 * table_->frameWidth() + px(Space::normal);
  for (int r = 0; r < rows; ++r) height += table_->rowHeight(r);
  const bool all_fit = columns <= most_columns_that_fit;
  table_->horizontalHeader()->setSectionResizeMode(all_fit ? QHeaderView::Stretch : QHeaderView::Interactive);
  table_->setFixedHeight(height);
  table_->setVisible(columns > 0);
}

void DataPreview::show_classes() {
  while (QLayoutItem* item = grid_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  pictures_.clear();
  counts_.clear();
  gallery_->setVisible(!classes_.empty());
  const std::size_t count = std::min(most_classes, classes_.size());
  for (std::size_t i = 0; i < count; ++i) {
    const int at = static_cast<int>(i);
    auto* name = new Strong(QString::fromStdString(classes_[i].name).left(60));
    name->setWordWrap(false);
    grid_->addWidget(name, at, 0);
    counts_.push_back(new Caption);
    counts_.back()->setWordWrap(false);
    grid_->addWidget(counts_.back(), at, 1);
    for (std::size_t p = 0; p < most_pictures; ++p) {
      auto* picture = new QLabel;
      picture->setFixedSize(side, side);
      picture->setAlignment(Qt::AlignCenter);
      grid_->addWidget(picture, at, 2 + static_cast<int>(p));
      pictures_.push_back(picture);
    }
  }
  grid_->setColumnStretch(2 + static_cast<int>(most_pictures), 1);
}

void DataPreview::read_pictures(const std::filesystem::path& root) {
  if (ticket_ != 0) background_.forget(ticket_);
  ticket_ = 0;
  std::vector<std::filesystem::path> files(pictures_.size());
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    for (std::size_t p = 0; p < std::min(most_pictures, classes_[i].samples.size()); ++p) {
      const auto& sample = classes_[i].samples[p];
      files[i * most_pictures + p] = sample.is_absolute() ? sample : root / sample;
    }
  }
  if (files.empty()) return;
  using Images = std::vector<QImage>;
  auto work = [files](const ProgressSink&, const std::stop_token& stop) -> Result<Images> {
    Images images;
    for (const auto& file : files) {
      if (stop.stop_requested()) return Cancelled{};
      images.push_back(file.empty() ? QImage() : thumbnail(file));
    }
    return images;
  };
  ticket_ = background_.run<Images>(this, work, [this](const Result<Images>& result) {
    ticket_ = 0;
    if (!result.ok()) return;
    for (std::size_t i = 0; i < result.value().size() && i < pictures_.size(); ++i) place_picture(i, result.value()[i]);
  });
}

void DataPreview::place_picture(std::size_t index, const QImage& image) {
  if (image.isNull()) return;
  const double ratio = devicePixelRatioF();
  const int pixels = static_cast<int>(side * ratio);
  QPixmap pixmap = QPixmap::fromImage(image.scaled(pixels, pixels, Qt::KeepAspectRatio, Qt::SmoothTransformation));
  pixmap.setDevicePixelRatio(ratio);
  pictures_[index]->setPixmap(pixmap);
}

}  // namespace werkbank
