#include "core/ssh/private_key_file.h"

#include <cstring>
#include <string>

#include "core/base/local_files.h"

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

KeyHandle import_with_known(const std::string& path, const AuthSession& session, PassphraseCall& call) {
  const auto known = session.passphrases->find(path);
  if (known != session.passphrases->end()) call.passphrase = &known->second;
  return import_private(path, call);
}

}  // namespace

KeyHandle public_half_of(const std::filesystem::path& private_key) {
  const auto path = path_text(private_key);
  ssh_key key = nullptr;
  if (ssh_pki_import_pubkey_file(path.c_str(), &key) != SSH_OK &&
      ssh_pki_import_pubkey_file((path + ".pub").c_str(), &key) != SSH_OK) {
    return {};
  }
  return KeyHandle(key);
}

KeyHandle private_key_without_asking(const std::filesystem::path& private_key, const AuthSession& session) {
  PassphraseCall call;
  return import_with_known(path_text(private_key), session, call);
}

Result<KeyHandle> unlock_private_key(const std::filesystem::path& private_key, const AuthSession& session,
                                     Conversation& conversation) {
  const auto path = path_text(private_key);
  PassphraseCall call;
  if (auto key = import_with_known(path, session, call); key || !call.was_asked) return key;
  Question question;
  question.kind = Question::Kind::key_passphrase;
  question.what = Message(WERKBANK_TEXT("ssh", "What is the passphrase of your key %1?"), {path});
  question.subject = path;
  for (int tries = 0; tries < passphrase_tries; ++tries) {
    if (session.stop_token().stop_requested()) return Cancelled{};
    question.tries_left = passphrase_tries - tries;
    auto answer = conversation.ask(question);
    // Nobody is there to ask: another key may do without.
    if (answer.failed() && answer.error().code == ErrorCode::sign_in_needed) break;
    WERKBANK_TRY(const Secret passphrase, std::move(answer));
    call.passphrase = &passphrase;
    if (auto key = import_private(path, call)) {
      session.passphrases->insert_or_assign(path, passphrase);
      return key;
    }
    question.refused_before = true;
  }
  return KeyHandle();
}

}  // namespace werkbank
