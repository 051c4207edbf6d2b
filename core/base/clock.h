// Time, injected, so that waiting can be tested without waiting.
#pragma once

#include <chrono>
#include <stop_token>

namespace werkbank {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Seconds since 1970-01-01 UTC.
  virtual double now() const = 0;
  /// Waits for `seconds` or until a stop is requested; true when the time is over.
  virtual bool sleep(double seconds, const std::stop_token& stop) = 0;
};

class SystemClock : public Clock {
 public:
  double now() const override;
  bool sleep(double seconds, const std::stop_token& stop) override;
};

}  // namespace werkbank
