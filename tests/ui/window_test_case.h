// A test class whose tests each have a window of their own, and leave no warning of Qt behind.
#pragma once

#include <memory>

#include "window_fixture.h"

namespace werkbank {

class WindowTestCase : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();

 protected:
  /// What the bench is to have before its window opens.
  virtual void prepare() {}
  std::unique_ptr<WindowFixture> bench_;

 private:
  std::unique_ptr<WarningWatch> warnings_;
};

}  // namespace werkbank
