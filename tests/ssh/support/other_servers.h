// SSH servers of another make than OpenSSH: AsyncSSH, which writes down what it is given, and Dropbear.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/ssh/support/test_sshd.h"

namespace werkbank::test {

bool has_asyncssh();
bool has_dropbear();

/// recording_server.py in one of its modes.
class RecordingServer {
 public:
  explicit RecordingServer(const std::string& mode);
  bool ready() const { return ready_; }
  Endpoint endpoint() const;
  /// Lets this public key in (modes "keys" and "all").
  void authorize(const std::string& public_line) const;
  /// All that it was given so far, one JSON object a line.
  std::string record() const;
  /// What went wrong with it.
  std::string log() const;

 private:
  TestFolder folder_;
  std::unique_ptr<Child> server_;
  bool ready_ = false;
};

/// A Dropbear that lets this key in, and the password, for an account of the test; only root can start one.
class DropbearServer {
 public:
  DropbearServer(const UnixUser& user, const std::string& public_line);
  bool ready() const { return ready_; }
  Endpoint endpoint() const;
  std::string log() const;

 private:
  TestFolder folder_;
  std::string user_;
  std::uint16_t port_ = 0;
  std::unique_ptr<Child> server_;
  bool ready_ = false;
};

}  // namespace werkbank::test
