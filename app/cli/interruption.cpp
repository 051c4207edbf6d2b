#include "app/cli/interruption.h"

#include <csignal>

#include "core/base/clock.h"

namespace werkbank {
namespace {

volatile std::sig_atomic_t was_interrupted = 0;
extern "C" void on_interrupt(int) { was_interrupted = 1; }

}  // namespace

Interruption::Interruption() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
  watcher_ = std::jthread([this](const std::stop_token& end) {
    SystemClock clock;
    while (was_interrupted == 0 && clock.sleep(0.1, end)) {
    }
    if (was_interrupted != 0) source_.request_stop();
  });
}

}  // namespace werkbank
