#include "app/assembly/way_check.h"

#include <chrono>

#include "core/slurm/slurm_factory.h"
#include "core/ssh/connection_check.h"

namespace werkbank {
namespace {

using StepClock = std::chrono::steady_clock;

// A check that does not sign in asks nobody anything; a host that is not known yet is reported, not accepted.
class NobodyToAsk : public Conversation {
 public:
  Result<Secret> ask(const Question& /*question*/) override { return Cancelled{}; }
  Result<bool> is_right_host(const HostFingerprint& /*fingerprint*/) override { return true; }
  void banner(const std::string& /*text*/) override {}
};

const char* id_of(ConnectionStep step) {
  switch (step) {
    case ConnectionStep::name:
      return "name";
    case ConnectionStep::reach:
      return "reach";
    case ConnectionStep::greeting:
      return "greeting";
    case ConnectionStep::host_key:
      return "host_key";
    case ConnectionStep::ways:
      return "ways";
    case ConnectionStep::sign_in:
      return "sign_in";
    case ConnectionStep::shell:
      return "shell";
    case ConnectionStep::files:
      return "files";
  }
  return "";
}

Message step_name(ConnectionStep step) {
  switch (step) {
    case ConnectionStep::name:
      return Message(WERKBANK_TEXT("app", "The factory's name has an address"));
    case ConnectionStep::reach:
      return Message(WERKBANK_TEXT("app", "The factory's computer can be reached"));
    case ConnectionStep::greeting:
      return Message(WERKBANK_TEXT("app", "It answers as a factory does (SSH)"));
    case ConnectionStep::host_key:
      return Message(WERKBANK_TEXT("app", "It is the right computer"));
    case ConnectionStep::ways:
      return Message(WERKBANK_TEXT("app", "It offers a way to sign in"));
    case ConnectionStep::sign_in:
      return Message(WERKBANK_TEXT("app", "It lets you in"));
    case ConnectionStep::shell:
      return Message(WERKBANK_TEXT("app", "It runs commands for you"));
    case ConnectionStep::files:
      return Message(WERKBANK_TEXT("app", "It takes your files"));
  }
  return {};
}

WayStep step_of(ConnectionStep step) {
  WayStep told;
  told.id = id_of(step);
  told.name = step_name(step);
  told.at_the_factory = step == ConnectionStep::shell || step == ConnectionStep::files;
  return told;
}

WayStep step_of(const StepReport& report) {
  auto told = step_of(report.step);
  told.outcome = report.outcome;
  told.seconds = report.seconds;
  told.what = report.what;
  told.detail = report.detail;
  return told;
}

WayStep behind_the_door(const char* id, Message name) {
  WayStep step;
  step.id = id;
  step.name = std::move(name);
  step.at_the_factory = true;
  return step;
}

WayStep work_folder_step() {
  return behind_the_door("work_folder", Message(WERKBANK_TEXT("app", "It has a folder for your work")));
}
WayStep room_step() { return behind_the_door("room", Message(WERKBANK_TEXT("app", "There is room for your data"))); }
WayStep scheduler_step() {
  return behind_the_door("scheduler", Message(WERKBANK_TEXT("app", "It takes jobs from you")));
}

bool is_inside(const Profile& profile) { return profile.kind == FactoryKind::practice; }

Message signed_in_words() { return Message(WERKBANK_TEXT("app", "You are signed in.")); }
Message not_tried() { return Message(WERKBANK_TEXT("app", "Not looked at, because of a step before it.")); }

void tell(WayStep step, StepOutcome outcome, Message what, const WaySink& sink) {
  step.outcome = outcome;
  step.what = std::move(what);
  sink(step);
}

void skip(WayStep step, const Message& why, const WaySink& sink) {
  tell(std::move(step), StepOutcome::skipped, why, sink);
}

void tell_failed(WayStep step, const Error& error, const WaySink& sink) {
  step.detail = error.detail;
  tell(std::move(step), StepOutcome::failed, error.message, sink);
}

double since(StepClock::time_point begun) { return std::chrono::duration<double>(StepClock::now() - begun).count(); }

/// The steps up to the door, without a key or a password. Whether all of them went well.
Result<bool> walk_to_door(const Profile& profile, const WaySink& sink, const std::stop_token& stop) {
  auto endpoint = endpoint_of(profile, usual_ssh_config());
  // Any name does: without a sign-in it is not sent.
  if (endpoint.user.empty()) endpoint.user = "werkbank";
  bool well = true;
  const auto ended = [&](const StepReport& report) {
    if (report.step >= ConnectionStep::sign_in) return;
    well = well && report.outcome == StepOutcome::ok;
    sink(step_of(report));
    const auto next = static_cast<ConnectionStep>(static_cast<int>(report.step) + 1);
    if (well && next < ConnectionStep::sign_in) sink(step_of(next));
  };
  NobodyToAsk nobody;
  sink(step_of(ConnectionStep::name));
  WERKBANK_CHECK(check_connection(endpoint, nullptr, nobody, ended, stop));
  return well;
}

void tell_room(const Offer& offer, const WaySink& sink) {
  if (!offer.free_bytes) {
    skip(room_step(), Message(WERKBANK_TEXT("app", "The factory does not say how much room is left.")), sink);
  } else if (*offer.free_bytes == 0) {
    tell(room_step(), StepOutcome::failed,
         Message(WERKBANK_TEXT("app",
                               "There is no room left in your folder at the factory. Remove what you do not need "
                               "there, or ask the factory for more.")),
         sink);
  } else {
    tell(room_step(), StepOutcome::ok, Message(WERKBANK_TEXT("app", "Free: %1."), {Bytes{*offer.free_bytes}}), sink);
  }
}

void tell_scheduler(const Offer& offer, const WaySink& sink) {
  if (offer.partitions.empty()) {
    tell(scheduler_step(), StepOutcome::failed,
         Message(WERKBANK_TEXT("app",
                               "Jobs can be handed in, but your account may use none of its computers. Ask the "
                               "factory, or your project's leader.")),
         sink);
    return;
  }
  auto step = scheduler_step();
  step.detail = "version " + offer.scheduler_version + ", account " + offer.account;
  for (const auto& partition : offer.partitions) step.detail += ", " + partition.name;
  tell(std::move(step), StepOutcome::ok,
       offer.has_gpu() ? Message(WERKBANK_TEXT("app", "Jobs can be handed in, also for GPUs."))
                       : Message(WERKBANK_TEXT("app", "Jobs can be handed in; there are no GPUs for you.")),
       sink);
}

/// Whether the account runs commands and takes files.
Result<Done> look_at_account(Factory& factory, const WaySink& sink, const std::stop_token& stop) {
  for (const auto step : {ConnectionStep::shell, ConnectionStep::files}) sink(step_of(step));
  const auto reports = factory.check_account(stop);
  if (reports.cancelled()) return Cancelled{};
  if (reports.failed()) {
    tell_failed(step_of(ConnectionStep::shell), reports.error(), sink);
    skip(step_of(ConnectionStep::files), not_tried(), sink);
    return Done{};
  }
  for (const auto& report : *reports) {
    const bool is_files = report.what == AccountReport::What::files;
    auto step = step_of(is_files ? ConnectionStep::files : ConnectionStep::shell);
    step.seconds = report.seconds;
    step.detail = report.detail;
    tell(std::move(step), report.works ? StepOutcome::ok : StepOutcome::failed, report.words, sink);
  }
  return Done{};
}

/// What the factory has for the person.
Result<Done> look_at_offer(Factory& factory, const WaySink& sink, const std::stop_token& stop) {
  auto step = work_folder_step();
  sink(step);
  const auto begun = StepClock::now();
  const auto offer = factory.offer(stop);
  if (offer.cancelled()) return Cancelled{};
  step.seconds = since(begun);
  if (offer.failed()) {
    tell_failed(std::move(step), offer.error(), sink);
    skip(room_step(), not_tried(), sink);
    skip(scheduler_step(), not_tried(), sink);
    return Done{};
  }
  step.detail = offer->work_folder;
  tell(std::move(step), StepOutcome::ok,
       Message(WERKBANK_TEXT("app", "Your work goes into a folder of its own there.")), sink);
  tell_room(*offer, sink);
  tell_scheduler(*offer, sink);
  return Done{};
}

Result<Done> look_behind_door(Factory& factory, const WaySink& sink, const std::stop_token& stop) {
  if (!is_inside(factory.profile())) WERKBANK_CHECK(look_at_account(factory, sink, stop));
  return look_at_offer(factory, sink, stop);
}

/// The door did not open, or nobody was to open it.
void skip_the_rest(const Message& why, const WaySink& sink) {
  for (const auto step : {ConnectionStep::shell, ConnectionStep::files}) skip(step_of(step), why, sink);
  for (auto step : {work_folder_step(), room_step(), scheduler_step()}) skip(std::move(step), why, sink);
}

/// With the host key that the person accepted at the sign-in.
Profile known_profile(const Factory& factory) {
  auto known = factory.profile();
  if (const auto key = factory.accepted_host_key(); !key.empty()) known.host_keys.push_back(key);
  return known;
}

}  // namespace

Result<Done> walk_to_factory(Factory& factory, const WaySink& sink, const std::stop_token& stop) {
  if (is_inside(factory.profile())) {
    tell(step_of(ConnectionStep::reach), StepOutcome::ok,
         Message(WERKBANK_TEXT("app", "This factory is inside the program: there is no way to go.")), sink);
    return Done{};
  }
  WERKBANK_TRY(const bool well, walk_to_door(known_profile(factory), sink, stop));
  if (factory.is_signed_in()) {
    tell(step_of(ConnectionStep::sign_in), StepOutcome::ok, signed_in_words(), sink);
    return look_behind_door(factory, sink, stop);
  }
  const auto why =
      well ? Message(WERKBANK_TEXT("app", "Sign in first; then the check looks at this too.")) : not_tried();
  skip(step_of(ConnectionStep::sign_in), why, sink);
  skip_the_rest(why, sink);
  return Done{};
}

Result<Done> walk_into_factory(Factory& factory, const std::function<Result<Done>()>& sign_in, const WaySink& sink,
                               const std::stop_token& stop) {
  WERKBANK_TRY(const bool well,
               is_inside(factory.profile()) ? Result<bool>(true) : walk_to_door(known_profile(factory), sink, stop));
  auto step = step_of(ConnectionStep::sign_in);
  if (!well) {
    skip(std::move(step), not_tried(), sink);
    skip_the_rest(not_tried(), sink);
    return Done{};
  }
  sink(step);
  const auto begun = StepClock::now();
  const auto signed_in = sign_in();
  if (signed_in.cancelled()) return Cancelled{};
  step.seconds = since(begun);
  if (signed_in.failed()) {
    tell_failed(std::move(step), signed_in.error(), sink);
    skip_the_rest(not_tried(), sink);
    return Done{};
  }
  tell(std::move(step), StepOutcome::ok, signed_in_words(), sink);
  return look_behind_door(factory, sink, stop);
}

}  // namespace werkbank
