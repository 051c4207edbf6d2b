// Sends a data set, and again whenever a line comes on standard input, over one connection that stays open:
// perf_again HOST PORT USER KEY_FILE HOST_KEY SOURCE WORK KEPT   Prints one JSON object for each time.
#include <iostream>
#include <nlohmann/json.hpp>

#include "connect.h"
#include "core/jobs/hash_store.h"
#include "core/jobs/upload_data.h"
#include "core/slurm/data_lines.h"
#include "core/transfer/send.h"

int main(int count, char** given) {
  using namespace werkbank;
  const std::vector<std::string> words(given + 1, given + count);
  const auto connection = connect(words);
  if (words.size() != connect_words + 3) give_up("expected: ... SOURCE WORK KEPT");
  const auto work = value_or_give_up(RemotePath::parse(words[connect_words + 1]), words[connect_words + 1]);
  const auto clock = std::make_shared<SystemClock>();
  const auto hashes = open_hash_store(words[connect_words + 2], clock);
  std::string line;
  do {
    const double begin = clock->now();
    auto files = value_or_give_up(data_to_send(words[connect_words], hashes.get(), {}, {}), "looking");
    DataLines lines(*connection, 1, {}, nullptr);
    const auto receipt = value_or_give_up(send(lines, std::move(files), "again", work, {}, {}), "sending");
    std::cout << nlohmann::json{{"seconds", clock->now() - begin}, {"was_there", receipt.was_there}} << std::endl;
  } while (std::getline(std::cin, line));
  return 0;
}
