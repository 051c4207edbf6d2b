#include "tests/ssh/support/sign_in_table.h"

#include <chrono>
#include <cstdio>

namespace werkbank::test {
namespace {

std::string prompts_of(const WillingPerson& person) {
  std::string list;
  const auto add = [&list](const std::string& word) { list += (list.empty() ? "" : ", ") + word; };
  for (const auto& host : person.hosts) add("right host? (" + host.key_type + ")");
  for (const auto& question : person.questions) {
    switch (question.kind) {
      case Question::Kind::user_name:
        add("user name");
        break;
      case Question::Kind::password:
        add("password");
        break;
      case Question::Kind::new_password:
        add("new password");
        break;
      case Question::Kind::key_passphrase:
        add("passphrase");
        break;
      case Question::Kind::one_time_code:
        add("code");
        break;
      case Question::Kind::other:
        add("other");
        break;
    }
  }
  return list.empty() ? "none" : list;
}

}  // namespace

Result<std::shared_ptr<Connection>> SignInTable::tried(const std::string& what, const Endpoint& endpoint,
                                                       const SignInMethods& methods, WillingPerson& person) {
  const auto begin = std::chrono::steady_clock::now();
  auto opened = Connection::open(endpoint, methods, person, {});
  Row row;
  row.what = what;
  row.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  row.prompts = prompts_of(person);
  row.outcome = opened.ok() ? "signed in" : opened.cancelled() ? "cancelled" : opened.error().message.english();
  rows_.push_back(std::move(row));
  return opened;
}

void SignInTable::print() const {
  std::printf("\n%-38s %8s  %-34s %s\n", "what was tried", "seconds", "prompts asked", "outcome");
  for (const auto& row : rows_)
    std::printf("%-38s %8.2f  %-34s %s\n", row.what.c_str(), row.seconds, row.prompts.c_str(), row.outcome.c_str());
  std::fflush(stdout);
}

}  // namespace werkbank::test
