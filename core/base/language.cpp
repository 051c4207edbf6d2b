#include "core/base/language.h"

namespace werkbank {

std::string_view language_code(Language language) { return language == Language::dutch ? "nl" : "en"; }

}  // namespace werkbank
