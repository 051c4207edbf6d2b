#include "ui/charts/host_charts.h"

#include <algorithm>
#include <memory>

#include <QVBoxLayout>

#include "core/base/units.h"
#include "ui/charts/chart_words.h"

namespace werkbank {
namespace {

struct HostWords {
  Q_DECLARE_TR_FUNCTIONS(werkbank::HostWords)
};

std::vector<GpuSeries> readings_of(const std::vector<HostSeries>& hosts) {
  std::vector<GpuSeries> readings;
  for (const auto& host : hosts) readings.push_back(host.readings);
  return readings;
}

bool all_of_job(const std::vector<HostSeries>& hosts) {
  return std::all_of(hosts.begin(), hosts.end(), [](const HostSeries& host) { return host.is_of_job; });
}

QString gib(double value, Language language) { return metric_value(GpuMetric::memory, value, language); }

/// A line for each computer, or the lowest, the highest and the average of many.
std::vector<TimeLine> lines_of(const std::vector<HostSeries>& hosts, GpuMetric metric) {
  const auto readings = std::make_shared<const std::vector<GpuSeries>>(readings_of(hosts));
  std::vector<TimeLine> lines;
  if (hosts.size() <= most_lines) {
    for (std::size_t i = 0; i < hosts.size(); ++i) {
      const auto points = [readings, metric, i](double from, double to) {
        return plotted((*readings)[i], metric, from, to, points_in_view).highest;
      };
      const auto name = QString::fromStdString(short_host((*readings)[i].host));
      lines.push_back({name, points, longest_bridge((*readings)[i])});
    }
    return lines;
  }
  const QString names[] = {HostWords::tr("average of %1 computers").arg(hosts.size()), HostWords::tr("highest"),
                           HostWords::tr("lowest")};
  double bridge = 0;
  for (const auto& one : *readings) bridge = std::max(bridge, longest_bridge(one));
  std::vector<TimePoint> PlottedLines::*const parts[] = {&PlottedLines::mean, &PlottedLines::highest,
                                                         &PlottedLines::lowest};
  for (std::size_t i = 0; i < 3; ++i) {
    const auto points = [readings, metric, part = parts[i]](double from, double to) {
      return combined(*readings, metric, from, to, points_in_view).*part;
    };
    lines.push_back({names[i], points, bridge});
  }
  return lines;
}

/// The same for all computers, GiB; empty when it is not.
std::optional<double> one_limit(const std::vector<HostSeries>& hosts) {
  std::optional<double> limit;
  for (const auto& host : hosts) {
    const auto total = host.readings.samples.memory_total_mib();
    if (!total || (limit && std::abs(*limit - *total) > 0.01 * *total)) return {};
    limit = total;
  }
  return limit ? std::optional(in_screen_unit(GpuMetric::memory, *limit)) : std::nullopt;
}

}  // namespace

QString memory_words(const std::vector<HostSeries>& hosts, Language language) {
  const auto memory = fullest_memory(hosts);
  if (!memory) return {};
  const QString used = gib(in_screen_unit(GpuMetric::memory, memory->used_mib), language);
  const QString all = gib(in_screen_unit(GpuMetric::memory, memory->total_mib), language);
  const QString host = QString::fromStdString(short_host(memory->host));
  QString text =
      hosts.size() > 1
          ? HostWords::tr("Main memory, where it was fullest (%1): of %2, %3 used at most.").arg(host, all, used)
          : HostWords::tr("Main memory: of %1, %2 used at most.").arg(all, used);
  if (memory->is_nearly_full() && memory->is_of_job) {
    text += u' ' + HostWords::tr("That is nearly full: a job that needs more is broken off by the factory.");
  } else if (memory->is_nearly_full()) {
    text += u' ' + HostWords::tr("That is nearly full.");
  }
  if (!memory->is_of_job) {
    text += u' ' + HostWords::tr("This is of the whole computer, with other people's jobs if there are any.");
  }
  return text;
}

QString describe(const std::vector<HostSeries>& hosts, Language language) {
  QStringList sentences;
  if (const QString memory = memory_words(hosts, language); !memory.isEmpty()) sentences << memory;
  if (const auto use = metric_summary(readings_of(hosts), GpuMetric::utilisation)) {
    sentences << HostWords::tr("Processor: %1 on average, between %2 and %3.")
                     .arg(metric_value(GpuMetric::utilisation, use->mean, language),
                          metric_value(GpuMetric::utilisation, use->lowest, language),
                          metric_value(GpuMetric::utilisation, use->highest, language));
  }
  return sentences.join(u' ');
}

std::vector<TimePane> host_panes(const std::vector<HostSeries>& hosts, Language language) {
  std::vector<TimePane> panes;
  const auto readings = readings_of(hosts);
  if (metric_summary(readings, GpuMetric::memory)) {
    TimePane memory;
    memory.title = all_of_job(hosts) ? HostWords::tr("Main memory of the job (GiB)")
                                     : HostWords::tr("Main memory of the computer (GiB)");
    memory.lines = lines_of(hosts, GpuMetric::memory);
    memory.range = value_range(readings, GpuMetric::memory);
    memory.limit = one_limit(hosts);
    memory.limit_word = all_of_job(hosts) ? HostWords::tr("all that the job may use") : HostWords::tr("all there is");
    memory.words = [language](double value) { return gib(value, language); };
    panes.push_back(std::move(memory));
  }
  if (metric_summary(readings, GpuMetric::utilisation)) {
    TimePane processor;
    processor.title = all_of_job(hosts) ? HostWords::tr("Processor (%, of the cores that the job has)")
                                        : HostWords::tr("Processor (%, of the whole computer)");
    processor.lines = lines_of(hosts, GpuMetric::utilisation);
    processor.range = {0, 100};
    processor.words = [language](double value) { return metric_value(GpuMetric::utilisation, value, language); };
    panes.push_back(std::move(processor));
  }
  return panes;
}

bool show_hosts(TimePlot& plot, const std::vector<HostSeries>& hosts, double origin, const std::vector<TimeMark>& marks,
                Language language) {
  auto panes = host_panes(hosts, language);
  if (panes.empty()) return false;
  const auto span = time_span(readings_of(hosts)).value_or(std::pair(origin, origin));
  const TimeSpan all = with_marks(marks, {std::min(span.first, origin), span.second});
  plot.set_data(std::move(panes), all, origin, marks);
  return true;
}

double host_origin(const JobView& view) {
  const auto span = time_span(readings_of(view.hosts));
  return start_of(view).value_or(span ? span->first : 0);
}

HostCharts::HostCharts(QWidget* parent) : Page(parent), note_(new Muted), plot_(new TimePlot) {
  setObjectName(QStringLiteral("host_charts"));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, px(Space::small), 0, 0);
  layout->setSpacing(px(Space::small));
  layout->addWidget(note_);
  layout->addWidget(plot_, 1);
  retranslate();
}

void HostCharts::show_job(const JobView& view) {
  hosts_ = view.hosts;
  marks_ = marks_of(view);
  origin_ = host_origin(view);
  draw();
}

void HostCharts::draw() {
  const Language language = shown_language(*this);
  panes_empty_ = !show_hosts(*plot_, hosts_, origin_, marks_, language);
  if (panes_empty_) return;
  const QString words = memory_words(hosts_, language);
  note_->setText(words);
  note_->setVisible(!words.isEmpty());
  plot_->setAccessibleDescription((describe(hosts_, language) + u' ' + describe(marks_, language)).trimmed());
}

void HostCharts::retranslate() {
  plot_->setAccessibleName(HostWords::tr("Charts of the computers: main memory and processor"));
  draw();
}

void HostCharts::restyle() { plot_->restyle(); }

}  // namespace werkbank
