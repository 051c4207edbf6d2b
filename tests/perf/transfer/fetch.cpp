// Brings a folder home as Werkbank does with a job's results, connecting included, but without a job:
// perf_fetch HOST PORT USER KEY_FILE HOST_KEY CONNECTIONS FOLDER INTO NAME...   Prints one JSON object.
#include "core/transfer/fetch.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "connect.h"
#include "core/slurm/data_lines.h"

int main(int count, char** given) {
  using namespace werkbank;
  const std::vector<std::string> words(given + 1, given + count);
  const auto connection = connect(words);
  if (words.size() < connect_words + 4) give_up("expected: ... CONNECTIONS FOLDER INTO NAME...");
  const auto most = static_cast<std::size_t>(std::stoi(words[connect_words]));
  const auto folder = value_or_give_up(RemotePath::parse(words[connect_words + 1]), words[connect_words + 1]);
  const std::vector<std::string> names(words.begin() + connect_words + 3, words.end());
  DataLines lines(
      *connection, most, [&words](const std::stop_token&) { return Result(connect(words)); }, nullptr);
  const auto receipt = value_or_give_up(fetch(lines, folder, names, words[connect_words + 2], {}, {}), "fetching");
  std::cout << nlohmann::json{{"seconds", receipt.seconds}, {"files", receipt.files}, {"bytes", receipt.bytes}} << '\n';
  return 0;
}
