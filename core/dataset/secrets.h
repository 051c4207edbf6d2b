// What in a program or its settings opens a door for whoever reads it: keys, tokens and passwords. Looked for on this
// computer only, before anything is sent.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace werkbank {

enum class SecretKind {
  private_key,
  hugging_face,
  wandb,
  aws,
  github,
  gitlab,
  openai,  ///< and others whose keys begin with sk-
  slack,
  google,
  session_token,  ///< a JSON web token
  password        ///< or another secret that a name is given to
};
constexpr std::size_t secret_kinds = 11;

struct SecretMatch {
  SecretKind kind = SecretKind::password;
  std::size_t begin = 0;  ///< in bytes
  std::size_t length = 0;
};

/// What the line is of: in settings a value stands without quotes, in a program it would be a name.
enum class LineOf { program, settings };

/// All of it in one line of text, in the order of the line. No two overlap.
std::vector<SecretMatch> find_secrets(std::string_view line, LineOf of = LineOf::program);

/// Whether a file of this name is there to keep secrets in: .env and its kin, not .env.example.
bool is_secrets_file(std::string_view name);
/// By the end of its name: .env, .ini, .yaml and so on.
bool is_settings_file(std::string_view name);

/// So much of it that its owner would know it again, and nobody else could use it.
std::string masked(SecretKind kind, std::string_view text);

}  // namespace werkbank
