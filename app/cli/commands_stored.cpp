#include "app/cli/commands_stored.h"

#include <algorithm>

#include "app/cli/terminal.h"
#include "core/base/local_files.h"
#include "core/base/units.h"
#include "core/jobs/dataset_verify.h"
#include "core/jobs/stored_advice.h"

namespace werkbank {
namespace {

using Json = nlohmann::ordered_json;

struct There {
  std::shared_ptr<Factory> factory;
  std::vector<JobRecord> jobs;
};

Result<There> open(const CliSession& session, const std::string& id) {
  There there;
  WERKBANK_TRY(there.factory, session.factory(id));
  WERKBANK_CHECK(session.sign_in(*there.factory));
  // So that a job that ended meanwhile is known to have ended; without an answer, what is known counts.
  (void)session.assembly().runner->poll(*there.factory, session.stop()).ok();
  WERKBANK_TRY(there.jobs, session.assembly().store->all());
  return there;
}

const char* word_of(RemovalRisk risk) {
  switch (risk) {
    case RemovalRisk::none:
      return "none";
    case RemovalRisk::some:
      return "some";
    case RemovalRisk::in_use:
      return "in_use";
  }
  return "";
}

Json limit_json(const std::optional<RoomLimit>& limit) {
  if (!limit) return nullptr;
  return {{"free", limit->free},
          {"total", limit->total ? Json(*limit->total) : Json(nullptr)},
          {"said_by", limit->said_by}};
}

Json thing_json(const CliSession& session, const StoredThing& thing, const StoredAdvice& advice) {
  return {{"kind", word_of(thing.kind)},
          {"name", thing.name},
          {"title", advice.title},
          {"bytes", thing.bytes},
          {"files", thing.files},
          {"original_files", thing.original_files > 0 ? Json(thing.original_files) : Json(nullptr)},
          {"counted_whole", thing.counted_whole},
          {"used_at", thing.used_at > 0 ? Json(thing.used_at) : Json(nullptr)},
          {"dataset", thing.dataset},
          {"jobs", thing.jobs},
          {"has_receipt", thing.has_receipt},
          {"verified_at", thing.verified_at ? Json(*thing.verified_at) : Json(nullptr)},
          {"removal", word_of(advice.risk)},
          {"reason", session.words(advice.reason)}};
}

Json check_json(const CliSession& session, const DatasetCheck& check) {
  return {{"name", check.name},
          {"whole", check.whole},
          {"files", check.files},
          {"bytes", check.bytes},
          {"at", check.at},
          {"knows_which", check.knows_which},
          {"differences", check.differences},
          {"changed", check.changed},
          {"missing", check.missing},
          {"added", check.added},
          {"unreadable", check.unreadable},
          {"message", session.words(check.sentence())}};
}

/// Text from outside as one line, its control characters made visible.
QString one_line(const CliSession& session, const std::string& text) {
  return QString::fromStdString(session.words(Message(LocalText{"%1", "%1"}, {text})));
}

void say_row(const CliSession& session, const QString& size, const QString& files, const QString& used,
             const QString& verified, const QString& name) {
  constexpr int size_width = 10;
  constexpr int files_width = 10;
  constexpr int moment_width = 20;
  session.say((size.leftJustified(size_width) + files.leftJustified(files_width) + used.leftJustified(moment_width) +
               verified.leftJustified(moment_width) + name)
                  .toStdString());
}

void say_things(const CliSession& session, const Stored& stored, const std::string& factory,
                const std::vector<JobRecord>& jobs, bool all) {
  const auto text = [&session](const Message& message) { return QString::fromStdString(session.words(message)); };
  const auto moment = [&session](double at) {
    return at > 0 ? format_moment(at, session.language()) : QStringLiteral("-");
  };
  say_row(session, text(Message(WERKBANK_TEXT("cli", "SIZE"))), text(Message(WERKBANK_TEXT("cli", "FILES"))),
          text(Message(WERKBANK_TEXT("cli", "LAST USED"))), text(Message(WERKBANK_TEXT("cli", "VERIFIED"))),
          text(Message(WERKBANK_TEXT("cli", "NAME"))));
  for (const auto& thing : stored.things) {
    if (!all && thing.kind != StoredKind::dataset) continue;
    const auto advice = advise(thing, factory, jobs, stored.at);
    say_row(session, format_bytes(thing.bytes, session.language()), QString::number(thing.files), moment(thing.used_at),
            moment(thing.verified_at.value_or(0)), one_line(session, thing.name));
    if (thing.kind == StoredKind::job) session.say(("  " + one_line(session, advice.title)).toStdString());
    if (thing.original_files > 0) {
      session.say("  " + session.words(Message(WERKBANK_TEXT("cli", "Packed together from %1 files."),
                                               {static_cast<std::int64_t>(thing.original_files)})));
    }
    session.say("  " + session.words(advice.reason));
    if (!thing.counted_whole)
      session.say("  ! " + session.words(Message(WERKBANK_TEXT(
                               "cli", "A part of it cannot be read and is not counted. Ask the help desk."))));
  }
}

void say_room(const CliSession& session, const Stored& stored) {
  if (stored.room.bytes) session.say(Message(WERKBANK_TEXT("cli", "Room left: %1"), {Bytes{stored.room.bytes->free}}));
  if (stored.room.files) {
    session.say(Message(WERKBANK_TEXT("cli", "Files that you may still add: %1"),
                        {static_cast<std::int64_t>(stored.room.files->free)}));
  }
  if (stored.left_out > 0) {
    session.say(Message(WERKBANK_TEXT("cli", "There is more than fits in this list: %1 further folders."),
                        {static_cast<std::int64_t>(stored.left_out)}));
  }
}

Error no_such_thing(const std::string& name) {
  return {ErrorCode::usage,
          Message(WERKBANK_TEXT("cli",
                                "Werkbank keeps nothing called \"%1\" there, or more than one thing begins so. See: "
                                "werkbank-cli datasets --all"),
                  {name}),
          {}};
}

/// The thing of this name, or the only one whose name begins so.
Result<StoredThing> find(const Stored& stored, const std::string& name, bool only_datasets) {
  std::vector<const StoredThing*> found;
  for (const auto& thing : stored.things) {
    if (only_datasets && thing.kind != StoredKind::dataset) continue;
    if (thing.name == name) return thing;
    if (!name.empty() && thing.name.starts_with(name)) found.push_back(&thing);
  }
  if (found.size() != 1) return no_such_thing(name);
  return *found.front();
}

Result<std::string> whole_name(const CliSession& session, const There& there, const std::string& name) {
  if (is_stored_name(StoredKind::dataset, name)) return name;
  WERKBANK_TRY(const auto stored, there.factory->stored(session.stop()));
  WERKBANK_TRY(const auto thing, find(stored, name, true));
  return thing.name;
}

Result<DatasetCheck> verify(const CliSession& session, const StoredOptions& options) {
  WERKBANK_TRY(const auto there, open(session, options.factory));
  WERKBANK_TRY(const auto name, whole_name(session, there, options.name));
  if (options.data.empty())
    return verify_with_originals(*there.factory, name, there.jobs, session.progress(), session.stop());
  WERKBANK_TRY(const auto original, sent_as(name, path_from_text(options.data), {}, session.stop()));
  return there.factory->verify_dataset(name, &original, session.progress(), session.stop());
}

/// False: the person does not want it after all.
Result<bool> is_agreed(const CliSession& session, const StoredThing& thing, const StoredAdvice& advice, bool yes) {
  session.say(Message(WERKBANK_TEXT("cli", "%1 (%2, files: %3)"),
                      {thing.name, Bytes{thing.bytes}, static_cast<std::int64_t>(thing.files)}));
  session.say(advice.reason);
  if (advice.risk == RemovalRisk::in_use) return Error{ErrorCode::usage, advice.reason, thing.name};
  session.say(Message(WERKBANK_TEXT("cli", "Lost: %1"), {session.words(advice.lost)}));
  session.say(Message(WERKBANK_TEXT("cli", "Kept: %1"), {session.words(advice.kept)}));
  if (yes) return true;
  if (session.json()) {
    return Error{ErrorCode::usage,
                 Message(WERKBANK_TEXT("cli", "Nothing was removed. Add --yes to remove it without a question.")),
                 {}};
  }
  return ask_yes(session.language(), Message(WERKBANK_TEXT("cli", "Remove it for good? Type yes or no:")));
}

Result<StoredThing> remove(const CliSession& session, const StoredOptions& options) {
  WERKBANK_TRY(const auto there, open(session, options.factory));
  WERKBANK_TRY(const auto stored, there.factory->stored(session.stop()));
  WERKBANK_TRY(auto thing, find(stored, options.name, false));
  const auto& id = there.factory->profile().id;
  const auto advice = advise(thing, id, there.jobs, stored.at);
  WERKBANK_TRY(const bool agreed, is_agreed(session, thing, advice, options.yes));
  if (!agreed) return Cancelled{};
  WERKBANK_CHECK(there.factory->remove_stored(removal_of(thing, id, there.jobs), session.stop()));
  return thing;
}

}  // namespace

ExitCode list_datasets(const CliSession& session, const StoredOptions& options) {
  const auto there = open(session, options.factory);
  if (!there.ok()) return session.fail(there);
  const auto stored = there->factory->stored(session.stop());
  if (!stored.ok()) return session.fail(stored);
  const auto& id = there->factory->profile().id;
  Json things = Json::array();
  for (const auto& thing : stored->things)
    things.push_back(thing_json(session, thing, advise(thing, id, there->jobs, stored->at)));
  const bool any = std::any_of(stored->things.begin(), stored->things.end(), [&options](const StoredThing& thing) {
    return options.all || thing.kind == StoredKind::dataset;
  });
  if (any) {
    say_things(session, *stored, id, there->jobs, options.all);
  } else {
    session.say(Message(WERKBANK_TEXT("cli", "No data of yours is stored there.")));
  }
  say_room(session, *stored);
  session.answer({{"factory", id},
                  {"at", stored->at},
                  {"things", things},
                  {"left_out", stored->left_out},
                  {"room", {{"bytes", limit_json(stored->room.bytes)}, {"files", limit_json(stored->room.files)}}}});
  return ExitCode::done;
}

ExitCode verify_command(const CliSession& session, const StoredOptions& options) {
  const auto check = verify(session, options);
  session.end_progress();
  if (!check.ok()) return session.fail(check);
  if (!check->whole) return session.fail(not_whole(*check), {{"check", check_json(session, *check)}});
  session.say(check->sentence());
  session.answer(check_json(session, *check));
  return ExitCode::done;
}

ExitCode remove_command(const CliSession& session, const StoredOptions& options) {
  const auto removed = remove(session, options);
  if (!removed.ok()) return session.fail(removed);
  session.say(Message(WERKBANK_TEXT("cli", "Removed: %1. Free again: %2"), {removed->name, Bytes{removed->bytes}}));
  session.answer({{"removed", removed->name}, {"kind", word_of(removed->kind)}, {"bytes", removed->bytes}});
  return ExitCode::done;
}

}  // namespace werkbank
