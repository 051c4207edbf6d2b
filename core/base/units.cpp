#include "core/base/units.h"

#include <cmath>

#include <QDateTime>

namespace werkbank {

QLocale locale_of(Language language) {
  return language == Language::dutch ? QLocale(QLocale::Dutch, QLocale::Netherlands)
                                     : QLocale(QLocale::English, QLocale::UnitedKingdom);
}

QString format_bytes(std::uint64_t bytes, Language language) {
  constexpr const char* unit[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  double amount = static_cast<double>(bytes);
  std::size_t step = 0;
  while (amount >= 999.5 && step + 1 < std::size(unit)) {
    amount /= 1000;
    ++step;
  }
  const int decimals = step == 0 || amount >= 99.95 ? 0 : 1;
  return locale_of(language).toString(amount, 'f', decimals) + u' ' + QLatin1String(unit[step]);
}

QString format_duration(double seconds, Language language) {
  const auto total = static_cast<qlonglong>(std::llround(std::isfinite(seconds) && seconds > 0 ? seconds : 0));
  const QString hour = language == Language::dutch ? QStringLiteral("u") : QStringLiteral("h");
  const auto pair = [](qlonglong big, const QString& big_unit, qlonglong small, const QString& small_unit) {
    const QString first = QString::number(big) + u' ' + big_unit;
    return small == 0 ? first : first + u' ' + QString::number(small) + u' ' + small_unit;
  };
  if (total < 60) return QString::number(total) + QStringLiteral(" s");
  if (total < 3600) return pair(total / 60, QStringLiteral("min"), total % 60, QStringLiteral("s"));
  if (total < 86400) return pair(total / 3600, hour, total % 3600 / 60, QStringLiteral("min"));
  return pair(total / 86400, QStringLiteral("d"), total % 86400 / 3600, hour);
}

QString format_moment(double unix_seconds, Language language) {
  const auto moment = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(unix_seconds * 1000));
  return locale_of(language).toString(moment, QStringLiteral("d MMM yyyy HH:mm"));
}

LocalText format_moment(double unix_seconds) {
  return {format_moment(unix_seconds, Language::dutch).toStdString(),
          format_moment(unix_seconds, Language::english).toStdString()};
}

}  // namespace werkbank
