// Slow work of the window: runs it on a worker thread and brings its outcome back to the window's thread.
// Nothing that blocks is ever called on the window's thread; the pages only start work here and wait for the answer.
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>

#include "core/base/progress.h"
#include "core/base/result.h"

namespace werkbank {

/// Passes progress from a worker to the window's thread: one wake at a time, and always the latest.
class ProgressGate {
 public:
  using Wake = std::function<void()>;
  explicit ProgressGate(Wake wake);
  /// On the worker's thread. Calls `wake` unless an earlier one was not followed by take() yet.
  void put(const Progress& progress);
  /// On the window's thread: the latest that was not taken yet.
  std::optional<Progress> take();

 private:
  std::mutex mutex_;
  std::optional<Progress> latest_;
  bool woken_ = false;
  Wake wake_;
};

class Background : public QObject {
  Q_OBJECT
 public:
  using Ticket = std::uint64_t;  ///< 0 is no work
  template <typename T>
  using Work = std::function<Result<T>(const ProgressSink&, const std::stop_token&)>;
  template <typename T>
  using Finished = std::function<void(Result<T>)>;
  using Moved = std::function<void(const Progress&)>;

  explicit Background(QObject* parent = nullptr);
  /// Asks all work to stop and waits until it has.
  ~Background() override;

  /// Runs `work` on a thread of its own; then calls `finished` on this object's thread, unless `receiver` is gone by
  /// then. `moved` hears of progress, at most ten times a second.
  template <typename T>
  Ticket run(QObject* receiver, Work<T> work, Finished<T> finished, Moved moved = {}) {
    auto outcome = std::make_shared<std::optional<Result<T>>>();
    auto job = [work = std::move(work), outcome](const ProgressSink& sink, const std::stop_token& stop) {
      *outcome = guarded<T>(work, sink, stop);
    };
    auto deliver = [finished = std::move(finished), outcome] {
      if (finished && *outcome) finished(std::move(**outcome));
    };
    return launch(receiver, std::move(job), std::move(deliver), std::move(moved));
  }

  /// Asks this work to stop; its outcome (most likely Cancelled) still arrives.
  void cancel(Ticket ticket);
  /// Asks this work to stop and drops its outcome.
  void forget(Ticket ticket);
  void cancel_all();
  bool is_busy() const { return !running_.empty(); }

 signals:
  /// The last work has ended.
  void idle();

 private:
  using Job = std::function<void(const ProgressSink&, const std::stop_token&)>;
  struct Running {
    QPointer<QObject> receiver;
    std::function<void()> deliver;
    Moved moved;
    std::shared_ptr<ProgressGate> gate;
    QElapsedTimer since_progress;
    std::jthread thread;
  };

  template <typename T>
  static Result<T> guarded(const Work<T>& work, const ProgressSink& sink, const std::stop_token& stop) {
    try {
      return work(sink, stop);
    } catch (const std::exception& problem) {
      return unexpected(problem.what());
    }
  }
  static Error unexpected(const char* what);
  Ticket launch(QObject* receiver, Job job, std::function<void()> deliver, Moved moved);
  /// There is progress to be heard: now, or when the last one was heard 100 ms ago.
  void progress_came(Ticket ticket);
  void hear_progress(Ticket ticket);
  void ended(Ticket ticket);

  std::map<Ticket, Running> running_;
  Ticket last_ = 0;
};

}  // namespace werkbank
