#include <algorithm>

#include "app/cli/commands_getting_in.h"
#include "core/base/local_files.h"
#include "core/factory/profile_lint.h"

namespace werkbank {
namespace {

constexpr std::uint64_t largest_profile = 1U << 20U;

const char* word_of(ProfileFinding::Weight weight) {
  switch (weight) {
    case ProfileFinding::Weight::missing:
      return "missing";
    case ProfileFinding::Weight::doubtful:
      return "doubtful";
    case ProfileFinding::Weight::risk:
      break;
  }
  return "risk";
}

Error not_known(const CliSession& session, const std::string& id) {
  std::string known;
  for (const auto& one : session.assembly().known_factories) known += (known.empty() ? "" : ", ") + one.id;
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("cli", "Werkbank knows no factory called \"%1\". The ones that you can add are: %2."),
                  {id, known})};
}

}  // namespace

ExitCode add_factory_command(const CliSession& session, const std::string& id) {
  if (const auto there = session.assembly().factory(id)) {
    session.say(Message(WERKBANK_TEXT("cli", "%1 is among your factories already."), {there->profile().name}));
    session.answer({{"factory", id}, {"added", false}});
    return ExitCode::done;
  }
  const auto& known = session.assembly().known_factories;
  const auto found = std::find_if(known.begin(), known.end(), [&id](const Profile& one) { return one.id == id; });
  if (found == known.end()) return session.fail(not_known(session, id));
  auto own = *found;
  own.listed = true;
  if (const auto saved = save_profile(session.assembly().places, own); !saved.ok()) return session.fail(saved);
  session.say(Message(WERKBANK_TEXT("cli", "%1 is among your factories now. Sign in with: werkbank-cli sign-in %2"),
                      {own.name, own.id}));
  session.answer({{"factory", id}, {"added", true}});
  return ExitCode::done;
}

ExitCode lint_profile_command(const CliSession& session, const std::string& file) {
  const auto text = read_file(path_from_text(file), largest_profile);
  if (!text.ok()) return session.fail(text);
  const auto profile = parse_profile(*text, file);
  if (!profile.ok()) return session.fail(profile);
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  auto findings = lint_profile(*profile);
  const auto of_jobs = lint_with_templates(*profile, session.assembly().catalogue->templates());
  findings.insert(findings.end(), of_jobs.begin(), of_jobs.end());
  for (const auto& finding : findings) {
    const auto words = session.words(finding.message);
    session.say(std::string(word_of(finding.weight)) + "  " + finding.field + ": " + words);
    list.push_back({{"weight", word_of(finding.weight)}, {"field", finding.field}, {"message", words}});
  }
  if (list.empty()) session.say(Message(WERKBANK_TEXT("cli", "Nothing is missing or doubtful in this profile.")));
  session.answer({{"id", profile->id}, {"findings", list}});
  return ExitCode::done;
}

}  // namespace werkbank
