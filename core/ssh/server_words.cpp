#include "core/ssh/server_words.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>

#include "core/base/ascii.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_words = 2000;
constexpr std::size_t longest_link = 1000;

/// In small letters, and no more than a person would read.
std::string small_letters(std::string_view text) { return lower_case(text.substr(0, 16 * longest_words)); }

bool has_any(const std::string& lower, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(),
                     [&lower](const char* word) { return lower.find(word) != std::string::npos; });
}

/// Whether one of `words` stands there by itself: "new" is not in "renew".
bool has_word(const std::string& lower, std::initializer_list<std::string_view> words) {
  for (const auto word : words) {
    for (auto at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
      const auto end = at + word.size();
      if ((at == 0 || !is_letter(lower[at - 1])) && (end == lower.size() || !is_letter(lower[end]))) return true;
    }
  }
  return false;
}

bool names_password(const std::string& lower) {
  return has_any(lower, {"password", "passwd", "wachtwoord", "passwort", "kennwort", "mot de passe", "contrase"});
}

/// What may stand in an address (RFC 3986), without the quotes and brackets that usually stand around one.
bool is_of_address(char c) {
  return is_letter(c) || is_digit(c) || std::string_view("-._~:/?#@!$&*+,;=%()").find(c) != std::string_view::npos;
}

std::string without_full_stop(std::string_view address) {
  while (!address.empty() && std::string_view(".,;:!?)(*").find(address.back()) != std::string_view::npos)
    address.remove_suffix(1);
  return std::string(address);
}

bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > 253 || host.find('.') == std::string_view::npos) return false;
  if (host.find("..") != std::string_view::npos || host.front() == '.' || host.front() == '-') return false;
  return std::any_of(host.begin(), host.end(), is_letter) && std::all_of(host.begin(), host.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '-' || c == '.';
         });
}

/// "host" or "host:port", and nothing of a user part.
bool is_authority(std::string_view authority) {
  const auto colon = authority.find(':');
  if (colon == std::string_view::npos) return is_host_name(authority);
  const auto port = authority.substr(colon + 1);
  return is_host_name(authority.substr(0, colon)) && !port.empty() && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), is_digit);
}

}  // namespace

Question::Kind kind_of_prompt(std::string_view prompt) {
  const std::string lower = small_letters(prompt);
  const bool password = names_password(lower);
  const bool code = has_any(lower, {"one-time", "one time", "eenmalig", "einmal", "authenticator", "verification",
                                    "passcode", "code", "token", "oath", "2fa", "mfa"}) ||
                    has_word(lower, {"otp", "totp", "hotp", "tan"});
  // "Password & verification code": both in one answer, which only the server's own words explain.
  if (password && code && has_any(lower, {"&", "+", " and ", " en ", " und "})) return Question::Kind::other;
  if (code) return Question::Kind::one_time_code;
  if (!password) return Question::Kind::other;
  const bool fresh = has_word(lower, {"new", "nieuw", "nieuwe", "neues", "nouveau", "nueva", "nuova"}) ||
                     has_any(lower, {"retype", "re-enter"});
  return fresh ? Question::Kind::new_password : Question::Kind::password;
}

bool asks_present_password(std::string_view prompt) {
  return has_word(small_letters(prompt), {"current", "old", "present", "huidig", "huidige", "oud", "oude"});
}

bool asks_once_more(std::string_view prompt) {
  return has_any(small_letters(prompt), {"retype", "re-enter", "again", "repeat", "confirm", "herhaal", "nogmaals"});
}

std::string link_in(std::string_view words) {
  constexpr std::string_view scheme = "https://";
  const std::string lower = small_letters(words);
  for (auto at = lower.find(scheme); at != std::string::npos; at = lower.find(scheme, at + 1)) {
    if (at > 0 && (is_letter(lower[at - 1]) || is_digit(lower[at - 1]))) continue;
    const auto begin = at + scheme.size();
    auto end = begin;
    while (end < lower.size() && is_of_address(lower[end])) ++end;
    // An address that goes on with something else than plain characters is not the one that it seems to be.
    if (end < lower.size() && (static_cast<unsigned char>(lower[end]) >= 0x80 || lower[end] == '\\')) continue;
    const auto rest = without_full_stop(words.substr(begin, end - begin));
    if (rest.size() > longest_link || !is_authority(std::string_view(rest).substr(0, rest.find_first_of("/?#"))))
      continue;
    return std::string(scheme) + rest;
  }
  return {};
}

std::string words_for_showing(std::string_view words) {
  std::string text;
  for (const char c : words.substr(0, longest_words)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 0x20 && byte != 0x7f) || c == '\n' || c == '\t') text += c;
  }
  return text;
}

bool says_blocked(std::string_view words) {
  return has_any(small_letters(words), {"locked due to", "temporarily locked", "left to unlock",
                                        "login attempts exceeded", "tijdelijk geblokkeerd"});
}

bool says_new_password_needed(std::string_view words) {
  const std::string lower = small_letters(words);
  return has_any(lower, {"password change required", "change your password", "password has expired", "password expired",
                         "changing password for", "wachtwoord is verlopen"});
}

}  // namespace werkbank
