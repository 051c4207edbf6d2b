// The person's own ~/.ssh/config: the same answers as `ssh -G` gives, and no command ever run.
#include <sstream>

#include "core/ssh/ssh_config.h"
#include "tests/runner/test_program.h"
#include "tests/ssh/support/test_sshd.h"

using namespace werkbank;
using namespace werkbank::test;

namespace ssh_config_test {

/// What OpenSSH itself makes of the file.
std::string openssh_says(const std::filesystem::path& file, const std::string& name, const std::string& keyword) {
  TestFolder folder;
  Child child({"ssh", "-G", "-F", file.string(), name}, folder.path() / "out");
  child.wait();
  std::istringstream lines(read_text(folder.path() / "out"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(keyword + " ")) return line.substr(keyword.size() + 1);
  }
  return {};
}

class SshConfigTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    std::filesystem::create_directories(folder_.path() / ".ssh" / "conf.d");
    places_ = {folder_.path(), folder_.path() / ".ssh" / "config", folder_.path() / "none", "me"};
  }

  void gives_the_answers_of_openssh() {
    const auto file = places_.user_file;
    write_text(file,
               "# mine\n"
               "Host factory fab-*\n  HostName login.%h.example.org\n  Port=8822\n  User = \"alice\"\n"
               "Host *.example.org !bad.example.org\n\tUser bob\n"
               "Host bad.example.org\n  user eve\n"
               "Match originalhost matched,other user me\n  Port 2201\n"
               "Match host real.example.net\n  Port 2202\n"
               "Host real\n  HostName real.example.net\n"
               "Match host real.example.net\n  User found\n"
               "Match exec \"touch " +
                   (folder_.path() / "ran").string() +
                   "\"\n  Port 9\n"
                   "Match all\n  Port 2200\n  User last\n");
    for (const std::string name : {"factory", "fab-7", "x.example.org", "bad.example.org", "real", "unheard"}) {
      const auto alias = read_ssh_config(name, places_);
      // The one command in it would be run by OpenSSH, so it is asked about a file without it.
      const auto harmless = folder_.path() / "harmless";
      auto text = read_text(file);
      const auto at = text.find("Match exec");
      text.erase(at, text.find("Match all") - at);
      write_text(harmless, text);
      QCOMPARE(alias.host, openssh_says(harmless, name, "hostname"));
      QCOMPARE(std::to_string(alias.port), openssh_says(harmless, name, "port"));
      QCOMPARE(alias.user, openssh_says(harmless, name, "user"));
    }
    QCOMPARE(read_ssh_config("matched", places_).port, std::uint16_t{2201});
    QVERIFY(!std::filesystem::exists(folder_.path() / "ran"));
    QVERIFY(read_ssh_config("factory", places_).named && !read_ssh_config("unheard", places_).named);
  }

  void keys_and_files_are_found() {
    write_text(places_.user_file,
               "Host a\n  IdentityFile ~/.ssh/first\n  IdentityFile \"%d/with space\"\n  CertificateFile ~/c-cert.pub\n"
               "  IdentityAgent ~/agent.sock\n  UserKnownHostsFile ~/known ~/known2\n"
               "Host *\n  IdentityFile /abs/%u-%h\n");
    const auto alias = read_ssh_config("a", places_);
    const auto home = folder_.path();
    QCOMPARE(alias.identity_files,
             (std::vector<std::filesystem::path>{home / ".ssh/first", home / "with space", "/abs/me-a"}));
    QCOMPARE(alias.certificate_files, std::vector<std::filesystem::path>{home / "c-cert.pub"});
    QCOMPARE(alias.identity_agent, (home / "agent.sock").string());
    QCOMPARE(alias.known_hosts.size(), std::size_t{2});
    QCOMPARE(endpoint_of_alias("a", places_).known_hosts->front(), home / "known");
  }

  void includes_are_followed_but_not_for_ever() {
    write_text(places_.user_file, "Include conf.d/*.conf\nInclude config\nHost b\n  Include inside\n");
    write_text(folder_.path() / ".ssh" / "conf.d" / "10.conf", "Host a\n  Port 1001\n");
    write_text(folder_.path() / ".ssh" / "conf.d" / "20.conf", "Host a\n  Port 1002\n  User u\n");
    write_text(folder_.path() / ".ssh" / "inside", "HostName inside.example.org\n");
    const auto alias = read_ssh_config("a", places_);
    QCOMPARE(alias.port, std::uint16_t{1001});
    QCOMPARE(alias.user, std::string("u"));
    QCOMPARE(alias.host, std::string("a"));
    QCOMPARE(read_ssh_config("b", places_).host, std::string("inside.example.org"));
  }

  void jumps_are_looked_up_by_their_names() {
    write_text(places_.user_file,
               "Host target\n  HostName 10.0.0.9\n  ProxyJump carol@gate:2222,inner\n"
               "Host gate\n  HostName gate.example.org\n  User nobody\n  ProxyJump outer\n"
               "Host inner\n  HostName inner.example.org\n  Port 2022\n  User dave\n"
               "Host outer\n  HostName outer.example.org\n"
               "Host loop\n  ProxyJump loop\n"
               "Host none\n  ProxyJump none\n  ProxyCommand nc %h %p\n"
               "Host program\n  ProxyCommand nc %h %p\n");
    const auto endpoint = endpoint_of_alias("target", places_);
    QCOMPARE(endpoint.jumps.size(), std::size_t{3});
    QCOMPARE(endpoint.jumps[0].host, std::string("outer.example.org"));
    QCOMPARE(endpoint.jumps[1].host, std::string("gate.example.org"));
    QCOMPARE(endpoint.jumps[1].user, std::string("carol"));
    QCOMPARE(endpoint.jumps[1].port, std::uint16_t{2222});
    QCOMPARE(endpoint.jumps[2].user, std::string("dave"));
    QCOMPARE(endpoint.jumps[2].port, std::uint16_t{2022});
    QVERIFY(endpoint_of_alias("loop", places_).jumps.size() <= 8);
    QVERIFY(endpoint_of_alias("none", places_).jumps.empty());
    QVERIFY(!read_ssh_config("none", places_).has_proxy_command);
    QVERIFY(read_ssh_config("program", places_).has_proxy_command);
  }

  void the_names_to_choose_from() {
    write_text(places_.user_file, "Host b a\nHost *\nHost x? !c\nHost a\n");
    QCOMPARE(names_in_ssh_config(places_), (std::vector<std::string>{"a", "b"}));
  }

  void nonsense_says_nothing() {
    const std::string text =
        "Port 99999\nPort -1\nPort 22x\nHostName -oProxyCommand=x\nHostName a b\x01\nUser \x07\n\"\nHost\nMatch\n"
        "Match host\n= = =\nIdentityFile\nInclude\n\xff\xfe\n";
    const auto alias = parse_ssh_config(text, "name", places_);
    QCOMPARE(alias.port, std::uint16_t{22});
    QVERIFY(alias.host == "name" || alias.host == "a");
    QVERIFY(alias.user.empty());
    QCOMPARE(read_ssh_config("x", {folder_.path(), folder_.path(), "/nonexistent", ""}).host, std::string("x"));
  }

  void nothing_is_written() {
    write_text(places_.user_file, "Host a\n  Port 7\n");
    const auto before = std::filesystem::last_write_time(places_.user_file);
    static_cast<void>(endpoint_of_alias("a", places_));
    QVERIFY(std::filesystem::last_write_time(places_.user_file) == before);
    QCOMPARE(read_text(places_.user_file), std::string("Host a\n  Port 7\n"));
  }

 private:
  TestFolder folder_;
  SshConfigPlaces places_;
};

}  // namespace ssh_config_test

WERKBANK_TEST(ssh_config_test::SshConfigTest);
#include "ssh_config_test.moc"
