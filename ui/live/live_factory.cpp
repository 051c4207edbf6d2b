#include "ui/live/live_factory.h"

#include <algorithm>

namespace werkbank {

bool is_connection_gone(const Error& error) {
  return error.code == ErrorCode::connection_lost || error.code == ErrorCode::host_unreachable;
}

namespace {

Error died_in_silence() {
  return {ErrorCode::connection_lost,
          Message(WERKBANK_TEXT("werkbank::LiveFactory",
                                "The connection to the factory broke. What runs there goes on; Werkbank connects again "
                                "by itself where it can.")),
          {},
          Grade::retry_by_itself};
}

}  // namespace

LiveFactory::LiveFactory(std::shared_ptr<Factory> factory, std::shared_ptr<JobRunner> runner, SaveProfile save_profile,
                         Background& background, std::shared_ptr<Timekeeper> time, QObject* parent)
    : QObject(parent),
      factory_(std::move(factory)),
      runner_(std::move(runner)),
      save_profile_(std::move(save_profile)),
      background_(background),
      reconnect_(factory_, background, std::move(time)),
      profile_(factory_->profile()) {
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, &LiveFactory::poll);
  connect_reconnect();
}

void LiveFactory::connect_reconnect() {
  connect(&reconnect_, &Reconnect::changed, this, &LiveFactory::reconnect_changed);
  connect(&reconnect_, &Reconnect::succeeded, this, &LiveFactory::signed_in);
  connect(&reconnect_, &Reconnect::gave_up, this, [this](const Error& error) {
    // Otherwise that the connection is gone is still what there is to say.
    if (error.code != ErrorCode::sign_in_needed) problem_ = error;
    emit changed();
  });
  connect(&reconnect_, &Reconnect::stopped, this, [this](bool is_in) {
    const bool is_wanted = std::exchange(sign_in_waits_, false);
    if (is_wanted && is_in) return signed_in();
    if (is_wanted) return begin_sign_in();
    if (is_in) sign_out_there();
  });
}

Reality LiveFactory::reality(const JobTemplate* job_template) {
  const std::string id = job_template == nullptr ? std::string() : job_template->id;
  const auto [entry, is_new] = realities_.try_emplace(id);
  if (entry->second) return *entry->second;
  if (is_new) {
    auto work = [factory = factory_, copy = job_template == nullptr ? std::optional<JobTemplate>() : *job_template](
                    const ProgressSink&, const std::stop_token&) -> Result<Reality> {
      return factory->reality(copy ? &*copy : nullptr);
    };
    background_.run<Reality>(this, work, [this, id](const Result<Reality>& result) {
      if (!result.ok()) return;
      realities_[id] = result.value();
      emit reality_changed();
    });
  }
  return id.empty() ? Reality{} : reality(nullptr);
}

void LiveFactory::stop() {
  timer_.stop();
  reconnect_.stop();
  cancel_sign_in();
  state_ = State::signed_out;
}

void LiveFactory::set_state(State state) {
  state_ = state;
  emit changed();
}

void LiveFactory::sign_in() {
  if (state_ == State::signing_in || state_ == State::signed_in) return;
  problem_.reset();
  person_.clear();
  reconnect_.stop();
  sign_in_waits_ = reconnect_.is_busy();
  if (!sign_in_waits_) return begin_sign_in();
  set_state(State::signing_in);
}

void LiveFactory::begin_sign_in() {
  auto work = [factory = factory_, person = &person_](const ProgressSink&, const std::stop_token& stop) {
    person->begin(stop);
    return factory->sign_in(*person, stop);
  };
  signing_in_ = background_.run<Done>(this, work, [this](const Result<Done>& result) {
    signing_in_ = 0;
    person_.clear();
    if (result.ok()) return signed_in();
    if (result.failed()) problem_ = result.error();
    set_state(State::signed_out);
  });
  set_state(State::signing_in);
}

void LiveFactory::cancel_sign_in() {
  person_.refuse();
  if (signing_in_ != 0) background_.cancel(signing_in_);
  if (std::exchange(sign_in_waits_, false)) set_state(State::signed_out);
}

void LiveFactory::signed_in() {
  problem_.reset();
  outage_ = false;
  ++connection_;
  keep_profile();
  set_state(State::signed_in);
  emit recovered();
  ask_offer();
  poll_soon();
}

void LiveFactory::keep_profile() {
  Profile kept = factory_->profile();
  const std::string key = factory_->accepted_host_key();
  const bool is_new =
      !key.empty() && std::find(kept.host_keys.begin(), kept.host_keys.end(), key) == kept.host_keys.end();
  if (is_new) kept.host_keys.push_back(key);
  const bool is_changed = is_new || kept.user != profile_.user;
  profile_ = kept;
  if (!is_changed || !save_profile_) return;
  if (edited_) {
    if (is_new) edited_->host_keys.push_back(key);
    edited_->user = kept.user;
    kept = *edited_;
  }
  auto work = [save = save_profile_, kept](const ProgressSink&, const std::stop_token&) { return save(kept); };
  background_.run<Done>(this, work, [this](const Result<Done>& result) {
    if (!result.failed()) return;
    problem_ = result.error();
    emit changed();
  });
}

void LiveFactory::sign_out() {
  timer_.stop();
  reconnect_.stop();
  offer_.reset();
  problem_.reset();
  outage_ = false;
  sign_out_there();
  set_state(State::signed_out);
}

void LiveFactory::sign_out_there() {
  auto work = [factory = factory_](const ProgressSink&, const std::stop_token&) -> Result<Done> {
    factory->sign_out();
    return Done{};
  };
  background_.run<Done>(this, work, {});
}

void LiveFactory::woke_up() {
  poll_soon();
  reconnect_.try_now();
}

void LiveFactory::ask_offer() {
  auto work = [factory = factory_](const ProgressSink&, const std::stop_token& stop) { return factory->offer(stop); };
  background_.run<Offer>(this, work, [this](const Result<Offer>& result) {
    if (state_ != State::signed_in) return;
    if (result.failed() && is_connection_gone(result.error())) return lost(result.error());
    if (result.ok()) offer_ = result.value();
    if (result.failed()) problem_ = result.error();
    if (result.ok() && profile_.user.empty() && !is_practice() && !offer_->user.empty()) {
      profile_.user = offer_->user;
    }
    emit changed();
  });
}

void LiveFactory::poll_soon() {
  if (state_ != State::signed_in) return;
  delay_ = 0;
  if (polling_) {
    poll_again_ = true;
  } else {
    timer_.start(0);
  }
}

void LiveFactory::poll() {
  if (state_ != State::signed_in || polling_) return;
  polling_ = true;
  auto work = [runner = runner_, factory = factory_](const ProgressSink&, const std::stop_token& stop) {
    return runner->poll(*factory, stop);
  };
  background_.run<std::vector<JobRecord>>(this, work,
                                          [this](Result<std::vector<JobRecord>> result) { polled(std::move(result)); });
}

void LiveFactory::polled(Result<std::vector<JobRecord>> result) {
  polling_ = false;
  if (state_ != State::signed_in) return;
  if (result.failed() && is_connection_gone(result.error())) return lost(result.error());
  if (result.failed()) {
    const bool first = !outage_;
    outage_ = true;
    problem_ = result.error();
    schedule(false);
    if (first) emit outage(result.error());
    if (first) emit changed();
    return;
  }
  // Where no job is to be asked about, nothing was sent: a line that died meanwhile shows only here.
  if (result.ok() && !factory_->is_signed_in()) return lost(died_in_silence());
  if (outage_) {
    outage_ = false;
    problem_.reset();
    emit recovered();
    emit changed();
  }
  schedule(result.ok() && !result.value().empty());
  if (!result.ok()) return;
  for (const JobRecord& record : result.value()) emit job_changed(QString::fromStdString(record.uuid));
}

void LiveFactory::schedule(bool changed) {
  if (std::exchange(poll_again_, false)) return timer_.start(0);
  delay_ = next_poll_delay(delay_, changed, reality().runs_here);
  timer_.start(static_cast<int>(std::clamp(delay_, 0.2, 600.0) * 1000));
}

void LiveFactory::lost(const Error& error) {
  if (state_ != State::signed_in) return;
  timer_.stop();
  problem_ = error;
  outage_ = true;
  if (!is_practice()) reconnect_.begin();
  set_state(State::offline);
  emit outage(error);
}

}  // namespace werkbank
