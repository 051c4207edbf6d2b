#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/local_files.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/certificate_time.h"
#include "core/ssh/private_key_file.h"
#include "core/ssh/sign_in.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

bool is_file(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

/// Whether the server would take this public key or certificate.
Result<int> offered(AuthSession& session, ssh_key half) {
  return session.ask_server([&] { return ssh_userauth_try_publickey(session.handle(), nullptr, half); });
}

Result<int> proved(AuthSession& session, ssh_key key) {
  return session.ask_server([&] { return ssh_userauth_publickey(session.handle(), nullptr, key); });
}

class KeyFileSignIn : public SignInMethod {
 public:
  explicit KeyFileSignIn(std::filesystem::path file) : file_(std::move(file)) {}

  Result<bool> ready(const Endpoint&) const override { return is_file(file_); }

  Result<SignInOutcome> attempt(AuthSession& session, Conversation& conversation) const override {
    if (!session.takes(SSH_AUTH_METHOD_PUBLICKEY) || !is_file(file_)) return SignInOutcome::not_tried;
    // What needs no passphrase is proved at once: the question whether the server takes this key costs a round trip.
    auto key = private_key_without_asking(file_, session);
    if (!key) {
      const auto half = public_half_of(file_);
      WERKBANK_TRY(const int answer, half ? offered(session, half.get()) : Result<int>(SSH_AUTH_SUCCESS));
      if (answer != SSH_AUTH_SUCCESS) return session.outcome_of(answer);
      WERKBANK_TRY(key, unlock_private_key(file_, session, conversation));
    }
    if (!key) return SignInOutcome::refused;
    WERKBANK_TRY(const int answer, proved(session, key.get()));
    return session.outcome_of(answer);
  }

 private:
  std::filesystem::path file_;
};

class CertificateSignIn : public SignInMethod {
 public:
  CertificateSignIn(std::filesystem::path key, std::filesystem::path certificate)
      : key_(std::move(key)), certificate_(std::move(certificate)) {}

  Result<bool> ready(const Endpoint& endpoint) const override {
    if (!is_file(key_) || !is_file(certificate_)) return false;
    WERKBANK_TRY(const auto facts, read_certificate(certificate_));
    if (const auto why_not = outside_its_time(endpoint, facts)) return *why_not;
    return true;
  }

  Result<SignInOutcome> attempt(AuthSession& session, Conversation& conversation) const override {
    if (!session.takes(SSH_AUTH_METHOD_PUBLICKEY) || !is_file(key_)) return SignInOutcome::not_tried;
    const auto facts = read_certificate(certificate_);
    std::optional<Error> why_not;
    if (facts.failed()) why_not = facts.error();
    if (facts.ok()) why_not = outside_its_time(session.endpoint(), *facts);
    if (why_not) {
      session.reason = why_not;
      return SignInOutcome::not_tried;
    }
    return offer(*facts, session, conversation);
  }

 private:
  Result<SignInOutcome> offer(const CertificateFacts& facts, AuthSession& session, Conversation& conversation) const {
    ssh_key raw = nullptr;
    if (ssh_pki_import_cert_file(path_text(certificate_).c_str(), &raw) != SSH_OK) return SignInOutcome::not_tried;
    const KeyHandle certificate(raw);
    auto key = private_key_without_asking(key_, session);
    if (!key) {
      WERKBANK_TRY(const int answer, offered(session, certificate.get()));
      if (answer != SSH_AUTH_SUCCESS) return refused(facts, session, answer);
      WERKBANK_TRY(key, unlock_private_key(key_, session, conversation));
    }
    if (!key || ssh_pki_copy_cert_to_privkey(certificate.get(), key.get()) != SSH_OK) return SignInOutcome::refused;
    WERKBANK_TRY(const int answer, proved(session, key.get()));
    return refused(facts, session, answer);
  }

  static Result<SignInOutcome> refused(const CertificateFacts& facts, AuthSession& session, int answer) {
    if (answer == SSH_AUTH_DENIED) session.reason = certificate_refused(session.endpoint(), facts);
    return session.outcome_of(answer);
  }

  std::filesystem::path key_;
  std::filesystem::path certificate_;
};

}  // namespace

std::shared_ptr<const SignInMethod> key_file_sign_in(std::filesystem::path private_key) {
  return std::make_shared<KeyFileSignIn>(std::move(private_key));
}

std::shared_ptr<const SignInMethod> certificate_sign_in(std::filesystem::path private_key,
                                                        std::filesystem::path certificate) {
  return std::make_shared<CertificateSignIn>(std::move(private_key), std::move(certificate));
}

}  // namespace werkbank
