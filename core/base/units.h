// Amounts as people read them: bytes, durations and dates, in the person's language.
#pragma once

#include <cstdint>

#include <QLocale>
#include <QString>

#include "core/base/language.h"

namespace werkbank {

QLocale locale_of(Language language);

/// Powers of 1000, as disks and networks are sold: "1,2 MB".
QString format_bytes(std::uint64_t bytes, Language language);

/// Two units at most: "45 s", "2 min 5 s", "3 h 20 min" (Dutch: "3 u 20 min"), "2 d 4 h". Negative is shown as zero.
QString format_duration(double seconds, Language language);

/// Local date and time of `unix_seconds` (UTC): "24 nov 2026 14:05".
QString format_moment(double unix_seconds, Language language);
/// The same in both languages.
LocalText format_moment(double unix_seconds);

}  // namespace werkbank
