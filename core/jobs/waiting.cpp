#include <algorithm>
#include <array>
#include <string_view>

#include "core/jobs/job_view.h"

namespace werkbank {
namespace {

enum class Wait {
  queue,
  priority,
  resources,
  moment,
  other_job,
  never,
  held_by_person,
  held_by_staff,
  own_limit,
  group_limit,
  budget,
  too_long,
  too_large,
  switched_off,
  maintenance,
  not_allowed,
  other,
};

struct Known {
  std::string_view begin;  ///< of the scheduler's word
  Wait wait;
};

/// The first that fits counts. From the scheduler's own list of reasons.
constexpr std::array known = {
    Known{"None", Wait::queue},
    Known{"Priority", Wait::priority},
    Known{"Resources", Wait::resources},
    Known{"BeginTime", Wait::moment},
    Known{"DependencyNeverSatisfied", Wait::never},
    Known{"Dependency", Wait::other_job},
    Known{"JobArrayTaskLimit", Wait::own_limit},
    Known{"JobHeldUser", Wait::held_by_person},
    Known{"JobHeldAdmin", Wait::held_by_staff},
    Known{"PartitionTimeLimit", Wait::too_long},
    Known{"PartitionNodeLimit", Wait::too_large},
    Known{"PartitionConfig", Wait::too_large},
    Known{"BadConstraints", Wait::too_large},
    Known{"PartitionDown", Wait::switched_off},
    Known{"PartitionInactive", Wait::switched_off},
    Known{"NodeDown", Wait::switched_off},
    Known{"ReqNodeNotAvail", Wait::maintenance},
    Known{"Nodes required for job are DOWN", Wait::maintenance},
    Known{"Reservation", Wait::maintenance},
    Known{"InvalidAccount", Wait::not_allowed},
    Known{"InvalidQOS", Wait::not_allowed},
    Known{"QOSNotAllowed", Wait::not_allowed},
    Known{"AccountNotAllowed", Wait::not_allowed},
};

struct Sentence {
  Wait wait;
  const char* room;
  const char* source;
};

/// In plain words, and what to do where it does not solve itself.
constexpr std::array sentences = {
    Sentence{Wait::queue, WERKBANK_TEXT("jobs", "Your job is in the queue. It starts by itself.")},
    Sentence{
        Wait::priority,
        WERKBANK_TEXT("jobs", "Other jobs are before yours in the queue. It starts by itself when it is its turn.")},
    Sentence{Wait::resources,
             WERKBANK_TEXT(
                 "jobs", "Your job is almost first in the queue. It starts as soon as enough of the machine is free.")},
    Sentence{Wait::moment,
             WERKBANK_TEXT("jobs",
                           "Your job waits for a set moment, usually a few minutes away, and then goes on by itself.")},
    Sentence{Wait::other_job, WERKBANK_TEXT("jobs", "Your job waits until another job is ready.")},
    Sentence{Wait::never,
             WERKBANK_TEXT(
                 "jobs",
                 "Your job waits for another job that failed, so it will never start. Cancel it and start it anew.")},
    Sentence{Wait::held_by_person,
             WERKBANK_TEXT("jobs",
                           "Your job has been put on hold from your account. Cancel it and start it anew, or "
                           "ask the help desk to release it.")},
    Sentence{Wait::held_by_staff,
             WERKBANK_TEXT("jobs", "The staff of the AI factory has put your job on hold. Ask the help desk why.")},
    Sentence{Wait::own_limit,
             WERKBANK_TEXT("jobs",
                           "You already use as much as one person may use at a time. Your job starts when "
                           "another job of yours has ended.")},
    Sentence{Wait::group_limit,
             WERKBANK_TEXT("jobs",
                           "Your project already uses as much as it may use at a time. Your job starts when "
                           "another job of the project has ended.")},
    Sentence{Wait::budget,
             WERKBANK_TEXT("jobs",
                           "Your project's computing hours are used up, or too few are left for this job. Ask "
                           "your coach or the help desk for more hours.")},
    Sentence{Wait::too_long,
             WERKBANK_TEXT("jobs",
                           "Your job asks for more time than is allowed here, so it will not start. Cancel it "
                           "and choose a shorter running time.")},
    Sentence{Wait::too_large,
             WERKBANK_TEXT("jobs",
                           "Your job asks for more than this part of the machine has, so it will not start. "
                           "Cancel it and choose a smaller one.")},
    Sentence{
        Wait::switched_off,
        WERKBANK_TEXT(
            "jobs",
            "This part of the AI factory is switched off for the moment. Your job starts by itself once it is back.")},
    Sentence{Wait::maintenance,
             WERKBANK_TEXT("jobs",
                           "The machines that your job needs are being repaired or are reserved. Your job "
                           "starts by itself after that.")},
    Sentence{
        Wait::not_allowed,
        WERKBANK_TEXT("jobs",
                      "Your project may not be used for this job, or not any more. Ask your coach or the help desk.")},
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Wait wait_of(std::string_view reason) {
  if (reason.empty()) return Wait::queue;
  const auto found =
      std::find_if(known.begin(), known.end(), [reason](const Known& one) { return reason.starts_with(one.begin); });
  if (found != known.end()) return found->wait;
  const bool limit = reason.starts_with("QOS") || reason.starts_with("Assoc") || reason.starts_with("Max");
  if (!limit) return Wait::other;
  if (contains(reason, "Wall")) return Wait::too_long;
  if (contains(reason, "Minutes") || contains(reason, "Billing")) return Wait::budget;
  if (contains(reason, "Grp")) return Wait::group_limit;
  if (contains(reason, "PerJob")) return Wait::too_large;
  return Wait::own_limit;
}

std::string_view bare(std::string_view reason) {
  while (!reason.empty() && (reason.front() == '(' || reason.front() == ' ')) reason.remove_prefix(1);
  while (!reason.empty() && (reason.back() == ')' || reason.back() == ' ')) reason.remove_suffix(1);
  return reason;
}

}  // namespace

Message waiting_sentence(const std::string& reason) {
  const auto word = bare(reason);
  const auto wait = wait_of(word);
  for (const auto& sentence : sentences) {
    if (sentence.wait == wait) return Message(sentence.room, sentence.source);
  }
  return Message(WERKBANK_TEXT("jobs", "Your job is in the queue. The AI factory gives as its reason: \"%1\"."),
                 {std::string(word)});
}

}  // namespace werkbank
