// What a person does at the window, in clicks and keys: signs in, fills in a job, sends it and waits for it.
#pragma once

#include <map>

#include "live_lab.h"
#include "window_stand.h"

namespace werkbank {

class WindowPerson : public WindowStand {
 public:
  using WindowStand::WindowStand;

  /// The password to give when it is asked.
  void knows(const QString& password) { password_ = password; }
  /// Goes to the page of the factory "lab" and signs in there.
  bool sign_in() const;
  /// Answers the question that a sign-in asks; `place` is "factory" or "new_job".
  bool give_password(const QString& place) const;
  LiveFactory& lab() const { return *live().factory("lab"); }

  /// From anywhere to the last step of New job, by its card, with this data and these answers.
  bool fill_in(const QString& job_template, const QString& data, const std::map<QString, QString>& answers = {}) const;
  /// On with Next, until the Start step is in view.
  bool go_on_to_start() const;
  /// Presses Start; the uuid of the job as soon as Werkbank has made it, empty when it never does.
  QString send() const;
  /// fill_in and send, up to the job's own page; empty when it does not get there.
  QString start(const QString& job_template, const QString& data, const std::map<QString, QString>& answers = {}) const;

  /// Opens the page of this job from the list, by keyboard.
  bool open_job(const QString& uuid) const;
  /// The job whose page is in sight; empty when none is.
  QString shown_job() const;
  /// The sentence on top of the job's page.
  QString sentence() const;
  /// Whether the job's page calls its state what `record` is in.
  bool names_state_of(const JobRecord& record) const;

  /// Waits until the job is in this phase; false when it is over in another one, or does not get there in time.
  bool reaches(const QString& uuid, JobPhase phase, int milliseconds = patience_ms) const;
  const JobRecord& job(const QString& uuid) const { return *live().record(uuid); }

 private:
  QString password_;
};

/// The password of the lab's first user.
QString password_of(const LiveLab& lab);

/// The Dutch words of a page for this English text.
QString dutch(const char* page, const char* english);

}  // namespace werkbank
