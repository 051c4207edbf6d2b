// The connection check: each step on the way to the factory as a line that says how it went, and the whole as text for
// the help desk.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "ui/factories/copy_button.h"
#include "ui/live/live_workbench.h"

namespace werkbank {

/// Steps on their way from the worker to the window.
class CheckStepQueue {
 public:
  void put(const ShownCheckStep& step);
  std::vector<ShownCheckStep> take();

 private:
  std::mutex mutex_;
  std::vector<ShownCheckStep> steps_;
};

/// One step as a line: icon, word, name, time, what was found.
class CheckStepLine : public Page {
  Q_OBJECT
 public:
  explicit CheckStepLine(ShownCheckStep step, QWidget* parent = nullptr);
  void set(const ShownCheckStep& step);
  const ShownCheckStep& step() const { return step_; }
  /// For the report, in the language of the window.
  QString text() const;

 protected:
  void retranslate() override;

 private:
  ShownCheckStep step_;
  StatusPill* pill_;
  Strong* name_;
  Caption* time_;
  Body* sentence_;
  Label* detail_;
};

class ConnectionPanel : public Page {
  Q_OBJECT
 public:
  /// Object names: connection.check, connection.stop, connection.copy, connection.result.
  ConnectionPanel(LiveWorkbench& live, LiveFactory& factory, QWidget* parent = nullptr);

 protected:
  void retranslate() override;

 private:
  void begin();
  void take_steps();
  void ended(const Result<Done>& result);
  void show_result();
  QString report() const;

  enum class Stage { before, running, done, stopped, broken };
  LiveWorkbench& live_;
  LiveFactory& factory_;
  Stage stage_ = Stage::before;
  std::optional<Error> problem_;
  std::shared_ptr<CheckStepQueue> queue_;
  Background::Ticket ticket_ = 0;
  std::vector<CheckStepLine*> lines_;
  Title* title_;
  Body* what_;
  SecondaryButton* check_;
  SecondaryButton* stop_;
  CopyButton* copy_;
  Banner* result_;
  QVBoxLayout* list_;
};

}  // namespace werkbank
