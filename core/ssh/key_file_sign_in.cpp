#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "core/base/local_files.h"
#include "core/ssh/auth_session.h"
#include "core/ssh/sign_in.h"
#include "core/ssh/ssh_error.h"

namespace werkbank {
namespace {

constexpr int passphrase_tries = 3;  // costs nothing at the server

/// What importing a private key needs while libssh calls back.
struct PassphraseCall {
  const Secret* passphrase = nullptr;
  bool was_asked = false;
};

int give_passphrase(const char*, char* buffer, std::size_t size, int, int, void* user) {
  auto* call = static_cast<PassphraseCall*>(user);
  call->was_asked = true;
  if (call->passphrase == nullptr || call->passphrase->reveal().size() >= size) return -1;
  std::memcpy(buffer, call->passphrase->reveal().c_str(), call->passphrase->reveal().size() + 1);
  return 0;
}

KeyHandle import_private(const std::string& path, PassphraseCall& call) {
  ssh_key key = nullptr;
  const int answer = ssh_pki_import_privkey_file(path.c_str(), nullptr, give_passphrase, &call, &key);
  return KeyHandle(answer == SSH_OK ? key : nullptr);
}

class KeyFileSignIn : public SignInMethod {
 public:
  explicit KeyFileSignIn(std::filesystem::path file) : file_(std::move(file)), path_(path_text(file_)) {}

  Result<SignInOutcome> attempt(AuthSession& session, Conversation& conversation) const override {
    std::error_code ignored;
    if (!session.takes(SSH_AUTH_METHOD_PUBLICKEY) || !std::filesystem::is_regular_file(file_, ignored)) {
      return SignInOutcome::not_tried;
    }
    if (const auto key = public_key()) {
      WERKBANK_TRY(const int answer, session.ask_server([&session, &key] {
        return ssh_userauth_try_publickey(session.handle(), nullptr, key.get());
      }));
      if (answer != SSH_AUTH_SUCCESS) return session.outcome_of(answer);
    }
    WERKBANK_TRY(const auto key, private_key(session, conversation));
    if (!key) return SignInOutcome::refused;
    WERKBANK_TRY(const int answer, session.ask_server([&session, &key] {
      return ssh_userauth_publickey(session.handle(), nullptr, key.get());
    }));
    return session.outcome_of(answer);
  }

 private:
  /// From the file itself (OpenSSH's format carries it in the clear) or from the one beside it; maybe none.
  KeyHandle public_key() const {
    ssh_key key = nullptr;
    if (ssh_pki_import_pubkey_file(path_.c_str(), &key) != SSH_OK &&
        ssh_pki_import_pubkey_file((path_ + ".pub").c_str(), &key) != SSH_OK) {
      return {};
    }
    return KeyHandle(key);
  }

  /// Nothing when it cannot be read, or when the person does not know its passphrase.
  Result<KeyHandle> private_key(const AuthSession& session, Conversation& conversation) const {
    PassphraseCall call;
    if (auto key = import_private(path_, call); key || !call.was_asked) return key;
    Question question;
    question.kind = Question::Kind::key_passphrase;
    question.what = Message(WERKBANK_TEXT("ssh", "What is the passphrase of your key %1?"), {path_});
    for (int tries = 0; tries < passphrase_tries; ++tries) {
      if (session.stop_token().stop_requested()) return Cancelled{};
      question.tries_left = passphrase_tries - tries;
      WERKBANK_TRY(const Secret passphrase, conversation.ask(question));
      call.passphrase = &passphrase;
      if (auto key = import_private(path_, call)) return key;
      question.refused_before = true;
    }
    return KeyHandle();
  }

  std::filesystem::path file_;
  std::string path_;
};

}  // namespace

std::shared_ptr<const SignInMethod> key_file_sign_in(std::filesystem::path private_key) {
  return std::make_shared<KeyFileSignIn>(std::move(private_key));
}

}  // namespace werkbank
