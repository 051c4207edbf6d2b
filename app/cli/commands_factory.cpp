#include <future>
#include <stop_token>
#include <utility>

#include "app/assembly/keychain.h"
#include "app/cli/commands.h"
#include "app/cli/words.h"
#include "core/base/local_files.h"
#include "core/base/units.h"
#include "core/jobs/upload_data.h"

namespace werkbank {
namespace {

nlohmann::ordered_json tell_problems(const CliSession& session, const std::vector<Error>& problems) {
  nlohmann::ordered_json told = nlohmann::ordered_json::array();
  for (const auto& problem : problems) {
    told.push_back({{"code", error_code_name(problem.code)},
                    {"message", session.words(problem.message)},
                    {"detail", problem.detail}});
    session.say("  ! " + session.words(problem.message));
  }
  return told;
}

}  // namespace

ExitCode list_factories(const CliSession& session) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& factory : session.assembly().factories) {
    list.push_back(factory_json(session, *factory));
    const auto& profile = factory->profile();
    session.say(profile.id + "  " + profile.name.in(session.language()) +
                (profile.host.empty() ? "" : "  (" + profile.host + ")"));
    say_reality(session, factory->reality(nullptr));
  }
  const auto problems = tell_problems(session, session.assembly().problems);
  nlohmann::ordered_json known = nlohmann::ordered_json::array();
  for (const auto& profile : session.assembly().known_factories) known.push_back(profile.id);
  session.say(
      Message(WERKBANK_TEXT("cli", "Werkbank knows these as well; take one with: werkbank-cli add-factory ID")));
  for (const auto& profile : session.assembly().known_factories)
    session.say("    " + profile.id + "  " + profile.name.in(session.language()));
  session.answer({{"factories", list}, {"known", known}, {"problems", problems}});
  return ExitCode::done;
}

ExitCode sign_in_command(const CliSession& session, const std::string& id, bool remember) {
  const auto factory = session.factory(id);
  if (!factory.ok()) return session.fail(factory);
  if (remember && !has_keychain())
    session.say(Message(WERKBANK_TEXT("cli", "This computer has no keychain that is open: nothing is remembered.")));
  if (const auto signed_in = session.sign_in(**factory, remember); !signed_in.ok()) return session.fail(signed_in);
  const auto offer = (*factory)->offer(session.stop());
  if (!offer.ok()) return session.fail(offer);
  session.say(Message(WERKBANK_TEXT("cli", "You are signed in to %1."), {(*factory)->profile().name}));
  if (!offer->account.empty()) session.say(Message(WERKBANK_TEXT("cli", "Your project there: %1"), {offer->account}));
  session.say(
      offer->has_gpu()
          ? Message(WERKBANK_TEXT("cli", "You can use GPUs."), {})
          : Message(WERKBANK_TEXT("cli", "There are no GPUs for you here; jobs run on ordinary processors."), {}));
  if (offer->free_bytes)
    session.say(Message(WERKBANK_TEXT("cli", "Free space for your data: %1"), {Bytes{*offer->free_bytes}}));
  nlohmann::ordered_json partitions = nlohmann::ordered_json::array();
  for (const auto& partition : offer->partitions) {
    partitions.push_back(
        {{"name", partition.name}, {"gpu_type", partition.gpu_type}, {"gpus_per_node", partition.gpus_per_node}});
  }
  session.answer({{"factory", id},
                  {"user", offer->user},
                  {"account", offer->account},
                  {"work_folder", offer->work_folder},
                  {"scheduler", offer->scheduler_version},
                  {"partitions", partitions}});
  return ExitCode::done;
}

ExitCode list_templates(const CliSession& session) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& job_template : session.assembly().catalogue->templates()) {
    list.push_back(template_json(session, job_template));
    session.say(job_template.id + "  " + job_template.title.in(session.language()));
    session.say("    " + job_template.summary.in(session.language()));
  }
  const auto problems = tell_problems(session, session.assembly().catalogue->problems());
  session.answer({{"templates", list}, {"problems", problems}});
  return ExitCode::done;
}

ExitCode upload_command(const CliSession& session, const std::string& data, const std::string& id, Keeping keeping) {
  const auto factory = session.factory(id);
  if (!factory.ok()) return session.fail(factory);
  const auto root = path_from_text(data);
  auto* const hashes = session.assembly().hashes.get();
  // The files are looked through meanwhile.
  std::stop_source looking;
  const std::stop_callback end_both(session.stop(), [&looking] { looking.request_stop(); });
  auto look = std::async(std::launch::async, [&] { return data_to_send(root, hashes, {}, looking.get_token()); });
  if (const auto signed_in = session.sign_in(**factory); !signed_in.ok()) {
    looking.request_stop();
    return session.fail(signed_in);
  }
  auto files = look.get();
  if (!files.ok()) return session.fail(files);
  files->wish(keeping);
  const auto name = path_text(root.has_stem() ? root.stem() : std::filesystem::absolute(root).parent_path().stem());
  const auto receipt = upload_data(**factory, std::move(*files), name, hashes, session.progress(), session.stop());
  session.end_progress();
  if (!receipt.ok()) return session.fail(receipt);
  session.say(
      receipt->was_there
          ? Message(WERKBANK_TEXT("cli", "The same data was there already; it was verified again: %1 files, %2."),
                    {static_cast<std::int64_t>(receipt->files), Bytes{receipt->bytes}})
          : Message(WERKBANK_TEXT("cli", "Uploaded and verified: %1 files, %2."),
                    {static_cast<std::int64_t>(receipt->files), Bytes{receipt->bytes}}));
  if (receipt->packed) session.say(receipt->packed_sentence());
  for (const auto& sentence : receipt->left_out) session.say(sentence);
  session.say(Message(WERKBANK_TEXT("cli", "Receipt: %1 (SHA-256 of the list of files: %2)"),
                      {receipt->name, receipt->manifest_hash}));
  session.answer(receipt_json(*receipt));
  return ExitCode::done;
}

}  // namespace werkbank
