// Ctrl-C, and what else asks a program to end, as a request to stop.
#pragma once

#include <stop_token>
#include <thread>

namespace werkbank {

/// For as long as the program runs: it has one.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// Every command listens to it.
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
  std::jthread watcher_;  ///< last, so that it ends before what it uses
};

}  // namespace werkbank
