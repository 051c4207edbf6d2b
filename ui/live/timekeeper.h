// Time as the window needs it: two clocks, and being called back later. Given to constructors, so that hours of waiting
// can be tested in a moment.
#pragma once

#include <functional>

#include <QObject>

namespace werkbank {

class Timekeeper {
 public:
  virtual ~Timekeeper() = default;
  /// Seconds since 1970-01-01 UTC. Jumps when the clock is set, and over the time that the computer slept.
  virtual double wall() const = 0;
  /// Seconds since some moment; never set by anybody.
  virtual double steady() const = 0;
  /// Calls `then` on the thread of `receiver` in `seconds`, unless `receiver` is gone by then.
  virtual void call_later(double seconds, QObject* receiver, std::function<void()> then) = 0;
};

class SystemTimekeeper : public Timekeeper {
 public:
  double wall() const override;
  double steady() const override;
  void call_later(double seconds, QObject* receiver, std::function<void()> then) override;
};

/// Notices that the computer slept: the wall clock is further than the other one, or a look came much too late.
class WakeWatch : public QObject {
  Q_OBJECT
 public:
  explicit WakeWatch(Timekeeper& time, QObject* parent = nullptr);

 signals:
  void woke_up();

 private:
  void look_later();
  void look();
  Timekeeper& time_;
  double wall_ = 0;
  double steady_ = 0;
};

}  // namespace werkbank
