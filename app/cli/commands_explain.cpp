#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "app/cli/words.h"
#include "core/base/local_files.h"
#include "core/job_log/cause_words.h"
#include "core/job_log/failure_log.h"
#include "core/jobs/attempts.h"

namespace werkbank {
namespace {

ExitCode say_why(const CliSession& session, const Explanation& why, nlohmann::ordered_json answer) {
  session.say(why.sentence);
  if (!why.evidence.empty())
    session.say("  " + session.words(Message(WERKBANK_TEXT("cli", "This shows it: %1"), {why.evidence})));
  if (!why.advice.empty()) session.say("  → " + session.words(why.advice));
  answer["cause"] = why.cause;
  answer["sentence"] = session.words(why.sentence);
  answer["evidence"] = why.evidence;
  answer["line"] = why.log_line;
  answer["advice"] = session.words(why.advice);
  session.answer(answer);
  return ExitCode::done;
}

void say_attempts(const CliSession& session, const AttemptStory& story) {
  if (!story.summary.empty()) session.say(story.summary);
  for (const auto& attempt : story.attempts) {
    session.say("  " + std::to_string(attempt.number) + ". " +
                session.words(Message(WERKBANK_TEXT("cli", "Steps %1 to %2, %3:"),
                                      {attempt.from_step, attempt.to_step, Seconds{attempt.seconds}})) +
                " " + session.words(attempt.why));
  }
}

ExitCode explain_job(const CliSession& session, const std::string& job) {
  const auto record = session.job(job);
  if (!record.ok()) return session.fail(record);
  refresh(session, *record);
  const auto view = view_of(*session.assembly().store, record->uuid);
  if (!view.ok()) return session.fail(view);
  const Explanation fine{cause_code(Cause::none), {}, {}, {}};
  const auto story = attempts_of(*view);
  say_attempts(session, story);
  return say_why(session, view->why.value_or(fine),
                 {{"uuid", record->uuid}, {"attempts", attempts_json(session, story)}});
}

Result<FailureClue> clue_in_file(const std::string& path, const Ending& ending) {
  WERKBANK_TRY(auto file, FileReader::open(path_from_text(path)));
  FailureLog log;
  while (true) {
    WERKBANK_TRY(const auto bytes, file.read());
    if (bytes.empty()) return log.why(ending);
    log.add(bytes);
  }
}

ExitCode explain_log(const CliSession& session, const ExplainOptions& options) {
  const auto ending = ending_of(options.state, options.exit_code);
  const auto clue = clue_in_file(options.log, ending);
  if (!clue.ok()) return session.fail(clue);
  Explanation why{cause_code(clue->cause), cause_sentence(clue->cause), clue->line, cause_advice(clue->cause, false),
                  clue->line_number};
  if (clue->cause == Cause::none) why.sentence = Message(WERKBANK_TEXT("cli", "This job did not fail."));
  if (clue->cause == Cause::unknown && !ending.failed) {
    why.sentence = Message(WERKBANK_TEXT("cli", "This log does not tell how the job ended."));
    why.advice = Message(WERKBANK_TEXT("cli", "Give the state that Slurm tells, too: --state FAILED"));
  }
  return say_why(session, why, {{"log", options.log}});
}

}  // namespace

ExitCode explain_command(const CliSession& session, const ExplainOptions& options) {
  return options.log.empty() ? explain_job(session, options.job) : explain_log(session, options);
}

}  // namespace werkbank
