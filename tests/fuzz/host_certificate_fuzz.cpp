// A host's certificate, and the server that shows it, come from whoever answers: asking and reading may not crash, and
// no key counts but those that these authorities certified.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <QByteArray>

#include "core/ssh/host_certificate.h"
#include "core/ssh/host_certificate_request.h"
#include "core/ssh/wire_reader.h"

namespace {

using namespace werkbank;

// Of the seeds; nobody has their private keys any more.
constexpr const char* authorities[] = {
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHT90fumZFksMhhUFYZse+DQklVkwYY40LCX24H1id9y",
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDGD02v0mS+fvu9sVS6z6NrR3DAD8+RqLRZ7ZHHpf6OL6nPVclKY2kOhmQg+ssUbHr6l/4Od39ij1"
    "7mb92Q3i0pY6HT9Sw6NCbATnRjGzq4PxQEeht9SH2O8dx69miQ7uomuQGoz2jjmSDjjP2PmCLbiiStMAW9oL16uFHzvj0siO9ba0AamkgoU+/K3xBp"
    "1aD2p2HQZ4tWJPPL/D+t/UdAtKQQp7E97/+UpCr4oIbKQ15mr649FiFq1Qn8YbPhWBaIn7NsuY9NpekYG0MCpWAh9q4v6V7RPk472kmL7rTTf/h/0y"
    "empGgIvSkNxAGxIZ758429x5UFCosYdfXfqX2h",
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBGPS0SvGmKkpbXFwwOASjjcdYyJNbBDZQfUpVXOi/t"
    "TMaTXjm5ysD6QnTiLSxwfPKBBBFcPiiixcRIdKBX0jXA8="};
constexpr std::array<std::string_view, 3> certified = {"SHA256:j27YVk+ef7XA7nIKvYYzOc6C1VzBfaoZ/l2eQQPvw6w",
                                                       "SHA256:rdz7OwuYnUExyuZvjVeN6TIlvoljVb2wqPx2/VDGYQU",
                                                       "SHA256:0B17QfQPjx8Df3rJtgzfeja0mVQWoukRAp2Zn1PEkzM"};
constexpr std::int64_t some_day = 1'800'000'000;  // unix seconds

void must(bool holds) {
  if (!holds) std::abort();
}

void judge(std::string_view bytes, const std::string& host, bool may_be_good) {
  HostCertificateTerms terms{host, {}, {}, some_day};
  for (const char* line : authorities) terms.authorities.emplace_back(line);
  const auto verdict = judge_host_certificate(bytes, terms);
  const bool good = verdict.outcome == HostCertificateVerdict::Outcome::good;
  must(verdict.outcome != HostCertificateVerdict::Outcome::revoked);
  must(good ? may_be_good && verdict.why.empty() : verdict.key.empty() && !verdict.why.empty());
  if (!good) return;
  const auto base64 = QByteArray::fromStdString(verdict.key.substr(verdict.key.find(' ') + 1));
  const auto fingerprint = sha256_fingerprint(QByteArray::fromBase64(base64).toStdString());
  must(std::find(certified.begin(), certified.end(), fingerprint) != certified.end());
}

/// From a server that says all this and hangs up.
void ask(std::string_view said) {
  std::array<int, 2> ends = {-1, -1};
  must(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) == 0);
  for (const int end : ends) ::fcntl(end, F_SETFL, O_NONBLOCK);
  static_cast<void>(::send(ends[1], said.data(), said.size(), MSG_NOSIGNAL));
  ::shutdown(ends[1], SHUT_WR);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  const auto shown = request_host_certificate(ends[0], {}, deadline, {});
  ::close(ends[1]);
  // It has hung up, so there was nothing to wait for.
  must(shown.ok() && shown->bytes.size() < said.size() + 1);
  must(shown->bytes.empty() || said.find(shown->bytes) != std::string_view::npos);
  judge(shown->bytes, "login.example.org", true);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  judge(text, "login.example.org", true);
  judge(text, "n1.nodes.example.org", true);
  judge(text, "other.example.org", false);
  ask(text);
  return 0;
}
