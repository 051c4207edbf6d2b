"""The recordings to learn from: the table that says what is said in each, a look at whether all of it can be used, and
who is kept apart for choosing and for the test."""

import hashlib
import math
import pathlib

import numpy

import sounds
import werkbank_table as tables
from words import normalise

PATHS = ("path", "file", "file_name", "filename", "bestand", "pad", "opname")
TEXTS = ("text", "tekst", "sentence", "zin", "transcription", "transcript")
SPEAKERS = ("speaker", "spreker", "speaker_id", "client_id")
SPLITS = ("split", "deel", "part")
PARTS = {"train": "train", "leren": "train", "val": "val", "valid": "val", "validation": "val", "dev": "val", "test": "test"}
LISTS = ("metadata", "recordings", "opnames")   # of several tables, the one that is meant
LONGEST, LOWEST_RATE = 30, 8_000
FEWEST, FEWEST_APART = 30, 3
APART = 0.1                 # of the recordings, for choosing; as many for the test
FEWEST_SPEAKERS = 4
MOST_LETTERS = 60


class DataError(Exception):
    def __init__(self, code, nl, en, file=None, line=None):
        super().__init__(en)
        self.code, self.nl, self.en, self.file, self.line = code, nl, en, file, line


class Recording:
    """One of them. `heard`: its features; `text`: what is said in it, as it is learned."""

    def __init__(self, path, line, written, text, speaker, part):
        self.path, self.line, self.written, self.text, self.speaker, self.part = path, line, written, text, speaker, part
        self.seconds, self.heard, self.content = 0.0, None, None


def find_list(root):
    root = pathlib.Path(root)
    found = sorted(path for path in root.rglob("*") if path.suffix.lower() in (".csv", ".tsv") and path.is_file() and not hidden(path, root))
    named = [path for path in found if path.parent == root and path.stem.lower() in LISTS]
    if len(found) == 1:
        return found[0]
    if len(named) == 1:
        return named[0]
    if not found:
        raise DataError("no_list", "In de map staat geen CSV-bestand met wat er in elke opname wordt gezegd. Maak een tabel met de kolommen path en text.",
                        "There is no CSV file in the folder that tells what is said in each recording. Make a table with the columns path and text.")
    raise DataError("several_lists", f"Er zijn {len(found)} tabellen gevonden. Noem de tabel van uw opnames metadata.csv.", f"{len(found)} tables were found. Call the table of your recordings metadata.csv.")


def hidden(path, root):
    return any(part.startswith((".", "__MACOSX")) for part in path.relative_to(root).parts)


def place_of(root, table, name):
    """Where a path in the table points, from `root`; None when that is outside it."""
    name = name.replace("\\", "/")
    if name.startswith("/") or name[1:2] == ":" or "\0" in name:
        return None
    parts = []
    for part in [*table.parent.relative_to(root).parts, *name.split("/")]:
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


class Recordings:
    """All of them, in parts {train, val, test}: lists of Recording."""

    def __init__(self, job, look, with_features=True):
        self.job, self.look, self.root = job, look, pathlib.Path(job.data)
        self.split_by, self.same, self.squeezed = None, 0, []
        self.table = find_list(self.root)
        self.name = self.table.relative_to(self.root).as_posix()
        rows = self._rows()
        for number, one in enumerate(rows):
            if number % 20 == 0:
                look()
            self._listen(one, with_features)
        if with_features:
            self.squeezed = [one for one in rows if not fits_in(one)]
            rows = [one for one in rows if fits_in(one)]
        if len(rows) < FEWEST:
            raise DataError("too_few_recordings", f"Er zijn {len(rows)} bruikbare opnames; minstens {FEWEST} zijn nodig, en een paar honderd is beter.",
                            f"There are {len(rows)} usable recordings; at least {FEWEST} are needed, and a few hundred is better.", self.name)
        self.parts = self._divide(rows)
        self.letters = sorted({letter for one in self.parts["train"] for letter in one.text})
        if len(self.letters) > MOST_LETTERS:
            raise DataError("too_many_letters", f"Er staan {len(self.letters)} verschillende letters in de teksten; hoogstens {MOST_LETTERS} kan. Zijn alle teksten in dezelfde taal?",
                            f"The texts hold {len(self.letters)} different letters; at most {MOST_LETTERS} can be used. Are all texts in one language?", self.name)

    def texts(self, part):
        return [one.text for one in self.parts[part]]

    def seconds(self, part=None):
        return sum(one.seconds for name, some in self.parts.items() if part in (None, name) for one in some)

    def heard_before(self):
        """How many texts of the test were also said in what was learned from."""
        known = set(self.texts("train"))
        return sum(text in known for text in self.texts("test"))

    # -- the table --

    def _rows(self):
        table, columns = self._open()
        rows, named = [], {}
        try:
            for line, row in tables.whole_rows(table, self.look):
                one = self._row(line, {key: row[place].strip() for key, place in columns.items()}, named)
                rows.append(one)
        except tables.TableError as error:
            raise DataError(error.code, error.nl, error.en, self.name, error.line) from error
        return rows

    def _open(self):
        try:
            table = tables.open_table(self.table)
        except tables.TableError as error:
            raise DataError(error.code, error.nl, error.en, self.name, error.line) from error
        header = [name.lower() for name in table.header]
        columns = {}
        for key, names in (("path", PATHS), ("text", TEXTS), ("speaker", SPEAKERS), ("split", SPLITS)):
            found = next((header.index(name) for name in names if name in header), None)
            if found is not None:
                columns[key] = found
            elif key in ("path", "text"):
                raise DataError("no_column", f"De kolom {key} staat niet in de tabel. De eerste regel moet minstens de namen path en text hebben.",
                                f"The column {key} is not in the table. The first line needs at least the names path and text.", self.name, 1)
        return table, columns

    def _row(self, line, cells, named):
        def refuse(code, nl, en):
            raise DataError(code, nl, en, self.name, line)
        shown = cells["path"][:120]
        place = place_of(self.root, self.table, cells["path"])
        if place is None:
            refuse("outside", f"'{shown}' wijst naar een plek buiten uw map. Zet de opname in de map en noem haar zoals ze daar heet.", f"'{shown}' points outside your folder. Put the recording into the folder and name it as it is called there.")
        if not place or not (self.root / place).is_file():
            refuse("no_recording", f"De opname '{shown}' is er niet. Zet haar in de map, of haal de regel weg.", f"The recording '{shown}' is not there. Put it into the folder, or remove the line.")
        if place in named:
            refuse("listed_twice", f"De opname '{shown}' staat ook op regel {named[place]}. Laat één van de twee staan.", f"The recording '{shown}' is on line {named[place]} too. Keep one of the two.")
        named[place] = line
        text = normalise(cells["text"])
        if not text:
            refuse("no_text", f"Bij de opname '{shown}' staat geen tekst. Schrijf op wat er wordt gezegd, of haal de regel weg.", f"The recording '{shown}' has no text. Write down what is said, or remove the line.")
        part = cells.get("split", "").lower()
        if part and part not in PARTS:
            refuse("unknown_part", f"In de kolom split staat '{part[:40]}'. Kies train, val of test, of laat de cel leeg.", f"The column split says '{part[:40]}'. Choose train, val or test, or leave the cell empty.")
        return Recording(place, line, cells["text"], text, cells.get("speaker", ""), PARTS.get(part))

    # -- the sound --

    def _listen(self, one, with_features):
        def refuse(code, nl, en):
            raise DataError(code, f"De opname '{one.path[:120]}' {nl}.", f"The recording '{one.path[:120]}' {en}.", self.name, one.line)
        try:
            samples, rate = sounds.read(self.root / one.path)
        except sounds.SoundError as error:
            refuse(error.code, error.nl.rstrip("."), error.en.rstrip("."))
        except OSError as error:
            refuse("unreadable", f"kan niet worden geopend ({error.strerror})", f"cannot be opened ({error.strerror})")
        one.seconds = len(samples) / rate
        if one.seconds > LONGEST + 0.05:
            refuse("too_long", f"duurt {one.seconds:.0f} seconden; hoogstens {LONGEST} kan. Knip haar in stukken van een zin", f"takes {one.seconds:.0f} seconds; at most {LONGEST} can be used. Cut it into pieces of a sentence")
        if rate < LOWEST_RATE:
            refuse("low_rate", f"heeft {rate} metingen per seconde; minstens {LOWEST_RATE} zijn nodig", f"has {rate} samples a second; at least {LOWEST_RATE} are needed")
        one.content = hashlib.sha256(samples.tobytes()).digest()
        if with_features:
            one.heard = sounds.features(samples, rate).astype(numpy.float16)    # 8 kB for a second

    # -- who is kept apart --

    def _divide(self, rows):
        """By the column split where it is used; else by speaker where there are enough; else by recording. What sounds the
        same to the last bit never lies in two parts."""
        if any(one.part for one in rows):
            self.split_by = "column"
            return self._given(rows)
        speakers = {one.speaker for one in rows}
        by_speaker = len(speakers) >= FEWEST_SPEAKERS and "" not in speakers
        self.split_by = "speaker" if by_speaker else "recording"
        groups = joined(rows, by_speaker)
        self.same = len(rows) - len({one.content for one in rows})
        order = numpy.random.default_rng([self.job.seed, 7]).permutation(len(groups))
        wanted = max(FEWEST_APART, math.ceil(APART * len(rows)))
        parts, place = {"test": [], "val": [], "train": []}, 0
        for part in ("test", "val"):
            while len(parts[part]) < wanted and place < len(groups):
                parts[part] += groups[order[place]]
                place += 1
        for number in order[place:]:
            parts["train"] += groups[number]
        return self._checked(parts)

    def _given(self, rows):
        parts = {name: [one for one in rows if one.part == name] for name in ("train", "val", "test")}
        parts["train"] += [one for one in rows if one.part is None]
        chance = numpy.random.default_rng([self.job.seed, 7])
        for name in ("test", "val"):            # what was not given is taken from what is learned from
            if not parts[name]:
                groups = joined(parts["train"], False)
                taken = [groups[number] for number in chance.permutation(len(groups))]
                wanted = max(FEWEST_APART, math.ceil(APART * len(parts["train"])))
                while taken and len(parts[name]) < wanted:
                    parts[name] += taken.pop()
                parts["train"] = [one for group in taken for one in group]
        # Given or not: what was learned by heart proves nothing.
        apart = {one.content for name in ("val", "test") for one in parts[name]}
        before = len(parts["train"])
        parts["train"] = [one for one in parts["train"] if one.content not in apart]
        self.same = before - len(parts["train"])
        return self._checked(parts)

    def _checked(self, parts):
        for name, least in (("train", FEWEST_APART * 4), ("val", FEWEST_APART), ("test", FEWEST_APART)):
            if len(parts[name]) < least:
                raise DataError("too_few_recordings", f"Voor '{name}' blijven {len(parts[name])} opnames over; minstens {least} zijn nodig. Voeg opnames toe, van meer sprekers als het kan.",
                                f"Only {len(parts[name])} recordings are left for '{name}'; at least {least} are needed. Add recordings, of more speakers if possible.", self.name)
        return {name: sorted(parts[name], key=lambda one: one.path) for name in ("train", "val", "test")}


def fits_in(one):
    """Whether the recording is long enough for its text: an answer every four frames, and one more between equal letters."""
    answers = ((len(one.heard) - 1) // 2) // 2 + 1
    return len(one.text) + sum(a == b for a, b in zip(one.text, one.text[1:])) <= answers


def joined(rows, by_speaker):
    """Groups of what may not be parted: the same sound, and the same speaker when that is asked."""
    groups, number_of = [], {}
    for one in sorted(rows, key=lambda one: one.path):
        keys = [("sound", one.content)] + ([("speaker", one.speaker)] if by_speaker else [])
        numbers = {number_of[key] for key in keys if key in number_of}
        number = min(numbers) if numbers else len(groups)
        if not numbers:
            groups.append([])
        for other in numbers - {number}:
            groups[number] += groups[other]
            groups[other] = []
            number_of.update({key: number for key, value in number_of.items() if value == other})
        groups[number].append(one)
        number_of.update({key: number for key in keys})
    return [group for group in groups if group]
