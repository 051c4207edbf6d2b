// The ways in that a test tried, as a table: what, how long it took, what the person was asked, how it ended.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/ssh/connection.h"
#include "tests/ssh/support/one_time_codes.h"

namespace werkbank::test {

class SignInTable {
 public:
  struct Row {
    std::string what;
    double seconds = 0;
    std::string prompts;
    std::string outcome;
  };
  /// Signs in, and adds a row about it.
  Result<std::shared_ptr<Connection>> tried(const std::string& what, const Endpoint& endpoint,
                                            const SignInMethods& methods, WillingPerson& person);
  /// The row of the last try, for what came after it.
  Row& last() { return rows_.back(); }
  void print() const;

 private:
  std::vector<Row> rows_;
};

}  // namespace werkbank::test
