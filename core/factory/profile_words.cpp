#include "core/factory/profile_words.h"

#include <algorithm>

#include <QString>
#include <QStringDecoder>

#include "core/base/ascii.h"
#include "core/base/fingerprint_words.h"

namespace werkbank {
namespace {

constexpr std::size_t longest_page = 2048;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// Other_Format holds what nobody sees: zero-width characters and the marks that turn text around.
bool hides_something(QChar c) {
  const auto kind = c.category();
  return kind == QChar::Other_Control || kind == QChar::Other_Format || kind == QChar::Separator_Line ||
         kind == QChar::Separator_Paragraph || kind == QChar::Other_PrivateUse || kind == QChar::Other_NotAssigned;
}

/// "name" or "name:port" of a web address.
bool is_web_host(std::string_view text) {
  const auto colon = text.find(':');
  const auto name = text.substr(0, colon);
  if (!is_word(name, ".-") || name.front() == '-' || name.front() == '.' || name.find("..") != std::string_view::npos) {
    return false;
  }
  if (colon == std::string_view::npos) return true;
  const auto port = text.substr(colon + 1);
  return !port.empty() && port.size() <= 5 && std::all_of(port.begin(), port.end(), is_digit);
}

}  // namespace

bool is_word(std::string_view text, std::string_view more) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [more](char c) {
    return is_letter_or_digit(c) || more.find(c) != std::string_view::npos;
  });
}

bool is_showable(std::string_view text) {
  QStringDecoder decoder(QStringDecoder::Utf8);
  const QString decoded = decoder.decode(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
  return !decoder.hasError() && std::none_of(decoded.begin(), decoded.end(), hides_something);
}

bool is_web_page(std::string_view text) {
  constexpr std::string_view start = "https://";
  constexpr std::string_view unwanted = "\"'<>\\^`{|}";
  if (text.size() > longest_page || !text.starts_with(start)) return false;
  const bool printable = std::all_of(text.begin(), text.end(), [unwanted](char c) {
    return c > 0x20 && c < 0x7f && unwanted.find(c) == std::string_view::npos;
  });
  const auto rest = text.substr(start.size());
  // Up to the first of these is the host with what may stand around it; an "@" in it would be a user part.
  return printable && is_web_host(rest.substr(0, rest.find_first_of("/?#")));
}

bool is_host(std::string_view text) { return is_word(text, ".:_-") && text.front() != '-'; }

std::string plain(const JsonReader& reader, std::string fallback) {
  auto words = reader.text(std::move(fallback));
  if (has_control(words)) reader.refuse("text on one line");
  return words;
}

std::vector<std::string> plain_list(const JsonReader& reader) {
  std::vector<std::string> list;
  for (const auto& item : reader.items()) list.push_back(plain(item));
  return list;
}

std::string scheduler_word(const JsonReader& reader) {
  auto words = reader.text();
  if (!words.empty() && (!is_word(words, "._:+@-") || words.front() == '-'))
    reader.refuse("one word of letters, digits and ._:+@-");
  return words;
}

std::string web_page(const JsonReader& reader) {
  auto page = reader.text();
  if (reader.present() && !is_web_page(page)) reader.refuse("a web address that begins with https://");
  return page;
}

std::string shown_name(const JsonReader& reader, std::size_t largest) {
  auto words = reader.name();
  if (words.size() > largest || !is_showable(words))
    reader.refuse("readable text on one line of at most " + std::to_string(largest) + " bytes");
  return words;
}

LocalText shown_text(const JsonReader& reader, std::size_t largest) {
  auto text = reader.local_text();
  if (reader.present()) {
    shown_name(reader.maybe("nl"), largest);
    shown_name(reader.maybe("en"), largest);
  }
  return text;
}

std::string user_name(const JsonReader& reader) {
  auto user = plain(reader);
  if (!user.empty() && (!is_word(user, "._@-") || user.front() == '-')) reader.refuse("a user name");
  return user;
}

std::vector<std::string> read_host_keys(const JsonReader& reader) {
  std::vector<std::string> keys;
  for (const auto& item : reader.items()) {
    auto key = plain(item);
    const auto space = key.find(' ');
    const auto body = space == std::string::npos ? std::string_view{} : std::string_view(key).substr(space + 1);
    const bool fits = is_word(std::string_view(key).substr(0, space), "@.-") && body.size() >= 40 &&
                      is_word(body.substr(0, body.find(' ')), "+/=");
    if (!fits) item.refuse("a host key such as \"ssh-ed25519 AAAA...\"");
    keys.push_back(std::move(key));
  }
  return keys;
}

std::vector<std::string> read_fingerprints(const JsonReader& reader) {
  auto list = reader.texts();
  for (const auto& one : list) {
    if (fingerprint_words(one).empty() || !one.starts_with("SHA256:"))
      reader.refuse("a list of fingerprints such as \"SHA256:...\"");
  }
  return list;
}

}  // namespace werkbank
