#include "app/cli/words.h"

#include "core/catalogue/parameters.h"
#include "core/jobs/headline.h"
#include "core/jobs/sweep.h"
#include "core/jobs/trial.h"

namespace werkbank {
namespace {

template <typename T>
nlohmann::ordered_json or_null(const std::optional<T>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

// "Learning rate 0.06, Leaves per tree 15"; the words of the questions where their template is still there.
std::string settings_line(const CliSession& session, const JobTemplate* job_template, const Variant& variant) {
  if (variant.differing.empty()) return session.words(Message(WERKBANK_TEXT("cli", "your own answers")));
  std::string line;
  for (const auto& [key, value] : variant.differing) {
    const auto* parameter = job_template == nullptr ? nullptr : job_template->parameter(key);
    line += (line.empty() ? "" : ", ") + session.words(words_of_setting(key, parameter, value));
  }
  return line;
}

}  // namespace

nlohmann::ordered_json factory_json(const CliSession& session, const Factory& factory) {
  const auto& profile = factory.profile();
  return {{"id", profile.id},
          {"name", profile.name.in(session.language())},
          {"kind", profile.kind == FactoryKind::practice ? "practice" : "slurm"},
          {"host", profile.host},
          {"operator", profile.operator_name.in(session.language())},
          {"not_real", session.words(factory.reality(nullptr).sentence())}};
}

nlohmann::ordered_json template_json(const CliSession& session, const JobTemplate& job_template) {
  nlohmann::ordered_json parameters = nlohmann::ordered_json::array();
  for (const auto& parameter : job_template.parameters) {
    parameters.push_back({{"key", parameter.key},
                          {"label", parameter.label.in(session.language())},
                          {"default", value_text(parameter.default_value)},
                          {"basic", parameter.basic}});
  }
  return {{"id", job_template.id},
          {"version", job_template.version},
          {"title", job_template.title.in(session.language())},
          {"summary", job_template.summary.in(session.language())},
          {"have", job_template.have},
          {"parameters", parameters}};
}

nlohmann::ordered_json report_json(const CliSession& session, const DataReport& report) {
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const auto& finding : report.findings) {
    findings.push_back({{"rule", finding.rule},
                        {"severity", finding.severity == Severity::error ? "error" : "warning"},
                        {"file", finding.file},
                        {"line", or_null(finding.line)},
                        {"column", finding.column},
                        {"message", session.words(finding.message)},
                        {"advice", session.words(finding.advice)}});
  }
  return {{"usable", report.usable()}, {"files", report.files},        {"bytes", report.size.bytes},
          {"rows", report.size.rows},  {"images", report.size.images}, {"proposed", report.proposed},
          {"findings", findings}};
}

nlohmann::ordered_json receipt_json(const Receipt& receipt) { return nlohmann::ordered_json::parse(receipt.json()); }

nlohmann::ordered_json attempts_json(const CliSession& session, const AttemptStory& story) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& attempt : story.attempts) {
    list.push_back({{"number", attempt.number},
                    {"began_at", or_null(attempt.began_at)},
                    {"seconds", attempt.seconds},
                    {"from_step", attempt.from_step},
                    {"to_step", attempt.to_step},
                    {"end", attempt_code(attempt.end)},
                    {"why", session.words(attempt.why)}});
  }
  return list;
}

// What was expected of the whole run before this was sent, and what a trial run measured.
nlohmann::ordered_json expected_json(const JobRecord& record) {
  if (!record.expected_low || !record.expected_likely || !record.expected_high) return nullptr;
  return {{"seconds", *record.expected_likely},
          {"low", *record.expected_low},
          {"high", *record.expected_high},
          {"measured", !record.tried_by.empty()}};
}

nlohmann::ordered_json forecast_json(const JobView& view) {
  const auto forecast = forecast_of(view.record, view.training);
  if (!forecast) return nullptr;
  return {{"seconds", forecast->seconds.likely},
          {"low", forecast->seconds.low},
          {"high", forecast->seconds.high},
          {"gpu_hours", forecast->gpu_hours.likely},
          {"may_end_early", forecast->may_end_early}};
}

// Null of a job that is no sweep.
nlohmann::ordered_json sweep_json(const CliSession& session, const JobView& view) {
  const auto story = sweep_of(view);
  if (story.variants.empty()) return nullptr;
  nlohmann::ordered_json variants = nlohmann::ordered_json::array();
  for (const auto& variant : story.variants) {
    variants.push_back({{"number", variant.number},
                        {"settings", values_to_json(variant.differing)},
                        {"state", variant_code(variant.state)},
                        {"score", or_null(variant.score)},
                        {"result", or_null(variant.result)},
                        {"best", variant.is_best},
                        {"why", variant.why}});
  }
  nlohmann::ordered_json running = nullptr;
  if (view.running) {
    running = {{"number", view.running->number + 1},
               {"progress", or_null(view.running->training.progress)},
               {"step", view.running->training.last_step}};
  }
  return {{"at_once", view.record.variants_at_once},
          {"score", story.score_name},
          {"result", story.result_name},
          {"higher_is_better", story.higher_is_better},
          {"summary", session.words(story.summary)},
          {"running", running},
          {"variants", variants}};
}

nlohmann::ordered_json job_json(const CliSession& session, const JobView& view) {
  const auto& record = view.record;
  const auto story = attempts_of(view);
  return {{"uuid", record.uuid},
          {"title", record.title},
          {"factory", record.factory},
          {"template", record.template_id},
          {"phase", phase_code(record.phase)},
          {"scheduler_id", record.scheduler_id},
          {"headline", session.words(view.headline)},
          {"next_step", session.words(view.next_step)},
          {"progress", or_null(record.progress)},
          {"primary", record.primary_name},
          {"score", or_null(record.primary_value)},
          {"baseline", or_null(record.baseline_value)},
          {"submitted_at", or_null(record.submitted_at)},
          {"started_at", or_null(record.started_at)},
          {"ended_at", or_null(record.ended_at)},
          {"restarts", record.restarts},
          {"attempts", attempts_json(session, story)},
          {"continued", session.words(story.summary)},
          {"continues", record.continues},
          {"trial", record.is_trial},
          {"tried_by", record.tried_by},
          {"expected", expected_json(record)},
          {"forecast", forecast_json(view)},
          {"sweep", sweep_json(session, view)},
          {"dataset", record.dataset},
          {"fetched_to", record.fetched_to},
          {"not_real", session.words(record.reality.sentence())}};
}

void say_report(const CliSession& session, const DataReport& report) {
  for (const auto& finding : report.findings) {
    const bool error = finding.severity == Severity::error;
    session.say((error ? "  ✗ " : "  ! ") + session.words(finding.message));
    if (!finding.advice.empty()) session.say("    → " + session.words(finding.advice));
  }
  if (!report.usable()) {
    session.say(
        Message(WERKBANK_TEXT("cli", "This data cannot be used yet. Repair what is marked ✗ and check again."), {}));
    return;
  }
  const auto files = static_cast<std::int64_t>(report.files);
  if (report.size.images > 0) {
    session.say(Message(WERKBANK_TEXT("cli", "  ✓ The data is good: %1 photos in %2 classes, %3."),
                        {static_cast<std::int64_t>(report.size.images),
                         static_cast<std::int64_t>(report.classes.size()), Bytes{report.size.bytes}}));
  } else if (report.size.sound_seconds > 0) {
    session.say(Message(
        WERKBANK_TEXT("cli", "  ✓ The data is good: %1 recordings, %2, %3."),
        {static_cast<std::int64_t>(report.size.rows), Seconds{report.size.sound_seconds}, Bytes{report.size.bytes}}));
  } else if (report.size.text_bytes > 0) {
    session.say(Message(WERKBANK_TEXT("cli", "  ✓ The data is good: %1 conversations, %2."),
                        {static_cast<std::int64_t>(report.size.rows), Bytes{report.size.bytes}}));
  } else if (report.size.rows > 0) {
    session.say(Message(WERKBANK_TEXT("cli", "  ✓ The data is good: %1 rows, %2 columns, %3."),
                        {static_cast<std::int64_t>(report.size.rows), static_cast<std::int64_t>(report.size.columns),
                         Bytes{report.size.bytes}}));
  } else {
    session.say(
        Message(WERKBANK_TEXT("cli", "  ✓ The data is good: %1 files, %2."), {files, Bytes{report.size.bytes}}));
  }
}

void say_reality(const CliSession& session, const Reality& reality) {
  if (!reality.all_real()) session.say("  (i) " + session.words(reality.sentence()));
}

void say_sweep(const CliSession& session, const JobView& view) {
  const auto story = sweep_of(view);
  if (story.variants.empty()) return;
  session.say(story.summary);
  const auto* job_template = session.assembly().catalogue->find(view.record.template_id);
  for (const auto& variant : story.variants) {
    std::string line = "  " + std::to_string(variant.number) + ". " + settings_line(session, job_template, variant);
    line += ": " + session.words(variant.words);
    if (variant.score) line += ", " + session.words(Message(WERKBANK_TEXT("cli", "score %1"), {*variant.score}));
    if (variant.is_best) line += " - " + session.words(Message(WERKBANK_TEXT("cli", "the best")));
    session.say(line);
    if (!variant.why.empty()) session.say("     " + variant.why);
  }
  if (!story.score_name.empty()) {
    const std::vector<Message::Argument> name = {session.words(score_name(story.score_name))};
    session.say(story.higher_is_better ? Message(WERKBANK_TEXT("cli", "Compared by: %1; higher is better."), name)
                                       : Message(WERKBANK_TEXT("cli", "Compared by: %1; lower is better."), name));
  }
}

void say_score(const CliSession& session, const JobView& view) {
  const auto& record = view.record;
  if (!record.primary_value) return;
  session.say(Message(WERKBANK_TEXT("cli", "Score: %1 = %2"),
                      {session.words(score_name(record.primary_name)), *record.primary_value}));
  if (record.baseline_value) {
    const bool better =
        !view.training.end || (view.training.end->higher_is_better ? *record.primary_value > *record.baseline_value
                                                                   : *record.primary_value < *record.baseline_value);
    session.say(Message(WERKBANK_TEXT("cli", "Trivial baseline, for comparison: %1"), {*record.baseline_value}));
    session.say(
        better ? Message(WERKBANK_TEXT("cli", "The model is better than the baseline."), {})
               : Message(WERKBANK_TEXT("cli", "The model is NOT better than the baseline: do not use it yet."), {}));
  }
}

}  // namespace werkbank
