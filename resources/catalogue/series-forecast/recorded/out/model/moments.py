"""The even grid that times lie on: every so many seconds, working days or months."""

import calendar
import datetime

import numpy

from werkbank_table import DAY

WEEK = 7 * DAY
_EPOCH = datetime.date(1970, 1, 1).toordinal()
# Months, quarters, half years and years have no fixed length: days between two of them -> months.
_MONTHS = {**dict.fromkeys(range(28, 32), 1), **dict.fromkeys(range(90, 93), 3), **dict.fromkeys(range(181, 185), 6), 365: 12, 366: 12}
_UNITS = ((WEEK, "week", "weken", "week", "weeks"), (DAY, "dag", "dagen", "day", "days"), (3600, "uur", "uur", "hour", "hours"),
          (60, "minuut", "minuten", "minute", "minutes"), (1, "seconde", "seconden", "second", "seconds"))


def write_moment(seconds, with_clock, in_utc=False):
    moment = numpy.datetime64(int(seconds), "s").item()
    if not with_clock:
        return moment.date().isoformat()
    text = moment.isoformat(sep="T" if in_utc else " ", timespec="seconds" if moment.second else "minutes")
    return text + "Z" if in_utc else text


def is_double_hour(seconds):
    """Whether the clock shows this time twice: the last Sunday of October, between two and three (in the EU)."""
    moment = numpy.datetime64(int(seconds), "s").item()
    return moment.month == 10 and moment.day >= 25 and moment.weekday() == 6 and moment.hour == 2


# ---- the grid -------------------------------------------------------------------------------------------

def _commonest(values):
    found, counts = numpy.unique(values, return_counts=True)
    return int(found[counts.argmax()])


class Step:
    """From one row to the next: `size` seconds or months, or (kind "days") the next of the `days` of the week (Monday
    is 0). Gives every time a whole number; a series has a phase of its own, for not all meters are read on the hour."""

    def __init__(self, kind, size, days=()):
        self.kind, self.size, self.days = kind, int(size), [int(day) for day in days]

    def facts(self):
        return {"kind": self.kind, "size": self.size, "days": self.days}

    def seconds(self):
        """How long a step lasts, about."""
        return {"seconds": self.size, "months": self.size * 30.44 * DAY, "days": WEEK / max(1, len(self.days))}[self.kind]

    def phase(self, times):
        if self.kind == "seconds":
            return [_commonest(times % self.size)]
        if self.kind == "days":
            return [_commonest(times % DAY)]
        days, months = _days_and_months(times)
        return [_commonest(months % self.size), _commonest(days), _commonest(times % DAY)]

    def place(self, times, phase):
        """(whole numbers, which of the times lie on the grid)."""
        if self.kind == "seconds":
            index = numpy.floor_divide(times - phase[0] + self.size // 2, self.size)
            return index, abs(times - phase[0] - index * self.size) <= self.size // 4
        if self.kind == "days":
            days = times // DAY + 3             # the first of January 1970 was a Thursday
            rank = numpy.full(7, -1)
            rank[self.days] = numpy.arange(len(self.days))
            return days // 7 * len(self.days) + rank[days % 7], rank[days % 7] >= 0
        months = _days_and_months(times)[1] - phase[0]
        return months // self.size, months % self.size == 0

    def times(self, index, phase):
        """The times that belong to whole numbers: the inverse of place()."""
        index = numpy.asarray(index, dtype=numpy.int64)
        if self.kind == "seconds":
            return index * self.size + phase[0]
        if self.kind == "days":
            days = numpy.array(self.days)[index % len(self.days)] + index // len(self.days) * 7 - 3
            return days * DAY + phase[0]
        return numpy.array([_month_start(month, phase[1]) + phase[2] for month in (index * self.size + phase[0]).tolist()], dtype=numpy.int64)

    def words(self):
        """(Dutch, English), to stand behind "per": "uur", "15 minuten", "3 maanden"."""
        if self.kind == "days":
            return "werkdag", "working day"
        if self.kind == "months":
            return ("maand", "month") if self.size == 1 else (f"{self.size} maanden", f"{self.size} months")
        length, one, more, one_en, more_en = next(unit for unit in _UNITS if self.size % unit[0] == 0)
        count = self.size // length
        return (one, one_en) if count == 1 else (f"{count} {more}", f"{count} {more_en}")

    def seasons(self):
        """{name: how many steps it takes to come round} of the day, the week and the year."""
        if self.kind == "days":
            found = {"week": len(self.days), "year": 52 * len(self.days)}
        elif self.kind == "months":
            found = {"year": 12 // self.size}
        else:
            # A year of 52 weeks keeps Mondays beside Mondays.
            found = {name: length // self.size for name, length in (("day", DAY), ("week", WEEK), ("year", 52 * WEEK)) if length % self.size == 0}
        return {name: steps for name, steps in found.items() if steps > 1}


def _days_and_months(times):
    moments = numpy.asarray(times).astype("datetime64[s]")
    months = moments.astype("datetime64[M]")
    return (moments.astype("datetime64[D]") - months.astype("datetime64[D]")).astype(numpy.int64) + 1, months.astype(numpy.int64)


def _month_start(month, day):
    year, month = 1970 + month // 12, month % 12 + 1
    day = min(day, calendar.monthrange(year, month)[1])       # the 31st stands for the end of every month
    return (datetime.date(year, month, day).toordinal() - _EPOCH) * DAY


def find_step(all_times):
    """The usual step of a list of arrays of sorted times; None when there are no two times after each other."""
    gaps = numpy.concatenate([numpy.diff(times) for times in all_times] or [numpy.zeros(0, numpy.int64)])
    if not (gaps > 0).any():
        return None
    usual = _commonest(gaps[gaps > 0])
    months = _MONTHS.get(usual // DAY) if usual % DAY == 0 else None
    if months:
        return Step("months", months)
    if usual == DAY:
        days = sorted({int(day) for times in all_times for day in numpy.unique((times // DAY + 3) % 7)})
        if len(days) < 7 and max(times[-1] - times[0] for times in all_times) >= 3 * WEEK:
            return Step("days", 1, days)
    return Step("seconds", usual)


# ---- what the calendar tells the model ------------------------------------------------------------------

def calendar_parts(step, span_seconds):
    """Which rounds of the calendar the model may look at: only those that it has seen more than once."""
    length = step.seconds()
    return [name for name, longest, needed in (("year", 100 * DAY, 1.5 * 365 * DAY), ("week", 1.5 * DAY, 3 * WEEK), ("day", 0.5 * DAY, 3 * DAY)) if length <= longest and span_seconds >= needed]


def calendar_values(parts, times):
    """Waves that go round with the year, the week and the day: an array [times, 4 to 6 per part]."""
    moments = numpy.asarray(times).astype("datetime64[s]")
    years = moments.astype("datetime64[Y]")
    waves = []
    for part in parts:
        if part == "year":
            start, end = years.astype("datetime64[s]"), (years + 1).astype("datetime64[s]")
            turn, count = (moments - start) / (end - start), 2
        else:
            length = WEEK if part == "week" else DAY
            turn, count = (times + 3 * DAY) % length / length, 3
        for k in range(1, count + 1):
            waves += [numpy.sin(2 * numpy.pi * k * turn), numpy.cos(2 * numpy.pi * k * turn)]
    return numpy.stack(waves, axis=1).astype(numpy.float32) if waves else numpy.zeros((len(moments), 0), numpy.float32)
