// A test class of the window, in Werkbank's own style: light, or dark with $WERKBANK_SHADE, as for its pictures.
#pragma once

#include "tests/runner/test_program.h"
#include "ui/style/theme.h"

namespace werkbank {

template <typename Test>
int themed_test_main(int argc, char** argv) {
  QApplication application(argc, argv);
  QApplication::setAttribute(Qt::AA_DontUseNativeDialogs);  // of which nobody could press a button
  const bool is_dark = qEnvironmentVariable("WERKBANK_SHADE") == QLatin1String("dark");
  apply(application, theme_for(is_dark ? ShadeChoice::dark : ShadeChoice::light));
  Test test;
  return QTest::qExec(&test, argc, argv);
}

}  // namespace werkbank
