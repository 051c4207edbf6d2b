#include "ui/jobs/sweep_card.h"

#include <algorithm>

#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/base/units.h"
#include "ui/charts/chart_words.h"

namespace werkbank {
namespace {

enum Column { number_column, settings_column, state_column, score_column, columns };

constexpr int most_variants_in_view = 8;

void prepare(QTableWidget& table) {
  table.setColumnCount(columns);
  table.setEditTriggers(QAbstractItemView::NoEditTriggers);
  table.setSelectionBehavior(QAbstractItemView::SelectRows);
  table.setSelectionMode(QAbstractItemView::SingleSelection);
  table.setTabKeyNavigation(false);
  table.setShowGrid(false);
  table.setWordWrap(true);
  table.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table.verticalHeader()->hide();
  auto* head = table.horizontalHeader();
  head->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  head->setSectionsClickable(false);
  head->setHighlightSections(false);
  head->setSectionResizeMode(QHeaderView::ResizeToContents);
  head->setSectionResizeMode(settings_column, QHeaderView::Stretch);
}

}  // namespace

SweepCard::SweepCard(QWidget* parent)
    : Page(parent), summary_(new Strong), table_(new QTableWidget), order_(new LinkButton), note_(new Caption) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  auto* card = new Card;
  card->content().addWidget(summary_);
  card->content().addWidget(table_);
  card->content().addWidget(order_, 0, Qt::AlignLeft);
  card->content().addWidget(note_);
  layout->addWidget(card);
  summary_->setObjectName(QStringLiteral("sweep.summary"));
  table_->setObjectName(QStringLiteral("sweep.table"));
  order_->setObjectName(QStringLiteral("sweep.order"));
  note_->setObjectName(QStringLiteral("sweep.note"));
  prepare(*table_);
  connect(table_->horizontalHeader(), &QHeaderView::geometriesChanged, this, &SweepCard::fit_height);
  connect(table_->horizontalHeader(), &QHeaderView::sectionResized, this, &SweepCard::fit_height);
  connect(order_, &QPushButton::clicked, this, [this] {
    best_first_ = !best_first_;
    put_in_order();
    retranslate();
  });
  hide();
  retranslate();
}

void SweepCard::show_job(const JobView& view, const JobTemplate* job_template) {
  story_ = sweep_of(view);
  at_once_ = view.record.variants_at_once;
  over_ = is_over(view.record.phase);
  const VariantReading* shown = shown_variant(view);
  curve_of_ = shown == nullptr ? std::nullopt : std::optional(shown->number + 1);
  curve_is_of_best_ = shown != nullptr && view.leading && shown == &*view.leading;
  has_curve_ = shown != nullptr || !view.training.curves.empty();
  samples_of_ = view.samples_of ? std::optional(*view.samples_of + 1) : std::nullopt;
  gpus_are_simulated_ = view.record.reality.gpu_is_simulated;
  setVisible(!story_.variants.empty());
  if (story_.variants.empty()) return;
  questions_.clear();
  if (job_template != nullptr) {
    for (const auto& parameter : job_template->parameters) questions_.emplace_back(parameter.key, parameter);
  }
  put_in_order();
  fill();
}

/// Those without a score last, and of the same score in the order in which they were made.
void SweepCard::put_in_order() {
  std::ranges::sort(story_.variants, {}, &Variant::number);
  if (!best_first_) return;
  std::ranges::stable_sort(story_.variants, [this](const Variant& one, const Variant& other) {
    if (one.is_best != other.is_best) return one.is_best;
    if (!one.score || !other.score) return one.score.has_value() && !other.score;
    return story_.higher_is_better ? *one.score > *other.score : *one.score < *other.score;
  });
}

QString SweepCard::settings_of(const Variant& variant) const {
  if (variant.differing.empty()) return tr("Your own answers");
  QStringList all;
  for (const auto& [key, value] : variant.differing) {
    const auto question = std::ranges::find(questions_, key, &std::pair<std::string, Parameter>::first);
    const Parameter* parameter = question == questions_.end() ? nullptr : &question->second;
    all << words(*this, words_of_setting(key, parameter, value));
  }
  QString text = all.join(QStringLiteral("; "));
  if (!variant.why.empty()) text += u'\n' + QString::fromStdString(variant.why).simplified();
  return text;
}

QString SweepCard::whose_curve() const {
  const auto variant = std::ranges::find(story_.variants, curve_of_.value_or(0), &Variant::number);
  if (variant == story_.variants.end()) return {};
  const QString settings = settings_of(*variant).section(u'\n', 0, 0);
  if (curve_is_of_best_) {
    return (over_ ? tr("Of number %1, the best: %2.") : tr("Of number %1, the best so far: %2."))
        .arg(variant->number)
        .arg(settings);
  }
  return (over_ ? tr("Of number %1, which was broken off: %2.") : tr("Of number %1, which runs now: %2."))
      .arg(variant->number)
      .arg(settings);
}

std::map<int, QString> SweepCard::settings() const {
  std::map<int, QString> all;
  for (const auto& variant : story_.variants) all[variant.number] = settings_of(variant).section(u'\n', 0, 0);
  return all;
}

QString SweepCard::readings_words() const {
  if (!samples_of_) return {};
  if (gpus_are_simulated_) return tr("The readings of processor and memory are those of number %1.").arg(*samples_of_);
  return tr("The readings of GPU, processor and memory are those of number %1.").arg(*samples_of_);
}

QString SweepCard::state_of(const Variant& variant) const {
  const QString state = words(*this, variant.words);
  if (!variant.is_best) return state;
  return over_ ? tr("%1, the best").arg(state) : tr("%1, the best so far").arg(state);
}

QStringList SweepCard::cells_of(const Variant& variant) const {
  const Language language = shown_language(*this);
  const QString score = variant.score ? curve_value(story_.score_name, *variant.score, language) : QString();
  return {locale_of(language).toString(variant.number), settings_of(variant), state_of(variant), score};
}

QString SweepCard::note_words() const {
  QStringList sentences;
  if (!over_) {
    if (at_once_ > 1) sentences << tr("%n at once.", nullptr, at_once_);
    if (!has_curve_) sentences << tr("The learning curve appears when the first of them has learnt for a while.");
    if (const QString readings = readings_words(); !readings.isEmpty()) sentences << readings;
  }
  if (!story_.score_name.empty()) {
    const QString name = curve_name(story_.score_name);
    sentences << (story_.higher_is_better ? tr("Compared by: %1. Higher is better.").arg(name)
                                          : tr("Compared by: %1. Lower is better.").arg(name));
  }
  sentences << words(*this, why_not_the_test_data());
  return sentences.join(u' ');
}

void SweepCard::fill() {
  const auto rows = static_cast<int>(story_.variants.size());
  summary_->setText(words(*this, story_.summary));
  note_->setText(note_words());
  table_->setAccessibleDescription(summary_->text());
  table_->setHorizontalHeaderLabels({tr("No."), tr("What is different"), tr("How it stands"), tr("Score")});
  bool is_new = table_->rowCount() != rows;
  table_->setRowCount(rows);
  for (int r = 0; r < rows; ++r) {
    const QStringList cells = cells_of(story_.variants[static_cast<std::size_t>(r)]);
    for (int c = 0; c < columns; ++c) {
      if (table_->item(r, c) == nullptr) table_->setItem(r, c, new QTableWidgetItem);
      auto* item = table_->item(r, c);
      // Whoever hears the cells one by one hears which column each of them is.
      item->setData(Qt::AccessibleTextRole, table_->horizontalHeaderItem(c)->text() + QStringLiteral(": ") + cells[c]);
      if (item->text() == cells[c]) continue;
      is_new = true;
      item->setText(cells[c]);
      item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
  }
  if (is_new) fit_height();
}

void SweepCard::fit_height() {
  table_->resizeRowsToContents();
  int height = table_->horizontalHeader()->sizeHint().height() + 2 * table_->frameWidth();
  const int rows = std::min(table_->rowCount(), most_variants_in_view);
  for (int r = 0; r < rows; ++r) height += table_->rowHeight(r);
  if (table_->height() != height) table_->setFixedHeight(height);
}

void SweepCard::retranslate() {
  table_->setAccessibleName(tr("The settings that are tried"));
  order_->setText(best_first_ ? tr("Show in the order in which they began") : tr("Show the best first"));
  if (!story_.variants.empty()) fill();
}

}  // namespace werkbank
