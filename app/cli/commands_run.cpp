#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/choices.h"
#include "app/cli/commands.h"
#include "app/cli/words.h"
#include "core/base/local_files.h"
#include "core/base/units.h"
#include "core/catalogue/gpu_choice.h"
#include "core/catalogue/parameters.h"
#include "core/catalogue/sweep.h"
#include "core/catalogue/tuning_cost.h"
#include "core/jobs/sweep.h"
#include "core/jobs/trial.h"

namespace werkbank {
namespace {

Error rejected(const std::string& data) {
  return {
      ErrorCode::data_rejected,
      Message(WERKBANK_TEXT("cli", "The data in %1 cannot be used yet; nothing was sent. See above what to repair."),
              {data})};
}

void say_gpu_memory(const CliSession& session, const Estimate& estimate) {
  if (!estimate.gpu_memory_gib || estimate.tier.gpus == 0) return;
  const double card = smallest_gpu_gib(estimate.gpu_memory_gib->high);
  const auto most = static_cast<std::int64_t>(std::ceil(estimate.gpu_memory_gib->high));
  if (card > 0) {
    session.say(Message(WERKBANK_TEXT("cli", "It needs up to %1 GB of GPU memory: it fits on a GPU of %2 GB or more."),
                        {most, static_cast<std::int64_t>(card)}));
  } else {
    session.say(Message(WERKBANK_TEXT("cli",
                                      "It needs up to %1 GB of GPU memory, and does not fit on one GPU. Choose a "
                                      "smaller model, or another way to teach it (QLoRA asks the least)."),
                        {most}));
  }
}

void say_estimate(const CliSession& session, const Estimate& estimate, const JobRequest& request) {
  const std::vector<Message::Argument> figures = {Seconds{estimate.seconds.low}, Seconds{estimate.seconds.high},
                                                  Seconds{estimate.walltime_minutes * 60.0}};
  if (request.is_trial) {
    session.say(
        Message(WERKBANK_TEXT("cli",
                              "Guessed for the whole run: between %1 and %2 of work. The trial run measures it; "
                              "at most %3 is asked for."),
                figures));
  } else if (!request.tried_by.empty()) {
    session.say(Message(
        WERKBANK_TEXT("cli", "Measured by a trial run: between %1 and %2 of work; at most %3 is asked for."), figures));
  } else {
    session.say(
        Message(WERKBANK_TEXT("cli", "Expected: between %1 and %2 of work; at most %3 is asked for."), figures));
  }
  say_gpu_memory(session, estimate);
}

void say_sweep(const CliSession& session, int variants, int at_once) {
  if (variants < 2) return;
  session.say(
      Message(WERKBANK_TEXT("cli", "%1 settings are tried, %2 at once; what one of them may take is asked for each."),
              {std::int64_t(variants), std::int64_t(at_once)}));
  session.say(why_not_the_test_data());
}

Error other_trial(const std::string& trial) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("cli",
                                "What trial run %1 measured does not hold for this job: it had another template, other "
                                "data, other answers or another factory, or it is not done. Make a new trial run."),
                  {trial})};
}

Error last_trial_missing() {
  return {ErrorCode::job_unknown,
          Message(WERKBANK_TEXT("cli", "There is no trial run yet. Make one with: werkbank-cli run --trial"))};
}

// The trial run that is meant by the first characters of its uuid, or by "last": the newest one.
Result<JobRecord> trial_of(const CliSession& session, const std::string& trial) {
  if (trial != "last") return session.job(trial);
  WERKBANK_TRY(const auto jobs, session.assembly().store->all());
  const auto found = std::ranges::find_if(jobs, [](const JobRecord& job) { return job.is_trial; });
  if (found == jobs.end()) return last_trial_missing();
  return *found;
}

// The guess, or what the trial run measured.
Result<Done> take_measured(const CliSession& session, const RunOptions& options, Estimate& expected,
                           JobRequest& request) {
  if (options.tried_by.empty()) return Done{};
  WERKBANK_TRY(const auto trial, trial_of(session, options.tried_by));
  refresh(session, trial);
  WERKBANK_TRY(const auto view, view_of(*session.assembly().store, trial.uuid));
  WERKBANK_TRY(const auto factory, session.factory(options.factory));
  const auto forecast = forecast_of(view.record, view.training);
  const bool holds = holds_for(view.record, *request.job_template, request.values, path_text(request.data),
                               factory->profile().id, expected.tier);
  if (!forecast || !holds) return other_trial(trial.uuid);
  expected = measured(expected, forecast->seconds);
  request.tried_by = trial.uuid;
  return Done{};
}

// What --gpus and --nodes ask for; nothing where the template is left to propose it.
Result<std::optional<ResourceTier>> asked_tier(const RunOptions& options, const JobTemplate& job_template,
                                               const Offer& offer, const Factory& factory, Language language) {
  if (options.gpus == 0) return std::optional<ResourceTier>();
  std::vector<int> gpus_in_one;
  for (const auto& partition : offer.partitions) gpus_in_one.push_back(partition.gpus_per_node);
  WERKBANK_TRY(const auto tier,
               gpu_choice(job_template, gpus_in_one, options.gpus, options.nodes, factory.profile().name.in(language)));
  return std::optional(tier);
}

// Where a question of the template asks for the number of GPUs, --gpus answers it.
Result<ParameterValues> answers_with_gpus(const RunOptions& options, const JobTemplate& job_template,
                                          ParameterValues values) {
  if (options.gpus > 0 && asks_for_gpus(job_template)) values["gpus"] = std::to_string(options.gpus);
  WERKBANK_CHECK(check_values(job_template, values));
  return values;
}

// The choices of the command line as a request that is ready to be written down.
Result<JobRequest> request_of(const CliSession& session, const RunOptions& options, const JobTemplate& job_template,
                              const CheckedInput& checked, Factory& factory) {
  WERKBANK_TRY(const auto values, answers_with_gpus(options, job_template, checked.values));
  WERKBANK_TRY(const auto offer, factory.offer(session.stop()));
  WERKBANK_TRY(const auto tier, asked_tier(options, job_template, offer, factory, session.language()));
  WERKBANK_TRY(auto expected, estimate(job_template, values, checked.report.size, offer.has_gpu(),
                                       asks_for_gpus(job_template) ? std::nullopt : tier));
  JobRequest request;
  request.title = options.title.empty() ? job_template.title.in(session.language()) : options.title;
  request.job_template = &job_template;
  request.values = values;
  request.data = std::filesystem::absolute(path_from_text(options.data));
  request.keeping = options.keeping;
  WERKBANK_CHECK(take_measured(session, options, expected, request));
  if (options.is_trial) expected.walltime_minutes = trial_walltime_minutes;
  request.is_trial = options.is_trial;
  request.variants = options.variants;
  const int at_once = variants_at_once(job_template, options.variants, factory.profile().sweep_at_once);
  const auto whole = swept(expected, options.variants, at_once);
  request.expected = whole.seconds;
  say_estimate(session, whole, request);
  say_sweep(session, options.variants, at_once);
  request.resources = expected.tier;
  request.walltime_minutes = options.walltime_minutes > 0 ? options.walltime_minutes : expected.walltime_minutes;
  request.language = session.language();
  request.environment = options.environment;
  if (options.continues.empty()) return request;
  WERKBANK_TRY(const auto earlier, session.job(options.continues));
  request.continues = earlier.uuid;
  return request;
}

Result<JobRecord> start(const CliSession& session, const RunOptions& options, const JobTemplate& job_template,
                        const CheckedInput& checked, Factory& factory) {
  WERKBANK_CHECK(session.sign_in(factory));
  WERKBANK_TRY(const auto request, request_of(session, options, job_template, checked, factory));
  WERKBANK_TRY(const auto prepared, session.assembly().runner->prepare(request, factory));
  session.say(Message(WERKBANK_TEXT("cli", "Job %1: sending data and starting"), {prepared.uuid}));
  auto started = session.assembly().runner->start(prepared.uuid, factory, session.progress(), {}, session.stop());
  session.end_progress();
  return started;
}

// After a watched job: results and charts, as asked.
Result<Done> bring_home(const CliSession& session, const RunOptions& options, const JobRecord& record,
                        Factory& factory) {
  if (!options.fetch_to.empty() && record.phase == JobPhase::done) {
    WERKBANK_TRY(const auto receipt,
                 session.assembly().runner->fetch(record.uuid, factory, path_from_text(options.fetch_to),
                                                  session.progress(), session.stop()));
    session.end_progress();
    session.say(Message(WERKBANK_TEXT("cli", "Model and report are here, verified: %1"), {receipt.place}));
  }
  if (!options.charts.empty()) {
    WERKBANK_CHECK(draw_charts(session, record.uuid, options.charts, false));
    session.say(Message(WERKBANK_TEXT("cli", "Charts: %1"), {options.charts}));
  }
  return Done{};
}

}  // namespace

ExitCode run_command(const CliSession& session, const RunOptions& options) {
  const auto factory = session.factory(options.factory);
  if (!factory.ok()) return session.fail(factory);
  const auto job_template = template_of(session, options.template_id);
  if (!job_template.ok()) return session.fail(job_template);
  say_reality(session, (*factory)->reality(*job_template));
  const auto checked = check_with(session, **job_template, path_from_text(options.data), options.settings);
  if (!checked.ok()) return session.fail(checked);
  say_report(session, checked->report);
  if (!checked->report.usable())
    return session.fail(rejected(options.data), {{"report", report_json(session, checked->report)}});
  auto record = start(session, options, **job_template, *checked, **factory);
  if (!record.ok()) return session.fail(record);
  if (options.watch) {
    record = follow(session, record->uuid, **factory);
    if (!record.ok()) return session.fail(record);
    if (const auto home = bring_home(session, options, *record, **factory); !home.ok()) return session.fail(home);
  }
  return tell_end(session, *record);
}

}  // namespace werkbank
