#include <algorithm>

#include "app/assembly/course_data.h"
#include "app/assembly/invitations.h"
#include "app/assembly/signing_key.h"
#include "app/cli/commands_getting_in.h"
#include "app/cli/moment.h"
#include "app/cli/terminal.h"
#include "core/base/fingerprint_words.h"
#include "core/base/local_files.h"
#include "core/base/sha256.h"
#include "core/base/signature.h"
#include "core/base/units.h"
#include "core/factory/course_reservation.h"

namespace werkbank {
namespace {

std::string moment(const CliSession& session, std::int64_t unix_seconds) {
  return format_moment(static_cast<double>(unix_seconds), session.language()).toStdString();
}

nlohmann::ordered_json reservation_of(const InvitationContent& content) {
  return content.reservation ? reservation_json(*content.reservation) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json invitation_json(const Invitation& invitation) {
  const auto& content = invitation.content;
  nlohmann::ordered_json data = nlohmann::ordered_json::array();
  for (const auto& one : content.data)
    data.push_back({{"name", one.name}, {"place", one.url.empty() ? one.path : one.url}, {"bytes", one.bytes}});
  return {{"issuer", content.issuer},
          {"trusted", invitation.trust == InvitationTrust::trusted_key},
          {"fingerprint", invitation.fingerprint},
          {"words", invitation.words},
          {"factory", content.factory.id},
          {"host", content.factory.host},
          {"project", content.account},
          {"reservation", reservation_of(content)},
          {"data", data},
          {"issued_at", content.issued_at},
          {"expires_at", content.expires_at}};
}

void say_invitation(const CliSession& session, const Invitation& invitation) {
  const auto& content = invitation.content;
  const auto& welcome = content.welcome.in(session.language());
  if (!welcome.empty()) session.say(Message(LocalText{"%1", "%1"}, {welcome}));
  session.say(trust_sentence(invitation));
  session.say(Message(WERKBANK_TEXT("cli", "Factory: %1 (%2)"), {content.factory.name, content.factory.host}));
  if (!content.account.empty()) session.say(Message(WERKBANK_TEXT("cli", "Project: %1"), {content.account}));
  if (content.reservation) {
    session.say(Message(WERKBANK_TEXT("cli", "Computers are kept free for you, from %1 until %2 (%3)."),
                        {moment(session, content.reservation->start), moment(session, content.reservation->end),
                         content.reservation->name}));
  }
  for (const auto& one : content.data)
    session.say(Message(WERKBANK_TEXT("cli", "Course data: %1, %2"), {one.name, Bytes{one.bytes}}));
  session.say(Message(WERKBANK_TEXT("cli", "Valid until %1."), {moment(session, content.expires_at)}));
}

// A factory that Werkbank knows, or a profile's file.
Result<Profile> factory_of(const CliSession& session, const std::string& id_or_file) {
  if (const auto own = session.assembly().factory(id_or_file)) return own->profile();
  for (const auto& known : session.assembly().known_factories) {
    if (known.id == id_or_file) return known;
  }
  WERKBANK_TRY(const auto text, read_file(path_from_text(id_or_file), largest_invitation));
  return parse_profile(text, id_or_file);
}

/// What the coach has here, as others will fetch it.
Result<CourseData> data_of(const std::string& file, const std::string& url) {
  const auto path = path_from_text(file);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) {
    return Error{ErrorCode::usage,
                 Message(WERKBANK_TEXT("cli",
                                       "%1 is a folder. Pack it (zip), put the zip where the course can fetch it, and "
                                       "name that file."),
                         {file}),
                 {}};
  }
  CourseData data;
  data.name = path_text(path.filename());
  data.url = url;
  WERKBANK_TRY(data.sha256, sha256_of_file(path));
  data.bytes = std::filesystem::file_size(path, ignored);
  return data;
}

Result<InvitationContent> content_of(const CliSession& session, const MakeInvitationOptions& options) {
  InvitationContent content;
  WERKBANK_TRY(content.factory, factory_of(session, options.factory));
  // What the coach chose at home is not for others.
  content.factory.user.clear();
  content.factory.listed = true;
  content.issuer = options.issuer;
  content.account = options.project;
  content.issued_at = static_cast<std::int64_t>(session.assembly().clock->now());
  WERKBANK_TRY(content.expires_at, moment_of(options.expires, true));
  if (!options.reservation.empty()) {
    CourseReservation reservation;
    reservation.name = options.reservation;
    WERKBANK_TRY(reservation.start, moment_of(options.from, false));
    WERKBANK_TRY(reservation.end, moment_of(options.until, true));
    content.reservation = reservation;
  }
  for (std::size_t i = 0; i + 1 < options.data.size(); i += 2) {
    WERKBANK_TRY(auto data, data_of(options.data[i], options.data[i + 1]));
    content.data.push_back(std::move(data));
  }
  content.welcome = {options.welcome_dutch, options.welcome_english};
  return content;
}

Result<Invitation> opened(const CliSession& session, const std::string& file) {
  return open_invitation(session.assembly().places, path_from_text(file), session.assembly().clock->now());
}

}  // namespace

ExitCode show_invitation_command(const CliSession& session, const std::string& file) {
  const auto invitation = opened(session, file);
  if (!invitation.ok()) return session.fail(invitation);
  say_invitation(session, *invitation);
  session.answer(invitation_json(*invitation));
  return ExitCode::done;
}

ExitCode accept_invitation_command(const CliSession& session, const AcceptOptions& options) {
  const auto invitation = opened(session, options.file);
  if (!invitation.ok()) return session.fail(invitation);
  say_invitation(session, *invitation);
  if (!options.yes) {
    const auto yes = ask_yes(session.language(), Message(WERKBANK_TEXT("cli",
                                                                       "Set this computer up with it? Type yes or "
                                                                       "no:")));
    if (!yes.ok()) return session.fail(yes);
    if (!*yes) return session.cancelled();
  }
  const auto profile = accept_invitation(session.assembly().places, *invitation);
  if (!profile.ok()) return session.fail(profile);
  session.say(Message(WERKBANK_TEXT("cli", "Done. Sign in with: werkbank-cli sign-in %1"), {profile->id}));
  session.answer(invitation_json(*invitation));
  return ExitCode::done;
}

ExitCode make_invitation_command(const CliSession& session, const MakeInvitationOptions& options) {
  const auto content = content_of(session, options);
  if (!content.ok()) return session.fail(content);
  const auto key = read_signing_key(signing_key_file(session.assembly().places, options.key));
  if (!key.ok()) return session.fail(key);
  const auto bytes = make_invitation(*content, *key);
  if (!bytes.ok()) return session.fail(bytes);
  if (const auto written = write_file(path_from_text(options.file), *bytes); !written.ok())
    return session.fail(written);
  const auto public_key = public_key_of(*key);
  if (!public_key.ok()) return session.fail(public_key);
  const auto words = fingerprint_words(key_fingerprint(*public_key));
  session.say(Message(WERKBANK_TEXT("cli",
                                    "The invitation is in %1. Who opens it asks you for the words of your key: "
                                    "%2."),
                      {options.file, fingerprint_line(key_fingerprint(*public_key))}));
  session.answer({{"file", options.file}, {"factory", content->factory.id}, {"words", words}});
  return ExitCode::done;
}

ExitCode make_signing_key_command(const CliSession& session, const std::string& given) {
  const auto file = signing_key_file(session.assembly().places, given);
  const auto public_key = make_signing_key(file);
  if (!public_key.ok()) return session.fail(public_key);
  const auto words = fingerprint_words(key_fingerprint(*public_key));
  session.say(Message(WERKBANK_TEXT("cli",
                                    "Your key for signing invitations is in %1. Never give this file away. Its "
                                    "words, which you read to who asks: %2."),
                      {path_text(file), fingerprint_line(key_fingerprint(*public_key))}));
  session.answer({{"file", path_text(file)}, {"public_key", *public_key}, {"words", words}});
  return ExitCode::done;
}

ExitCode course_data_command(const CliSession& session, const CourseDataOptions& options) {
  const auto& places = session.assembly().places;
  nlohmann::ordered_json sets = nlohmann::ordered_json::array();
  for (const auto& one : course_data(places, options.factory)) {
    if (options.name.empty()) {
      session.say(Message(WERKBANK_TEXT("cli", "Course data: %1, %2"), {one.name, Bytes{one.bytes}}));
      sets.push_back({{"name", one.name}, {"bytes", one.bytes}, {"place", one.url.empty() ? one.path : one.url}});
    }
    if (one.name != options.name) continue;
    const auto folder = options.to.empty() ? course_data_folder(places) : path_from_text(options.to);
    const auto place = fetch_course_data(one, folder, session.progress(), session.stop());
    session.end_progress();
    if (!place.ok()) return session.fail(place);
    session.say(Message(WERKBANK_TEXT("cli", "Fetched and verified: %1"), {path_text(*place)}));
    session.answer({{"name", one.name}, {"place", path_text(*place)}, {"sha256", one.sha256}});
    return ExitCode::done;
  }
  if (!options.name.empty() || sets.empty()) {
    return session.fail(
        Error{ErrorCode::usage,
              Message(WERKBANK_TEXT("cli",
                                    "Your invitation to %1 names no such data. See what there is: werkbank-cli "
                                    "invitation data %1"),
                      {options.factory}),
              options.name});
  }
  session.answer({{"data", sets}});
  return ExitCode::done;
}

}  // namespace werkbank
