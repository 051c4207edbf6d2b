#include "core/slurm/site.h"

#include "core/slurm/framed_run.h"
#include "core/slurm/placement.h"
#include "core/slurm/refusal.h"
#include "core/slurm/remote_scripts.h"

namespace werkbank {
namespace {

constexpr double offer_timeout = 90;

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

bool needs_account(const Profile& profile) { return profile.work_folder.find("{account}") != std::string::npos; }

FolderRule rule_for(const Profile& profile, const std::string& user, const std::string& account) {
  return folder_rule(replaced(replaced(profile.work_folder, "{user}", user), "{account}", account));
}

bool says_disk_full(std::string_view text) {
  return text.find("No space left") != std::string_view::npos || text.find("quota") != std::string_view::npos ||
         text.find("Quota") != std::string_view::npos;
}

Error folder_error(const Profile& profile, std::string detail) {
  if (says_disk_full(detail)) {
    return {ErrorCode::remote_disk_full,
            Message(WERKBANK_TEXT("slurm",
                                  "Your room on %1 is full, so Werkbank cannot work there. Remove what you no longer "
                                  "need there, or ask the help "
                                  "desk for more room."),
                    {profile.name}),
            std::move(detail)};
  }
  return {
      ErrorCode::remote_file,
      Message(WERKBANK_TEXT("slurm",
                            "Werkbank cannot make its folder in %2 on %1. Ask the help desk which folder you may use."),
              {profile.name, profile.work_folder}),
      std::move(detail)};
}

Result<RemotePath> read_folder(const Answer& answer, const Profile& profile) {
  if (!answer.succeeded("folder")) return folder_error(profile, std::string(answer.text("folder.error")));
  auto folder = RemotePath::parse(answer.text("folder"));
  if (!folder.ok()) return folder_error(profile, std::string(answer.text("folder")));
  return folder;
}

/// Error, when the command failed because nobody answered. That it failed for another reason means: nothing to tell.
Result<Done> check_reached(const Answer& answer, const std::string& name) {
  const auto complaint = answer.text(name + ".error");
  if (!answer.succeeded(name) && says_unavailable(complaint)) return scheduler_unavailable(complaint);
  return Done{};
}

Error no_scheduler(const Profile& profile, std::string_view detail) {
  return {ErrorCode::scheduler_unavailable,
          Message(WERKBANK_TEXT("slurm",
                                "You are signed in, but no queue system was found on this computer of %1. Perhaps it "
                                "is the wrong computer. Ask "
                                "the help desk which one to sign in to."),
                  {profile.name}),
          std::string(detail)};
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const auto line : lines_of(text)) {
    for (const auto word : split(line, ' ')) {
      if (!trim(word).empty()) words.emplace_back(trim(word));
    }
  }
  return words;
}

Offer offer_of(const ClusterFacts& facts, const Profile& profile) {
  Offer offer;
  offer.accounts = usable_accounts(facts, profile);
  if (!offer.accounts.empty()) offer.account = offer.accounts.front();
  if (offer.accounts == std::vector<std::string>{std::string()}) offer.accounts.clear();
  offer.partitions = usable_partitions(facts, profile);
  offer.scheduler_version = facts.version;
  return offer;
}

/// The folder part of the offer's answer, or of a second question where the name of the folder needs the account.
Result<Done> settle_folder(CommandRunner& runner, const Profile& profile, const Answer& answer, Site& site,
                           const std::stop_token& stop) {
  if (!needs_account(profile)) {
    WERKBANK_TRY(site.work, read_folder(answer, profile));
    site.offer.free_bytes = parse_free_bytes(answer.text("space"));
    return Done{};
  }
  const auto script = folder_and_space_script(rule_for(profile, site.offer.user, site.offer.account));
  WERKBANK_TRY(const auto second, run_framed(runner, script, offer_timeout, stop));
  WERKBANK_TRY(site.work, read_folder(second, profile));
  site.offer.free_bytes = parse_free_bytes(second.text("space"));
  return Done{};
}

}  // namespace

Result<ClusterFacts> read_facts(const Answer& answer, const Profile& profile) {
  if (!answer.succeeded("version")) return no_scheduler(profile, answer.text("version.error"));
  for (const auto* name : {"sinfo", "partitions"}) {
    WERKBANK_CHECK(check_reached(answer, name));
    if (!answer.succeeded(name)) return scheduler_unavailable(answer.text(std::string(name) + ".error"));
  }
  if (profile.account_rule == AccountRule::ask_scheduler) WERKBANK_CHECK(check_reached(answer, "assoc"));
  ClusterFacts facts;
  facts.groups = parse_sinfo(answer.text("sinfo"));
  facts.rules = parse_partitions(answer.text("partitions"));
  facts.associations = parse_associations(answer.text("assoc"));
  facts.qos = parse_qos(answer.text("qos"));
  facts.unix_groups = words_of(answer.text("groups"));
  facts.default_account = parse_default_account(answer.text("account"));
  facts.version = parse_version(answer.text("version"));
  facts.enforces_accounts = parse_enforces_accounts(answer.text("config")) && answer.succeeded("assoc");
  if (facts.groups.empty()) return garbled_answer("sinfo: " + std::string(answer.text("sinfo").substr(0, 1000)));
  return facts;
}

Result<Site> ask_site(CommandRunner& runner, const Profile& profile, const std::string& user,
                      const std::stop_token& stop) {
  // Where the folder depends on the account, its name is not known yet: the home folder stands in, harmlessly.
  const auto rule = needs_account(profile) ? FolderRule{"home", "", ""} : rule_for(profile, user, {});
  WERKBANK_TRY(const auto answer, run_framed(runner, offer_script(rule), offer_timeout, stop));
  Site site;
  WERKBANK_TRY(site.facts, read_facts(answer, profile));
  site.offer = offer_of(site.facts, profile);
  site.offer.user = std::string(trim(answer.text("user")));
  if (site.offer.user.empty()) site.offer.user = user;
  if (usable_accounts(site.facts, profile).empty()) return no_account_error(profile);
  WERKBANK_CHECK(settle_folder(runner, profile, answer, site, stop));
  site.offer.work_folder = site.work.text();
  return site;
}

Result<std::optional<RemotePath>> ask_work_folder(CommandRunner& runner, const Profile& profile,
                                                  const std::string& user, const std::stop_token& stop) {
  if (needs_account(profile)) return std::optional<RemotePath>();
  WERKBANK_TRY(const auto answer, run_framed(runner, folder_script(rule_for(profile, user, {})), offer_timeout, stop));
  WERKBANK_TRY(auto folder, read_folder(answer, profile));
  return std::optional<RemotePath>(std::move(folder));
}

}  // namespace werkbank
