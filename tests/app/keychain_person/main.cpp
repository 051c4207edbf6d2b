// A program that uses the keychain as werkbank-cli does, with its main thread waiting and no event loop there:
// keychain_person has | keep NAME (the secret on standard input) | find NAME | forget NAME. 0 yes, 1 nothing, 2 an
// error.
#include <iostream>
#include <iterator>

#include <QCoreApplication>

#include "app/assembly/keychain.h"

using namespace werkbank;

namespace {

template <typename T>
int told(const Result<T>& result) {
  if (result.ok()) return 0;
  std::cerr << (result.failed() ? result.error().message.english() + " | " + result.error().detail : "cancelled")
            << '\n';
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  QCoreApplication application(argc, argv);
  const std::string what = argc > 1 ? argv[1] : "";
  const std::string name = argc > 2 ? argv[2] : "";
  if (what == "has") return has_keychain() ? 0 : 1;
  const auto keychain = system_keychain();
  if (what == "keep") {
    return told(keychain->keep(name, Secret(std::string(std::istreambuf_iterator<char>(std::cin), {}))));
  }
  if (what == "forget") return told(keychain->forget(name));
  const auto found = keychain->find(name);
  if (!found.ok()) return told(found);
  if (!*found) return 1;
  std::cout << (*found)->reveal();
  return 0;
}
