#include "core/base/uuid.h"

#include <QUuid>

#include "core/base/ascii.h"

namespace werkbank {

std::string new_uuid() { return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString(); }

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = text[i];
    const bool hex = is_hexadecimal(c);
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

}  // namespace werkbank
