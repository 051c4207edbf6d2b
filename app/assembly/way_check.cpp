#include "app/assembly/way_check.h"

#include <chrono>

#include "app/assembly/ways_in.h"

namespace werkbank {
namespace {

using Clock = std::chrono::steady_clock;

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

double since(Clock::time_point begun) { return std::chrono::duration<double>(Clock::now() - begun).count(); }

/// The steps up to the door. Whether all of them went well.
Result<bool> walk_to_door(const Profile& profile, const WaySink& sink, const std::stop_token& stop) {
  bool well = true;
  const auto ended = [&](const StepReport& report) {
    if (report.step >= ConnectionStep::sign_in) return;
    well = well && report.outcome == StepOutcome::ok;
    sink(step_of(report));
  };
  WERKBANK_CHECK(check_way_in(
      profile, [](ConnectionStep) {}, ended, stop));
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

/// What the factory has for the person. Nothing when it could not be asked.
Result<std::optional<Offer>> look_behind_door(Factory& factory, const WaySink& sink, const std::stop_token& stop) {
  auto step = work_folder_step();
  const auto begun = Clock::now();
  const auto offer = factory.offer(stop);
  if (offer.cancelled()) return Cancelled{};
  step.seconds = since(begun);
  if (offer.failed()) {
    tell_failed(std::move(step), offer.error(), sink);
    skip(room_step(), not_tried(), sink);
    skip(scheduler_step(), not_tried(), sink);
    return std::optional<Offer>();
  }
  step.detail = offer->work_folder;
  tell(std::move(step), StepOutcome::ok,
       Message(WERKBANK_TEXT("app", "Your work goes into a folder of its own there.")), sink);
  tell_room(*offer, sink);
  tell_scheduler(*offer, sink);
  return std::optional<Offer>(*offer);
}

void skip_shell_and_files(const WaySink& sink, const Message& why) {
  for (const auto step : {ConnectionStep::shell, ConnectionStep::files}) skip(step_of(step), why, sink);
}

/// The door did not open.
void skip_the_rest(const WaySink& sink) {
  for (auto step : {work_folder_step(), room_step(), scheduler_step()}) skip(std::move(step), not_tried(), sink);
  skip_shell_and_files(sink, not_tried());
}

Result<Done> look_at_shell(const Profile& profile, const std::string& user, SecretStore* secrets, const WaySink& sink,
                           const std::stop_token& stop) {
  const Message second_code(
      WERKBANK_TEXT("app", "Not looked at: it would take a second sign-in, for which you would have to type again."));
  if (profile.one_time_code) {
    skip_shell_and_files(sink, second_code);
    return Done{};
  }
  bool signed_in = false;
  const auto ended = [&](const StepReport& report) {
    if (report.step == ConnectionStep::sign_in) signed_in = report.outcome == StepOutcome::ok;
    if (report.step > ConnectionStep::sign_in && signed_in) sink(step_of(report));
  };
  const auto checked = check_without_person(profile, user, secrets, ended, stop);
  if (stop.stop_requested()) return Cancelled{};
  if (checked.failed()) return checked.error();
  if (!signed_in) skip_shell_and_files(sink, second_code);
  return Done{};
}

}  // namespace

Result<Done> walk_to_factory(const Profile& profile, const WaySink& sink, const std::stop_token& stop) {
  if (profile.kind == FactoryKind::practice) {
    tell(step_of(ConnectionStep::reach), StepOutcome::ok,
         Message(WERKBANK_TEXT("app", "This factory is inside the program: there is no way to go.")), sink);
    return Done{};
  }
  WERKBANK_CHECK(walk_to_door(profile, sink, stop));
  return Done{};
}

Result<Done> walk_into_factory(Factory& factory, SecretStore* secrets, const std::function<Result<Done>()>& sign_in,
                               const WaySink& sink, const std::stop_token& stop) {
  const auto& profile = factory.profile();
  const bool inside = profile.kind == FactoryKind::practice;
  WERKBANK_TRY(const bool well, inside ? Result<bool>(true) : walk_to_door(profile, sink, stop));
  auto step = step_of(ConnectionStep::sign_in);
  if (!well) {
    skip(std::move(step), not_tried(), sink);
    skip_the_rest(sink);
    return Done{};
  }
  const auto begun = Clock::now();
  const auto signed_in = sign_in();
  if (signed_in.cancelled()) return Cancelled{};
  step.seconds = since(begun);
  if (signed_in.failed()) {
    tell_failed(std::move(step), signed_in.error(), sink);
    skip_the_rest(sink);
    return Done{};
  }
  tell(std::move(step), StepOutcome::ok, Message(WERKBANK_TEXT("app", "You are signed in.")), sink);
  WERKBANK_TRY(const auto offer, look_behind_door(factory, sink, stop));
  if (inside) return Done{};
  auto known = profile;
  if (const auto key = factory.accepted_host_key(); !key.empty()) known.host_keys.push_back(key);
  return look_at_shell(known, offer ? offer->user : profile.user, secrets, sink, stop);
}

}  // namespace werkbank
