// The tests of a folder are one program: compiled several files at a time, which takes a fifth of the time that a
// program for each takes, and linked once. Each file holds one test class, in a namespace of the file's name, and is
// run alone: `jobs_tests job_store_test [what Qt Test takes]`.
#pragma once

#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
#else
#include <QCoreApplication>
#endif

namespace werkbank::test {

#ifdef QT_WIDGETS_LIB
using TestApplication = QApplication;
#else
using TestApplication = QCoreApplication;
#endif

using TestMain = int (*)(int argc, char** argv);

/// Makes `main` the one that the program runs for the file `path`; `argv` is then without the file's name.
struct RegisteredTest {
  RegisteredTest(const char* path, TestMain main);
};

template <typename Test>
int test_main(int argc, char** argv) {
  const TestApplication application(argc, argv);
  Test test;
  return QTest::qExec(&test, argc, argv);
}

}  // namespace werkbank::test

#define WERKBANK_TEST_JOIN_TEXT(a, b) a##b
#define WERKBANK_TEST_JOIN(a, b) WERKBANK_TEST_JOIN_TEXT(a, b)

/// For a test that needs more than a class: `Main` takes argc and argv.
#define WERKBANK_TEST_MAIN(Main) \
  static const werkbank::test::RegisteredTest WERKBANK_TEST_JOIN(registered_test_, __COUNTER__)(__FILE__, Main)

#define WERKBANK_TEST(Class) WERKBANK_TEST_MAIN(&werkbank::test::test_main<Class>)
