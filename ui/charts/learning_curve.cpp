#include "ui/charts/learning_curve.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/charts/chart_words.h"
#include "ui/charts/curve_plot.h"
#include "ui/charts/time_plot.h"

namespace werkbank {

LearningCurve::LearningCurve(QWidget* parent)
    : Page(parent),
      title_(new Strong),
      comparison_(new ComparisonChoice),
      choice_(new QComboBox),
      note_(new Muted),
      bodies_(new QStackedWidget),
      nothing_(new Muted),
      plot_(new CurvePlot),
      pace_plot_(new TimePlot) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(Space::small));
  auto* head = row();
  head->addWidget(title_, 1);
  comparison_->setObjectName(QStringLiteral("compare_with"));
  note_->setObjectName(QStringLiteral("curve.note"));
  head->addWidget(comparison_);
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  head->addWidget(choice_);
  layout->addLayout(head);
  layout->addWidget(note_);
  layout->addWidget(bodies_, 1);
  nothing_->setAlignment(Qt::AlignCenter);
  bodies_->addWidget(nothing_);
  bodies_->addWidget(plot_);
  bodies_->addWidget(pace_plot_);
  connect(choice_, &QComboBox::activated, this, &LearningCurve::choose);
  connect(comparison_, &ComparisonChoice::job_chosen, this, [this](const QString& uuid) {
    if (uuid.isEmpty()) end_comparison();
    emit compare_requested(uuid);
  });
  retranslate();
}

void LearningCurve::choose(int index) {
  const auto chosen = static_cast<std::size_t>(index);
  if (index < 0 || chosen > values_.size() || (chosen == values_.size() && !pace_)) return;
  shows_pace_ = chosen == values_.size();
  if (!shows_pace_) value_ = values_[chosen];
  chosen_ = true;
  draw();
}

void LearningCurve::set_comparable(std::vector<Comparable> jobs) {
  const bool is_gone = other_ && std::none_of(jobs.begin(), jobs.end(),
                                              [this](const Comparable& job) { return job.uuid == other_->uuid; });
  comparison_->set_jobs(std::move(jobs));
  if (is_gone) end_comparison();
  show_comparison();
}

void LearningCurve::show_comparison() {
  comparison_->set_chosen(other_ ? other_->uuid : QString());
  comparison_->setVisible(!comparison_->jobs().empty() && !values_.empty() && !shows_pace_);
}

void LearningCurve::compare_with(const JobView& other) {
  other_ = Other{QString::fromStdString(other.record.uuid), QString::fromStdString(other.record.title).simplified(),
                 other.training};
  draw();
}

void LearningCurve::end_comparison() {
  other_.reset();
  draw();
}

/// Both results in one sentence.
QString LearningCurve::compared_words() const {
  if (!other_) return {};
  const Language language = shown_language(*this);
  const auto words_of = [&](const TrainingRecord& training) {
    const auto result = result_of(training, value_);
    return result ? curve_value(value_, *result, language) : tr("no result yet");
  };
  return tr("This job: %1; \"%2\": %3.").arg(words_of(training_), other_->title, words_of(other_->training));
}

void LearningCurve::show_job(const JobView& view) {
  if (view.record.uuid != record_.uuid) {
    chosen_ = shows_pace_ = false;
    other_.reset();
    set_comparable({});
  }
  training_ = view.training;
  record_ = view.record;
  marks_ = marks_of(view);
  origin_ = start_of(view).value_or(0);
  const bool had_pace = pace_.has_value();
  pace_ = pace_summary(training_);
  if (!pace_) shows_pace_ = false;
  const auto values = curve_values(training_, primary_of(view));
  const bool gone = std::find(values.begin(), values.end(), value_) == values.end();
  if (!chosen_ || gone) value_ = values.empty() ? std::string() : values.front();
  if (values != values_ || had_pace != pace_.has_value()) {
    values_ = values;
    fill_choice();
  }
  draw();
}

void LearningCurve::fill_choice() {
  choice_->clear();
  for (const auto& value : values_) choice_->addItem(curve_name(value));
  if (pace_) choice_->addItem(tr("Pace"));
  choice_->setVisible(choice_->count() > 1);
}

void LearningCurve::draw() {
  bodies_->setCurrentIndex(values_.empty() ? 0 : (shows_pace_ ? 2 : 1));
  note_->hide();
  show_comparison();
  if (values_.empty()) return;
  if (shows_pace_) {
    draw_pace();
  } else {
    draw_curve();
  }
}

void LearningCurve::set_whose(const QString& sentence) {
  if (sentence == whose_) return;
  whose_ = sentence;
  draw();
}

void LearningCurve::show_note(const QString& words) {
  note_->setText((whose_ + u' ' + words).trimmed());
  note_->setVisible(!note_->text().isEmpty());
}

void LearningCurve::draw_curve() {
  const auto at = std::find(values_.begin(), values_.end(), value_);
  if (at != values_.end()) choice_->setCurrentIndex(static_cast<int>(at - values_.begin()));
  JobView view;
  view.record = record_;
  const auto baseline = [&] {
    view.training.end = training_.end;
    return baseline_of(view, value_);
  }();
  CurveAxis axis = axis_of(training_, value_);
  // Only what both count can be laid over each other.
  if (other_ && axis_of(other_->training, value_) != axis) axis = CurveAxis::step;
  if (other_) {
    plot_->set_other(other_->title, curve_lines(other_->training, value_, axis));
  } else {
    plot_->set_other({}, {});
  }
  plot_->set_data(curve_lines(training_, value_, axis), axis, value_, baseline);
  title_->setText(values_.size() > 1 ? tr("Learning curve") : tr("Learning curve: %1").arg(curve_name(value_)));
  const QString compared = compared_words();
  show_note(compared);
  plot_->setAccessibleDescription(
      (whose_ + u' ' + describe(training_, value_, baseline, shown_language(*this)) + u' ' + compared).trimmed());
}

void LearningCurve::draw_pace() {
  choice_->setCurrentIndex(choice_->count() - 1);
  const Language language = shown_language(*this);
  const PaceUnit unit = unit_of(pace_->mean);
  const auto points = pace_of(training_);
  double highest = 0;
  TimePane pane;
  std::vector<TimePoint> drawn = points;
  for (TimePoint& point : drawn) {
    point.value = in_unit(point.value, unit);
    if (point.value > highest) highest = point.value;
  }
  pane.title = pace_title(unit);
  pane.range = {0, highest > 0 ? highest * 1.1 : 1};
  pane.words = [unit, language](double value) { return pace_value(value / in_unit(1, unit), unit, language); };
  // The points are few: all of them, whatever is in view.
  pane.lines.push_back({pane.title, [drawn](double, double) { return drawn; }, usual_distance(drawn) * 4});
  title_->setText(tr("Pace of the training"));
  show_note(describe(*pace_, is_over(record_.phase), language));
  const TimeSpan span{points.front().time, points.back().time};
  pace_plot_->set_data({pane}, with_marks(marks_, span), origin_ > 0 ? origin_ : span.first, marks_);
  pace_plot_->setAccessibleDescription((note_->text() + u' ' + describe(marks_, language)).trimmed());
}

void LearningCurve::retranslate() {
  title_->setText(tr("Learning curve"));
  choice_->setAccessibleName(tr("What the learning curve shows"));
  nothing_->setText(tr("The learning curve begins with the first round through your data."));
  plot_->setAccessibleName(tr("Learning curve"));
  pace_plot_->setAccessibleName(tr("Pace of the training"));
  fill_choice();
  comparison_->retranslate();
  plot_->retranslate();
  draw();
}

void LearningCurve::restyle() {
  plot_->restyle();
  pace_plot_->restyle();
}

}  // namespace werkbank
