#include "ui/live/timekeeper.h"

#include <chrono>

#include <QTimer>

namespace werkbank {
namespace {

constexpr double between_looks = 10;  // seconds
constexpr double jump = 20;           // seconds more than that are no delay of a busy computer

}  // namespace

double SystemTimekeeper::wall() const {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

double SystemTimekeeper::steady() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void SystemTimekeeper::call_later(double seconds, QObject* receiver, std::function<void()> then) {
  QTimer::singleShot(static_cast<int>(seconds * 1000), receiver, std::move(then));
}

WakeWatch::WakeWatch(Timekeeper& time, QObject* parent) : QObject(parent), time_(time) { look_later(); }

void WakeWatch::look_later() {
  wall_ = time_.wall();
  steady_ = time_.steady();
  time_.call_later(between_looks, this, [this] { look(); });
}

void WakeWatch::look() {
  const double by_wall = time_.wall() - wall_;
  const double by_steady = time_.steady() - steady_;
  look_later();
  // Where the steady clock goes on during a sleep, the look itself came too late.
  if (by_wall - by_steady > jump || by_steady - between_looks > jump) emit woke_up();
}

}  // namespace werkbank
