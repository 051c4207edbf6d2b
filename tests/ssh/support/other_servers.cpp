#include "tests/ssh/support/other_servers.h"

#include <cstdlib>
#include <sstream>

namespace werkbank::test {
namespace {

// The system's own, for which the packages are.
constexpr const char* python = "/usr/bin/python3";

std::string two_words(const std::string& line) {
  std::istringstream words(line);
  std::string type;
  std::string base64;
  words >> type >> base64;
  return type + " " + base64;
}

Endpoint endpoint_at(std::uint16_t port, const std::string& host_key) {
  Endpoint endpoint;
  endpoint.host = "127.0.0.1";
  endpoint.port = port;
  endpoint.user = current_user();
  endpoint.host_keys = {host_key};
  return endpoint;
}

}  // namespace

bool has_asyncssh() {
  static const bool has = run_program({python, "-c", "import asyncssh"}) == 0;
  return has;
}

bool has_dropbear() {
  static const bool has = run_program({"sh", "-c", "command -v dropbear && command -v dropbearkey"}) == 0;
  return has;
}

RecordingServer::RecordingServer(const std::string& mode) {
  const auto folder = folder_.path();
  server_ = std::make_unique<Child>(
      std::vector<std::string>{python, WERKBANK_SOURCE_DIR "/tests/ssh/support/recording_server.py", mode,
                               folder.string()},
      folder / "log");
  ready_ = eventually([&folder] { return std::filesystem::exists(folder / "port"); }, 30);
}

Endpoint RecordingServer::endpoint() const {
  return endpoint_at(static_cast<std::uint16_t>(std::stoi(read_text(folder_.path() / "port"))),
                     two_words(read_text(folder_.path() / "host_key.pub")));
}

void RecordingServer::authorize(const std::string& public_line) const {
  write_text(folder_.path() / "authorized", public_line);
}

std::string RecordingServer::record() const { return read_text(folder_.path() / "record"); }
std::string RecordingServer::log() const { return read_text(folder_.path() / "log"); }

DropbearServer::DropbearServer(const UnixUser& user, const std::string& public_line)
    : user_(user.name()), port_(free_port()) {
  const auto key = folder_.path() / "host_key";
  run_program({"dropbearkey", "-t", "ed25519", "-f", key.string()});
  Child print({"dropbearkey", "-y", "-f", key.string()}, folder_.path() / "host_key.txt");
  print.wait();
  std::filesystem::create_directories(user.home() / ".ssh");
  write_text(user.home() / ".ssh" / "authorized_keys", public_line + "\n");
  server_ = std::make_unique<Child>(
      std::vector<std::string>{"dropbear", "-F", "-E", "-p", "127.0.0.1:" + std::to_string(port_), "-r", key.string(),
                               "-P", (folder_.path() / "pid").string()},
      folder_.path() / "log");
  ready_ = eventually([this] { return log().find("Not backgrounding") != std::string::npos; }, 10);
}

Endpoint DropbearServer::endpoint() const {
  const auto printed = read_text(folder_.path() / "host_key.txt");
  auto endpoint = endpoint_at(port_, two_words(printed.substr(printed.find("ssh-ed25519"))));
  endpoint.user = user_;
  return endpoint;
}

std::string DropbearServer::log() const { return read_text(folder_.path() / "log"); }

}  // namespace werkbank::test
