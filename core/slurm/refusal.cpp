#include "core/slurm/refusal.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "core/base/ascii.h"
#include "core/slurm/slurm_text.h"

namespace werkbank {
namespace {

constexpr std::size_t most_read = 64U << 10U;  // bytes of an answer

constexpr std::size_t longest_detail = 4000;

bool has_any(const std::string& text, std::initializer_list<const char*> needles) {
  return std::any_of(needles.begin(), needles.end(),
                     [&text](const char* needle) { return text.find(needle) != std::string::npos; });
}

Message too_long_sentence() {
  return Message(WERKBANK_TEXT("slurm", "The factory does not give one job this much time. Choose a shorter time."));
}

Message budget_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "The computing time of your project is used up, or this job would use more than is left. Choose a shorter or "
      "smaller job, or ask for more computing time."));
}

Message too_many_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "You have as many jobs waiting or running as the factory allows. Wait until one has ended, or cancel one, and "
      "start this job again."));
}

Message account_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "The factory does not accept the project that this job would be charged to. Perhaps it has ended, or you are not "
      "a member of it yet. Ask the help desk to check your project."));
}

Message policy_sentence() {
  return Message(WERKBANK_TEXT("slurm",
                               "This job is larger or longer than your project may run, or you have too many jobs "
                               "already. Choose fewer GPUs or a "
                               "shorter time, or wait until another job has ended."));
}

Message gpu_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "The factory does not have this kind or this number of GPUs in one computer. Choose fewer GPUs. If this stays, "
      "tell the help desk that Werkbank's description of the factory is wrong."));
}

Message memory_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "This job asks for more memory than one computer of the factory has. Choose a smaller model or less data."));
}

Message hardware_sentence() {
  return Message(WERKBANK_TEXT("slurm",
                               "The factory has no computers with this combination of GPUs, processors and memory. "
                               "Choose fewer GPUs or a smaller "
                               "job."));
}

Message closed_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "This part of the factory takes no jobs at the moment, probably because of maintenance. Try again later, or look "
      "at the factory's status page."));
}

Message forbidden_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "You may not use this part of the factory. Ask the help desk for access, and tell them which job you wanted to "
      "run."));
}

Message reservation_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "The time that was reserved for you at the factory is over or not yet begun. Ask your coach or the help desk."));
}

Message profile_sentence() {
  return Message(WERKBANK_TEXT(
      "slurm",
      "The factory does not know something that Werkbank asked for: its description of this factory is out of date. "
      "This is not your mistake. Send the details to the help desk."));
}

Message disk_sentence() {
  return Message(WERKBANK_TEXT("slurm",
                               "The factory cannot keep this job because its own disk is full. This is not your "
                               "mistake. Tell the help desk, and "
                               "try again later."));
}

Message site_sentence(std::string_view words) {
  return Message(WERKBANK_TEXT("slurm",
                               "The factory refused this job. It says: \"%1\". If you do not know what to do with "
                               "that, send it to the help desk."),
                 {std::string(words)});
}

/// The reason in the parentheses and codes that newer versions print, and the sentences that all versions print.
std::optional<Message> known_sentence(const std::string& text) {
  if (has_any(text, {"time limit is invalid", "maxwall", "timelimit", "time limit exceeds", "invalid --time",
                     "invalid time limit", "partitiontimelimit"})) {
    return too_long_sentence();
  }
  if (has_any(text, {"minuteslimit", "grpgresminutes", "grptresmins", "minutes limit", "runminutes", "insufficient",
                     "budget", "out of credit", "no credit", "not enough"})) {
    return budget_sentence();
  }
  if (has_any(text, {"maxsubmit", "maxjobs", "job limit reached", "submit limit reached"})) return too_many_sentence();
  if (has_any(text,
              {"invalid account", "account/partition combination", "account is not", "unknown account", "no account"}))
    return account_sentence();
  if (has_any(text, {"accounting/qos policy", "maxgres", "maxtres", "maxcpu", "maxnode", "maxmem"}))
    return policy_sentence();
  if (has_any(text, {"generic resource", "invalid gres", "gpu specification", "gpus requested"})) return gpu_sentence();
  if (has_any(text, {"memory required", "memory specification", "invalid --mem"})) return memory_sentence();
  if (has_any(text, {"node configuration is not available", "node count specification", "cpu count",
                     "more processors requested", "requested node configuration", "too many tasks",
                     "job size specification", "unable to allocate resources"})) {
    return hardware_sentence();
  }
  if (has_any(text, {"partition not available", "partition configuration not available", "inactive or drain",
                     "job submission disabled", "submission is disabled", "required node not available",
                     "reserved for maintenance"})) {
    return closed_sentence();
  }
  if (has_any(text, {"group not permitted", "access/permission denied", "user not permitted", "permission denied",
                     "invalid user id"})) {
    return forbidden_sentence();
  }
  if (has_any(text, {"reservation"})) return reservation_sentence();
  if (has_any(text, {"i/o error writing", "no space left", "script/environment to file"})) return disk_sentence();
  if (has_any(text, {"invalid partition", "partition specified", "invalid qos", "invalid feature", "invalid constraint",
                     "unrecognized option", "invalid option", "license", "invalid numeric value", "invalid directive",
                     "too long", "dependency", "batch script"})) {
    return profile_sentence();
  }
  return {};
}

/// The words of a site's own check, or of a version that we do not know: the first line without Slurm's prefixes.
std::string_view first_words(std::string_view text) {
  for (auto line : lines_of(text)) {
    for (const auto prefix : {"sbatch: ", "scancel: ", "error: ", "lua: "}) {
      line = trim(line);
      if (line.starts_with(prefix)) line.remove_prefix(std::string_view(prefix).size());
    }
    if (!trim(line).empty()) return trim(line).substr(0, 300);
  }
  return "-";
}

}  // namespace

bool says_unavailable(std::string_view text) {
  return has_any(lower_case(text.substr(0, most_read)), {"unable to contact slurm",
                                                         "socket timed out",
                                                         "connection refused",
                                                         "connection timed out",
                                                         "munge encode failed",
                                                         "munge decode failed",
                                                         "failed to access munge",
                                                         "standby mode",
                                                         "zero bytes were transmitted",
                                                         "unable to establish connection",
                                                         "unable to register with slurm",
                                                         "problem talking to the database",
                                                         "slurm_persist_conn",
                                                         "transport endpoint",
                                                         "configuration source",
                                                         "no route to host",
                                                         "network is unreachable",
                                                         "connection reset",
                                                         "broken pipe",
                                                         "temporarily unable",
                                                         "temporarily unavailable",
                                                         "slurmdbd: sending",
                                                         "communication connection failure",
                                                         "protocol authentication error",
                                                         "incompatible versions of client"});
}

Error scheduler_unavailable(std::string_view text) {
  return {ErrorCode::scheduler_unavailable,
          Message(WERKBANK_TEXT("slurm",
                                "The factory's queue system does not answer at the moment. Jobs that run go on "
                                "running. Werkbank asks again by "
                                "itself.")),
          std::string(text.substr(0, longest_detail)), Grade::retry_by_itself};
}

Error scheduler_refusal(std::string_view text) {
  auto sentence = known_sentence(lower_case(text.substr(0, most_read)));
  if (!sentence) sentence = site_sentence(first_words(text));
  const auto code = *sentence == account_sentence() ? ErrorCode::no_such_account : ErrorCode::scheduler_refused;
  return {code, *sentence, std::string(text.substr(0, longest_detail)), Grade::ask_person};
}

std::optional<StartForecast> parse_forecast(std::string_view text) {
  for (auto line : lines_of(text)) {
    const auto at = line.find(" to start at ");
    if (at == std::string_view::npos) continue;
    line.remove_prefix(at + std::string_view(" to start at ").size());
    StartForecast forecast;
    forecast.starts_at = parse_moment(line.substr(0, line.find(' ')));
    const auto partition = line.find(" in partition ");
    if (partition != std::string_view::npos) {
      const auto rest = line.substr(partition + std::string_view(" in partition ").size());
      forecast.partition = std::string(trim(rest.substr(0, rest.find(' '))));
    }
    return forecast;
  }
  return {};
}

}  // namespace werkbank
