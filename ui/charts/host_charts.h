// The main memory and the processor of a job's computers, as charts below those of its GPUs and in words.
#pragma once

#include <vector>

#include "core/jobs/job_view.h"
#include "ui/charts/marks.h"
#include "ui/charts/time_plot.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// "Main memory: of 64.0 GiB, 61.0 GiB used at most: nearly full." Empty when it was not measured.
QString memory_words(const std::vector<HostSeries>& hosts, Language language);
/// What the charts show, in sentences.
QString describe(const std::vector<HostSeries>& hosts, Language language);
/// Memory, and processor; what was not measured on any computer is left out.
std::vector<TimePane> host_panes(const std::vector<HostSeries>& hosts, Language language);

/// Draws them in `plot`, the job from its start on; false, and nothing done, when nothing was measured.
bool show_hosts(TimePlot& plot, const std::vector<HostSeries>& hosts, double origin, const std::vector<TimeMark>& marks,
                Language language);
/// The moment from which the time of a job's computers is counted, unix seconds.
double host_origin(const JobView& view);

class HostCharts : public Page {
  Q_OBJECT

 public:
  explicit HostCharts(QWidget* parent = nullptr);
  void show_job(const JobView& view);
  const std::vector<HostSeries>& hosts() const { return hosts_; }
  bool has_readings() const { return !panes_empty_; }
  TimePlot& plot() { return *plot_; }

 protected:
  void retranslate() override;
  void restyle() override;

 private:
  void draw();

  std::vector<HostSeries> hosts_;
  std::vector<TimeMark> marks_;
  double origin_ = 0;
  bool panes_empty_ = true;
  Muted* note_;
  TimePlot* plot_;
};

}  // namespace werkbank
