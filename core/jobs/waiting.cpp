#include <algorithm>
#include <array>
#include <string_view>

#include "core/jobs/job_view.h"

namespace werkbank {
namespace {

enum class Wait {
  queue,
  again,
  priority,
  resources,
  moment,
  other_job,
  never,
  no_reservation,
  held_by_person,
  held_by_staff,
  held_after_failure,
  own_limit,
  group_limit,
  budget,
  much_used,
  too_long,
  too_large,
  too_much,
  too_small,
  switched_off,
  maintenance,
  power,
  licence,
  storage,
  getting_ready,
  not_allowed,
  other,
};

struct Known {
  std::string_view begin;  ///< of the scheduler's word
  Wait wait;
};

/// The first that fits counts. Source: "JOB REASON CODES" in squeue(1), and what Slurm 22.05 to 24.11 print besides.
constexpr std::array known = {
    Known{"None", Wait::queue},
    Known{"WaitingForScheduling", Wait::queue},
    Known{"SchedDefer", Wait::queue},
    Known{"FedJobLock", Wait::queue},
    Known{"Priority", Wait::priority},
    Known{"Resources", Wait::resources},
    Known{"BeginTime", Wait::moment},
    Known{"Cleaning", Wait::getting_ready},
    Known{"Prolog", Wait::getting_ready},
    Known{"DependencyNeverSatisfied", Wait::never},
    Known{"Dependency", Wait::other_job},
    Known{"DeadLine", Wait::too_long},
    Known{"JobArrayTaskLimit", Wait::own_limit},
    Known{"JobHeldUser", Wait::held_by_person},
    Known{"JobHeldAdmin", Wait::held_by_staff},
    Known{"JobHoldMaxRequeue", Wait::held_after_failure},
    Known{"RequeueExitHold", Wait::held_after_failure},
    Known{"JobLaunchFailure", Wait::held_after_failure},
    Known{"launch failed requeued held", Wait::held_after_failure},
    Known{"NonZeroExitCode", Wait::again},
    Known{"RequeueExit", Wait::again},
    Known{"TimeLimit", Wait::again},
    Known{"OutOfMemory", Wait::again},
    Known{"InactiveLimit", Wait::again},
    Known{"SystemFailure", Wait::again},
    Known{"PartitionTimeLimit", Wait::too_long},
    Known{"PartitionNodeLimit", Wait::too_large},
    Known{"PartitionConfig", Wait::too_large},
    Known{"BadConstraints", Wait::too_large},
    Known{"MaxMemPerLimit", Wait::too_large},
    Known{"PartitionDown", Wait::switched_off},
    Known{"PartitionInactive", Wait::switched_off},
    Known{"FrontEndDown", Wait::switched_off},
    Known{"NodeDown", Wait::switched_off},
    Known{"ReqNodeNotAvail", Wait::maintenance},
    Known{"Nodes required for job are DOWN", Wait::maintenance},
    Known{"ReservationDeleted", Wait::no_reservation},
    Known{"RequiresReservation", Wait::no_reservation},
    Known{"Reservation", Wait::maintenance},
    Known{"Power", Wait::power},
    Known{"Licenses", Wait::licence},
    Known{"BurstBuffer", Wait::storage},
    Known{"InvalidAccount", Wait::not_allowed},
    Known{"InvalidQOS", Wait::not_allowed},
    Known{"QOSNotAllowed", Wait::not_allowed},
    Known{"AccountNotAllowed", Wait::not_allowed},
    Known{"AccountingPolicy", Wait::not_allowed},
    Known{"QOSUsageThreshold", Wait::much_used},
    Known{"QOSMin", Wait::too_small},
    Known{"AssociationJobLimit", Wait::own_limit},
    Known{"QOSJobLimit", Wait::own_limit},
    Known{"AssociationResourceLimit", Wait::group_limit},
    Known{"QOSResourceLimit", Wait::group_limit},
    Known{"AssociationTimeLimit", Wait::budget},
    Known{"QOSTimeLimit", Wait::budget},
};

struct Words {
  const char* room;
  const char* source;
};

struct Sentence {
  Wait wait;
  Words says;
  Words sooner;  ///< without source: only waiting helps
};

constexpr Words smaller = {
    WERKBANK_TEXT("jobs", "A job that asks for less time or fewer GPUs often starts sooner: it fits into the gaps.")};
constexpr Words stop_one = {
    WERKBANK_TEXT("jobs", "It starts sooner when you stop another job of yours that you no longer need.")};
constexpr Words nothing = {"jobs", nullptr};

/// In plain words, and what to do where it does not solve itself.
constexpr std::array sentences = {
    Sentence{Wait::queue, {WERKBANK_TEXT("jobs", "Your job is in the queue. It starts by itself.")}, nothing},
    Sentence{Wait::again,
             {WERKBANK_TEXT("jobs", "Your job was interrupted and is in the queue again. It starts by itself.")},
             nothing},
    Sentence{
        Wait::priority,
        {WERKBANK_TEXT("jobs", "Other jobs are before yours in the queue. It starts by itself when it is its turn.")},
        smaller},
    Sentence{Wait::resources,
             {WERKBANK_TEXT(
                 "jobs", "Your job is almost first in the queue. It starts as soon as enough of the machine is free.")},
             smaller},
    Sentence{Wait::moment,
             {WERKBANK_TEXT(
                 "jobs", "Your job waits for a set moment, usually a few minutes away, and then goes on by itself.")},
             nothing},
    Sentence{Wait::other_job, {WERKBANK_TEXT("jobs", "Your job waits until another job is ready.")}, nothing},
    Sentence{Wait::never,
             {WERKBANK_TEXT(
                 "jobs",
                 "Your job waits for another job that failed, so it will never start. Cancel it and start it anew.")},
             nothing},
    Sentence{Wait::no_reservation,
             {WERKBANK_TEXT("jobs",
                            "Your job may only use machines that were set apart for it, and there are none (any more). "
                            "Cancel it and ask your coach or the help desk.")},
             nothing},
    Sentence{Wait::held_by_person,
             {WERKBANK_TEXT("jobs",
                            "Your job has been put on hold from your account. Cancel it and start it anew, or "
                            "ask the help desk to release it.")},
             nothing},
    Sentence{Wait::held_by_staff,
             {WERKBANK_TEXT("jobs", "The staff of the AI factory has put your job on hold. Ask the help desk why.")},
             nothing},
    Sentence{
        Wait::held_after_failure,
        {WERKBANK_TEXT("jobs",
                       "Your job could not be started on its machine and has been put on hold. Cancel it and start "
                       "it anew. If it happens again, ask the help desk.")},
        nothing},
    Sentence{Wait::own_limit,
             {WERKBANK_TEXT("jobs",
                            "You already use as much as one person may use at a time. Your job starts when "
                            "another job of yours has ended.")},
             stop_one},
    Sentence{Wait::group_limit,
             {WERKBANK_TEXT("jobs",
                            "Your project already uses as much as it may use at a time. Your job starts when "
                            "another job of the project has ended.")},
             stop_one},
    Sentence{Wait::budget,
             {WERKBANK_TEXT("jobs",
                            "Your project's computing hours are used up, or too few are left for this job. Ask "
                            "your coach or the help desk for more hours.")},
             {WERKBANK_TEXT("jobs", "A job that asks for less time or fewer GPUs may still fit into what is left.")}},
    Sentence{Wait::much_used,
             {WERKBANK_TEXT(
                 "jobs", "Your project has used so much lately that its jobs must wait. It starts by itself later.")},
             nothing},
    Sentence{Wait::too_long,
             {WERKBANK_TEXT("jobs",
                            "Your job asks for more time than is allowed here, so it will not start. Cancel it "
                            "and choose a shorter running time.")},
             nothing},
    Sentence{Wait::too_large,
             {WERKBANK_TEXT("jobs",
                            "Your job asks for more than this part of the machine has, so it will not start. "
                            "Cancel it and choose a smaller one.")},
             nothing},
    Sentence{
        Wait::too_much,
        {WERKBANK_TEXT("jobs",
                       "Your job asks for more computing hours than one job may use, so it will not start. Cancel it "
                       "and choose a shorter running time or fewer GPUs.")},
        nothing},
    Sentence{Wait::too_small,
             {WERKBANK_TEXT("jobs",
                            "Your job asks for less than this part of the machine is meant for, so it will not start. "
                            "Cancel it and ask the help desk which part suits.")},
             nothing},
    Sentence{
        Wait::switched_off,
        {WERKBANK_TEXT(
            "jobs",
            "This part of the AI factory is switched off for the moment. Your job starts by itself once it is back.")},
        nothing},
    Sentence{Wait::maintenance,
             {WERKBANK_TEXT("jobs",
                            "The machines that your job needs are being repaired or are reserved. Your job "
                            "starts by itself after that.")},
             {WERKBANK_TEXT("jobs",
                            "Before planned maintenance only jobs start that end in time: one that asks for less time "
                            "may start now.")}},
    Sentence{Wait::power,
             {WERKBANK_TEXT("jobs",
                            "The AI factory has no electricity to spare for more jobs now. Your job starts by itself "
                            "later.")},
             smaller},
    Sentence{Wait::licence,
             {WERKBANK_TEXT(
                 "jobs", "Your job uses software of which all licences are in use. It starts as soon as one is free.")},
             nothing},
    Sentence{Wait::storage,
             {WERKBANK_TEXT("jobs", "Your job waits until its fast storage is ready. It starts by itself.")},
             nothing},
    Sentence{Wait::getting_ready,
             {WERKBANK_TEXT("jobs", "A machine is being made ready for your job. It starts in a moment.")},
             nothing},
    Sentence{
        Wait::not_allowed,
        {WERKBANK_TEXT("jobs",
                       "Your project may not be used for this job, or not any more. Ask your coach or the help desk.")},
        nothing},
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// The limits of accounting: AssocGrpCpuLimit, QOSMaxGRESPerUser, MaxNodePerAccount and some hundred more. Source:
/// "Resource Limits" in Slurm's documentation.
Wait limit_of(std::string_view reason) {
  const bool of_group = contains(reason, "Grp");
  if (contains(reason, "RunMinutes")) return Wait::group_limit;
  if (contains(reason, "Minutes")) return of_group ? Wait::budget : Wait::too_much;
  if (contains(reason, "Wall")) return of_group ? Wait::budget : Wait::too_long;
  if (of_group || contains(reason, "PerAccount")) return Wait::group_limit;
  if (contains(reason, "PerJob") || contains(reason, "PerNode")) return Wait::too_large;
  return Wait::own_limit;
}

Wait wait_of(std::string_view reason) {
  if (reason.empty()) return Wait::queue;
  const auto found =
      std::find_if(known.begin(), known.end(), [reason](const Known& one) { return reason.starts_with(one.begin); });
  if (found != known.end()) return found->wait;
  const bool limit = reason.starts_with("QOS") || reason.starts_with("Assoc") || reason.starts_with("Max");
  return limit ? limit_of(reason) : Wait::other;
}

std::string_view bare(std::string_view reason) {
  while (!reason.empty() && (reason.front() == '(' || reason.front() == ' ')) reason.remove_prefix(1);
  while (!reason.empty() && (reason.back() == ')' || reason.back() == ' ')) reason.remove_suffix(1);
  return reason;
}

const Sentence* sentence_of(std::string_view reason) {
  const auto found = std::ranges::find(sentences, wait_of(reason), &Sentence::wait);
  return found == sentences.end() ? nullptr : &*found;
}

}  // namespace

Message waiting_sentence(const std::string& reason) {
  const auto word = bare(reason);
  if (const auto* sentence = sentence_of(word)) return Message(sentence->says.room, sentence->says.source);
  return Message(WERKBANK_TEXT("jobs", "Your job is in the queue. The AI factory gives as its reason: \"%1\"."),
                 {std::string(word)});
}

Message waiting_advice(const std::string& reason) {
  const auto* sentence = sentence_of(bare(reason));
  if (sentence == nullptr || sentence->sooner.source == nullptr) return {};
  return Message(sentence->sooner.room, sentence->sooner.source);
}

}  // namespace werkbank
