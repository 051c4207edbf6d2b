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

Error needs_a_program(const Endpoint& endpoint, std::string detail) {
  return {ErrorCode::host_unreachable,
          Message(WERKBANK_TEXT("slurm",
                                "%1 cannot be reached. Your own SSH settings (~/.ssh/config) get there through a "
                                "program (ProxyCommand), and Werkbank starts no such programs. Write the computer in "
                                "between there as ProxyJump, or ask the help desk for another way."),
                  {endpoint.host}),
          std::move(detail)};
}

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
  auto opened = Connection::open(where, methods_of(profile_, settings_, asking), answers, stop);
  if (opened.failed() && opened.error().code == ErrorCode::host_unreachable &&
      wants_a_program_in_between(profile_, settings_))
    return needs_a_program(where, opened.error().detail);
  WERKBANK_TRY(auto connection, std::move(opened));
  learn(where, *connection);
  {
    const std::lock_guard lock(mutex_);
    user_ = connection->user();
    if (profile_.host_keys.empty()) accepted_host_key_ = connection->host_key();
    connection_ = std::move(connection);
  }
  // Whoever is signed in can do all but send data without the other computer; for_data() says why not then.
  if (profile_.transfer) static_cast<void>(connect_for_data(answers, asking, stop));
  return Done{};
}

Result<Done> Door::connect_for_data(Conversation& answers, Asking asking, const std::stop_token& stop) {
  std::string user;
  {
    const std::lock_guard lock(mutex_);
    if (for_data_ != nullptr && for_data_->alive()) return Done{};
    user = user_;
  }
  const auto where = pinned(transfer_endpoint(profile_, user));
  WERKBANK_TRY(auto connection, Connection::open(where, methods_of(profile_, settings_, asking), answers, stop));
  learn(where, *connection);
  const std::lock_guard lock(mutex_);
  for_data_ = std::move(connection);
  return Done{};
}

Result<std::shared_ptr<Connection>> Door::for_data(const std::stop_token& stop) {
  WERKBANK_TRY(auto main, connection());
  if (!profile_.transfer) return main;
  const Turn turn(*this, stop);
  if (!turn) return Cancelled{};
  KeptSecrets answers(nullptr, settings_.secrets.get());
  const auto done = connect_for_data(answers, Asking::nobody, stop);
  if (done.cancelled()) return Cancelled{};
  if (done.failed()) return no_way_for_data(done.error());
  const std::lock_guard lock(mutex_);
  return for_data_;
}

Result<std::shared_ptr<Connection>> Door::another_for_data(const std::stop_token& stop) {
  std::string user;
  {
    const std::lock_guard lock(mutex_);
    user = user_;
  }
  const auto where = profile_.transfer ? pinned(transfer_endpoint(profile_, user)) : endpoint();
  KeptSecrets answers(nullptr, settings_.secrets.get());
  return Connection::open(where, methods_of(profile_, settings_, Asking::nobody), answers, stop);
}

Error Door::no_way_for_data(const Error& error) const {
  // What only a person may decide about keeps its own words.
  if (error.code == ErrorCode::host_key_changed) return with_help_desk(error, profile_);
  auto told = error;
  told.message = Message(
      WERKBANK_TEXT("slurm",
                    "Your data goes to the computer %1 of %2, and that does not let Werkbank in at the moment. Sign "
                    "out and sign in again, and answer what %1 asks. If that does not help, ask the help desk."),
      {profile_.transfer ? profile_.transfer->host : std::string(), profile_.name});
  return with_help_desk(told, profile_);
}

void Door::close() {
  // Their end may take a moment, for which nobody needs to wait.
  std::shared_ptr<Connection> last;
  std::shared_ptr<Connection> last_for_data;
  const std::lock_guard lock(mutex_);
  last = std::exchange(connection_, nullptr);
  last_for_data = std::exchange(for_data_, nullptr);
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
  return accepted_host_key_;
}

Endpoint Door::endpoint() const {
  auto whole = endpoint_of(profile_, settings_.ssh_config);
  if (whole.user.empty()) {
    const std::lock_guard lock(mutex_);
    whole.user = user_;
  }
  for (auto& jump : whole.jumps) jump = pinned(jump);
  return pinned(whole);
}

/// The keys that were accepted are the only right ones from then on.
Endpoint Door::pinned(Endpoint endpoint) const {
  const std::lock_guard lock(mutex_);
  const auto seen = seen_keys_.find(address_of(endpoint));
  if (endpoint.host_keys.empty() && seen != seen_keys_.end()) endpoint.host_keys = {seen->second};
  return endpoint;
}

void Door::learn(const Endpoint& endpoint, const Connection& connection) {
  const std::lock_guard lock(mutex_);
  const auto keep = [this](const Endpoint& where, const std::string& key) {
    if (!key.empty()) seen_keys_.insert_or_assign(address_of(where), key);
  };
  keep(endpoint, connection.host_key());
  const auto on_the_way = connection.jump_host_keys();
  for (std::size_t i = 0; i < endpoint.jumps.size() && i < on_the_way.size(); ++i)
    keep(endpoint.jumps[i], on_the_way[i]);
}

Error Door::sign_in_needed(const std::string& why) const {
  return {ErrorCode::sign_in_needed,
          Message(WERKBANK_TEXT("slurm", "Sign in to %1 again: it asks something that only you can answer."),
                  {profile_.name}),
          why, Grade::ask_person};
}

}  // namespace werkbank
