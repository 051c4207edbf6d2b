// The two languages Werkbank speaks, and text that is known in both.
// Text of the program itself is a Message (message.h); text that arrives as data (a manifest, a profile) is a
// LocalText.
#pragma once

#include <string>
#include <string_view>

namespace werkbank {

enum class Language { dutch, english };

/// "nl" or "en".
std::string_view language_code(Language language);

struct LocalText {
  std::string dutch;
  std::string english;

  const std::string& in(Language language) const { return language == Language::dutch ? dutch : english; }
  bool operator==(const LocalText&) const = default;
};

}  // namespace werkbank
