#include "ui/window/settings_page.h"

#include <algorithm>
#include <array>

#include <QFileDialog>
#include <QSignalBlocker>

namespace werkbank {
namespace {

/// Megabytes a second that a person can choose; 0: all that the line carries.
constexpr std::array bandwidth_limits = {0, 1, 2, 5, 10, 25, 50};

}  // namespace

SettingsPage::SettingsPage(QWidget* parent)
    : Page(parent),
      headline_(new Headline),
      language_(new QComboBox),
      language_row_(new FormRow(language_)),
      shade_(new QComboBox),
      shade_row_(new FormRow(shade_)),
      folder_(new QLineEdit),
      folder_row_(new FormRow(folder_)),
      folder_button_(new SecondaryButton({}, QStringLiteral("folder"))),
      bandwidth_(new QComboBox),
      bandwidth_row_(new FormRow(bandwidth_)),
      news_(new QComboBox),
      news_row_(new FormRow(news_)) {
  auto* outer = column(Space::hair);
  setLayout(outer);
  auto* body = new ScrollBody(Size::reading);
  outer->addWidget(body);
  body->content().addWidget(headline_);
  auto* card = new Card;
  card->content().setSpacing(px(Space::wide));
  card->content().addWidget(language_row_);
  card->content().addWidget(shade_row_);
  card->content().addWidget(folder_row_);
  card->content().addWidget(folder_button_, 0, Qt::AlignLeft);
  card->content().addWidget(bandwidth_row_);
  card->content().addWidget(news_row_);
  body->content().addWidget(card);
  body->content().addStretch();
  language_->addItems({QStringLiteral("Nederlands"), QStringLiteral("English")});
  shade_->addItems({QString(), QString(), QString()});
  news_->addItems({QString(), QString(), QString()});
  for (const int limit : bandwidth_limits) bandwidth_->addItem(QString(), limit);
  language_->setObjectName(QStringLiteral("settings.language"));
  shade_->setObjectName(QStringLiteral("settings.shade"));
  folder_->setObjectName(QStringLiteral("settings.results_folder"));
  bandwidth_->setObjectName(QStringLiteral("settings.bandwidth"));
  news_->setObjectName(QStringLiteral("settings.news"));
  folder_button_->setObjectName(QStringLiteral("settings.choose_folder"));
  connect(language_, &QComboBox::currentIndexChanged, this,
          [this](int index) { emit language_chosen(index == 0 ? Language::dutch : Language::english); });
  connect(shade_, &QComboBox::currentIndexChanged, this,
          [this](int index) { emit shade_chosen(static_cast<ShadeChoice>(index)); });
  connect(folder_, &QLineEdit::editingFinished, this, &SettingsPage::typed_folder);
  connect(folder_button_, &QPushButton::clicked, this, &SettingsPage::choose_folder);
  connect(bandwidth_, &QComboBox::currentIndexChanged, this,
          [this] { emit bandwidth_chosen(bandwidth_->currentData().toInt()); });
  connect(news_, &QComboBox::currentIndexChanged, this,
          [this](int index) { emit news_chosen(static_cast<NewsChoice>(index)); });
  retranslate();
}

void SettingsPage::show_language(Language language) {
  const QSignalBlocker quiet(language_);
  language_->setCurrentIndex(language == Language::dutch ? 0 : 1);
}

void SettingsPage::show_shade(ShadeChoice choice) {
  const QSignalBlocker quiet(shade_);
  shade_->setCurrentIndex(static_cast<int>(choice));
}

void SettingsPage::show_results_folder(const QString& folder) {
  shown_folder_ = folder;
  folder_->setText(folder);
}

void SettingsPage::show_bandwidth(int limit) {
  const QSignalBlocker quiet(bandwidth_);
  bandwidth_->setCurrentIndex(std::max(bandwidth_->findData(limit), 0));
}

void SettingsPage::show_news(NewsChoice choice) {
  const QSignalBlocker quiet(news_);
  news_->setCurrentIndex(static_cast<int>(choice));
}

void SettingsPage::typed_folder() {
  const QString typed = folder_->text().trimmed();
  if (typed.isEmpty() || typed == shown_folder_) return show_results_folder(shown_folder_);
  shown_folder_ = typed;
  emit results_folder_chosen(typed);
}

void SettingsPage::choose_folder() {
  auto* dialog = new QFileDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::Directory);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
    show_results_folder(folder);
    emit results_folder_chosen(folder);
  });
  dialog->open();
}

void SettingsPage::retranslate() {
  headline_->setText(tr("Settings"));
  language_row_->set_label(tr("Language"));
  shade_row_->set_label(tr("Light or dark"));
  shade_->setItemText(0, tr("As this computer is set"));
  shade_->setItemText(1, tr("Light"));
  shade_->setItemText(2, tr("Dark"));
  folder_row_->set_label(tr("Where results go"));
  folder_row_->set_help(tr("Werkbank makes a folder of its own in here for each job that you fetch."));
  folder_button_->setText(tr("Choose a folder…"));
  bandwidth_row_->set_label(tr("How fast data may go"));
  bandwidth_row_->set_help(
      tr("Choose a limit when the internet in your building becomes slow for others while you send or fetch data. It "
         "holds at once, also for what is on its way now."));
  news_row_->set_label(tr("News of your jobs"));
  news_row_->set_help(
      tr("This computer tells you when a job starts, is ready, fails or does nothing, while you do "
         "something else."));
  news_->setItemText(0, tr("While Werkbank is open"));
  news_->setItemText(1, tr("Also when its window is closed (Werkbank stays beside the clock)"));
  news_->setItemText(2, tr("No news"));
  bandwidth_->setItemText(0, tr("As fast as the line allows"));
  for (int i = 1; i < bandwidth_->count(); ++i) {
    const int limit = bandwidth_->itemData(i).toInt();
    bandwidth_->setItemText(
        i, tr("At most %1 MB/s (%2 Mbit/s)").arg(locale().toString(limit), locale().toString(8 * limit)));
  }
}

}  // namespace werkbank
