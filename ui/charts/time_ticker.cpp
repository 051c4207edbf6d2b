#include "ui/charts/time_ticker.h"

#include <cmath>

#include <QDateTime>

#include "core/base/units.h"

namespace werkbank {
namespace {

constexpr double tick_minute = 60;
constexpr double hour = 3600;
constexpr double day = 86400;
constexpr double steps[] = {1,
                            2,
                            5,
                            10,
                            15,
                            30,
                            tick_minute,
                            2 * tick_minute,
                            5 * tick_minute,
                            10 * tick_minute,
                            15 * tick_minute,
                            30 * tick_minute,
                            hour,
                            2 * hour,
                            3 * hour,
                            6 * hour,
                            12 * hour,
                            day,
                            2 * day,
                            7 * day,
                            14 * day,
                            30 * day};
constexpr double wanted_ticks = 7;

}  // namespace

double TimeTicker::getTickStep(const QCPRange& range) {
  days_ = range.size() > day;
  step_ = steps[std::size(steps) - 1];
  for (const double step : steps) {
    if (range.size() / step <= wanted_ticks) {
      step_ = step;
      break;
    }
  }
  return step_;
}

int TimeTicker::getSubTickCount(double) { return 0; }

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
  const QString since =
      tick < 0 ? QStringLiteral("−") + format_duration(-tick, language_) : format_duration(tick, language_);
  const auto moment = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::llround((origin_ + tick) * 1000)));
  const QString form = days_                 ? QStringLiteral("ddd HH:mm")
                       : step_ < tick_minute ? QStringLiteral("HH:mm:ss")
                                             : QStringLiteral("HH:mm");
  return since + u'\n' + locale_of(language_).toString(moment, form);
}

}  // namespace werkbank
