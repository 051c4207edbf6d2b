// How much of the line moving data may take. One for all transfers of the program, whatever factory they go to.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <stop_token>

namespace werkbank {

class Bandwidth {
 public:
  enum class Way { up, down };

  /// So many bytes a second each way, from now on; 0: as many as the line carries.
  void limit_to(double bytes_a_second);
  double limit() const;

  bool may_move(Way way) const;
  /// Waits until more may move. False when it was asked to stop.
  bool wait(Way way, const std::stop_token& stop) const;
  /// To be told of all that moves.
  void moved(Way way, std::size_t bytes);

 private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point next(Way way) const;

  mutable std::mutex mutex_;  ///< for all below
  double limit_ = 0;
  std::array<Clock::time_point, 2> next_ = {};  ///< when something may move again
};

}  // namespace werkbank
