"""Reads the table of texts: which columns, which rows, which part of them is learned from.

In memory grow with the data: the texts themselves (at most texts.MAX_CHARACTERS of each) and some 300 bytes per row."""

import hashlib

import numpy

import texts
import werkbank_table as tables

MAX_KINDS = 200
MIN_ROWS, MIN_DIFFERENT = 20, 5     # rows in all, different texts per kind
VAL_SHARE = TEST_SHARE = 0.15
LABEL_NAMES = ("label", "soort", "klasse", "categorie", "kind", "class", "category", "onderwerp", "afdeling", "type")


class Examples:
    """texts, labels (numbers of kinds), lines; kinds; text_column, label_column; file; rows; parts {train, val, test}."""

    def __init__(self, job, path, look):
        self.table, self.file = tables.open_table(path), path.name
        if self.table.encoding == "cp1252":
            job.warn("encoding", "De tabel is niet in UTF-8 bewaard en is gelezen als Windows-tekst.", "The table is not saved as UTF-8 and was read as Windows text.", file=self.file)
        self.text_column, self.label_column = find_columns(job, self.table, look)
        self.texts, self.lines, self.rows, names = [], [], 0, []
        lost = {"missing_label": 0, "missing_text": 0}
        for line, text, name in self._pairs(look):
            self.rows += 1
            if not name or not text:
                lost["missing_text" if name else "missing_label"] += 1
                continue
            self.texts.append(text)
            self.lines.append(line)
            names.append(name)
        self._check(job, names, lost)
        self.kinds = sorted(set(names))
        number = {name: i for i, name in enumerate(self.kinds)}
        self.labels = numpy.array([number[name] for name in names], dtype=numpy.int64)
        self.parts = self._split(job)

    def part(self, name):
        """The texts of one part."""
        return [self.texts[i] for i in self.parts[name]]

    def truths(self, name):
        return self.labels[self.parts[name]]

    def _pairs(self, look):
        places = [self.table.header.index(name) for name in (self.text_column, self.label_column)]
        for line, row in tables.whole_rows(self.table, look):
            text, label = ("" if tables.is_missing(row[place]) else row[place] for place in places)
            yield line, texts.hide(text), " ".join(label.split())

    def _check(self, job, names, lost):
        column = self.label_column
        if len(names) < MIN_ROWS:
            raise tables.TableError("too_few_rows", f"Er zijn maar {len(names)} rijen met een tekst in '{self.text_column}' en een soort in '{column}'. Minstens {MIN_ROWS} zijn nodig, liefst een paar honderd.",
                                    f"Only {len(names)} rows have a text in '{self.text_column}' and a kind in '{column}'. At least {MIN_ROWS} are needed, preferably a few hundred.")
        kinds = set(names)
        if len(kinds) < 2:
            raise tables.TableError("one_class", f"In '{column}' staat overal dezelfde soort. Er valt dan niets te leren.", f"'{column}' holds the same kind everywhere. There is nothing to learn then.")
        if len(kinds) > MAX_KINDS:
            raise tables.TableError("too_many_classes", f"'{column}' heeft {len(kinds)} verschillende waarden; hoogstens {MAX_KINDS} kan. Is dit wel de kolom met de soort?",
                                    f"'{column}' has {len(kinds)} different values; at most {MAX_KINDS} can be used. Is this the column with the kind?")
        if lost["missing_label"]:
            job.warn("missing_label", f"{lost['missing_label']} rijen zonder soort in '{column}' zijn overgeslagen.", f"{lost['missing_label']} rows without a kind in '{column}' were skipped.", file=self.file)
        if lost["missing_text"]:
            job.warn("missing_text", f"{lost['missing_text']} rijen zonder tekst in '{self.text_column}' zijn overgeslagen.", f"{lost['missing_text']} rows without a text in '{self.text_column}' were skipped.", file=self.file)
        spelled = {}
        for name in sorted(kinds):
            spelled.setdefault(name.casefold(), []).append(name)
        alike = [pair for pair in spelled.values() if len(pair) > 1]
        if alike:
            shown = " / ".join(alike[0])
            job.warn("label_spelling", f"De soorten '{shown}' verschillen alleen in hoofdletters. Ze zijn nu aparte soorten.", f"The kinds '{shown}' differ only in capitals. They now are separate kinds.", file=self.file)

    def _split(self, job):
        keys = [hashlib.blake2b(text.casefold().encode("utf-8", "replace"), digest_size=16).digest() for text in self.texts]
        groups = {}
        for row, key in enumerate(keys):
            groups.setdefault(key, []).append(row)
        differing = [rows for rows in groups.values() if len({int(self.labels[row]) for row in rows}) > 1]
        if differing:
            line = self.lines[differing[0][1]]
            job.warn("label_conflict", f"{len(differing)} teksten staan er meer dan één keer in, met verschillende soorten. De eerste is die van regel {line}. Kijk welke soort klopt.",
                     f"{len(differing)} texts occur more than once, with different kinds. The first is that of line {line}. See which kind is right.", file=self.file, line=line)
        by_kind = [[] for _ in self.kinds]
        for rows in groups.values():
            by_kind[self.labels[rows[0]]].append(rows)
        for name, found in zip(self.kinds, by_kind):
            if len(found) < MIN_DIFFERENT:
                line = self.lines[int(numpy.flatnonzero(self.labels == self.kinds.index(name))[0])]
                raise tables.TableError("too_few_of_kind", f"De soort '{name}' heeft maar {len(found)} verschillende teksten; minstens {MIN_DIFFERENT} zijn nodig. Voeg er toe, of laat de soort weg.",
                                        f"The kind '{name}' has only {len(found)} different texts; at least {MIN_DIFFERENT} are needed. Add some, or leave the kind out.", line)
        return split_groups(by_kind, job.seed)


def split_groups(by_kind, seed):
    """Row numbers for learning, choosing and testing. by_kind: per kind its groups of rows with the same text; a group is
    never cut, as a text that was learned from tests nothing."""
    random = numpy.random.default_rng(seed)
    parts = {"train": [], "val": [], "test": []}
    for groups in by_kind:
        order = [groups[i] for i in random.permutation(len(groups))]
        test, val = (max(1, round(share * len(order))) for share in (TEST_SHARE, VAL_SHARE))
        for name, chosen in (("test", order[:test]), ("val", order[test:test + val]), ("train", order[test + val:])):
            parts[name].extend(row for rows in chosen for row in rows)
    return {name: numpy.array(sorted(rows), dtype=numpy.int64) for name, rows in parts.items()}


# ---- columns --------------------------------------------------------------------------------------------

class _Looked:
    """What one pass over a column shows."""

    def __init__(self):
        self.filled, self.characters, self.distinct = 0, 0, set()

    def add(self, cell):
        if tables.is_missing(cell):
            return
        self.filled += 1
        self.characters += len(cell)
        if len(self.distinct) <= MAX_KINDS:
            self.distinct.add(cell.strip())

    def length(self):
        return self.characters / max(1, self.filled)

    def may_be_kinds(self):
        return 2 <= len(self.distinct) <= min(MAX_KINDS, max(2, self.filled // MIN_DIFFERENT))


def find_columns(job, table, look):
    """The columns of texts and of kinds: those that were asked for; where nothing was, the one with the longest texts and
    one with few different values."""
    header = table.header
    text, label = (str(job.parameter(key, "")).strip() for key in ("text", "label"))
    for name in (text, label):
        if name and name not in header:
            shown = ", ".join(header[:12])
            raise tables.TableError("missing_column", f"De kolom '{name}' staat niet in de tabel. Wel: {shown}.", f"The column '{name}' is not in the table. It has: {shown}.", 1)
    if len(header) < 2:
        raise tables.TableError("one_column", "De tabel heeft maar één kolom. Er zijn er twee nodig: een met de tekst en een met de soort.",
                                "The table has only one column. Two are needed: one with the text and one with the kind.", 1)
    if not text or not label or text == label:
        text, label = _guess_columns(job, table, look, text, label)
    print(f"[werkbank] text column: {text}   kind column: {label}", flush=True)
    return text, label


def _guess_columns(job, table, look, text, label):
    looked = [_Looked() for _ in table.header]
    for _, row in tables.whole_rows(table, look):
        for column, cell in zip(looked, row):
            column.add(cell)
    columns = dict(zip(table.header, looked))
    if text and text == label:      # the form proposes the last column for both questions
        job.warn("same_column", f"De tekst en de soort kunnen niet allebei in de kolom '{text}' staan. Voor één van de twee is een andere kolom gekozen.",
                 f"The text and the kind cannot both be in the column '{text}'. Another column was chosen for one of them.")
        text, label = ("", label) if columns[label].may_be_kinds() else (text, "")
    if not text:
        text = max((name for name in columns if name != label), key=lambda name: columns[name].length())
    return text, label or _guess_label(columns, text)


def _guess_label(columns, text):
    fit = [name for name in columns if name != text and columns[name].may_be_kinds()]
    named = [name for name in fit if name.casefold() in LABEL_NAMES]
    if not fit:
        raise tables.TableError("no_label_column", "Er is geen kolom gevonden met een paar soorten die steeds terugkomen. Kies bij de vragen zelf de kolom met de soort.",
                                "No column was found with a few kinds that come back again and again. Choose the column with the kind yourself under the questions.", 1)
    return named[-1] if named else min(reversed(fit), key=lambda name: len(columns[name].distinct))
