#include <iostream>

#include "app/cli/commands.h"
#include "core/base/clock.h"

namespace werkbank {
namespace {

constexpr double look_seconds = 0.5;

/// The address goes to standard output alone, at once: whoever starts us waits for it there.
void tell_address(const CliSession& session, const OpenNotebook& notebook) {
  if (session.json()) {
    std::cout << nlohmann::ordered_json{{"address", notebook.address()}}.dump() << std::endl;
    return;
  }
  session.say(Message(
      WERKBANK_TEXT("cli", "Open this address in a browser on this computer. It holds the key: show it to nobody.")));
  std::cout << notebook.address() << std::endl;
  session.say(Message(WERKBANK_TEXT("cli", "It stays open until you press Ctrl-C; the notebook itself then goes on.")));
}

Error way_ended() {
  return {ErrorCode::connection_lost,
          Message(WERKBANK_TEXT("cli",
                                "The way to the notebook has ended: the job ended, or the connection was lost. If the "
                                "job still runs, open it again.")),
          {}};
}

}  // namespace

ExitCode open_command(const CliSession& session, const std::string& job) {
  const auto record = session.job(job);
  if (!record.ok()) return session.fail(record);
  const auto factory = session.factory(record->factory);
  if (!factory.ok()) return session.fail(factory);
  if (const auto signed_in = session.sign_in(**factory); !signed_in.ok()) return session.fail(signed_in);
  const auto notebook = (*factory)->open_notebook(record->uuid, session.stop());
  if (!notebook.ok()) return session.fail(notebook);
  tell_address(session, **notebook);
  SystemClock clock;
  while ((*notebook)->is_open() && clock.sleep(look_seconds, session.stop())) {
  }
  return session.stop().stop_requested() ? ExitCode::done : session.fail(way_ended());
}

}  // namespace werkbank
