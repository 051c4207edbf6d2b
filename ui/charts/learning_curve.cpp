#include "ui/charts/learning_curve.h"

#include <algorithm>

#include <QComboBox>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/charts/chart_words.h"
#include "ui/charts/curve_plot.h"

namespace werkbank {

LearningCurve::LearningCurve(QWidget* parent)
    : Page(parent),
      title_(new Strong),
      choice_(new QComboBox),
      bodies_(new QStackedWidget),
      nothing_(new Muted),
      plot_(new CurvePlot) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(px(Space::small));
  auto* head = row();
  head->addWidget(title_, 1);
  choice_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  head->addWidget(choice_);
  layout->addLayout(head);
  layout->addWidget(bodies_, 1);
  nothing_->setAlignment(Qt::AlignCenter);
  bodies_->addWidget(nothing_);
  bodies_->addWidget(plot_);
  connect(choice_, &QComboBox::activated, this, [this](int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= values_.size()) return;
    value_ = values_[static_cast<std::size_t>(index)];
    chosen_ = true;
    draw();
  });
  retranslate();
}

void LearningCurve::show_job(const JobView& view) {
  if (view.record.uuid != record_.uuid) chosen_ = false;
  training_ = view.training;
  record_ = view.record;
  const auto values = curve_values(training_, primary_of(view));
  const bool gone = std::find(values.begin(), values.end(), value_) == values.end();
  if (!chosen_ || gone) value_ = values.empty() ? std::string() : values.front();
  if (values != values_) {
    values_ = values;
    fill_choice();
  }
  draw();
}

void LearningCurve::fill_choice() {
  choice_->clear();
  for (const auto& value : values_) choice_->addItem(curve_name(value));
  choice_->setVisible(values_.size() > 1);
}

void LearningCurve::draw() {
  const auto at = std::find(values_.begin(), values_.end(), value_);
  if (at != values_.end()) choice_->setCurrentIndex(static_cast<int>(at - values_.begin()));
  bodies_->setCurrentIndex(values_.empty() ? 0 : 1);
  if (values_.empty()) return;
  JobView view;
  view.record = record_;
  const auto baseline = [&] {
    view.training.end = training_.end;
    return baseline_of(view, value_);
  }();
  const CurveAxis axis = axis_of(training_, value_);
  plot_->set_data(curve_lines(training_, value_, axis), axis, value_, baseline);
  title_->setText(values_.size() > 1 ? tr("Learning curve") : tr("Learning curve: %1").arg(curve_name(value_)));
  plot_->setAccessibleDescription(describe(training_, value_, baseline, shown_language(*this)));
}

void LearningCurve::retranslate() {
  title_->setText(tr("Learning curve"));
  choice_->setAccessibleName(tr("What the learning curve shows"));
  nothing_->setText(tr("The learning curve begins with the first round through your data."));
  plot_->setAccessibleName(tr("Learning curve"));
  fill_choice();
  plot_->retranslate();
  draw();
}

void LearningCurve::restyle() { plot_->restyle(); }

}  // namespace werkbank
