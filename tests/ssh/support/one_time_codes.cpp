#include "tests/ssh/support/one_time_codes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

#include "core/base/uuid.h"

namespace werkbank::test {
namespace {

std::string base32(const std::string& bytes) {
  constexpr const char* letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  unsigned int held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(held >> static_cast<unsigned int>(bits - 5)) & 31U];
  }
  return text;
}

std::string taken(std::vector<std::string>& answers) {
  std::string answer = answers.front();
  if (answers.size() > 1) answers.erase(answers.begin());
  return answer;
}

}  // namespace

bool has_one_time_codes() {
  for (const char* place : {"/lib/x86_64-linux-gnu/security", "/usr/lib/x86_64-linux-gnu/security",
                            "/usr/lib/aarch64-linux-gnu/security", "/lib/security", "/usr/lib64/security"}) {
    if (std::filesystem::exists(std::filesystem::path(place) / "pam_google_authenticator.so")) return true;
  }
  return false;
}

AuthenticatorApp::AuthenticatorApp() : secret_(new_uuid().substr(0, 20)), period_(std::time(nullptr) / 30) {
  const auto file = folder_.path() / "secret";
  write_text(file, base32(secret_) + "\n\" DISALLOW_REUSE\n\" WINDOW_SIZE 17\n\" TOTP_AUTH\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
}

std::string AuthenticatorApp::pam_line(const std::string& options) const {
  return "auth required pam_google_authenticator.so secret=" + (folder_.path() / "secret").string() +
         " user=root no_increment_hotp " + options + "\n";
}

std::string AuthenticatorApp::code(int later) const {
  auto step = static_cast<std::uint64_t>(period_ + later);
  QByteArray message(8, '\0');
  for (qsizetype i = 7; i >= 0; --i, step >>= 8U) message[i] = static_cast<char>(step & 0xffU);
  const auto hash =
      QMessageAuthenticationCode::hash(message, QByteArray::fromStdString(secret_), QCryptographicHash::Sha1);
  const auto at = hash[19] & 15;
  std::uint32_t number = 0;
  for (int i = 0; i < 4; ++i) number = (number << 8U) | static_cast<unsigned char>(hash[at + i]);
  auto digits = std::to_string((number & 0x7fffffffU) % 1'000'000U);
  return std::string(6 - digits.size(), '0') + digits;
}

Result<Secret> WillingPerson::ask(const Question& question) {
  constexpr std::size_t patience = 100;  // one who is asked for ever has nothing new to say
  if (questions.size() >= patience) return Cancelled{};
  questions.push_back(question);
  auto* answers = &others;
  if (question.kind == Question::Kind::password) answers = &passwords;
  if (question.kind == Question::Kind::one_time_code) answers = &codes;
  if (question.kind == Question::Kind::new_password) answers = &new_passwords;
  if (answers->empty()) return Cancelled{};
  return Secret(taken(*answers));
}

Result<bool> WillingPerson::is_right_host(const HostFingerprint& fingerprint) {
  hosts.push_back(fingerprint);
  return true;
}

std::size_t WillingPerson::asked_for(Question::Kind kind) const {
  return static_cast<std::size_t>(std::count_if(questions.begin(), questions.end(),
                                                [kind](const Question& question) { return question.kind == kind; }));
}

}  // namespace werkbank::test
