#include <array>
#include <cstdio>
#include <sstream>

#include "app/assembly/way_check.h"
#include "app/cli/commands_getting_in.h"
#include "core/base/local_files.h"

namespace werkbank {
namespace {

const char* mark_of(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::ok:
      return "✓";
    case StepOutcome::failed:
      return "✗";
    case StepOutcome::skipped:
      break;
  }
  return "-";
}

const char* word_of(StepOutcome outcome) {
  switch (outcome) {
    case StepOutcome::ok:
      return "ok";
    case StepOutcome::failed:
      return "failed";
    case StepOutcome::skipped:
      break;
  }
  return "skipped";
}

/// Collects the lines for machines and for who helps, and says each as it comes.
class CheckReport {
 public:
  explicit CheckReport(const CliSession& session) : session_(session) {}

  void add(const WayStep& step) {
    if (!step.outcome) return;
    std::array<char, 32> seconds = {};
    std::snprintf(seconds.data(), seconds.size(), "%6.2f s", step.seconds);
    const auto sentence = session_.words(step.what);
    const auto line = std::string(mark_of(*step.outcome)) + " " + seconds.data() + "  " + session_.words(step.name);
    say(line);
    if (step.outcome != StepOutcome::skipped) say("             " + sentence);
    if (!step.detail.empty()) text_ << "             (" << step.detail << ")\n";
    steps_.push_back({{"step", step.id},
                      {"outcome", word_of(*step.outcome)},
                      {"seconds", step.seconds},
                      {"sentence", sentence},
                      {"detail", step.detail}});
    if (step.outcome == StepOutcome::failed && first_failure_.empty()) {
      first_failure_ = sentence;
      code_ = step.at_the_factory ? ExitCode::factory : ExitCode::sign_in;
    }
  }

  Result<Done> write(const std::string& file) const {
    return file.empty() ? Done{} : write_file(path_from_text(file), text_.str());
  }

  ExitCode tell() const {
    nlohmann::ordered_json json = {{"all_well", code_ == ExitCode::done}, {"steps", steps_}};
    if (code_ == ExitCode::done) {
      session_.say(Message(WERKBANK_TEXT("cli", "All is well.")));
    } else {
      session_.say(Message(WERKBANK_TEXT("cli",
                                         "The first line with ✗ is where it stops: do what it says there, or send "
                                         "these lines to who helps you (--report FILE). They hold no secret.")));
      json["error"] = {{"code", "check_failed"}, {"message", first_failure_}, {"detail", ""}};
    }
    session_.answer(json);
    return code_;
  }

 private:
  void say(const std::string& line) {
    session_.say(line);
    text_ << line << '\n';
  }

  const CliSession& session_;
  std::ostringstream text_;
  nlohmann::ordered_json steps_ = nlohmann::ordered_json::array();
  std::string first_failure_;
  ExitCode code_ = ExitCode::done;
};

}  // namespace

ExitCode check_connection_command(const CliSession& session, const CheckOptions& options) {
  const auto factory = session.factory(options.factory);
  if (!factory.ok()) return session.fail(factory);
  CheckReport report(session);
  const auto sink = [&report](const WayStep& step) { report.add(step); };
  const auto sign_in = [&] { return session.sign_in(**factory); };
  const auto checked = options.sign_in ? walk_into_factory(**factory, sign_in, sink, session.stop())
                                       : walk_to_factory(**factory, sink, session.stop());
  if (!checked.ok()) return session.fail(checked);
  if (const auto written = report.write(options.report); !written.ok()) return session.fail(written);
  return report.tell();
}

}  // namespace werkbank
