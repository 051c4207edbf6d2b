#include "app/cli/moment.h"

#include <QDateTime>

namespace werkbank {

Result<std::int64_t> moment_of(const std::string& text, bool end_of_day) {
  const auto words = QString::fromStdString(text).trimmed();
  auto moment = QDateTime::fromString(words, QStringLiteral("yyyy-MM-dd HH:mm"));
  if (!moment.isValid()) {
    const auto day = QDate::fromString(words, QStringLiteral("yyyy-MM-dd"));
    if (day.isValid()) moment = end_of_day ? day.endOfDay() : day.startOfDay();
  }
  if (moment.isValid()) return static_cast<std::int64_t>(moment.toSecsSinceEpoch());
  return Error{
      ErrorCode::usage,
      Message(WERKBANK_TEXT("cli", "\"%1\" is no date. Write it as 2027-01-31 or \"2027-01-31 09:30\"."), {text})};
}

}  // namespace werkbank
