#include "core/slurm/door.h"

#include <utility>

namespace werkbank {
namespace {

// Whom to call, in front of the technical words: a person who may not go on needs it most.
Error with_help_desk(Error error, const Profile& profile) {
  std::string desk;
  for (const auto* way : {&profile.help_phone, &profile.help_email, &profile.help_url}) {
    if (!way->empty()) desk += (desk.empty() ? "" : ", ") + *way;
  }
  if (!desk.empty()) error.detail = desk + (error.detail.empty() ? "" : " | " + error.detail);
  return error;
}

std::string address_of(const Endpoint& endpoint) { return endpoint.host + ":" + std::to_string(endpoint.port); }

/// What a person's answers may still change.
bool could_be_answered(ErrorCode code) {
  return code == ErrorCode::sign_in_needed || code == ErrorCode::sign_in_refused ||
         code == ErrorCode::sign_in_impossible || code == ErrorCode::certificate_expired;
}

bool something_is_ready(const SignInMethods& methods, const Endpoint& endpoint) {
  for (const auto& method : methods) {
    const auto ready = method->ready(endpoint);
    if (ready.ok() && *ready) return true;
  }
  return false;
}

}  // namespace

/// One sign-in at a time: a second one waits, and finds the door open.
class Door::Turn {
 public:
  Turn(Door& door, const std::stop_token& stop) : door_(door) {
    std::unique_lock lock(door_.mutex_);
    has_it_ = door_.turn_over_.wait(lock, stop, [this] { return !door_.somebody_signs_in_; });
    if (has_it_) door_.somebody_signs_in_ = true;
  }
  ~Turn() {
    if (!has_it_) return;
    const std::lock_guard lock(door_.mutex_);
    door_.somebody_signs_in_ = false;
    door_.turn_over_.notify_all();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  explicit operator bool() const { return has_it_; }

 private:
  Door& door_;
  bool has_it_ = false;
};

bool Door::is_open() const {
  const std::lock_guard lock(mutex_);
  return connection_ != nullptr && connection_->alive();
}

Result<Done> Door::open(Conversation& person, const std::stop_token& stop) {
  const Turn turn(*this, stop);
  if (!turn) return Cancelled{};
  if (is_open()) return Done{};
  KeptSecrets answers(&person, settings_.secrets.get());
  const auto opened = connect(answers, Asking::a_person, stop);
  if (opened.failed()) return with_help_desk(opened.error(), profile_);
  // A keychain that does not take it is no reason to stay outside; the question comes again next time.
  if (opened.ok()) static_cast<void>(answers.settle());
  return opened;
}

Result<Done> Door::open_again(const std::stop_token& stop) {
  const Turn turn(*this, stop);
  if (!turn) return Cancelled{};
  if (is_open()) return Done{};
  // Where only questions lead in, not even a connection is made.
  const auto methods = methods_of(profile_, settings_, Asking::nobody);
  if (asks_questions(profile_) && !something_is_ready(methods, endpoint())) return sign_in_needed("no key to try");
  KeptSecrets answers(nullptr, settings_.secrets.get());
  const auto opened = connect(answers, Asking::nobody, stop);
  if (!opened.failed()) return opened;
  const auto& error = opened.error();
  const bool a_person_may = answers.needed_a_person() || asks_questions(profile_);
  // A key that was accepted and is not enough: the second proof is a person's, whatever the profile knows of it.
  const bool is_half_way = error.code == ErrorCode::sign_in_impossible;
  if (could_be_answered(error.code) && (a_person_may || is_half_way)) return sign_in_needed(error.detail);
  return with_help_desk(error, profile_);
}

Result<Done> Door::connect(KeptSecrets& answers, Asking asking, const std::stop_token& stop) {
  const auto where = endpoint();
  WERKBANK_TRY(auto connection, Connection::open(where, methods_of(profile_, settings_, asking), answers, stop));
  learn(where, *connection);
  const std::lock_guard lock(mutex_);
  connection_ = std::move(connection);
  return Done{};
}

void Door::close() {
  std::shared_ptr<Connection> last;  // its end may take a moment, for which nobody needs to wait
  const std::lock_guard lock(mutex_);
  last = std::exchange(connection_, nullptr);
  user_.clear();
}

Result<std::shared_ptr<Connection>> Door::connection() const {
  const std::lock_guard lock(mutex_);
  if (connection_ != nullptr && connection_->alive()) return connection_;
  return Error{
      ErrorCode::connection_lost,
      Message(WERKBANK_TEXT("slurm", "You are not signed in to %1, or the connection was lost. Sign in again."),
              {profile_.name}),
      connection_ == nullptr ? "not signed in" : "the connection is lost", Grade::ask_person};
}

std::string Door::accepted_host_key() const {
  const std::lock_guard lock(mutex_);
  if (!profile_.host_keys.empty()) return {};
  const auto seen = seen_keys_.find(address_of(endpoint_of(profile_)));
  return seen != seen_keys_.end() ? seen->second : std::string();
}

/// The keys that were accepted are the only right ones from then on.
Endpoint Door::endpoint() const {
  const std::lock_guard lock(mutex_);
  auto whole = endpoint_of(profile_);
  if (whole.user.empty()) whole.user = user_;
  const auto pin = [this](Endpoint& one) {
    const auto seen = seen_keys_.find(address_of(one));
    if (one.host_keys.empty() && seen != seen_keys_.end()) one.host_keys = {seen->second};
  };
  pin(whole);
  for (auto& jump : whole.jumps) pin(jump);
  return whole;
}

void Door::learn(const Endpoint& endpoint, const Connection& connection) {
  const std::lock_guard lock(mutex_);
  user_ = connection.user();
  seen_keys_.insert_or_assign(address_of(endpoint), connection.host_key());
  const auto on_the_way = connection.jump_host_keys();
  for (std::size_t i = 0; i < endpoint.jumps.size() && i < on_the_way.size(); ++i)
    seen_keys_.insert_or_assign(address_of(endpoint.jumps[i]), on_the_way[i]);
}

Error Door::sign_in_needed(const std::string& why) const {
  return {ErrorCode::sign_in_needed,
          Message(WERKBANK_TEXT("slurm", "Sign in to %1 again: it asks something that only you can answer."),
                  {profile_.name}),
          why, Grade::ask_person};
}

}  // namespace werkbank
