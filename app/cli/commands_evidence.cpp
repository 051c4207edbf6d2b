#include <QCoreApplication>

#include "app/cli/commands.h"
#include "core/base/local_files.h"
#include "core/evidence/evidence.h"

namespace werkbank {

ExitCode evidence_command(const CliSession& session, const EvidenceOptions& options) {
  const auto record = session.job(options.job);
  if (!record.ok()) return session.fail(record);
  EvidenceSurroundings around;
  around.job_template = session.assembly().catalogue->find(record->template_id);
  around.versions = {{"werkbank-cli", QCoreApplication::applicationVersion().toStdString()}, {"Qt", qVersion()}};
  around.known = known_of_this_computer();
  if (const auto factory = session.factory(record->factory); factory.ok()) {
    around.known.emplace_back((*factory)->profile().user, "<user>");
  }
  auto evidence = gather_evidence(*session.assembly().store, record->uuid, around, session.language());
  if (!evidence.ok()) return session.fail(evidence);
  for (auto& part : evidence->parts) {
    part.wanted = std::find(options.without.begin(), options.without.end(), part.name) == options.without.end();
    if (!part.wanted) continue;
    session.say(Message(WERKBANK_TEXT("cli", "%1: %2"), {part.name, Bytes{part.text.size()}}));
  }
  const auto& out = evidence->redacted;
  const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  session.say(Message(WERKBANK_TEXT("cli",
                                    "Taken out: %1 passwords and keys, %2 addresses and account numbers, %3 names "
                                    "and folders. A program does not recognise everything: look it through."),
                      {number(out.secrets), number(out.addresses), number(out.names)}));
  const auto written = write_evidence(*evidence, path_from_text(options.file));
  if (!written.ok()) return session.fail(written);
  session.say(Message(WERKBANK_TEXT("cli", "File for the adviser: %1"), {options.file}));
  session.answer({{"uuid", record->uuid},
                  {"file", options.file},
                  {"secrets", out.secrets},
                  {"addresses", out.addresses},
                  {"names", out.names}});
  return ExitCode::done;
}

}  // namespace werkbank
