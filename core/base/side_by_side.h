// The same work on several threads, for reading many files: until nothing is left, or the first failure.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

#include "core/base/result.h"

namespace werkbank {

class SideBySide {
 public:
  /// Calls `work` on up to four threads, and on no more than `most`, until each has come back; `report`, from this
  /// thread, a few times a second. Gives the error of the lowest number, of all that failed.
  Result<Done> run(const std::function<void()>& work, std::size_t most, const std::function<void()>& report,
                   const std::stop_token& stop);

  /// For the work: this one could not be done.
  void fail(std::size_t number, const Error& error);
  /// For the work: no more is to be begun.
  bool is_over() const { return failed_ || stop_.stop_requested(); }
  const std::stop_token& stop() const { return stop_; }

 private:
  std::atomic<bool> failed_ = false;
  std::mutex mutex_;
  std::condition_variable finished_;
  std::stop_token stop_;     ///< of the run that is under way
  std::size_t working_ = 0;  ///< threads
  std::size_t failed_at_ = 0;
  std::optional<Error> error_;
};

}  // namespace werkbank
