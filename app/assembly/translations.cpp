#include "app/assembly/translations.h"

#include <QCoreApplication>
#include <QLocale>

#include "core/base/units.h"

namespace werkbank {

std::optional<Language> language_of(std::string_view code) {
  const auto stem = code.substr(0, code.find_first_of("_-.@"));
  if (stem == "nl") return Language::dutch;
  if (stem == "en") return Language::english;
  return std::nullopt;
}

Language system_language() {
  return QLocale::system().language() == QLocale::Dutch ? Language::dutch : Language::english;
}

Translations::~Translations() { remove(); }

void Translations::remove() {
  if (QCoreApplication::instance() == nullptr) return;
  if (own_) QCoreApplication::removeTranslator(own_.get());
  if (qt_) QCoreApplication::removeTranslator(qt_.get());
}

void Translations::use(Language language) {
  remove();
  const auto code = QString::fromLatin1(language_code(language).data());
  own_ = std::make_unique<QTranslator>();
  if (own_->load(QStringLiteral(":/translations/werkbank_") + code)) QCoreApplication::installTranslator(own_.get());
  qt_ = std::make_unique<QTranslator>();
  if (qt_->load(QStringLiteral(":/translations/qtbase_") + code)) QCoreApplication::installTranslator(qt_.get());
  QLocale::setDefault(locale_of(language));
}

}  // namespace werkbank
