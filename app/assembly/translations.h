// The language of the running program: which one, and the translators that go with it.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include <QTranslator>

#include "core/base/language.h"

namespace werkbank {

/// "nl" or "en", with anything after it ("nl_NL"); nothing for others.
std::optional<Language> language_of(std::string_view code);
/// Dutch on a Dutch computer, English elsewhere.
Language system_language();

/// Owns the installed translators; exchanging them makes every open window speak the other language.
class Translations {
 public:
  ~Translations();
  /// Installs the texts of `language` into the running application and makes its locale the default one.
  void use(Language language);

 private:
  void remove();
  std::unique_ptr<QTranslator> own_;
  std::unique_ptr<QTranslator> qt_;
};

}  // namespace werkbank
