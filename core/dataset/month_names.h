// What the months are called in Dutch and in English, whole and short: the only names that a date in words may hold.
// The training scripts read the same list (resources/catalogue/shared/werkbank_table.py); a test holds them together.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace werkbank {

/// In small letters; each set is the names of one month, January first.
inline constexpr std::array<std::string_view, 12> month_names{
    "januari january jan",
    "februari february feb febr",
    "maart march mrt mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sep sept",
    "oktober october okt oct",
    "november nov",
    "december dec",
};

/// 1 for "Januari", in any letters; nothing for what is no name of a month.
std::optional<int> month_named(std::string_view word);

struct WrittenDay {
  int year = 0;
  int month = 0;
  int day = 0;
};

/// Takes a day whose month is a word from the begin of `text`: "3 januari 2024", "3-jan-24", "Jan 3, 2024",
/// "2024-jan-03" or "januari 2024", its first day. Of a year of two digits the century must be certain: 00 to 29 is
/// 2000 and on, 69 to 99 is 1969 and on, and the years between mean one thing in one program and another in the next.
std::optional<WrittenDay> take_written_day(std::string_view& text);

}  // namespace werkbank
