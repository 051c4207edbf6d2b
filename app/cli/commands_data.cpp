#include "app/cli/choices.h"
#include "app/cli/commands.h"
#include "app/cli/words.h"
#include "core/base/local_files.h"
#include "core/dataset/data_repair.h"

namespace werkbank {
namespace {

nlohmann::ordered_json repairs_json(const CliSession& session, const DataRepairs& repairs) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& one : repairs.lines()) {
    list.push_back({{"column", one.column},
                    {"count", one.count},
                    {"before", one.before},
                    {"after", one.after},
                    {"message", session.words(one.sentence)}});
  }
  return list;
}

void say_repairs(const CliSession& session, const DataRepairs& repairs, const std::string& repair_to) {
  session.say(Message(WERKBANK_TEXT("cli", "In a copy of your data, Werkbank can repair this:")));
  for (const auto& one : repairs.lines()) session.say("  + " + session.words(one.sentence));
  if (repair_to.empty())
    session.say(Message(
        WERKBANK_TEXT("cli", "Add --repair-to and the name of a new file or folder, and it writes that copy.")));
}

}  // namespace

ExitCode check_command(const CliSession& session, const std::string& template_id, const std::string& data,
                       const std::vector<std::string>& settings, const std::string& repair_to) {
  const auto job_template = template_of(session, template_id);
  if (!job_template.ok()) return session.fail(job_template);
  auto checked = check_with(session, **job_template, path_from_text(data), settings);
  if (!checked.ok()) return session.fail(checked);
  say_report(session, checked->report);
  auto answer = report_json(session, checked->report);
  const auto& item = (*job_template)->data.front();
  FoundRepairs repairs;
  if (may_be_repaired(item, checked->report)) {
    auto found = find_repairs(item, path_from_text(data), checked->values, session.progress(), session.stop());
    session.end_progress();
    if (!found.ok() && !repair_to.empty()) return session.fail(found);
    if (found.ok()) repairs = std::move(*found);
  }
  const bool has_repairs = repairs && !repairs->lines().empty();
  if (has_repairs) say_repairs(session, *repairs, repair_to);
  answer["repairs"] = has_repairs ? repairs_json(session, *repairs) : nlohmann::ordered_json::array();
  if (!repair_to.empty() && !has_repairs)
    session.say(Message(WERKBANK_TEXT("cli", "There is nothing to repair by itself; no copy was written.")));
  if (!repair_to.empty() && has_repairs) {
    const auto copy = path_from_text(repair_to);
    const auto written = repairs->write(copy, session.progress(), session.stop());
    session.end_progress();
    if (!written.ok()) return session.fail(written);
    session.say(Message(WERKBANK_TEXT("cli", "The repaired copy is %1. Your own data stayed as it was."), {repair_to}));
    checked = check_with(session, **job_template, copy, settings);
    if (!checked.ok()) return session.fail(checked);
    say_report(session, checked->report);
    answer["copy"] = repair_to;
    answer["copy_report"] = report_json(session, checked->report);
  }
  session.answer(answer);
  return checked->report.usable() ? ExitCode::done : ExitCode::data_rejected;
}

}  // namespace werkbank
