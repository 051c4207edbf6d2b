#include "ui/charts/gpu_charts.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/jobs/computers.h"
#include "ui/charts/chart_words.h"
#include "ui/charts/export.h"
#include "ui/charts/gpu_plot.h"
#include "ui/charts/host_charts.h"
#include "ui/charts/plotted.h"

namespace werkbank {
namespace {

constexpr double one_step_closer = 0.6;

/// A job's title as a file name: only what every system takes.
QString file_stem(const QString& title) {
  QString stem;
  for (const QChar c : title) stem += c.isLetterOrNumber() || c == u'-' ? c : u'_';
  return stem.left(60).isEmpty() ? QStringLiteral("gpu") : stem.left(60);
}

}  // namespace

GpuCharts::GpuCharts(QWidget* parent)
    : Page(parent),
      simulated_(new Banner(BannerKind::warning)),
      result_(new Banner(BannerKind::success)),
      bodies_(new QStackedWidget),
      nothing_(new EmptyState(QStringLiteral("gpu"))),
      plot_(new GpuPlot),
      hosts_(new HostCharts),
      ask_file_(ask_by_dialog) {
  setObjectName(QStringLiteral("gpu_charts"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, px(Space::normal), 0, 0);
  layout->setSpacing(px(Space::snug));
  layout->addWidget(simulated_);
  layout->addWidget(result_);
  layout->addWidget(bodies_, 1);
  result_->hide();
  result_->set_closable(true);
  build_body();
  connect(plot_, &GpuPlot::following_changed, follow_, &QPushButton::setChecked);
  keep_in_step();
  retranslate();
}

QWidget* GpuCharts::build_bar() {
  auto* bar = new QWidget;
  auto* layout = row(Space::small);
  bar->setLayout(layout);
  follow_ = new SecondaryButton({}, QStringLiteral("clock"));
  follow_->setCheckable(true);
  follow_->setChecked(true);
  closer_ = new IconButton(QStringLiteral("plus"));
  farther_ = new IconButton(QStringLiteral("minus"));
  all_ = new IconButton(QStringLiteral("fit"));
  hint_ = new Caption;
  comparison_ = new ComparisonChoice;
  comparison_->setObjectName(QStringLiteral("compare_gpus_with"));
  png_ = new SecondaryButton({}, QStringLiteral("image-export"));
  csv_ = new SecondaryButton({}, QStringLiteral("table"));
  for (QWidget* widget : std::initializer_list<QWidget*>{follow_, closer_, farther_, all_}) layout->addWidget(widget);
  layout->addWidget(hint_, 1);
  layout->addWidget(comparison_);
  layout->addWidget(png_);
  layout->addWidget(csv_);
  connect(follow_, &QPushButton::clicked, plot_, &GpuPlot::set_following);
  connect(closer_, &QPushButton::clicked, plot_, [this] { plot_->zoom(one_step_closer); });
  connect(farther_, &QPushButton::clicked, plot_, [this] { plot_->zoom(1 / one_step_closer); });
  connect(all_, &QPushButton::clicked, plot_, &GpuPlot::show_all);
  connect(comparison_, &ComparisonChoice::job_chosen, this, [this](const QString& uuid) {
    if (uuid.isEmpty()) end_comparison();
    emit compare_requested(uuid);
  });
  connect(png_, &QPushButton::clicked, this, [this] {
    ask_and_save(tr("Save the charts as a picture"), QStringLiteral("png"), tr("Picture (*.png);;PDF (*.pdf)"),
                 &GpuCharts::save_charts);
  });
  connect(csv_, &QPushButton::clicked, this, [this] {
    ask_and_save(tr("Save the readings as a table"), QStringLiteral("csv"), tr("Table (*.csv)"), &GpuCharts::save_csv);
  });
  return bar;
}

void GpuCharts::build_body() {
  auto* card = new Card;
  card->content().setContentsMargins(px(Space::normal), px(Space::normal), px(Space::normal), px(Space::snug));
  card->content().addWidget(build_bar());
  compared_ = new Muted;
  card->content().addWidget(compared_);
  card->content().addWidget(plot_, 3);
  card->content().addWidget(hosts_, 1);
  bodies_->addWidget(nothing_);
  bodies_->addWidget(card);
}

/// What is looked at in one of the charts is looked at in the other, and their left edges meet.
void GpuCharts::keep_in_step() {
  TimePlot& hosts = hosts_->plot();
  const auto follow = [this, &hosts] {
    if (!plot_->series().empty()) hosts.look_at(plot_->visible());
  };
  connect(plot_, &GpuPlot::visible_changed, &hosts, follow);
  connect(plot_, &GpuPlot::following_changed, &hosts, follow);
  connect(plot_, &QCustomPlot::afterReplot, &hosts,
          [this, &hosts] { hosts.set_left_margin(plot_->axisRect(0)->margins().left()); });
  connect(&hosts, &TimePlot::looked_at, plot_, [this](const QCPRange& range, bool whole) {
    if (plot_->series().empty()) return;
    if (whole) {
      plot_->show_all();
    } else {
      plot_->look_at(range);
    }
  });
}

void GpuCharts::show_job(const JobView& view) {
  const auto uuid = QString::fromStdString(view.record.uuid);
  if (uuid != uuid_) end_comparison();
  uuid_ = uuid;
  title_ = QString::fromStdString(view.record.title);
  reality_ = view.record.reality;
  over_ = is_over(view.record.phase);
  samples_of_.reset();
  if (view.samples_of && !reality_.gpu_is_simulated) samples_of_ = *view.samples_of + 1;
  silence_ = silence_of(view);
  const bool has_gpus = !view.gpus.empty();
  hosts_->show_job(view);
  bodies_->setCurrentIndex(has_gpus || hosts_->has_readings() ? 1 : 0);
  show_parts(has_gpus);
  if (has_gpus) {
    const auto& first = view.gpus.front().samples;
    plot_->set_data(view.gpus, start_of(view).value_or(first.empty() ? 0 : first.front().time), marks_of(view));
    hosts_->plot().look_at(plot_->visible());
  }
  show_comparison();
  show_notes();
}

void GpuCharts::set_comparable(std::vector<Comparable> jobs) {
  const bool is_gone = !other_uuid_.isEmpty() && std::none_of(jobs.begin(), jobs.end(), [this](const Comparable& job) {
    return job.uuid == other_uuid_;
  });
  comparison_->set_jobs(std::move(jobs));
  if (is_gone) end_comparison();
  show_comparison();
}

void GpuCharts::compare_with(const JobView& other) {
  other_uuid_ = QString::fromStdString(other.record.uuid);
  other_title_ = QString::fromStdString(other.record.title).simplified();
  other_ = other.gpus;
  const double first = other_.empty() || other_.front().samples.empty() ? 0 : other_.front().samples.front().time;
  plot_->set_other(other_title_, other_, start_of(other).value_or(first));
  show_comparison();
  show_notes();
}

void GpuCharts::end_comparison() {
  other_uuid_.clear();
  other_.clear();
  plot_->set_other({}, {}, 0);
  show_comparison();
  show_notes();
}

void GpuCharts::show_comparison() {
  comparison_->set_chosen(other_uuid_);
  comparison_->setVisible(!comparison_->jobs().empty() && !plot_->series().empty());
  compared_->setText(words_above());
  compared_->setVisible(!compared_->text().isEmpty());
}

/// Whose readings they are, where not the whole job's, which are missing, and what they are compared with.
QString GpuCharts::words_above() const {
  QStringList sentences;
  if (samples_of_)
    sentences << tr("Of the settings that are tried these are the readings of number %1.").arg(*samples_of_);
  sentences << words(*this, silence_) << compared_words();
  sentences.removeAll(QString());
  return sentences.join(u' ').trimmed();
}

/// The use of both in one sentence.
QString GpuCharts::compared_words() const {
  if (other_uuid_.isEmpty() || plot_->series().empty()) return {};
  const Language language = shown_language(*this);
  const auto use_of = [&](const std::vector<GpuSeries>& series) {
    const auto use = metric_summary(series, GpuMetric::utilisation);
    return use ? metric_value(GpuMetric::utilisation, use->mean, language) : tr("not measured");
  };
  return tr("GPU use on average: this job %1, \"%2\" %3.").arg(use_of(plot_->series()), other_title_, use_of(other_));
}

/// Without GPUs the computers have the room for themselves, and their own axis of time.
void GpuCharts::show_parts(bool has_gpus) {
  plot_->setVisible(has_gpus);
  hosts_->setVisible(hosts_->has_readings());
  hosts_->plot().set_axis_words(!has_gpus);
  for (QWidget* widget : std::initializer_list<QWidget*>{closer_, farther_, all_}) widget->setVisible(has_gpus);
  follow_->setVisible(has_gpus && !over_);
  if (!has_gpus) plot_->set_data({}, 0, {});
}

void GpuCharts::show_notes() {
  const QString simulated = reality_words(reality_);
  simulated_->set_text(simulated);
  simulated_->setVisible(!simulated.isEmpty() && !plot_->series().empty());
  if (over_) {
    nothing_->set(
        tr("No GPU readings"),
        tr("This job ran without a GPU, or the factory could not measure it. The learning curve is under Overview."));
  } else {
    nothing_->set(tr("No GPU readings yet"),
                  tr("The charts begin when the job runs. You can leave this page; nothing is lost."));
  }
  if (!plot_->series().empty()) {
    const Language language = shown_language(*this);
    plot_->setAccessibleDescription(
        QStringList{describe(plot_->series(), language), describe(plot_->marks(), language), words_above()}
            .join(u' ')
            .trimmed());
  }
}

Result<Done> GpuCharts::save_charts(const QString& path) {
  plot_->end_hover();
  hosts_->plot().end_hover();
  std::vector<QCustomPlot*> plots;
  if (!plot_->series().empty()) plots.push_back(plot_);
  if (hosts_->has_readings()) plots.push_back(&hosts_->plot());
  if (path.endsWith(QStringLiteral(".pdf"), Qt::CaseInsensitive)) return save_pdf(plots, title_, path);
  return save_picture(picture_of(plots), path);
}

Result<Done> GpuCharts::save_csv(const QString& path) {
  std::string text = plot_->series().empty() ? std::string() : to_csv(plot_->series());
  if (hosts_->has_readings()) text += (text.empty() ? "" : "\n") + to_csv(hosts_->hosts());
  return save_text(text, path);
}

void GpuCharts::ask_and_save(const QString& title, const QString& ending, const QString& filter,
                             Result<Done> (GpuCharts::*save)(const QString&)) {
  const QString suggestion = file_stem(title_) + u'.' + ending;
  ask_file_(*this, title, suggestion, filter, [this, save](const QString& path) { saved(path, (this->*save)(path)); });
}

void GpuCharts::saved(const QString& path, const Result<Done>& result) {
  if (result.failed()) {
    result_->set_kind(BannerKind::error);
    result_->set_text(words(*this, result.error().message));
  } else {
    result_->set_kind(BannerKind::success);
    result_->set_text(tr("Saved in %1").arg(path));
  }
  result_->show();
}

void GpuCharts::retranslate() {
  follow_->setText(tr("Follow the run"));
  closer_->set_name(tr("Closer (+)"));
  farther_->set_name(tr("Farther (−)"));
  all_->set_name(tr("The whole run (0)"));
  hint_->setText(tr("Wheel: closer. Drag or arrow keys: move along."));
  png_->setText(tr("Picture"));
  png_->setAccessibleName(tr("Save the charts as a picture"));
  csv_->setText(tr("Table"));
  csv_->setAccessibleName(tr("Save the readings as a table"));
  result_->hide();
  comparison_->retranslate();
  plot_->retranslate();
  show_comparison();
  show_notes();
}

void GpuCharts::restyle() { plot_->restyle(); }

}  // namespace werkbank
