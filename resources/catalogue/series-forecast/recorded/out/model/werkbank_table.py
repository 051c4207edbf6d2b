"""Reads a table the way offices write it (commas or semicolons, decimal commas, BOM, missing cells) and turns it
into numbers for the model. Used by training and by predict.py, so that both see a table the same way."""

import codecs
import csv
import datetime
import itertools
import math
import pathlib
import re

import numpy

MISSING = {"", "na", "n/a", "nan", "null", "none", "-", "?", "#n/a", "nvt", "n.v.t."}
DELIMITERS = (";", ",", "\t", "|")
MAX_CATEGORIES = 250        # the model's limit is 255
KIND_SHARE = 0.98           # so much of a column must read as numbers (or dates) to be one
_COMMA_NUMBER = re.compile(r"[+-]?\d+(,\d+)?([eE][+-]?\d+)?")
_COMMA_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
DAY = 86_400
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ](?P<clock>.+))?", re.ASCII)
_DUTCH = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?: (?P<clock>.+))?", re.ASCII)
_MONTHS = (re.compile(r"(?P<y>(?:19|20)\d\d)-(?P<m>\d{2})", re.ASCII), re.compile(r"(?P<m>\d{1,2})[-/](?P<y>(?:19|20)\d\d)", re.ASCII))
_CLOCK = re.compile(r"(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:\.\d{1,9})?)?(?P<zone>Z|[+-]\d{2}:?\d{2})?", re.ASCII)
# What the months are called in Dutch and in English, whole and short. Werkbank's check knows the same list (core/dataset/month_names.h).
MONTH_NAMES = ("januari january jan", "februari february feb febr", "maart march mrt mar", "april apr", "mei may", "juni june jun", "juli july jul",
               "augustus august aug", "september sep sept", "oktober october okt oct", "november nov", "december dec")
_MONTH_NUMBERS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}
# "3 januari 2024", "3-jan-24"; "2024-jan-03"; "Jan 3, 2024", "Jan 3, 24"; "januari 2024".
_IN_WORDS = tuple(re.compile(day + r"(?:,? (?P<clock>.+))?", re.ASCII) for day in (
    r"(?P<d>\d{1,2})(?P<between>[-/. ])(?P<word>[A-Za-z]{3,9})(?:\.(?!\d))?(?P=between)(?P<y>\d{4}|\d{2})",
    r"(?P<y>\d{4})(?P<between>[-/. ])(?P<word>[A-Za-z]{3,9})(?:\.(?!\d))?(?P=between)(?P<d>\d{1,2})",
    r"(?P<word>[A-Za-z]{3,9})\.? (?P<d>\d{1,2})(?:(?:, ?| )(?P<y>\d{4})|, ?(?P<short>\d{2}))",
    r"(?P<word>[A-Za-z]{3,9})(?:\.(?!\d))?[-/. ](?P<y>\d{4})"))
_EPOCH = datetime.date(1970, 1, 1).toordinal()
csv.field_size_limit(2**24)


class TableError(Exception):
    """The table cannot be used: a code, a sentence in Dutch and English, and the line where it is known."""

    def __init__(self, code, nl, en, line=None):
        super().__init__(en)
        self.code, self.nl, self.en, self.line = code, nl, en, line


def find_table(folder):
    """The one table in a data folder (or the file itself)."""
    folder = pathlib.Path(folder)
    if folder.is_file():
        return folder
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".csv", ".tsv", ".txt") and p.is_file() and not p.name.startswith("."))
    if len(found) == 1:
        return found[0]
    if not found:
        raise TableError("no_table", "Er is geen CSV-bestand gevonden in de gegevens. Bewaar uw tabel als CSV en stuur die opnieuw.",
                         "No CSV file was found in the data. Save your table as CSV and send it again.")
    names = ", ".join(p.name for p in found[:5])
    raise TableError("several_tables", f"Er zijn {len(found)} tabellen gevonden ({names}). Stuur er precies één.",
                     f"{len(found)} tables were found ({names}). Send exactly one.")


def find_encoding(path):
    """utf-8 (with or without BOM), utf-16 by its BOM, or else Windows' own."""
    with open(path, "rb") as file:
        head = file.read(4)
        if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16"
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def find_delimiter(sample):
    """The sign that cuts the first lines into the most columns, and into equally many on each line."""
    best, best_columns = ",", 1
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
        if not widths or widths[0] <= best_columns:
            continue
        if sum(width == widths[0] for width in widths) >= 0.9 * len(widths):
            best, best_columns = delimiter, widths[0]
    return best


class Table:
    """A table on disk: its header, and its rows one by one (a large table need not fit in memory as text)."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.encoding = find_encoding(path)
        with self._open() as file:
            sample = [line for _, line in zip(range(60), file)]
        self.delimiter = find_delimiter(sample)
        header = next((row for row in csv.reader(sample, delimiter=self.delimiter) if row), None)
        if not header:
            raise TableError("empty", "De tabel is leeg.", "The table is empty.")
        self.header = [name.strip() or f"column {i + 1}" for i, name in enumerate(header)]
        twice = sorted({name for name in self.header if self.header.count(name) > 1})
        if twice:
            raise TableError("duplicate_header", f"De kolomnaam '{twice[0]}' komt twee keer voor. Geef elke kolom een eigen naam.",
                             f"The column name '{twice[0]}' occurs twice. Give every column its own name.", 1)

    def _open(self):
        return open(self.path, encoding=self.encoding, errors="replace", newline="")

    def rows(self):
        """(line number, cells) of every row; a row of another length is an error."""
        with self._open() as file:
            reader = csv.reader((line.replace("\0", "") for line in file), delimiter=self.delimiter)
            header_seen = False
            for row in reader:
                if not row or (len(row) == 1 and not row[0].strip()):
                    continue
                if not header_seen:
                    header_seen = True
                    continue
                if len(row) != len(self.header):
                    raise TableError("column_count", f"Regel {reader.line_num} heeft {len(row)} kolommen in plaats van {len(self.header)}.",
                                     f"Line {reader.line_num} has {len(row)} columns instead of {len(self.header)}.", reader.line_num)
                yield reader.line_num, row


# ---- tables that may be broken --------------------------------------------------------------------------

def _broken(error):
    return TableError("broken_table", f"De tabel is geen goed CSV-bestand: {error}.", f"The table is not a proper CSV file: {error}.")


def _open_quote(line):
    return TableError("open_quote", f"In de rij die op regel {line} begint, staat een aanhalingsteken (\") te veel of te weinig. Alles daarna wordt als één cel gelezen.",
                             f"In the row that begins on line {line} there is a quote (\") too many or too few. All that follows is read as one cell.", line)


def open_table(path):
    try:
        return Table(path)
    except csv.Error as error:
        raise _broken(error) from error


def whole_rows(table, look):
    """(line, cells) of every row. A quote that is never closed would swallow all rows after it: that is an error, with the
    line where it began."""
    begun, ended = 1, 1
    try:
        for number, (line, row) in enumerate(table.rows()):
            if number % 1000 == 0:
                look()
            begun, ended = ended + 1, line
            yield line, row
    except TableError as error:
        if error.code == "column_count" and error.line is not None and error.line - ended > 1 and _never_closed(table, ended + 1):
            raise _open_quote(ended + 1) from error
        raise
    except csv.Error as error:      # a cell beyond csv's limit
        raise _open_quote(ended + 1) if _never_closed(table, ended + 1) else _broken(error) from error
    if ended > begun and _never_closed(table, begun):
        raise _open_quote(begun)


def _never_closed(table, begun):
    """Whether the row that begins on that line runs on to the end of the file within quotes."""
    with open(table.path, encoding=table.encoding, errors="replace", newline="") as file:
        reader = csv.reader(itertools.islice(file, begun - 1, None), delimiter=table.delimiter, strict=True)
        try:
            for _ in reader:
                pass
        except csv.Error as error:
            return "unexpected end of data" in str(error) or "larger than field limit" in str(error)
    return False


# ---- single cells ---------------------------------------------------------------------------------------

def is_missing(text):
    return text.strip().lower() in MISSING


def dot_number(text):
    """12.5 as a number; None if it is not one."""
    if "_" in text:                 # Python itself would read 1_000
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def comma_number(text):
    """12,5 and 1.250,75 as numbers; None if it is not one."""
    text = text.strip()
    if _COMMA_THOUSANDS.fullmatch(text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text.replace(",", ".")) if _COMMA_NUMBER.fullmatch(text) else None


def read_moment(text):
    """A date (2026-08-31, 31-08-2026, 31 augustus 2026, with or without a time and a zone) or a month (2026-08, 08-2026,
    augustus 2026: its first day): (seconds since 1970 on the clock of that place, seconds that clock is ahead of UTC).
    None if it is none of these."""
    text = text.strip()
    match = _ISO.fullmatch(text) or _DUTCH.fullmatch(text) or _MONTHS[0].fullmatch(text) or _MONTHS[1].fullmatch(text)
    part = {"d": "1", "clock": None, **(match.groupdict() if match else _in_words(text))}
    if "y" not in part:
        return None
    try:
        seconds = (datetime.date(int(part["y"]), int(part["m"]), int(part["d"])).toordinal() - _EPOCH) * DAY
    except ValueError:
        return None
    if part["clock"] is None:
        return seconds, 0
    clock = _CLOCK.fullmatch(part["clock"])
    if not clock or int(clock["H"]) > 24 or int(clock["M"]) > 59:
        return None
    return seconds + int(clock["H"]) * 3600 + int(clock["M"]) * 60 + int(clock["S"] or 0), _zone_seconds(clock["zone"])


def _in_words(text):
    """The parts of a date whose month is a word; none where that is no month, or where the century can be read in two ways."""
    match = next(filter(None, (form.fullmatch(text) for form in _IN_WORDS)), None) if 8 <= len(text) <= 40 else None
    part = match.groupdict() if match else {}
    month, year = _MONTH_NUMBERS.get(part.get("word", "").lower()), part.get("y") or part.get("short")
    if not month or (len(year) == 2 and 30 <= int(year) < 69):
        return {}
    century = "" if len(year) == 4 else "20" if int(year) < 30 else "19"
    return {"y": century + year, "m": str(month), "d": part.get("d") or "1", "clock": part["clock"]}


def _zone_seconds(zone):
    if zone is None or zone == "Z":
        return 0
    seconds = int(zone[1:3]) * 3600 + int(zone[-2:]) * 60
    return -seconds if zone[0] == "-" else seconds


def date_number(text):
    """A date or month as days since 1970; None if it is neither."""
    moment = read_moment(text)
    return None if moment is None else (moment[0] - moment[1]) / DAY


READERS = {"number": dot_number, "comma": comma_number, "date": date_number}


# ---- columns --------------------------------------------------------------------------------------------

class _Looked:
    """What one pass over a column shows."""

    def __init__(self):
        self.filled, self.reads, self.counts = 0, dict.fromkeys(READERS, 0), {}

    def add(self, text):
        if is_missing(text):
            return
        self.filled += 1
        for kind, reader in READERS.items():
            if reader(text) is not None:
                self.reads[kind] += 1
        key = text.strip()
        if key in self.counts or len(self.counts) < 100_000:
            self.counts[key] = self.counts.get(key, 0) + 1

    def kind(self):
        if not self.filled:
            return "empty"
        best = max(READERS, key=lambda kind: self.reads[kind])      # the plain number wins a tie
        return best if self.reads[best] >= KIND_SHARE * self.filled else "text"


def learn_columns(table):
    """Looks at the whole table once: a list of {name, kind: number|comma|date|text|empty, categories, filled, distinct}."""
    looked, rows = [_Looked() for _ in table.header], 0
    for _, row in table.rows():
        rows += 1
        for column, text in zip(looked, row):
            column.add(text)
    columns = []
    for name, column in zip(table.header, looked):
        by_count = sorted(column.counts, key=lambda value: (-column.counts[value], value))
        kind = column.kind()
        columns.append({"name": name, "kind": kind, "filled": column.filled, "distinct": len(by_count),
                        "categories": by_count[:MAX_CATEGORIES] if kind == "text" else []})
    return columns, rows


def usable(column):
    """None if the model can learn from the column, else why not: empty, constant, names (nearly all texts differ)."""
    if column["kind"] == "empty":
        return "empty"
    if column["distinct"] < 2:
        return "constant"
    if column["kind"] == "text" and column["distinct"] > 50 and column["distinct"] > 0.5 * column["filled"]:
        return "names"
    return None


def encode_cell(column, text, codes):
    if is_missing(text):
        return math.nan
    if column["kind"] == "text":    # a text the model never saw counts as missing
        return codes.get(text.strip(), math.nan)
    value = READERS[column["kind"]](text)
    return math.nan if value is None else value


def encode_rows(table, columns):
    """The named columns of the table as numbers, and for every row its line number."""
    places = [table.header.index(column["name"]) for column in columns]
    codes = [{value: code for code, value in enumerate(column["categories"])} for column in columns]
    values, lines = [], []
    for line, row in table.rows():
        lines.append(line)
        values.append(numpy.array([encode_cell(c, row[place], code) for c, place, code in zip(columns, places, codes)], dtype=numpy.float64))
    return (numpy.vstack(values) if values else numpy.zeros((0, len(columns)))), lines


def as_text(value):
    """A text for a cell of a table that people open: a spreadsheet does not take it for a formula."""
    text = str(value).encode("utf-8", "replace").decode("utf-8")      # a file name may hold bytes that are not UTF-8
    formula = text[:1] in ("=", "+", "-", "@", "\t", "\r") and dot_number(text) is None and comma_number(text) is None
    return "'" + text if formula else text


def read_texts(table, name):
    """One column as stripped texts, missing cells as ''."""
    place = table.header.index(name)
    return ["" if is_missing(row[place]) else row[place].strip() for _, row in table.rows()]
