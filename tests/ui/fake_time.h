// Time for tests: it goes by only when the test says so, and the computer sleeps when the test says so.
#pragma once

#include <algorithm>
#include <vector>

#include <QPointer>

#include "ui/live/timekeeper.h"

namespace werkbank {

class FakeTime : public Timekeeper {
 public:
  double wall() const override { return wall_; }
  double steady() const override { return steady_; }
  void call_later(double seconds, QObject* receiver, std::function<void()> then) override {
    calls_.push_back({steady_ + seconds, receiver, std::move(then)});
  }

  /// Lets `seconds` go by and calls what becomes due, in its order.
  void pass(double seconds) {
    const double end = steady_ + seconds;
    for (;;) {
      const auto next =
          std::min_element(calls_.begin(), calls_.end(), [](const Call& a, const Call& b) { return a.due < b.due; });
      if (next == calls_.end() || next->due > end) break;
      const Call call = *next;
      calls_.erase(next);
      go_to(std::max(steady_, call.due));
      if (call.receiver) call.then();
    }
    go_to(end);
  }
  /// The computer sleeps: only the clock on the wall goes on.
  void sleep(double seconds) { wall_ += seconds; }

 private:
  struct Call {
    double due = 0;
    QPointer<QObject> receiver;
    std::function<void()> then;
  };
  void go_to(double steady) {
    wall_ += steady - steady_;
    steady_ = steady;
  }
  std::vector<Call> calls_;
  double wall_ = 1.8e9;
  double steady_ = 100;
};

}  // namespace werkbank
