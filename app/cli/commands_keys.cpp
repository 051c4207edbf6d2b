#include <algorithm>

#include "app/assembly/certificate_fetch.h"
#include "app/assembly/ways_in.h"
#include "app/cli/commands_getting_in.h"
#include "app/cli/terminal.h"
#include "core/base/local_files.h"
#include "core/base/units.h"

namespace werkbank {
namespace {

nlohmann::ordered_json key_json(const KeyPair& key) {
  return {{"file", path_text(key.private_key)}, {"fingerprint", key.sha256}, {"public_line", key.public_line}};
}

void say_key(const CliSession& session, const KeyPair& key) {
  session.say(path_text(key.private_key));
  session.say("    " + key.sha256);
  session.say("    " + key.public_line);
}

// Typed twice, for nobody sees what is typed. Empty only where the person asked for a key without one.
Result<Secret> new_passphrase(const CliSession& session, const MakeKeyOptions& options) {
  if (options.no_passphrase) return Secret();
  WERKBANK_TRY(auto once,
               ask_line(session.language(), Message(WERKBANK_TEXT("cli", "A passphrase for your new key:")), false));
  if (once.empty()) {
    return Error{ErrorCode::usage,
                 Message(WERKBANK_TEXT("cli",
                                       "No key was made: the passphrase was empty. Without one, everyone who gets "
                                       "the file gets in; if you want that, add --no-passphrase."))};
  }
  WERKBANK_TRY(const auto twice,
               ask_line(session.language(), Message(WERKBANK_TEXT("cli", "The same passphrase again:")), false));
  if (once.reveal() != twice.reveal()) {
    return Error{ErrorCode::usage,
                 Message(WERKBANK_TEXT("cli", "No key was made: the two passphrases are not the same. Try again."))};
  }
  return once;
}

// Whether the passphrase lies in the keychain now. That it could not be kept spoils nothing else.
bool remember_passphrase(const CliSession& session, const KeyPair& key, const Secret& passphrase) {
  const auto kept = session.assembly().secrets->keep(passphrase_name(path_text(key.private_key)), passphrase);
  if (kept.ok()) {
    session.say(Message(WERKBANK_TEXT("cli", "The passphrase is kept in the keychain of this computer.")));
  } else if (kept.failed()) {
    session.say(kept.error().message);
  }
  return kept.ok();
}

Result<KeyPair> key_to_hand_in() {
  auto keys = existing_keys();
  if (!keys.empty()) return keys.front();
  return Error{ErrorCode::sign_in_impossible,
               Message(WERKBANK_TEXT("cli", "You have no key yet. Make one first: werkbank-cli make-key"))};
}

nlohmann::ordered_json certificate_json(const CertificateFacts& facts) {
  nlohmann::ordered_json json = {{"name", facts.key_id}, {"valid_after", facts.valid_after}};
  json["valid_before"] = facts.valid_before == CertificateFacts::no_end ? nlohmann::ordered_json(nullptr)
                                                                        : nlohmann::ordered_json(facts.valid_before);
  json["principals"] = facts.principals;
  return json;
}

ExitCode tell_certificate(const CliSession& session, const std::optional<CertificateFacts>& facts, bool fetched) {
  if (!facts && fetched) {
    session.say(Message(WERKBANK_TEXT("cli",
                                      "The program ended well. The certificate is in no file beside your keys; "
                                      "perhaps your agent has it. Try to sign in.")));
    session.answer({{"certificate", nullptr}, {"fetched", true}});
    return ExitCode::done;
  }
  if (!facts) {
    return session.fail(Error{ErrorCode::sign_in_impossible,
                              Message(WERKBANK_TEXT("cli",
                                                    "There is no certificate beside your keys. Get one with "
                                                    "--fetch, or as the factory says."))});
  }
  const auto now = session.assembly().clock->now();
  if (!facts->is_valid_at(static_cast<std::int64_t>(now))) {
    return session.fail(Error{ErrorCode::certificate_expired,
                              Message(WERKBANK_TEXT("cli",
                                                    "Your certificate is not valid now. Get a new one with "
                                                    "--fetch, or as the factory says."))},
                        {{"certificate", certificate_json(*facts)}});
  }
  if (facts->valid_before == CertificateFacts::no_end) {
    session.say(Message(WERKBANK_TEXT("cli", "Your certificate is valid and has no end.")));
  } else {
    session.say(Message(WERKBANK_TEXT("cli", "Your certificate is valid for %1 more."),
                        {Seconds{static_cast<double>(facts->valid_before) - now}}));
  }
  session.answer({{"certificate", certificate_json(*facts)}, {"fetched", fetched}});
  return ExitCode::done;
}

bool has_word(const std::vector<std::string>& words, const char* word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What stands for {user} and {email} in a command.
struct Typed {
  std::string user;
  std::string email;
};

Result<Typed> ask_for_words(const CliSession& session, const Profile& profile) {
  Typed typed{profile.user, {}};
  const auto& words = profile.certificate.command;
  if (has_word(words, "{user}") && typed.user.empty()) {
    WERKBANK_TRY(const auto line,
                 ask_line(session.language(), Message(WERKBANK_TEXT("cli", "Your user name at this factory:")), true));
    typed.user = line.reveal();
  }
  if (has_word(words, "{email}")) {
    WERKBANK_TRY(
        const auto line,
        ask_line(session.language(), Message(WERKBANK_TEXT("cli", "Your e-mail address at this factory:")), true));
    typed.email = line.reveal();
  }
  return typed;
}

// Shows the program in full and starts it only after a yes.
Result<std::optional<CertificateFacts>> fetch_after_a_yes(const CliSession& session, const CertificateOptions& options,
                                                          const Profile& profile) {
  WERKBANK_TRY(const auto typed, ask_for_words(session, profile));
  std::string shown;
  for (const auto& word : certificate_command(profile.certificate, typed.user, typed.email)) shown += " " + word;
  if (!options.yes && !shown.empty()) {
    WERKBANK_TRY(const bool yes,
                 ask_yes(session.language(),
                         Message(WERKBANK_TEXT("cli",
                                               "This starts a program on your computer that the factory names:\n "
                                               "%1\nStart it? Type yes or no:"),
                                 {shown})));
    if (!yes) return Cancelled{};
  }
  return fetch_certificate(profile, typed.user, typed.email, session.stop());
}

}  // namespace

ExitCode list_keys_command(const CliSession& session) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& key : existing_keys()) {
    list.push_back(key_json(key));
    say_key(session, key);
  }
  if (list.empty()) session.say(key_to_hand_in().error().message);
  session.answer({{"keys", list}});
  return ExitCode::done;
}

ExitCode make_key_command(const CliSession& session, const MakeKeyOptions& options) {
  const auto passphrase = new_passphrase(session, options);
  if (!passphrase.ok()) return session.fail(passphrase);
  const auto key = make_own_key(*passphrase);
  if (!key.ok()) return session.fail(key);
  session.say(Message(
      WERKBANK_TEXT("cli",
                    "Your key is made. Never give away the file that is named here; the factory gets only the last "
                    "line:")));
  say_key(session, *key);
  const bool kept = options.remember && !passphrase->empty() && remember_passphrase(session, *key, *passphrase);
  auto json = key_json(*key);
  json["passphrase_kept"] = kept;
  session.answer(json);
  return ExitCode::done;
}

ExitCode hand_in_key_command(const CliSession& session, const std::string& id) {
  const auto factory = session.factory(id);
  if (!factory.ok()) return session.fail(factory);
  const auto key = key_to_hand_in();
  if (!key.ok()) return session.fail(key);
  if (const auto signed_in = session.sign_in(**factory); !signed_in.ok()) return session.fail(signed_in);
  const auto handed_in = (*factory)->hand_in_key(key->public_line, session.stop());
  if (!handed_in.ok()) return session.fail(handed_in);
  session.say(Message(WERKBANK_TEXT("cli", "%1 has your public key now. From now on you can sign in there with it."),
                      {(*factory)->profile().name}));
  auto json = key_json(*key);
  json["factory"] = id;
  session.answer(json);
  return ExitCode::done;
}

ExitCode certificate_command_of(const CliSession& session, const CertificateOptions& options) {
  const auto factory = session.factory(options.factory);
  if (!factory.ok()) return session.fail(factory);
  const auto& profile = (*factory)->profile();
  if (!options.fetch) {
    const auto& advice = profile.certificate.advice.in(session.language());
    if (!advice.empty()) session.say(advice);
    if (!profile.certificate.page.empty()) session.say(profile.certificate.page);
    return tell_certificate(session, longest_certificate(), false);
  }
  const auto facts = fetch_after_a_yes(session, options, profile);
  if (!facts.ok()) return session.fail(facts);
  return tell_certificate(session, *facts, true);
}

}  // namespace werkbank
