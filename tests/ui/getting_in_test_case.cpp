#include "getting_in_test_case.h"

namespace werkbank {

void GettingInTestCase::init() {
  warnings_ = std::make_unique<WarningWatch>();
  bench_ = std::make_unique<GettingInFixture>(profile());
  prepare();
}

void GettingInTestCase::cleanup() {
  bench_.reset();
  QCOMPARE(WarningWatch::seen(), QStringList());
  warnings_.reset();
}

}  // namespace werkbank
