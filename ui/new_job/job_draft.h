// A job that is being made up: what is chosen so far. All five steps read and write this one draft, so that going back
// and forth loses nothing.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>

#include "core/base/kept_as.h"
#include "core/catalogue/estimate.h"
#include "core/catalogue/parameters.h"
#include "core/factory/job_order.h"
#include "core/jobs/repair.h"
#include "core/jobs/trial.h"
#include "ui/data/checked_data.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

class JobDraft : public QObject {
  Q_OBJECT
 public:
  explicit JobDraft(LiveWorkbench& live, QObject* parent = nullptr);

  LiveWorkbench& live() { return live_; }
  CheckedData& data() { return data_; }

  const JobTemplate* job_template() const { return template_; }
  /// Takes another template: answers start from its defaults, the data stays.
  void choose(const JobTemplate* job_template);

  const ParameterValues& values() const { return values_; }
  void set_value(const std::string& key, const ParameterValue& value);
  /// What was typed for this question cannot be used; the value before it stays.
  void set_wrong_answer(const std::string& key, const Error& error);
  /// The first answer that cannot be used; empty when all are fine.
  std::optional<Error> wrong_answer() const;

  /// The person's own name for the job; a proposal until one is typed.
  QString title(Language language) const;
  bool has_own_title() const { return !title_.isEmpty(); }
  void set_title(const QString& title);

  /// Whether several settings can be tried: the template knows which, and the factory that is current really runs it.
  bool has_sweep() const;
  /// So many settings are to be tried; 0: no sweep.
  void set_variants(int wanted);
  int wanted_variants() const { return has_sweep() ? wanted_variants_ : 0; }
  /// How many there will be: no more than there are different ones. 0: no sweep.
  int variants() const;

  /// What it will cost on each number of GPUs that template and factory leave to choose, the fewest first. Empty where
  /// there is nothing to choose. While the data is not known, times say nothing.
  std::vector<Estimate> gpu_offers() const;
  /// So many GPUs, of gpu_offers(); 0: what the template proposes.
  void set_gpus(int wanted);
  /// How many it will have as it stands: 0 without a GPU.
  int gpus() const;

  /// How the person wanted the data of the job kept that was made before.
  Keeping keeping() const { return keeping_; }

  /// What it will cost, for the factory that is current; of a sweep all of it. Empty while the data is not known.
  std::optional<Result<Estimate>> cost() const;
  /// Whether that is what a trial run measured, of these answers and this data at the factory that is current.
  bool is_measured() const;
  JobOrder order(Language language) const;
  JobRequest request(Language language) const;
  /// Whether a short run can measure what the whole one will take.
  bool has_trial() const;
  JobRequest trial_request(Language language) const;

  /// The template, data and answers of a job that was made before, with what `repair` changes. False when its template
  /// is no longer there.
  bool take_again(const JobRecord& record, const Repair& repair);
  /// A job that uses the model which this one made; its data is still to be chosen. False without a template for that.
  bool take_model(const JobRecord& record);
  /// The whole run that this trial run measured. False when its template is no longer there.
  bool take_trial(const JobRecord& trial, const Forecast& forecast);
  /// What is different from the job that was made before; empty when nothing is.
  const Message& change() const { return repair_.change; }

  /// Everything as at the start.
  void clear();

 signals:
  void template_changed();
  /// A value came from elsewhere than its own field.
  void value_proposed(const QString& key);
  /// Anything that the estimate or the checks depend on.
  void changed();

 private:
  bool may_use_gpu() const;
  std::vector<int> gpus_in_one_machine() const;
  std::vector<ResourceTier> tiers_to_choose() const;
  std::optional<ResourceTier> chosen_tier() const;
  Result<Estimate> guess() const;
  Estimate of_all_variants(const Estimate& one) const;
  bool is_measured_on(const ResourceTier& tier) const;
  std::optional<Result<Estimate>> cost_of_one() const;
  int environment() const;

  LiveWorkbench& live_;
  CheckedData data_;
  const JobTemplate* template_ = nullptr;
  ParameterValues values_;
  std::map<std::string, Error> wrong_;
  QString title_;
  int wanted_variants_ = 0;
  int wanted_gpus_ = 0;
  Keeping keeping_ = Keeping::as_factory_wants;
  Repair repair_;
  std::optional<JobRecord> trial_;  ///< the trial run that this was taken from,
  Range measured_;                  ///< and what it measured: seconds
};

}  // namespace werkbank
