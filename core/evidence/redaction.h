// Takes out of text what is nobody else's business, and leaves what a helper needs to read.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace werkbank {

/// How much was taken out.
struct Redacted {
  std::size_t secrets = 0;    ///< keys, tokens, passwords
  std::size_t addresses = 0;  ///< of e-mail and of computers, account numbers
  std::size_t names = 0;      ///< of people and their folders
};

class Redaction {
 public:
  /// `known`: what is known to be private here (a user name, a folder), and what to write in its place. Those of fewer
  /// than three characters would stand everywhere, and are left.
  explicit Redaction(std::vector<std::pair<std::string, std::string>> known);

  /// The text with a word in angle brackets for each thing taken out: keys and tokens by their form, values behind the
  /// names of secrets ("password: x"), private keys, credentials in links, addresses of e-mail and of computers, bank
  /// accounts, the user's part of home folders, and the known ones. Bytes that are not UTF-8 become U+FFFD.
  std::string of(const std::string& text);
  const Redacted& counts() const { return counts_; }

 private:
  std::vector<std::pair<std::string, std::string>> known_;  ///< the longest first
  Redacted counts_;
};

}  // namespace werkbank
