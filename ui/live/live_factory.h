// One factory as the window sees it: signed in or not, what it offers, and its jobs as they change. Asks the factory on
// worker threads, in the rhythm that jobs/ prescribes, and never sends a password that a person did not just type.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/factory/factory.h"
#include "core/jobs/job_runner.h"
#include "ui/live/asking_person.h"
#include "ui/live/background.h"
#include "ui/live/reconnect.h"
#include "ui/live/timekeeper.h"

namespace werkbank {

class LiveFactory : public QObject {
  Q_OBJECT
 public:
  enum class State { signed_out, signing_in, signed_in, offline };
  using SaveProfile = std::function<Result<Done>(const Profile&)>;

  /// `background` must be gone before this object is: its threads use it.
  LiveFactory(std::shared_ptr<Factory> factory, std::shared_ptr<JobRunner> runner, SaveProfile save_profile,
              Background& background, std::shared_ptr<Timekeeper> time, QObject* parent = nullptr);

  std::shared_ptr<Factory> factory() const { return factory_; }
  const Profile& profile() const { return profile_; }
  /// As it will be from the next start on: what was edited meanwhile is in it.
  const Profile& kept_profile() const { return edited_ ? *edited_ : profile_; }
  /// An expert edited the profile and has kept it: nothing that is kept later undoes that.
  void keep_from_now_on(const Profile& edited) { edited_ = edited; }
  bool is_practice() const { return profile_.kind == FactoryKind::practice; }
  State state() const { return state_; }
  AskingPerson& person() { return person_; }
  /// What may be used here; empty until it was asked.
  const std::optional<Offer>& offer() const { return offer_; }
  /// Why the last sign-in or the last question failed; empty when all is well.
  const std::optional<Error>& problem() const { return problem_; }
  /// How it gets back after the connection was lost, while offline.
  const Reconnect& reconnect() const { return reconnect_; }
  /// Which sign-in it is; another number after each.
  int connection() const { return connection_; }
  /// The scheduler does not answer, though the connection stands.
  bool has_outage() const { return outage_; }

  /// What is real for this template here (null: as a whole). Until the answer is there, what is known of the whole;
  /// reality_changed follows.
  Reality reality(const JobTemplate* job_template = nullptr);

  void sign_in();
  void cancel_sign_in();
  void sign_out();
  /// While offline: does not wait for the next moment to connect again.
  void try_now() { reconnect_.try_now(); }
  /// The computer slept: most likely the connection did not survive that, and most likely the network is back.
  void woke_up();
  /// Asks the factory about its jobs now, and from then on in the usual rhythm.
  void poll_soon();
  /// No more questions to the factory from here on; the window is about to close.
  void stop();
  /// Something else found that the connection is gone.
  void lost(const Error& error);

 signals:
  /// State, offer or problem changed.
  void changed();
  void job_changed(const QString& uuid);
  /// The factory does not answer; everything already known stays on show.
  void outage(const werkbank::Error& error);
  void recovered();
  void reality_changed();
  /// How it gets back changed, or a second of the waiting went by.
  void reconnect_changed();

 private:
  void set_state(State state);
  void connect_reconnect();
  void begin_sign_in();
  void sign_out_there();
  void signed_in();
  void keep_profile();
  void ask_offer();
  void poll();
  void polled(Result<std::vector<JobRecord>> result);
  void schedule(bool changed);

  std::shared_ptr<Factory> factory_;
  std::shared_ptr<JobRunner> runner_;
  SaveProfile save_profile_;
  Background& background_;
  Reconnect reconnect_;
  AskingPerson person_;
  Profile profile_;
  std::optional<Profile> edited_;
  State state_ = State::signed_out;
  std::optional<Offer> offer_;
  std::optional<Error> problem_;
  std::map<std::string, std::optional<Reality>> realities_;  ///< by template id; empty while being asked
  QTimer timer_;
  double delay_ = 0;
  bool polling_ = false;
  bool poll_again_ = false;
  bool outage_ = false;
  bool sign_in_waits_ = false;  ///< for the end of an attempt that was stopped
  int connection_ = 0;
  Background::Ticket signing_in_ = 0;
};

/// Whether this error means that the connection itself is gone.
bool is_connection_gone(const Error& error);

}  // namespace werkbank
