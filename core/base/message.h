// A sentence for a person, put into words only when it is shown, so that it follows a switch of language.
// Make one with Message(WERKBANK_TEXT("room", "English with %1"), {argument}): the macro makes lupdate find it
// (-tr-function-alias QT_TRANSLATE_NOOP+=WERKBANK_TEXT).
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <variant>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "core/base/language.h"

#define WERKBANK_TEXT(room, source) room, source

namespace werkbank {

/// An amount of data; shown as "1.2 MB" or "1,2 MB".
struct Bytes {
  std::uint64_t count = 0;
  bool operator==(const Bytes&) const = default;
};

/// A length of time; shown as "2 min 5 s".
struct Seconds {
  double count = 0;
  bool operator==(const Seconds&) const = default;
};

class Message {
 public:
  using Argument = std::variant<std::string, std::int64_t, double, Bytes, Seconds, LocalText>;

  Message() = default;
  /// `room` is the translation context, `source` the English text with %1..%9; both must be literals.
  Message(const char* room, const char* source, std::vector<Argument> arguments = {});
  /// A sentence that is known in both languages already (from a manifest or a profile).
  explicit Message(LocalText text, std::vector<Argument> arguments = {});

  bool empty() const;
  /// The words in `language`. Text of the program comes through QCoreApplication::translate and so is in the language
  /// of the installed translators, which app/ keeps equal to `language`. Control characters in arguments are made
  /// visible.
  QString in(Language language) const;
  /// The English source with its arguments: for logs and tests.
  std::string english() const;

  bool operator==(const Message&) const = default;

 private:
  std::string room_;
  std::string source_;
  LocalText text_;
  std::vector<Argument> arguments_;
};

}  // namespace werkbank
