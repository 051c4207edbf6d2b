// The way into a factory: opens the signed-in connection, with a person or without, and remembers what was learnt
// doing so. Inside core/slurm only.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>

#include "core/base/conversation.h"
#include "core/base/kept_secrets.h"
#include "core/base/result.h"
#include "core/factory/profile.h"
#include "core/slurm/sign_in_plan.h"
#include "core/slurm/slurm_factory.h"
#include "core/ssh/connection.h"

namespace werkbank {

class Door {
 public:
  Door(Profile profile, SlurmSettings settings) : profile_(std::move(profile)), settings_(std::move(settings)) {}

  bool is_open() const;
  /// Errors: those of Connection::open().
  Result<Done> open(Conversation& person, const std::stop_token& stop);
  /// The same with nobody to be asked: neither a password nor a code is sent. Errors: sign_in_needed, and those of
  /// Connection::open().
  Result<Done> open_again(const std::stop_token& stop);
  void close();

  /// Error: connection_lost.
  Result<std::shared_ptr<Connection>> connection() const;
  /// The one to the computer for data, where the profile has one: when it is lost or never was there, it is tried once
  /// more without a person. Errors: those of open_again(), in words about that computer.
  Result<std::shared_ptr<Connection>> for_data(const std::stop_token& stop);
  /// One more of the same kind, for data only; nobody is asked anything. Errors: those of open_again().
  Result<std::shared_ptr<Connection>> another_for_data(const std::stop_token& stop);
  /// The factory's own key, where the profile had none and the person accepted it.
  std::string accepted_host_key() const;

 private:
  class Turn;
  Result<Done> connect(KeptSecrets& answers, Asking asking, const std::stop_token& stop);
  Result<Done> connect_for_data(Conversation& answers, Asking asking, const std::stop_token& stop);
  Endpoint endpoint() const;
  Endpoint pinned(Endpoint endpoint) const;
  Error no_way_for_data(const Error& error) const;
  void learn(const Endpoint& endpoint, const Connection& connection);
  Error sign_in_needed(const std::string& why) const;

  const Profile profile_;
  const SlurmSettings settings_;

  mutable std::mutex mutex_;  ///< for all below; held for moments
  std::condition_variable_any turn_over_;
  bool somebody_signs_in_ = false;
  std::shared_ptr<Connection> connection_;
  std::shared_ptr<Connection> for_data_;  ///< to the computer for data; null where there is none, or it did not open
  std::map<std::string, std::string> seen_keys_;  ///< of the computers that we signed in to, by name and port
  std::string user_;                              ///< whom we signed in as last
  std::string accepted_host_key_;                 ///< empty where the profile knows the factory's own
};

}  // namespace werkbank
