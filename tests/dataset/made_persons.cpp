#include "made_persons.h"

namespace werkbank {

const char* kind_name(PersonalKind kind) {
  static constexpr const char* names[] = {"bsn", "iban", "email", "phone", "birth"};
  return names[static_cast<int>(kind)];
}

std::string PersonMaker::digits(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>('0' + number(10));
  return text;
}

std::string PersonMaker::bsn() {
  while (true) {
    auto text = digits(9);
    if (is_citizen_number(text)) return text;
  }
}

std::string PersonMaker::no_bsn() {
  while (true) {
    auto text = digits(9);
    if (!is_citizen_number(text)) return text;
  }
}

std::string PersonMaker::iban() {
  const std::string bank = std::string("INGB0") + digits(9);
  for (int check = 2; check <= 98; ++check) {
    auto text = "NL" + std::string(check < 10 ? "0" : "") + std::to_string(check) + bank;
    if (is_iban(text)) return text;
  }
  return {};
}

}  // namespace werkbank
