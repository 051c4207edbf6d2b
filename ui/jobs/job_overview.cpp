#include "ui/jobs/job_overview.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "core/base/units.h"
#include "core/jobs/sweep.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/curve_lines.h"
#include "ui/charts/learning_curve.h"
#include "ui/charts/plotted.h"
#include "ui/charts/sweep_curves.h"
#include "ui/jobs/attempts_card.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/sweep_card.h"
#include "ui/jobs/work_line.h"

namespace werkbank {
namespace {

constexpr int curve_height = 320;
constexpr double seconds_of_now = 60;

/// Mean use over all GPUs in the last minute of readings.
std::optional<double> use_of_late(const std::vector<GpuSeries>& series) {
  double total = 0;
  int count = 0;
  for (const auto& one : series) {
    const auto& samples = one.samples;
    if (samples.empty()) continue;
    const double from = samples.time(samples.size() - 1) - seconds_of_now;
    for (std::size_t i = samples.index_at(from); i < samples.size(); ++i) {
      const auto use = samples.value(i, GpuMetric::utilisation);
      if (!use) continue;
      total += *use;
      ++count;
    }
  }
  return count > 0 ? std::optional<double>(total / count) : std::nullopt;
}

/// The latest value of the metric that counts, on data kept apart where there is such a curve.
std::optional<double> latest_value(const TrainingRecord& training, const std::string& value) {
  for (const char* split : {"val", "validation", "test", "train"}) {
    const auto curve = training.curves.find({split, value});
    if (curve == training.curves.end()) continue;
    for (auto point = curve->second.rbegin(); point != curve->second.rend(); ++point) {
      if (point->value) return point->value;
    }
  }
  return {};
}

/// When something was last heard of the running job.
std::optional<double> news_of(const JobView& view) {
  std::optional<double> news;
  if (view.training.last_record_at > 0) news = view.training.last_record_at;
  if (const auto span = time_span(view.gpus)) news = std::max(news.value_or(span->second), span->second);
  return news;
}

}  // namespace

JobOverview::JobOverview(QWidget* parent)
    : Page(parent),
      failure_(new Banner(BannerKind::error)),
      score_(new Figure),
      gpu_(new Figure),
      time_(new Figure),
      energy_(new Figure),
      work_(new WorkLine),
      attempts_(new AttemptsCard),
      sweep_(new SweepCard),
      curves_(new SweepCurves),
      curve_(new LearningCurve),
      chart_(new Card) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, px(Space::normal), 0, 0);
  layout->setSpacing(px(Space::normal));
  layout->addWidget(failure_);
  auto* figures = new Card;
  auto* line = row(Space::wide);
  line->addWidget(score_, 5);
  line->addWidget(time_, 4);
  line->addWidget(gpu_, 4);
  line->addWidget(energy_, 3);
  figures->content().addLayout(line);
  work_->setContentsMargins(0, px(Space::small), 0, 0);
  figures->content().addWidget(work_);
  layout->addWidget(figures);
  layout->addWidget(sweep_);
  layout->addWidget(curves_);
  layout->addWidget(attempts_);
  curve_->setMinimumHeight(curve_height);
  chart_->content().addWidget(curve_, 1);
  layout->addWidget(chart_, 1);
  layout->addStretch();  // where there is no chart
  failure_->hide();
  connect(work_, &WorkLine::stop_requested, this, &JobOverview::stop_requested);
}

void JobOverview::show_job(const JobView& view, bool learns, const JobTemplate* job_template) {
  score_->setVisible(learns);
  // Until the first of several settings learns there is no curve; the card says when it comes.
  const VariantReading* shown = shown_variant(view);
  const bool curve_to_come = is_sweep(view.record) && view.training.curves.empty() && shown == nullptr;
  chart_->setVisible(learns && !curve_to_come);
  gpus_ = summarise(view.gpus);
  gpu_count_ = view.work.gpus;
  use_now_ = use_of_late(view.gpus);
  work_->show_verdict(view.work, is_over(view.record.phase));
  attempts_->show_job(view);
  sweep_->show_job(view, job_template);
  curves_->show_job(view, sweep_->score_name(), sweep_->settings());
  show_curve(view, shown);
  last_news_ = news_of(view);
  view_.record = view.record;
  view_.training = view.training;
  learnt_ = shown == nullptr ? view.training : shown->training;
  show_all();
}

void JobOverview::show_curve(const JobView& view, const VariantReading* variant) {
  curve_->set_whose(sweep_->whose_curve());
  if (variant == nullptr) return curve_->show_job(view);
  JobView of_variant;
  of_variant.record = view.record;
  of_variant.training = variant->training;
  curve_->show_job(of_variant);
}

void JobOverview::show_all() {
  show_failure();
  show_score();
  show_time();
  show_gpu();
}

void JobOverview::show_failure() {
  const bool failed = view_.record.phase == JobPhase::failed;
  failure_->setVisible(false);
  if (!failed) return;
  for (auto note = view_.training.notes.rbegin(); note != view_.training.notes.rend(); ++note) {
    if (note->kind == TrainingNote::Kind::warning) continue;
    QString where = QString::fromStdString(note->file).simplified();
    if (note->line) where += QStringLiteral(":%1").arg(*note->line);
    failure_->set_text(tr("The last words of the job: %1").arg(QString::fromStdString(note->message).simplified()),
                       where);
    failure_->setVisible(true);
    return;
  }
}

void JobOverview::show_score() {
  const Language language = shown_language(*this);
  const std::string metric = primary_of(view_);
  const QString caption = metric.empty() ? tr("Score") : curve_name(metric);
  const bool over = is_over(view_.record.phase);
  std::optional<double> value = view_.training.end ? view_.training.end->primary.value : view_.record.primary_value;
  const bool is_final = value.has_value();
  if (!value && learnt_.end) value = learnt_.end->primary.value;
  if (!value) value = latest_value(learnt_, metric);
  const auto baseline = baseline_of(view_, metric);
  if (!value) {
    score_->set(caption, {},
                over ? tr("the job ended before there was a score") : tr("known when the job has learnt for a while"));
    return;
  }
  const bool higher = view_.training.end ? view_.training.end->higher_is_better : true;
  QString note = is_final ? QString() : tr("so far");
  if (baseline && is_final) note = against_baseline(metric, *value, *baseline, higher, language);
  score_->set(caption, curve_value(metric, *value, language), note);
}

void JobOverview::show_gpu() {
  const Language language = shown_language(*this);
  const bool over = is_over(view_.record.phase);
  const auto use = over ? gpus_.mean_utilisation_percent : (use_now_ ? use_now_ : gpus_.mean_utilisation_percent);
  const int count = static_cast<int>(gpu_count_);
  const QString simulated = view_.record.reality.gpu_is_simulated ? tr("simulated") : QString();
  if (!use) {
    gpu_->set(tr("GPU use"), {},
              count > 0 ? tr("not measured here")
              : over    ? tr("no GPU readings")
                        : tr("no GPU readings yet"));
  } else {
    QStringList note{over ? tr("on average, %n GPUs", nullptr, count) : tr("last minute, %n GPUs", nullptr, count)};
    if (!simulated.isEmpty()) note << simulated;
    gpu_->set(tr("GPU use"), metric_value(GpuMetric::utilisation, use, language), note.join(QStringLiteral(", ")));
  }
  const auto energy = gpus_.energy_kilowatt_hours;
  const double amount = energy.value_or(0);
  energy_->setVisible(energy.has_value());
  energy_->set(tr("Electricity"),
               locale_of(language).toString(amount, 'f',
                                            amount < 0.1  ? 3
                                            : amount < 10 ? 2
                                                          : 0) +
                   QStringLiteral(" kWh"),
               simulated);
}

void JobOverview::show_time() {
  const Language language = shown_language(*this);
  const auto ran = running_time(view_.record, last_news_);
  if (!ran) {
    time_->set(tr("Running time"), {}, tr("not begun yet"));
    return;
  }
  const bool over = is_over(view_.record.phase);
  QString note;
  if (over && view_.record.ended_at) note = tr("ready at %1").arg(format_moment(*view_.record.ended_at, language));
  if (over && view_.record.phase != JobPhase::done && view_.record.ended_at) {
    note = tr("ended at %1").arg(format_moment(*view_.record.ended_at, language));
  }
  if (!over && view_.training.seconds_left)
    note = tr("about %1 to go").arg(format_duration(*view_.training.seconds_left, language));
  if (!over && !view_.training.seconds_left && view_.record.walltime_minutes > 0) {
    note = tr("at most %1").arg(format_duration(view_.record.walltime_minutes * 60.0, language));
  }
  time_->set(tr("Running time"), format_duration(*ran, language), note);
}

void JobOverview::retranslate() {
  curve_->set_whose(sweep_->whose_curve());
  curves_->set_settings(sweep_->settings());
  show_all();
}

}  // namespace werkbank
