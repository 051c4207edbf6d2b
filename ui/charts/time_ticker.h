// Ticks of a time axis: the time since the start and, under it, the time on the clock.
#pragma once

#include <qcustomplot.h>

#include "core/base/language.h"

namespace werkbank {

class TimeTicker : public QCPAxisTicker {
 public:
  /// The axis counts seconds from `origin` (unix seconds).
  void set_origin(double origin) { origin_ = origin; }
  void set_language(Language language) { language_ = language; }

 protected:
  double getTickStep(const QCPRange& range) override;
  int getSubTickCount(double tick_step) override;
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override;

 private:
  double origin_ = 0;
  double step_ = 60;
  bool days_ = false;
  Language language_ = Language::dutch;
};

}  // namespace werkbank
