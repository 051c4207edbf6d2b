#include "core/jobs/order.h"

#include <algorithm>

#include "core/catalogue/parameters.h"
#include "core/jobs/answers.h"
#include "core/jobs/sweep.h"

namespace werkbank {
namespace {

constexpr int trial_grace_seconds = 30;

/// A trial run has nothing to save and nothing to go on with, so the factory need not start it again either.
void make_trial(JobOrder& order) {
  auto& resources = order.job_template.resources;
  resources.resumable = false;
  resources.max_requeues = 0;
  resources.grace_seconds = trial_grace_seconds;
}

Result<Done> add_variants(const JobRecord& record, JobOrder& order) {
  if (!is_sweep(record)) return Done{};
  order.variants = kept_variants(record);
  order.variants_at_once = std::max(1, record.variants_at_once);
  if (order.variants.empty()) {
    return Error{
        ErrorCode::store_broken,
        Message(WERKBANK_TEXT("jobs", "Which settings this job was to try can no longer be read. Make the job anew.")),
        record.variants_json.substr(0, 200)};
  }
  for (const auto& variant : order.variants) WERKBANK_CHECK(check_values(order.job_template, variant));
  return Done{};
}

}  // namespace

Result<JobOrder> order_from(const JobRecord& record, const Catalogue& catalogue) {
  const auto* job_template = catalogue.find(record.template_id);
  if (job_template == nullptr) {
    return Error{ErrorCode::catalogue_invalid,
                 Message(WERKBANK_TEXT("jobs",
                                       "The template \"%1\" of this job is not in the catalogue any more. Choose "
                                       "another template and make the job anew."),
                         {record.template_id})};
  }
  JobOrder order;
  order.uuid = record.uuid;
  order.title = record.title;
  order.job_template = *job_template;
  order.dataset = record.dataset;
  order.resources = record.resources;
  order.walltime_minutes = record.walltime_minutes;
  order.language = record.language;
  order.continues = record.continues;
  order.environment = record.environment;
  order.values = kept_answers(record);
  order.is_trial = record.is_trial;
  if (record.is_trial) make_trial(order);
  WERKBANK_CHECK(check_values(*job_template, order.values));
  WERKBANK_CHECK(add_variants(record, order));
  return order;
}

}  // namespace werkbank
