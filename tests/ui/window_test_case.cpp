#include "window_test_case.h"

namespace werkbank {

void WindowTestCase::init() {
  warnings_ = std::make_unique<WarningWatch>();
  bench_ = std::make_unique<WindowFixture>();
  QVERIFY2(!bench_->workbench->catalogue->templates().empty(), "the catalogue must load");
  prepare();
  bench_->open();
}

void WindowTestCase::cleanup() {
  bench_.reset();
  QCOMPARE(WarningWatch::seen(), QStringList());
  warnings_.reset();
}

}  // namespace werkbank
