#include "tests/runner/test_program.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

namespace werkbank::test {
namespace {

std::map<std::string, TestMain, std::less<>>& registered() {
  static std::map<std::string, TestMain, std::less<>> tests;
  return tests;
}

std::string_view stem_of(std::string_view path) {
  path = path.substr(path.find_last_of("/\\") + 1);
  return path.substr(0, path.rfind('.'));
}

}  // namespace

RegisteredTest::RegisteredTest(const char* path, TestMain main) { registered().emplace(stem_of(path), main); }

}  // namespace werkbank::test

int main(int argc, char** argv) {
  const auto& tests = werkbank::test::registered();
  const auto test = argc > 1 ? tests.find(std::string_view(argv[1])) : tests.end();
  if (test == tests.end()) {
    std::fprintf(stderr, "Name one of the tests of this program first:\n");
    for (const auto& [name, main] : tests) std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
  }
  std::rotate(argv + 1, argv + 2, argv + argc);
  argv[argc - 1] = nullptr;
  return test->second(argc - 1, argv);
}
