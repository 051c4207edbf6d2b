// Signs in again by itself after a connection was lost: at once, then less and less often, and at once when the
// computer wakes up. It stops where a person would have to answer: nothing that was refused is ever sent again.
#pragma once

#include <memory>

#include <QObject>

#include "core/factory/factory.h"
#include "ui/live/background.h"
#include "ui/live/timekeeper.h"

namespace werkbank {

class Reconnect : public QObject {
  Q_OBJECT
 public:
  enum class Stage { idle, trying, waiting, needs_person };

  Reconnect(std::shared_ptr<Factory> factory, Background& background, std::shared_ptr<Timekeeper> time,
            QObject* parent = nullptr);

  Stage stage() const { return stage_; }
  /// Until the next try, while waiting.
  double seconds_left() const;
  /// An attempt is under way, also one that was stopped and has not ended yet.
  bool is_busy() const { return ticket_ != 0; }

  /// The connection is gone: tries now.
  void begin();
  /// While waiting: tries now.
  void try_now();
  /// Tries no more.
  void stop();

 signals:
  /// The stage changed, or a second of the waiting went by.
  void changed();
  void succeeded();
  /// Only a person can go on.
  void gave_up(const werkbank::Error& error);
  /// The attempt that stop() stopped has ended; it may have got in all the same.
  void stopped(bool is_in);

 private:
  void attempt();
  void ended(const Result<Done>& result);
  void wait();
  void count_down(int turn);
  void set_stage(Stage stage);

  std::shared_ptr<Factory> factory_;
  Background& background_;
  std::shared_ptr<Timekeeper> time_;
  Stage stage_ = Stage::idle;
  int failures_ = 0;
  int turn_ = 0;  ///< of waiting; one that is over is not counted down
  double due_ = 0;
  Background::Ticket ticket_ = 0;
  bool was_stopped_ = false;  ///< the attempt under way
};

}  // namespace werkbank
