#include "app/cli/session.h"

#include <cstdio>
#include <iostream>
#include <memory>

#include "app/cli/terminal.h"

namespace werkbank {

ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
    case ErrorCode::parameter_invalid:
    case ErrorCode::catalogue_invalid:
    case ErrorCode::profile_invalid:
    case ErrorCode::job_unknown:
      return ExitCode::usage;
    case ErrorCode::host_unreachable:
    case ErrorCode::host_key_unknown:
    case ErrorCode::host_key_changed:
    case ErrorCode::sign_in_refused:
    case ErrorCode::sign_in_impossible:
    case ErrorCode::sign_in_blocked:
    case ErrorCode::sign_in_needed:
    case ErrorCode::certificate_expired:
    case ErrorCode::password_change_needed:
    case ErrorCode::no_such_account:
      return ExitCode::sign_in;
    case ErrorCode::data_rejected:
    case ErrorCode::local_file:
      return ExitCode::data_rejected;
    case ErrorCode::connection_lost:
    case ErrorCode::timed_out:
    case ErrorCode::local_disk_full:
    case ErrorCode::remote_file:
    case ErrorCode::remote_disk_full:
    case ErrorCode::verification_failed:
      return ExitCode::transfer;
    case ErrorCode::scheduler_unavailable:
    case ErrorCode::scheduler_refused:
    case ErrorCode::store_broken:
    case ErrorCode::answer_garbled:
    case ErrorCode::internal:
      return ExitCode::factory;
    case ErrorCode::job_failed:
      return ExitCode::job_failed;
  }
  return ExitCode::factory;
}

std::string error_code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
      return "usage";
    case ErrorCode::host_unreachable:
      return "host_unreachable";
    case ErrorCode::host_key_unknown:
      return "host_key_unknown";
    case ErrorCode::host_key_changed:
      return "host_key_changed";
    case ErrorCode::sign_in_refused:
      return "sign_in_refused";
    case ErrorCode::sign_in_impossible:
      return "sign_in_impossible";
    case ErrorCode::sign_in_blocked:
      return "sign_in_blocked";
    case ErrorCode::sign_in_needed:
      return "sign_in_needed";
    case ErrorCode::certificate_expired:
      return "certificate_expired";
    case ErrorCode::password_change_needed:
      return "password_change_needed";
    case ErrorCode::no_such_account:
      return "no_such_account";
    case ErrorCode::connection_lost:
      return "connection_lost";
    case ErrorCode::timed_out:
      return "timed_out";
    case ErrorCode::data_rejected:
      return "data_rejected";
    case ErrorCode::local_file:
      return "local_file";
    case ErrorCode::local_disk_full:
      return "local_disk_full";
    case ErrorCode::remote_file:
      return "remote_file";
    case ErrorCode::remote_disk_full:
      return "remote_disk_full";
    case ErrorCode::verification_failed:
      return "verification_failed";
    case ErrorCode::scheduler_unavailable:
      return "scheduler_unavailable";
    case ErrorCode::scheduler_refused:
      return "scheduler_refused";
    case ErrorCode::job_unknown:
      return "job_unknown";
    case ErrorCode::job_failed:
      return "job_failed";
    case ErrorCode::catalogue_invalid:
      return "catalogue_invalid";
    case ErrorCode::profile_invalid:
      return "profile_invalid";
    case ErrorCode::parameter_invalid:
      return "parameter_invalid";
    case ErrorCode::store_broken:
      return "store_broken";
    case ErrorCode::answer_garbled:
      return "answer_garbled";
    case ErrorCode::internal:
      return "internal";
  }
  return "internal";
}

CliSession::CliSession(Assembly assembly, Language language, bool json, std::stop_token stop)
    : assembly_(std::move(assembly)), language_(language), json_(json), stop_(std::move(stop)) {}

std::string CliSession::words(const Message& message) const { return message.in(language_).toStdString(); }

void CliSession::say(const Message& message) const { say(words(message)); }

void CliSession::say(const std::string& line) const {
  if (json_) return;
  std::cout << line << std::endl;
}

void CliSession::answer(const nlohmann::ordered_json& value) const {
  if (json_) std::cout << value.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

ExitCode CliSession::fail(const Error& error, const nlohmann::ordered_json& more) const {
  const auto code = exit_code_of(error.code);
  if (json_) {
    nlohmann::ordered_json told = {
        {"error",
         {{"code", error_code_name(error.code)}, {"message", words(error.message)}, {"detail", error.detail}}}};
    if (more.is_object()) told.update(more);
    answer(told);
  } else {
    std::cerr << words(error.message) << '\n';
    if (!error.detail.empty()) {
      std::cerr << words(Message(WERKBANK_TEXT("cli", "  Details: %1"), {error.detail.substr(0, 500)})) << '\n';
    }
  }
  return code;
}

ExitCode CliSession::cancelled() const {
  if (json_) {
    answer({{"error", {{"code", "cancelled"}, {"message", words(Message(WERKBANK_TEXT("cli", "Stopped."), {}))}}}});
  } else {
    std::cerr << words(Message(WERKBANK_TEXT("cli", "Stopped."), {})) << '\n';
  }
  return ExitCode::cancelled;
}

ProgressSink CliSession::progress() const {
  if (json_) return {};
  const auto bar = std::make_shared<ProgressBar>(language_);
  return [bar](const Progress& progress) { bar->show(progress); };
}

void CliSession::end_progress() const {
  if (!json_) ProgressBar::end_line();
}

Result<std::shared_ptr<Factory>> CliSession::factory(const std::string& id) const {
  if (auto factory = assembly_.factory(id)) return factory;
  std::string known;
  for (const auto& factory : assembly_.factories) known += (known.empty() ? "" : ", ") + factory->profile().id;
  return Error{
      ErrorCode::usage,
      Message(WERKBANK_TEXT("cli", "There is no factory called \"%1\". The ones you can use are: %2."), {id, known})};
}

Result<JobRecord> CliSession::job(const std::string& start) const {
  if (start != "last") return assembly_.store->find(start);
  WERKBANK_TRY(auto records, assembly_.store->all());
  if (!records.empty()) return records.front();
  return Error{ErrorCode::job_unknown,
               Message(WERKBANK_TEXT("cli", "There are no jobs yet. Start one with: werkbank-cli run"), {})};
}

Result<Done> CliSession::sign_in(Factory& factory, bool remember) const {
  if (factory.is_signed_in()) return Done{};
  TerminalConversation conversation(language_, remember);
  WERKBANK_CHECK(factory.sign_in(conversation, stop_));
  const auto& given = conversation.user_name();
  const auto host_key = factory.accepted_host_key();
  if (given.empty() && host_key.empty()) return Done{};
  auto profile = factory.profile();
  if (!given.empty()) profile.user = given;
  if (!host_key.empty()) profile.host_keys.push_back(host_key);
  return save_profile(assembly_.places, profile);
}

}  // namespace werkbank
