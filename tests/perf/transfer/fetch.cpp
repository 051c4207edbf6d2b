// Brings a folder home as Werkbank does with a job's results, connecting included, but without a job:
// perf_fetch HOST PORT USER KEY_FILE HOST_KEY FOLDER INTO NAME...   Prints one JSON object.
#include <nlohmann/json.hpp>

#include <chrono>
#include <iostream>

#include "connect.h"
#include "core/transfer/fetch.h"

int main(int count, char** given) {
  using namespace werkbank;
  const std::vector<std::string> words(given + 1, given + count);
  const auto connection = connect(words);
  if (words.size() < connect_words + 3) give_up("expected: ... FOLDER INTO NAME...");
  const auto folder = value_or_give_up(RemotePath::parse(words[connect_words]), words[connect_words]);
  const std::vector<std::string> names(words.begin() + connect_words + 2, words.end());
  const auto receipt =
      value_or_give_up(fetch(*connection, folder, names, words[connect_words + 1], {}, {}), "fetching");
  std::cout << nlohmann::json{{"seconds", receipt.seconds}, {"files", receipt.files}, {"bytes", receipt.bytes}} << '\n';
  return 0;
}
