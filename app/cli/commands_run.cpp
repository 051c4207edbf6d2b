#include "app/cli/choices.h"
#include "app/cli/commands.h"
#include "app/cli/words.h"
#include "core/base/local_files.h"
#include "core/base/units.h"
#include "core/catalogue/parameters.h"

namespace werkbank {
namespace {

Error rejected(const std::string& data) {
  return {
      ErrorCode::data_rejected,
      Message(WERKBANK_TEXT("cli", "The data in %1 cannot be used yet; nothing was sent. See above what to repair."),
              {data})};
}

void say_estimate(const CliSession& session, const Estimate& estimate) {
  session.say(Message(
      WERKBANK_TEXT("cli", "Expected: between %1 and %2 of work; at most %3 is asked for."),
      {Seconds{estimate.seconds.low}, Seconds{estimate.seconds.high}, Seconds{estimate.walltime_minutes * 60.0}}));
}

// The choices of the command line as a request that is ready to be written down.
Result<JobRequest> request_of(const CliSession& session, const RunOptions& options, const JobTemplate& job_template,
                              const CheckedInput& checked, Factory& factory) {
  WERKBANK_CHECK(check_values(job_template, checked.values));
  WERKBANK_TRY(const auto offer, factory.offer(session.stop()));
  WERKBANK_TRY(const auto expected, estimate(job_template, checked.values, checked.report.size, offer.has_gpu()));
  say_estimate(session, expected);
  JobRequest request;
  request.title = options.title.empty() ? job_template.title.in(session.language()) : options.title;
  request.job_template = &job_template;
  request.values = checked.values;
  request.data = std::filesystem::absolute(path_from_text(options.data));
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
