"""Reads a table of measurements over time, one row per time and per series, into evenly spaced series. Used by training
and by predict.py, so that both see a table the same way. Memory grows with the rows: about 200 bytes for each, and 30
more for each further column."""

import array
import math

import numpy

import moments
import werkbank_table as tables

MOST_GAPS = 0.3             # of a series may be missing
MOST_OFF_GRID = 0.01
MOST_COLUMNS = 30           # besides the one to forecast
SAMPLE_ROWS = 200


# ---- which columns --------------------------------------------------------------------------------------

class Columns:
    """The answers to the questions, checked against the table: names of time, target, series ("" is none), past and
    known columns, and how the numbers of each are written."""

    def __init__(self, time, target, series, extra, known, kinds):
        self.time, self.target, self.series, self.extra, self.known, self.kinds = time, target, series, list(extra), list(known), dict(kinds)

    def facts(self):
        return {"time": self.time, "target": self.target, "series": self.series, "extra": self.extra, "known": self.known, "kinds": self.kinds}

    def check(self, table):
        for name in filter(None, [self.time, self.target, self.series, *self.extra]):
            require_column(table, name)


def require_column(table, name):
    if name not in table.header:
        names = ", ".join(table.header[:12])
        raise tables.TableError("missing_column", f"De kolom '{name}' staat niet in de tabel. Wel: {names}.", f"The column '{name}' is not in the table. It has: {names}.", 1)


def names_in(text):
    return [name.strip() for name in str(text).split(",") if name.strip()]


def choose_columns(table, time="", target="", series="", known="", ignored=""):
    """(Columns, {column that is not used: why}). An empty answer is filled in from the table itself."""
    time = str(time).strip() or find_time_column(table)
    looked = {column["name"]: column for column in tables.learn_columns(table)[0]}
    target, series, known, ignored = str(target).strip(), str(series).strip(), names_in(known), set(names_in(ignored))
    for name in [time, target, series, *known]:
        if name:
            require_column(table, name)
    is_number = lambda name: looked[name]["kind"] in ("number", "comma")
    target = target or next((name for name in reversed(table.header) if is_number(name) and name not in {time, series, *known} | ignored), "")
    if not target:
        raise tables.TableError("no_target", "Er is geen kolom met getallen om te voorspellen.", "There is no column of numbers to forecast.", 1)
    check_roles(time, target, series, known, is_number)
    if looked[target]["kind"] in ("empty", "date"):
        raise tables.TableError("no_target", f"In de kolom '{target}' staan geen getallen.", f"The column '{target}' holds no numbers.", 1)
    extra, dropped = choose_extra([looked[name] for name in table.header if name not in (time, target, series)], known, ignored)
    kinds = {name: looked[name]["kind"] for name in [target, *extra]}
    if kinds[target] == "text":             # numbers with mistakes among them: how are most of them written?
        reads = lambda kind: sum(tables.READERS[kind](text) is not None for text in looked[target]["categories"])
        kinds[target] = "comma" if reads("comma") > reads("number") else "number"
    return Columns(time, target, series, extra, known, kinds), dropped


def check_roles(time, target, series, known, is_number):
    roles = [name for name in (time, target, series, *known) if name]
    twice = [name for name in roles if roles.count(name) > 1]
    if twice:
        raise tables.TableError("same_column", f"De kolom '{twice[0]}' is voor twee dingen gekozen. Kies voor elke vraag een andere kolom.",
                                f"The column '{twice[0]}' was chosen for two things. Choose another column for each question.", 1)
    texts = [name for name in known if not is_number(name)]
    if texts:
        raise tables.TableError("known_not_number", f"De kolom '{texts[0]}' is vooraf bekend, maar er staan geen getallen in. Zet de waarden om in getallen, bijvoorbeeld 0 en 1.",
                                f"The column '{texts[0]}' is known beforehand, but it holds no numbers. Turn its values into numbers, for instance 0 and 1.", 1)


def choose_extra(columns, known, ignored):
    extra, dropped = list(known), {}
    for column in columns:
        name, reason = column["name"], tables.usable(column)
        if name in known:
            continue
        if name in ignored:
            dropped[name] = "ignored"
        elif reason or column["kind"] not in ("number", "comma"):
            dropped[name] = reason or "text"
        elif len(extra) >= MOST_COLUMNS:
            dropped[name] = "too_many"
        else:
            extra.append(name)
    return extra, dropped


def find_time_column(table):
    """The first column that reads as times."""
    sample = [row for _, (_, row) in zip(range(SAMPLE_ROWS), table.rows())]
    for place, name in enumerate(table.header):
        cells = [row[place].strip() for row in sample if not tables.is_missing(row[place])]
        if cells and sum(tables.read_moment(cell) is not None for cell in cells) >= 0.9 * len(cells):
            return name
    raise tables.TableError("no_time_column", "Er is geen kolom met datums of tijden gevonden. Schrijf ze als 2026-08-31, 31-08-2026 of 31 augustus 2026, met of zonder 14:00 erachter.",
                            "No column of dates or times was found. Write them as 2026-08-31, 31-08-2026 or 31 August 2026, with or without 14:00 after it.", 1)


# ---- reading --------------------------------------------------------------------------------------------

class Rows:
    """The rows of one series as they stand in the table."""

    def __init__(self):
        self.times, self.offsets, self.values, self.extra, self.lines = array.array("q"), array.array("i"), array.array("d"), array.array("d"), array.array("q")


def read_rows(table, columns):
    """{name: Rows} in the order in which the series first occur."""
    place = {name: table.header.index(name) for name in [columns.time, columns.target, *filter(None, [columns.series]), *columns.extra]}
    readers = {name: tables.READERS.get(columns.kinds[name], tables.dot_number) for name in [columns.target, *columns.extra]}
    found = {}
    for line, row in table.rows():
        moment = tables.read_moment(row[place[columns.time]].strip())
        if moment is None:
            raise bad_time(columns.time, row[place[columns.time]], line)
        name = row[place[columns.series]].strip() if columns.series else ""
        if columns.series and tables.is_missing(name):
            raise tables.TableError("no_series_name", f"Op regel {line} is de kolom '{columns.series}' leeg. Vul in bij welke reeks de rij hoort.",
                                    f"On line {line} the column '{columns.series}' is empty. Fill in which series the row belongs to.", line)
        rows = found.setdefault(name, Rows())
        rows.times.append(moment[0])
        rows.offsets.append(moment[1])
        rows.values.append(read_value(columns.target, readers[columns.target], row[place[columns.target]], line))
        rows.extra.extend(number_or_nan(readers[extra], row[place[extra]]) for extra in columns.extra)
        rows.lines.append(line)
    if not found:
        raise tables.TableError("empty", "De tabel heeft geen rijen.", "The table has no rows.")
    return found


def bad_time(column, text, line):
    said = shown(text)
    return tables.TableError("bad_time", f"Op regel {line} staat in de kolom '{column}' geen datum of tijd: '{said}'. Schrijf 2026-08-31, 31-08-2026 of 31 augustus 2026, met of zonder 14:00 erachter.",
                             f"On line {line} the column '{column}' holds no date or time: '{said}'. Write 2026-08-31, 31-08-2026 or 31 August 2026, with or without 14:00 after it.", line)


def shown(text):
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def number_or_nan(reader, text):
    value = None if tables.is_missing(text) else reader(text)
    return math.nan if value is None else value


def read_value(column, reader, text, line):
    if tables.is_missing(text):
        return math.nan
    value = reader(text)
    if value is None or abs(value) > 1e30:
        raise tables.TableError("bad_number", f"Op regel {line} staat in de kolom '{column}' geen bruikbaar getal: '{shown(text)}'. Verbeter de cel of maak hem leeg.",
                                f"On line {line} the column '{column}' holds no usable number: '{shown(text)}'. Correct the cell or empty it.", line)
    return value


# ---- evenly spaced series -------------------------------------------------------------------------------

class Series:
    """One series on the grid. values: gaps filled in along a straight line; observed: which were measured; extra: the
    further columns, also for `horizon` steps after the end; future_known: how many of those steps have all known columns."""

    def __init__(self, name, first, phase, values, observed, extra, future_known):
        self.name, self.first, self.phase, self.values, self.observed, self.extra, self.future_known = name, first, phase, values, observed, extra, future_known

    def __len__(self):
        return len(self.values)


class Collection:
    """All series of a table that can be used. problems: [(name, TableError)] of those that cannot. With `step`, times
    are placed on that grid; without, it is found."""

    def __init__(self, rows, columns, horizon, shortest, step=None):
        self.columns, self.horizon, self.shortest, self.problems, self.doubles = columns, horizon, shortest, [], 0
        self._sorted = {name: self._sort(one) for name, one in rows.items()}
        self._choose_clock()
        self._sorted = {name: self._merge(name, *one) for name, one in self._sorted.items()}
        self.step = step or moments.find_step([one[0] for one in self._sorted.values()])
        if self.step is None:
            raise tables.TableError("too_short", "Elke reeks heeft maar één rij. Kies bij 'Welke reeks' een kolom met namen die vaker voorkomen, of geen kolom.",
                                    "Every series has only one row. For 'Which series' choose a column with names that occur more often, or no column.")
        # An hour's forecast needs a clock even where the times themselves are all at midnight.
        by_hour = self.step.kind == "seconds" and self.step.size % moments.DAY != 0
        self.with_clock = self.in_utc or by_hour or any((one[0] % moments.DAY).any() for one in self._sorted.values())
        self.series = []
        for name, one in self._sorted.items():
            try:
                self.series.append(self._even(name, *one))
            except tables.TableError as error:
                self.problems.append((name, error))
        self._sorted = None
        if not self.series:
            raise self.problems[0][1]

    def _sort(self, rows):
        times = numpy.frombuffer(rows.times, dtype=numpy.int64)
        offsets = numpy.frombuffer(rows.offsets, dtype=numpy.int32).astype(numpy.int64)
        order = numpy.argsort(times - offsets, kind="stable")
        extra = numpy.array(rows.extra, dtype=numpy.float64).reshape(len(times), len(self.columns.extra))
        return times[order], offsets[order], numpy.array(rows.values)[order], extra[order], numpy.array(rows.lines)[order]

    def _choose_clock(self):
        """With "+02:00" behind the times, days are those of that place; shorter steps are counted in UTC, which knows
        no summer time."""
        has_zone = any(one[1].any() for one in self._sorted.values())
        self.in_utc = has_zone and any((one[0] % moments.DAY).any() for one in self._sorted.values())
        for name, (times, offsets, *others) in self._sorted.items():
            self._sorted[name] = (times - offsets if self.in_utc else times, *others)

    def _merge(self, name, times, values, extra, lines):
        """The hour that a clock shows twice in October becomes one; any other time that occurs twice is a mistake."""
        again = numpy.flatnonzero(numpy.diff(times) == 0) + 1
        if not len(again):
            return times, values, extra, lines
        for place in again.tolist():
            thrice = place + 1 < len(times) and times[place + 1] == times[place]
            if self.in_utc or thrice or not moments.is_double_hour(times[place]):
                raise self._double(name, times[place], int(max(lines[place - 1:place + 1])))
        values, extra = values.copy(), extra.copy()
        for kept, other in zip((again - 1).tolist(), again.tolist()):
            values[kept] = _mean_of(values[kept], values[other])
            extra[kept] = [_mean_of(a, b) for a, b in zip(extra[kept], extra[other])]
        self.doubles += len(again)
        keep = numpy.ones(len(times), dtype=bool)
        keep[again] = False
        return times[keep], values[keep], extra[keep], lines[keep]

    def _double(self, name, time, line):
        when = moments.write_moment(time, True, self.in_utc)
        of_nl, of_en = f" in de reeks '{name}'" if name else "", f" in the series '{name}'" if name else ""
        advice = ("Verwijder een van de twee rijen.", "Remove one of the two rows.") if name else (
            "Horen de rijen bij verschillende dingen, kies dan de kolom die zegt welke.", "If the rows are of different things, choose the column that tells which.")
        return tables.TableError("double_time", f"De tijd {when} staat twee keer{of_nl}, de tweede keer op regel {line}. {advice[0]}",
                                 f"The time {when} occurs twice{of_en}, the second time on line {line}. {advice[1]}", line)

    def _even(self, name, times, values, extra, lines):
        known = numpy.flatnonzero(numpy.isfinite(values))
        if len(known) < self.shortest:
            raise too_short(name, len(known), self.shortest)
        phase = self.step.phase(times[known])
        index, good = self.step.place(times, phase)
        index, place = self._on_grid(name, index, good, lines)
        values, extra, lines = values[place], extra[place], lines[place]
        known = numpy.flatnonzero(numpy.isfinite(values))
        if len(known) < self.shortest:
            raise too_short(name, len(known), self.shortest)
        first, last = int(index[known[0]]), int(index[known[-1]])
        length = last - first + 1
        if len(known) < (1 - MOST_GAPS) * length:       # before anything of that length is made
            raise too_many_gaps(name, index[known], lines[known], length)
        slots = index - first
        inside, wide = (slots >= 0) & (slots < length), (slots >= 0) & (slots < length + self.horizon)
        even, wider = numpy.full(length, numpy.nan), numpy.full((length + self.horizon, extra.shape[1]), numpy.nan)
        even[slots[inside]], wider[slots[wide]] = values[inside], extra[wide]
        observed = numpy.isfinite(even)
        even = numpy.interp(numpy.arange(length), numpy.flatnonzero(observed), even[observed])
        return Series(name, first, phase, even, observed, *self._fill_extra(wider, length))

    def _on_grid(self, name, index, good, lines):
        """Leaves out the few rows that lie beside the grid, and those that fall on a place that is taken."""
        good = good & numpy.concatenate([[True], numpy.diff(index) > 0])
        odd = numpy.flatnonzero(~good)
        if len(odd) > MOST_OFF_GRID * len(index) + 1:
            line, (step, step_en) = int(lines[odd[0]]), self.step.words()
            of_nl, of_en = f" van de reeks '{name}'" if name else "", f" of the series '{name}'" if name else ""
            raise tables.TableError("irregular_steps", f"De rijen{of_nl} hebben geen vaste tussenpozen. Meestal is er een rij per {step}; op regel {line} klopt dat niet. Maak eerst één waarde per uur, dag of maand.",
                                    f"The rows{of_en} have no fixed intervals. Mostly there is a row per {step_en}; on line {line} that is not so. First make one value per hour, day or month.", line)
        place = numpy.flatnonzero(good)
        return index[place], place

    def _fill_extra(self, extra, length):
        places, future = numpy.arange(length), self.horizon
        known_columns = len(self.columns.known)         # they come first
        for column in range(extra.shape[1]):
            there = numpy.flatnonzero(numpy.isfinite(extra[:length, column]))
            if len(there):
                extra[:length, column] = numpy.interp(places, there, extra[there, column])
            if column < known_columns:
                missing = numpy.flatnonzero(~numpy.isfinite(extra[length:, column]))
                future = min(future, int(missing[0]) if len(missing) else future)
        return extra, future


def _mean_of(a, b):
    return b if math.isnan(a) else a if math.isnan(b) else (a + b) / 2


def too_short(name, count, needed):
    who, who_en = (f"De reeks '{name}'", f"The series '{name}'") if name else ("De reeks", "The series")
    return tables.TableError("too_short", f"{who} heeft {count} rijen met een waarde; {needed} zijn nodig om zo ver vooruit te kijken. Kies minder stappen vooruit, of voeg eerdere metingen toe.",
                             f"{who_en} has {count} rows with a value; {needed} are needed to look so far ahead. Choose fewer steps ahead, or add earlier readings.")


def too_many_gaps(name, index, lines, length):
    largest = int(numpy.diff(index).argmax()) + 1
    line, missing = int(lines[largest]), length - len(index)
    of_nl, of_en = f" in de reeks '{name}'" if name else "", f" in the series '{name}'" if name else ""
    return tables.TableError("too_many_gaps", f"Er ontbreken {missing} van de {length} tijden{of_nl}. Het grootste gat is vóór regel {line}. Is de datum daar goed? Vul de gaten, of begin na het gat.",
                             f"{missing} of the {length} times are missing{of_en}. The largest gap is before line {line}. Is the date right there? Fill the gaps, or begin after the gap.", line)
