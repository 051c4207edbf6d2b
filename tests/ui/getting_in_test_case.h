// A test class whose tests of getting in each have a window of their own that is not open yet, and leave no warning of
// Qt behind.
#pragma once

#include <memory>

#include "getting_in_fixture.h"

namespace werkbank {

class GettingInTestCase : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void cleanup();

 protected:
  /// Of the factory that one gets into.
  virtual Profile profile() const { return north(); }
  /// What the bench is to have besides.
  virtual void prepare() {}
  GettingInFixture& bench() const { return *bench_; }
  std::unique_ptr<GettingInFixture> bench_;

 private:
  std::unique_ptr<WarningWatch> warnings_;
};

}  // namespace werkbank
