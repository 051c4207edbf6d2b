#include "ui/charts/sweep_curves.h"

#include <algorithm>
#include <set>

#include <QComboBox>
#include <QFontMetrics>
#include <QVBoxLayout>

#include "ui/charts/chart_words.h"
#include "ui/charts/curve_plot.h"

namespace werkbank {
namespace {

constexpr int chart_height = 260;  ///< without the names above it
constexpr qsizetype letters_of_a_name = 96;

QString shortened(const QString& name) {
  return name.size() > letters_of_a_name ? name.left(letters_of_a_name - 1) + u'…' : name;
}

std::vector<CurveLine> lines_of_split(const TrainingRecord& training, const std::string& value,
                                      const std::string& split, CurveAxis axis) {
  auto lines = curve_lines(training, value, axis);
  std::erase_if(lines, [&split](const CurveLine& line) { return line.split != split; });
  return lines;
}

}  // namespace

SweepCurves::SweepCurves(QWidget* parent)
    : Page(parent), title_(new Strong), choice_(new QComboBox), note_(new Muted), plot_(new CurvePlot) {
  auto* layout = column(Space::hair);
  setLayout(layout);
  auto* card = new Card;
  auto* head = row();
  head->addWidget(title_, 1);
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  head->addWidget(choice_);
  card->content().addLayout(head);
  card->content().addWidget(note_);
  card->content().addWidget(plot_, 1);
  layout->addWidget(card);
  note_->setObjectName(QStringLiteral("sweep_curves.note"));
  choice_->setObjectName(QStringLiteral("sweep_curves.choice"));
  connect(choice_, &QComboBox::activated, this, [this](int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= values_.size()) return;
    value_ = values_[static_cast<std::size_t>(index)];
    chosen_ = true;
    draw();
  });
  hide();
  retranslate();
}

void SweepCurves::show_job(const JobView& view, const std::string& score, std::map<int, QString> settings) {
  if (view.record.uuid != uuid_) chosen_ = false;
  uuid_ = view.record.uuid;
  variants_ = view.variants;
  settings_ = std::move(settings);
  best_ = view.training.kept_variant;
  left_out_ = view.variants_left_out;
  over_ = is_over(view.record.phase);
  setVisible(has_curves());
  if (!has_curves()) return;
  std::set<std::string> measured;
  std::vector<std::string> values;
  for (const auto& variant : variants_) {
    for (const auto& value : curve_values(variant.training, curve_named(variant.training, score))) {
      if (measured.insert(value).second) values.push_back(value);
    }
  }
  const bool gone = std::ranges::find(values, value_) == values.end();
  if (!chosen_ || gone) value_ = values.front();
  if (values != values_) {
    values_ = std::move(values);
    fill_choice();
  }
  draw();
}

void SweepCurves::set_settings(std::map<int, QString> settings) {
  settings_ = std::move(settings);
  draw();
}

QString SweepCurves::title() const { return title_->text(); }

QString SweepCurves::note() const { return note_->text(); }

void SweepCurves::fill_choice() {
  choice_->clear();
  for (const auto& value : values_) choice_->addItem(curve_name(value));
  choice_->setVisible(values_.size() > 1);
}

/// The same for all, and never the test data: they are compared on data that is kept apart, where there is any.
std::string SweepCurves::split_of_all() const {
  for (const char* split : {"val", "valid", "validation", "train"}) {
    const auto has = [&](const VariantReading& variant) { return variant.training.curves.contains({split, value_}); };
    if (std::ranges::any_of(variants_, has)) return split;
  }
  for (const auto& variant : variants_) {
    for (const auto& [key, points] : variant.training.curves) {
      if (key.value == value_ && key.split != "baseline") return key.split;
    }
  }
  return {};
}

/// Rounds only where all count them.
CurveAxis SweepCurves::axis_of_all() const {
  const bool epochs = std::ranges::all_of(variants_, [this](const VariantReading& variant) {
    return axis_of(variant.training, value_) == CurveAxis::epoch;
  });
  return epochs ? CurveAxis::epoch : CurveAxis::step;
}

QString SweepCurves::name_of(const VariantReading& variant) const {
  const int number = variant.number + 1;
  const auto known = settings_.find(number);
  const QString settings = known == settings_.end() ? QString() : known->second;
  if (variant.number != best_) return tr("No. %1: %2").arg(number).arg(settings);
  return (over_ ? tr("No. %1, the best: %2") : tr("No. %1, the best so far: %2")).arg(number).arg(settings);
}

QString SweepCurves::note_words() const {
  QStringList sentences;
  if (best_ && !variants_.empty() && variants_.front().number == best_) {
    sentences << (over_ ? tr("The thick line is the best.") : tr("The thick line is the best so far."));
  }
  if (left_out_ > 0) {
    sentences << tr("So that the lines can be told apart, %n are left out. They did less well or have no score yet.",
                    nullptr, static_cast<int>(left_out_));
  }
  return sentences.join(u' ');
}

QString SweepCurves::described(const std::string& split) const {
  const Language language = shown_language(*this);
  QStringList sentences{title_->text() + u'.'};
  for (const auto& variant : variants_) {
    const auto curve = variant.training.curves.find({split, value_});
    if (curve == variant.training.curves.end()) continue;
    const auto known = [](const MetricPoint& point) { return point.value.has_value(); };
    const auto first = std::ranges::find_if(curve->second, known);
    if (first == curve->second.end()) continue;
    const auto last = std::find_if(curve->second.rbegin(), curve->second.rend(), known);
    sentences << tr("%1: from %2 to %3.")
                     .arg(name_of(variant), curve_value(value_, *first->value, language),
                          curve_value(value_, *last->value, language));
  }
  return (sentences.join(u' ') + u' ' + note_words()).trimmed();
}

void SweepCurves::draw() {
  if (variants_.size() < 2) return;
  const auto at = std::ranges::find(values_, value_);
  if (at != values_.end()) choice_->setCurrentIndex(static_cast<int>(at - values_.begin()));
  const auto split = split_of_all();
  const CurveAxis axis = axis_of_all();
  title_->setText(tr("The learning curves together: %1, %2").arg(curve_name(value_), split_name(split)));
  std::vector<NamedCurve> curves;
  for (const auto& variant : variants_) {
    auto lines = lines_of_split(variant.training, value_, split, axis);
    if (!lines.empty()) curves.push_back({shortened(name_of(variant)), std::move(lines), variant.number == best_});
  }
  plot_->setMinimumHeight(chart_height +
                          static_cast<int>(curves.size()) * QFontMetrics(plot_->legend->font()).height());
  plot_->set_together(std::move(curves), axis, value_);
  plot_->setAccessibleDescription(described(split));
  note_->setText(note_words());
  note_->setVisible(!note_->text().isEmpty());
}

void SweepCurves::retranslate() {
  choice_->setAccessibleName(tr("What the learning curves show"));
  plot_->setAccessibleName(tr("The learning curves together"));
  fill_choice();
  plot_->retranslate();
  draw();
}

void SweepCurves::restyle() { plot_->restyle(); }

}  // namespace werkbank
