#include "ui/jobs/attempts_card.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/base/units.h"

namespace werkbank {
namespace {

enum Column { number_column, began_column, ran_column, steps_column, why_column, columns };

constexpr int most_rows_in_view = 5;
constexpr int most_attempts = 100;  // the latest; nobody reads more, and a job may have been begun a thousand times

}  // namespace

AttemptsCard::AttemptsCard(QWidget* parent) : Page(parent), summary_(new Strong), table_(new QTableWidget) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  auto* card = new Card;
  card->content().addWidget(summary_);
  card->content().addWidget(table_);
  layout->addWidget(card);
  summary_->setObjectName(QStringLiteral("attempts.summary"));
  table_->setObjectName(QStringLiteral("attempts.table"));
  table_->setColumnCount(columns);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setTabKeyNavigation(false);
  table_->setShowGrid(false);
  table_->setWordWrap(true);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->verticalHeader()->hide();
  auto* head = table_->horizontalHeader();
  head->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  head->setSectionsClickable(false);
  head->setHighlightSections(false);
  head->setSectionResizeMode(QHeaderView::ResizeToContents);
  head->setSectionResizeMode(why_column, QHeaderView::Stretch);
  // A row is as high as its sentence at the width that there is.
  connect(head, &QHeaderView::geometriesChanged, this, &AttemptsCard::fit_height);
  connect(head, &QHeaderView::sectionResized, this, &AttemptsCard::fit_height);
  hide();
  retranslate();
}

void AttemptsCard::show_job(const JobView& view) {
  story_ = attempts_of(view);
  auto& all = story_.attempts;
  if (all.size() > most_attempts) all.erase(all.begin(), all.end() - most_attempts);
  setVisible(!all.empty());
  if (!all.empty()) fill();
}

QStringList AttemptsCard::cells_of(const Attempt& attempt) const {
  const Language language = shown_language(*this);
  const auto number = [&](std::int64_t value) { return locale_of(language).toString(static_cast<qlonglong>(value)); };
  const bool silent = !attempt.began_at;
  return {number(attempt.number), silent ? tr("not known yet") : format_moment(*attempt.began_at, language),
          silent ? QString() : format_duration(attempt.seconds, language),
          tr("%1 to %2").arg(number(attempt.from_step), number(attempt.to_step)), words(*this, attempt.why)};
}

void AttemptsCard::fill() {
  const auto rows = static_cast<int>(story_.attempts.size());
  summary_->setText(words(*this, story_.summary));
  table_->setAccessibleDescription(summary_->text());
  table_->setHorizontalHeaderLabels({tr("Attempt"), tr("Began"), tr("Ran for"), tr("Steps"), tr("How it ended")});
  bool is_new = table_->rowCount() != rows;
  table_->setRowCount(rows);
  for (int r = 0; r < rows; ++r) {
    const QStringList cells = cells_of(story_.attempts[static_cast<std::size_t>(r)]);
    for (int c = 0; c < columns; ++c) {
      if (table_->item(r, c) == nullptr) table_->setItem(r, c, new QTableWidgetItem);
      auto* item = table_->item(r, c);
      // Whoever hears the cells one by one hears which column each of them is.
      item->setData(Qt::AccessibleTextRole, table_->horizontalHeaderItem(c)->text() + QStringLiteral(": ") + cells[c]);
      if (item->text() == cells[c]) continue;  // news comes each second, and most of it is of the last row
      is_new = true;
      item->setText(cells[c]);
      item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
  }
  if (is_new) fit_height();
}

void AttemptsCard::fit_height() {
  table_->resizeRowsToContents();
  int height = table_->horizontalHeader()->sizeHint().height() + 2 * table_->frameWidth();
  const int rows = std::min(table_->rowCount(), most_rows_in_view);
  for (int r = table_->rowCount() - rows; r < table_->rowCount(); ++r) height += table_->rowHeight(r);
  if (table_->height() != height) table_->setFixedHeight(height);
}

void AttemptsCard::retranslate() {
  table_->setAccessibleName(tr("The attempts of this job"));
  if (!story_.attempts.empty()) fill();
}

}  // namespace werkbank
