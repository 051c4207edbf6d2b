"""Reads a table the way offices write it (commas or semicolons, decimal commas, BOM, missing cells) and turns it
into numbers for the model. Used by training and by predict.py, so that both see a table the same way."""

import codecs
import csv
import datetime
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
_DATES = (re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[T ](?P<H>\d{1,2}):(?P<M>\d{2})(?::\d{2}(?:\.\d+)?)?Z?)?"),
          re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})(?: (?P<H>\d{1,2}):(?P<M>\d{2})(?::\d{2})?)?"))
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


def date_number(text):
    """A date (2026-08-31, 31-08-2026, with or without a time) as days; None if it is not one."""
    for pattern in _DATES:
        match = pattern.fullmatch(text.strip())
        if match:
            part = match.groupdict()
            try:
                day = datetime.date(int(part["y"]), int(part["m"]), int(part["d"])).toordinal()
            except ValueError:
                return None
            return day + (int(part["H"] or 0) + int(part["M"] or 0) / 60) / 24
    return None


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


def read_texts(table, name):
    """One column as stripped texts, missing cells as ''."""
    place = table.header.index(name)
    return ["" if is_missing(row[place]) else row[place].strip() for _, row in table.rows()]
