// A second login server of the lab, which wants a one-time code after the key, as many sites do.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tests/ssh/support/one_time_codes.h"
#include "tests/ssh/support/test_sshd.h"

namespace werkbank::test {

class CodeDoor {
 public:
  /// From the configuration of the lab's own server; only root can start one.
  explicit CodeDoor(const std::string& lab_folder);
  bool ready() const { return ready_; }
  std::uint16_t port() const { return port_; }
  const AuthenticatorApp& app() const { return app_; }
  std::string log() const;

 private:
  TestFolder folder_;
  AuthenticatorApp app_;
  PamService pam_;
  std::uint16_t port_;
  std::unique_ptr<Child> server_;
  bool ready_ = false;
};

}  // namespace werkbank::test
