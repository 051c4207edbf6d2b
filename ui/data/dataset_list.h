// The data sets that went to a factory, as the receipts in the job records say: how much, which hash, when and where.
#pragma once

#include <string>
#include <vector>

#include "core/jobs/job_record.h"
#include "ui/live/live_workbench.h"
#include "ui/style/widgets.h"

namespace werkbank {

/// One data set on one factory, and how many jobs used it.
struct KnownDataset {
  std::string name;
  std::string factory;
  std::string local_path;
  std::string hash;
  std::uint64_t files = 0;
  std::uint64_t packed_files = 0;  ///< as how many they are kept there; 0: each as itself
  std::uint64_t bytes = 0;
  double at = 0;
  int jobs = 0;
};

/// Newest first. Receipts that cannot be read count as not there.
std::vector<KnownDataset> known_datasets(const std::vector<JobRecord>& jobs);

class DatasetList : public Page {
  Q_OBJECT
 public:
  explicit DatasetList(LiveWorkbench& live, QWidget* parent = nullptr);

 signals:
  void first_wanted();

 protected:
  void retranslate() override;

 private:
  QWidget* card_of(const KnownDataset& dataset);
  LiveWorkbench& live_;
  Title* title_;
  EmptyState* empty_;
  QVBoxLayout* lines_;
};

}  // namespace werkbank
