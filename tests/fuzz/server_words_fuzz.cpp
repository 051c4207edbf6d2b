// What a server asks while signing in is untrusted: reading it may not crash, what is shown is bounded and without
// control characters, and what is offered as a page is an https address of a plain host.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/ssh/question_words.h"
#include "core/ssh/server_words.h"

namespace {

using namespace werkbank;

void must(bool holds) {
  if (!holds) std::abort();
}

void check_link(const std::string& link) {
  if (link.empty()) return;
  constexpr std::string_view scheme = "https://";
  must(link.starts_with(scheme) && link.size() > scheme.size() && link.size() < 1100);
  for (const char c : link) must(c > 0x20 && c < 0x7f && c != '"' && c != '\'' && c != '<' && c != '>' && c != '\\');
  const auto end = link.find_first_of("/?#", scheme.size());
  const auto host = link.substr(scheme.size(), end == std::string::npos ? end : end - scheme.size());
  must(!host.empty() && host.find('@') == std::string::npos && host.find('.') != std::string::npos);
  must(link_in(link) == link);
}

void check_shown(const std::string& words) {
  must(words.size() <= 2000);
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    must((byte >= 0x20 && byte != 0x7f) || c == '\n' || c == '\t');
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_link(link_in(text));
  check_shown(words_for_showing(text));
  const auto half = size / 2;
  const auto question = question_for_prompt(text.substr(0, half), text.substr(half), (size & 1U) != 0,
                                            {"host", "user", (size & 2U) != 0, (size & 4U) != 0, false});
  must(!question.what.empty());
  must(question.kind != Question::Kind::user_name && question.kind != Question::Kind::key_passphrase);
  check_link(question.link);
  check_shown(question.server_words);
  static_cast<void>(says_blocked(text));
  static_cast<void>(says_new_password_needed(text));
  return 0;
}
