#include "core/ssh/sign_in.h"

#include <array>
#include <system_error>

#include <QDir>

#include "core/base/local_files.h"
#include "core/ssh/certificate.h"

namespace werkbank {
namespace {

std::vector<std::filesystem::path> usual_keys() {
  constexpr std::array<const char*, 3> names = {"id_ed25519", "id_ecdsa", "id_rsa"};
  const auto folder = path_from_text(QDir::homePath().toStdString()) / ".ssh";
  std::vector<std::filesystem::path> keys;
  for (const char* name : names) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(folder / name, ignored)) keys.push_back(folder / name);
  }
  return keys;
}

}  // namespace

SignInMethods sign_in_methods(const SignInChoice& choice) {
  SignInMethods methods;
  if (choice.agent) methods.push_back(agent_sign_in());
  for (const auto& key : choice.key_files.empty() ? usual_keys() : choice.key_files) {
    const auto certificate = certificate_beside(key);
    if (choice.certificates && !certificate.empty()) methods.push_back(certificate_sign_in(key, certificate));
    if (choice.keys) methods.push_back(key_file_sign_in(key));
  }
  if (choice.password) methods.push_back(password_sign_in(choice.max_password_attempts, choice.lock_hours));
  return methods;
}

}  // namespace werkbank
