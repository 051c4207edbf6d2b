#include "core/catalogue/value_rules.h"

#include <algorithm>
#include <cmath>

#include <QString>
#include <QStringDecoder>

namespace werkbank {
namespace {

std::string wrong_number(const Parameter& parameter, double number) {
  if (!std::isfinite(number)) return "a finite number";
  if (parameter.min && number < *parameter.min) return "at least " + std::to_string(*parameter.min);
  if (parameter.max && number > *parameter.max) return "at most " + std::to_string(*parameter.max);
  return {};
}

bool is_plain_text(const std::string& text) {
  if (text.size() > longest_text_value || text.find('\0') != std::string::npos) return false;
  QStringDecoder decoder(QStringDecoder::Utf8);
  const QString decoded = decoder.decode(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
  return !decoder.hasError() && !decoded.isNull();
}

std::string wrong_text(const Parameter& parameter, const std::string& text, const std::vector<std::string>& models) {
  const auto is_it = [&](const ParameterChoice& choice) { return choice.value == text; };
  if (parameter.type == ParameterType::choice &&
      std::none_of(parameter.choices.begin(), parameter.choices.end(), is_it)) {
    return "one of the choices";
  }
  if (parameter.type == ParameterType::model && std::find(models.begin(), models.end(), text) == models.end()) {
    return "one of the template's models";
  }
  return text.empty() || is_plain_text(text) ? std::string() : "UTF-8 text of at most 4000 bytes";
}

}  // namespace

std::string what_is_wrong(const Parameter& parameter, const ParameterValue& value,
                          const std::vector<std::string>& models) {
  const auto* whole = std::get_if<std::int64_t>(&value);
  const auto* number = std::get_if<double>(&value);
  switch (parameter.type) {
    case ParameterType::integer:
      return whole != nullptr ? wrong_number(parameter, static_cast<double>(*whole)) : "a whole number";
    case ParameterType::duration:
      if (whole == nullptr || *whole < 0) return "a whole number of seconds";
      return wrong_number(parameter, static_cast<double>(*whole));
    case ParameterType::number:
      if (whole != nullptr) return wrong_number(parameter, static_cast<double>(*whole));
      return number != nullptr ? wrong_number(parameter, *number) : "a number";
    case ParameterType::boolean:
      return std::holds_alternative<bool>(value) ? std::string() : "true or false";
    case ParameterType::choice:
    case ParameterType::text:
    case ParameterType::column:
    case ParameterType::model:
      break;
  }
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? wrong_text(parameter, *text, models) : "text";
}

bool same_value(const ParameterValue& a, const ParameterValue& b) {
  const auto as_number = [](const ParameterValue& value) -> const std::optional<double> {
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&value)) return *number;
    return std::nullopt;
  };
  const auto first = as_number(a);
  const auto second = as_number(b);
  return first && second ? *first == *second : a == b;
}

}  // namespace werkbank
