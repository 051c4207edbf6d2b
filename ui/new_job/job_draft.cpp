#include "ui/new_job/job_draft.h"

#include <algorithm>

#include "core/base/local_files.h"
#include "core/base/uuid.h"
#include "core/catalogue/gpu_choice.h"
#include "core/catalogue/sweep.h"
#include "core/jobs/answers.h"
#include "core/jobs/model_use.h"
#include "core/jobs/sweep.h"

namespace werkbank {

JobDraft::JobDraft(LiveWorkbench& live, QObject* parent) : QObject(parent), live_(live), data_(live.background()) {
  connect(&data_, &CheckedData::changed, this, &JobDraft::changed);
  connect(&data_, &CheckedData::column_proposed, this, [this](const QString& key, const QString& column) {
    values_[key.toStdString()] = column.toStdString();
    wrong_.erase(key.toStdString());
    emit value_proposed(key);
    emit changed();
  });
  connect(&live_, &LiveWorkbench::current_changed, this, &JobDraft::changed);
  connect(&live_, &LiveWorkbench::factory_changed, this, &JobDraft::changed);
}

void JobDraft::choose(const JobTemplate* job_template) {
  if (job_template == template_) return;
  template_ = job_template;
  wanted_variants_ = 0;
  wanted_gpus_ = 0;
  values_ = template_ == nullptr ? ParameterValues{} : default_values(*template_);
  wrong_.clear();
  emit template_changed();
  data_.set_template(template_);
  emit changed();
}

void JobDraft::set_value(const std::string& key, const ParameterValue& value) {
  wrong_.erase(key);
  values_[key] = value;
  data_.set_values(values_);
  emit changed();
}

void JobDraft::set_wrong_answer(const std::string& key, const Error& error) {
  wrong_.insert_or_assign(key, error);
  emit changed();
}

std::optional<Error> JobDraft::wrong_answer() const {
  if (template_ == nullptr) return std::nullopt;
  for (const Parameter& parameter : template_->parameters) {
    const auto found = wrong_.find(parameter.key);
    if (found != wrong_.end() && is_visible(parameter, values_)) return found->second;
  }
  const auto checked = check_values(*template_, values_);
  return checked.failed() ? std::optional(checked.error()) : std::nullopt;
}

QString JobDraft::title(Language language) const {
  if (!title_.isEmpty() || template_ == nullptr) return title_;
  const QString what = QString::fromStdString(template_->title.in(language));
  const QString data = QString::fromStdString(path_text(data_.path().stem()));
  return data.isEmpty() ? what : QStringLiteral("%1: %2").arg(what, data);
}

void JobDraft::set_title(const QString& title) {
  title_ = title.trimmed();
  emit changed();
}

/// What the factory said that it has, or before that what its profile says.
std::vector<int> JobDraft::gpus_in_one_machine() const {
  const LiveFactory* factory = live_.current();
  if (factory == nullptr) return {};
  std::vector<int> counts;
  for (const auto& partition : factory->offer() ? factory->offer()->partitions : factory->profile().partitions)
    if (partition.gpus_per_node > 0) counts.push_back(partition.gpus_per_node);
  return counts;
}

bool JobDraft::may_use_gpu() const { return !gpus_in_one_machine().empty(); }

std::vector<ResourceTier> JobDraft::tiers_to_choose() const {
  LiveFactory* factory = live_.current();
  if (template_ == nullptr || factory == nullptr || factory->reality(template_).is_played_back) return {};
  auto tiers = gpu_choices(*template_, gpus_in_one_machine());
  if (tiers.size() < 2) tiers.clear();
  return tiers;
}

std::optional<ResourceTier> JobDraft::chosen_tier() const {
  if (wanted_gpus_ == 0) return std::nullopt;
  const auto tiers = tiers_to_choose();
  const auto found =
      std::ranges::find_if(tiers, [this](const ResourceTier& tier) { return gpus_in_all(tier) == wanted_gpus_; });
  return found == tiers.end() ? std::nullopt : std::optional(*found);
}

std::vector<Estimate> JobDraft::gpu_offers() const {
  std::vector<Estimate> offers;
  const DataSize size = data_.report() ? data_.report()->size : DataSize();
  for (const auto& tier : tiers_to_choose()) {
    const auto cost = estimate(*template_, values_, size, true, tier);
    if (!cost.ok()) return {};
    const bool known = is_measured_on(cost->tier);
    offers.push_back(of_all_variants(known ? measured(cost.value(), measured_) : cost.value()));
  }
  return offers;
}

void JobDraft::set_gpus(int wanted) {
  if (wanted == wanted_gpus_) return;
  wanted_gpus_ = wanted;
  emit changed();
}

int JobDraft::gpus() const {
  if (const auto tier = chosen_tier()) return gpus_in_all(*tier);
  const auto tiers = tiers_to_choose();
  return tiers.empty() ? 0 : gpus_in_all(tiers.front());
}

bool JobDraft::has_sweep() const {
  LiveFactory* factory = live_.current();
  return template_ != nullptr && factory != nullptr && !varied_parameters(*template_, values_).empty() &&
         !factory->reality(template_).is_played_back;
}

void JobDraft::set_variants(int wanted) {
  if (wanted == wanted_variants_) return;
  wanted_variants_ = wanted;
  emit changed();
}

int JobDraft::variants() const {
  const int wanted = wanted_variants();
  if (wanted < 2) return 0;
  const auto all = choose_variants(*template_, values_, wanted, sweep_seed(values_));
  return all.size() < 2 ? 0 : static_cast<int>(all.size());
}

Estimate JobDraft::of_all_variants(const Estimate& one) const {
  const int count = variants();
  if (count == 0) return one;
  const LiveFactory* factory = live_.current();
  const int limit = factory == nullptr ? 0 : factory->profile().sweep_at_once;
  return swept(one, count, variants_at_once(*template_, count, limit));
}

std::optional<Result<Estimate>> JobDraft::cost() const {
  auto one = cost_of_one();
  if (!one || !one->ok()) return one;
  return Result<Estimate>(of_all_variants(one->value()));
}

/// Only with a template and data.
Result<Estimate> JobDraft::guess() const {
  return estimate(*template_, values_, data_.report()->size, may_use_gpu(), chosen_tier());
}

std::optional<Result<Estimate>> JobDraft::cost_of_one() const {
  if (template_ == nullptr || !data_.report()) return std::nullopt;
  auto guessed = guess();
  if (!guessed.ok() || !is_measured_on(guessed->tier)) return guessed;
  return Result<Estimate>(measured(*guessed, measured_));
}

/// In a recording of an earlier run there is nothing to measure.
bool JobDraft::has_trial() const {
  LiveFactory* factory = live_.current();
  return template_ != nullptr && template_->resources.has_trial && factory != nullptr &&
         !factory->reality(template_).is_played_back;
}

bool JobDraft::is_measured_on(const ResourceTier& tier) const {
  const LiveFactory* factory = live_.current();
  return trial_ && template_ != nullptr && factory != nullptr &&
         holds_for(*trial_, *template_, values_, path_text(data_.path()), factory->profile().id, tier);
}

bool JobDraft::is_measured() const {
  if (!trial_ || template_ == nullptr) return false;
  // Until the data has been looked at, nothing says that other machines would be proposed for it.
  if (!data_.report()) return is_measured_on(trial_->resources);
  const auto guessed = guess();
  return guessed.ok() && is_measured_on(guessed->tier);
}

/// The one of the repair, if the factory that is current now has so many.
int JobDraft::environment() const {
  const LiveFactory* factory = live_.current();
  if (factory == nullptr || template_ == nullptr) return 0;
  return repair_.environment < environments_that_fit(*template_, factory->profile()) ? repair_.environment : 0;
}

JobOrder JobDraft::order(Language language) const {
  JobOrder order;
  order.uuid = new_uuid();
  order.title = title(language).toStdString();
  order.language = language;
  order.values = values_;
  if (template_ == nullptr) return order;
  order.job_template = *template_;
  order.walltime_minutes = template_->resources.default_walltime_minutes;
  const auto cost_now = cost();
  if (cost_now && cost_now->ok()) {
    order.resources = cost_now->value().tier;
    order.walltime_minutes = cost_now->value().walltime_minutes;
  }
  order.environment = environment();
  order.walltime_minutes = std::max(order.walltime_minutes, repair_.least_walltime_minutes);
  order.resources.memory_gib = std::max(order.resources.memory_gib, repair_.least_memory_gib);
  return order;
}

JobRequest JobDraft::request(Language language) const {
  const JobOrder all = order(language);
  JobRequest request;
  request.title = all.title;
  request.job_template = template_;
  request.values = values_;
  request.data = data_.path();
  request.keeping = keeping_;
  request.resources = all.resources;
  request.walltime_minutes = all.walltime_minutes;
  request.language = language;
  request.continues = repair_.continues;
  request.environment = all.environment;
  request.variants = variants();
  if (is_measured()) request.tried_by = trial_->uuid;
  if (const auto expected = cost(); expected && expected->ok()) request.expected = expected->value().seconds;
  return request;
}

JobRequest JobDraft::trial_request(Language language) const {
  JobRequest request = this->request(language);
  request.is_trial = true;
  request.tried_by.clear();
  request.continues.clear();
  request.walltime_minutes = trial_walltime_minutes;
  request.variants = 0;
  if (const auto one = cost_of_one(); one && one->ok()) request.expected = one->value().seconds;
  return request;
}

bool JobDraft::take_trial(const JobRecord& trial, const Forecast& forecast) {
  if (!take_again(trial, {})) return false;
  trial_ = trial;
  measured_ = forecast.seconds;
  emit changed();
  return true;
}

bool JobDraft::take_again(const JobRecord& record, const Repair& repair) {
  const JobTemplate* known = live_.catalogue().find(record.template_id);
  if (known == nullptr) return false;
  clear();
  choose(known);
  values_ = answers_for(*known, record);
  for (const auto& [key, value] : repair.values) values_[key] = value;
  repair_ = repair;
  title_ = QString::fromStdString(record.title);
  wanted_variants_ = static_cast<int>(kept_variants(record).size());
  wanted_gpus_ = gpus_in_all(record.resources);
  keeping_ = record.keeping;
  data_.set_values(values_);
  data_.set_path(path_from_text(record.data_path));
  return true;
}

bool JobDraft::take_model(const JobRecord& record) {
  const JobTemplate* for_models = template_for_models(live_.catalogue());
  if (for_models == nullptr) return false;
  clear();
  choose(for_models);
  values_ = answers_with_model_of(record, *for_models);
  repair_.change =
      Message(WERKBANK_TEXT("werkbank::JobDraft",
                            "The model of \"%1\" lies ready at the AI factory. Choose the new photos, texts "
                            "or tables that it should judge."),
              {record.title});
  data_.set_values(values_);
  return true;
}

void JobDraft::clear() {
  title_.clear();
  wanted_variants_ = 0;
  wanted_gpus_ = 0;
  keeping_ = Keeping::as_factory_wants;
  trial_.reset();
  repair_ = {};
  choose(nullptr);
  data_.set_path({});
}

}  // namespace werkbank
