// The GPUs of a job: what is simulated, the four charts, buttons for zoom and following, and saving as PNG or CSV.
// Below them the memory and the processor of its computers, in step with them. The average of another job can be laid
// over them.
#pragma once

#include <functional>

#include "core/jobs/job_view.h"
#include "ui/charts/comparison_choice.h"
#include "ui/charts/export.h"
#include "ui/style/widgets.h"

class QStackedWidget;

namespace werkbank {

class GpuPlot;
class HostCharts;

class GpuCharts : public Page {
  Q_OBJECT

 public:
  explicit GpuCharts(QWidget* parent = nullptr);
  /// Default: ask_by_dialog.
  void set_ask_file(AskFile ask) { ask_file_ = std::move(ask); }

  void show_job(const JobView& view);
  /// The jobs to choose from; without any there is no choice.
  void set_comparable(std::vector<Comparable> jobs);
  void compare_with(const JobView& other);
  void end_comparison();
  ComparisonChoice& comparison() { return *comparison_; }
  GpuPlot& plot() { return *plot_; }
  HostCharts& hosts() { return *hosts_; }

  /// The whole stack as it is now: as a PDF when the name ends in .pdf, else as a PNG twice as fine as the screen.
  Result<Done> save_charts(const QString& path);
  /// Every reading, not only those in view.
  Result<Done> save_csv(const QString& path);

 signals:
  /// Chosen by the person: compare_with() is to follow. Empty: with none any more.
  void compare_requested(const QString& uuid);

 protected:
  void retranslate() override;
  void restyle() override;

 private:
  QWidget* build_bar();
  void build_body();
  void keep_in_step();
  void show_parts(bool has_gpus);
  void ask_and_save(const QString& title, const QString& ending, const QString& filter,
                    Result<Done> (GpuCharts::*save)(const QString&));
  void saved(const QString& path, const Result<Done>& result);
  void show_notes();
  void show_comparison();
  QString compared_words() const;
  QString words_above() const;

  Banner* simulated_;
  Banner* result_;
  SecondaryButton* follow_;
  IconButton* closer_;
  IconButton* farther_;
  IconButton* all_;
  Caption* hint_;
  ComparisonChoice* comparison_;
  Muted* compared_;
  SecondaryButton* png_;
  SecondaryButton* csv_;
  QStackedWidget* bodies_;
  EmptyState* nothing_;
  GpuPlot* plot_;
  HostCharts* hosts_;
  AskFile ask_file_;
  QString uuid_;
  QString title_;
  std::optional<int> samples_of_;  ///< of a sweep: the number of the one whose readings these are
  QString other_uuid_;             ///< empty: compared with none
  QString other_title_;
  std::vector<GpuSeries> other_;
  Message silence_;  ///< of a job in several computers of which not all tell
  Reality reality_;
  bool over_ = false;
};

}  // namespace werkbank
