"""Reads sentences in which every word has a tag: CoNLL (a word and its tag on each line, an empty line between sentences) or a
table with columns word, tag and sentence. Tags say where a mark begins (B-NAME), goes on (I-NAME), or that there is none (O). They
may be written in the ways in which they are handed about: IOB2 (every mark begins with B-), IOB (B- only where two marks of a kind
touch), BIOES or BILOU (the last word has E- or L-, a mark of one word S- or U-). What is learned from is IOB2.

In memory grow the words: about 190 bytes for each."""

import hashlib
import re

import numpy

import werkbank_table as tables

MIN_SENTENCES, MIN_MARKS = 20, 10       # in all; per kind
MAX_KINDS, MAX_WORDS = 50, 1_000        # words in one sentence
TEST_SHARE = VAL_SHARE = 0.15
_TAG = re.compile(r"O|[BIESLU]-\S+")
_ALIKE = {"L": "E", "U": "S"}
COLUMNS = {"word": ("word", "token", "woord"), "tag": ("tag", "label", "merk"), "sentence": ("sentence", "sentence_id", "zin")}


class Sentence:
    def __init__(self, line):
        self.line, self.words, self.tags, self.lines = line, [], [], []


class Examples:
    """sentences; kinds; tags ("O" first, then B- and I- of every kind); file; parts {train, val, test}: numbers of sentences."""

    def __init__(self, job, path, look):
        self.file = path.name
        encoding = tables.find_encoding(path)
        if encoding == "cp1252":
            job.warn("encoding", "Het bestand is niet in UTF-8 bewaard en is gelezen als Windows-tekst.", "The file is not saved as UTF-8 and was read as Windows text.", file=self.file)
        reader = read_table(path, look) if has_header(path, encoding) else read_conll(path, encoding, look)
        self.sentences = [sentence for sentence in reader if sentence.words]
        one_scheme(self.sentences)
        self.kinds = self._check()
        self.tags = ["O"] + [f"{part}-{kind}" for kind in self.kinds for part in "BI"]
        self.parts = split(self.sentences, job.seed)

    def part(self, name):
        return [self.sentences[i] for i in self.parts[name]]

    def _check(self):
        if len(self.sentences) < MIN_SENTENCES:
            raise tables.TableError("too_few_sentences", f"Er zijn maar {len(self.sentences)} zinnen; minstens {MIN_SENTENCES} zijn nodig, liefst een paar honderd. Staat er een lege regel tussen de zinnen?",
                                    f"There are only {len(self.sentences)} sentences; at least {MIN_SENTENCES} are needed, preferably a few hundred. Is there an empty line between sentences?")
        counts, first = {}, {}
        for sentence in self.sentences:
            for place, tag in enumerate(sentence.tags):
                if tag[0] == "B":
                    counts[tag[2:]] = counts.get(tag[2:], 0) + 1
                    first.setdefault(tag[2:], sentence.lines[place])
        if not counts:
            raise tables.TableError("no_marks", "Alle woorden hebben de tag O: er is niets gemerkt. Zet B- en I- voor de soort bij de woorden die het model moet leren vinden.",
                                    "All words have the tag O: nothing is marked. Put B- and I- before the kind with the words that the model must learn to find.")
        if len(counts) > MAX_KINDS:
            raise tables.TableError("too_many_kinds", f"Er zijn {len(counts)} soorten; hoogstens {MAX_KINDS} kan. Voeg soorten samen.", f"There are {len(counts)} kinds; at most {MAX_KINDS} can be used. Join kinds.")
        for kind, count in sorted(counts.items()):
            if count < MIN_MARKS:
                raise tables.TableError("too_few_of_kind", f"De soort '{shown(kind)}' is maar {count} keer gemerkt; minstens {MIN_MARKS} keer is nodig, liefst 100. Merk er meer, of laat de soort weg.",
                                        f"The kind '{shown(kind)}' is marked only {count} times; at least {MIN_MARKS} are needed, preferably 100. Mark more, or leave the kind out.", first[kind])
        return sorted(counts)


def shown(text, longest=60):
    text = " ".join(text.split())
    return text if len(text) <= longest else text[:longest - 1] + "…"


# ---- files ----------------------------------------------------------------------------------------------

def find_file(folder):
    """The one file with sentences in a data folder (or the file itself)."""
    if folder.is_file():
        return folder
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".conll", ".bio", ".iob", ".tsv", ".txt", ".csv") and path.is_file() and not path.name.startswith("."))
    if len(found) == 1:
        return found[0]
    if not found:
        raise tables.TableError("no_file", "Er is geen bestand met gemerkte zinnen gevonden (conll, txt, tsv of csv).", "No file of marked sentences was found (conll, txt, tsv or csv).")
    names = ", ".join(shown(path.name) for path in found[:5])
    raise tables.TableError("several_files", f"Er zijn {len(found)} bestanden gevonden ({names}). Stuur er precies één.", f"{len(found)} files were found ({names}). Send exactly one.")


def has_header(path, encoding):
    """Whether it is a table with names of columns, not CoNLL."""
    with open(path, encoding=encoding, errors="replace") as file:
        names = {name.strip().strip('"').casefold() for name in re.split(r"[;,\t|]", file.readline())}
    return bool(names & set(COLUMNS["word"])) and bool(names & set(COLUMNS["tag"]))


def read_conll(path, encoding, look):
    """Columns by tab or space: the first is the word, the last its tag."""
    sentence, columns = Sentence(1), None
    with open(path, encoding=encoding, errors="replace", newline="") as file:
        for line, text in enumerate(file, 1):
            if line % 1000 == 1:
                look()
            if "\0" in text:
                raise tables.TableError("not_text", f"Op regel {line} staan tekens die in een tekst niet voorkomen. Bewaar het bestand als tekst (UTF-8).", f"On line {line} are characters that no text has. Save the file as text (UTF-8).", line)
            cells = text.split("\t") if "\t" in text else text.split()
            cells = [cell.strip() for cell in cells]
            if not any(cells) or cells[0] == "-DOCSTART-":
                yield sentence
                sentence = Sentence(line + 1)
                continue
            if len(cells) < 2 or not cells[0]:
                raise tables.TableError("no_tag", f"Op regel {line} staat geen woord met een tag: '{shown(text)}'. Schrijf het woord, een tab en de tag, zoals 'Jansen', tab, 'B-NAAM'.",
                                        f"Line {line} holds no word with a tag: '{shown(text)}'. Write the word, a tab and the tag, such as 'Jansen', tab, 'B-NAME'.", line)
            columns = columns or len(cells)
            if len(cells) != columns:
                raise tables.TableError("odd_columns", f"Regel {line} heeft {len(cells)} kolommen; de eerste regel met een woord heeft er {columns}. Staat er een spatie of tab te veel of te weinig?",
                                        f"Line {line} has {len(cells)} columns; the first line with a word has {columns}. Is there a space or tab too many or too few?", line)
            add(sentence, line, cells[0], cells[-1])
    yield sentence


def read_table(path, look):
    """A row per word. Words of one sentence stand together and have the same value in the column `sentence`."""
    table = tables.open_table(path)
    place = {what: next((i for i, name in enumerate(table.header) if name.casefold() in names), None) for what, names in COLUMNS.items()}
    if place["sentence"] is None:
        raise tables.TableError("no_sentence_column", "De kolom 'zin' ontbreekt: een nummer per zin, zodat het model weet welke woorden bij elkaar staan.",
                                "The column 'sentence' is missing: a number for each sentence, so that the model knows which words stand together.", 1)
    sentence, number = Sentence(2), None
    for line, row in tables.whole_rows(table, look):
        if row[place["sentence"]] != number:
            yield sentence
            sentence, number = Sentence(line), row[place["sentence"]]
        word = " ".join(row[place["word"]].split())
        if not word:
            raise tables.TableError("no_tag", f"Op regel {line} staat geen woord.", f"Line {line} holds no word.", line)
        add(sentence, line, word, row[place["tag"]].strip())
    yield sentence


def begins_mark(tag, before):
    """Whether a mark begins at a word with this tag; `before`: the tag of the word before it, "O" at the begin of a sentence."""
    open_kind = "" if before[0] in "OES" else before[2:]
    return tag[0] in "BS" or tag[0] != "O" and tag[2:] != open_kind


def one_scheme(sentences):
    """Puts the tags of all sentences into IOB2. Refuses a file in which nobody can tell where a mark begins or ends, with its line."""
    begun, without, ended, open_ended = 0, None, 0, None
    for sentence in sentences:
        tags = [_ALIKE.get(tag[0], tag[0]) + tag[1:] for tag in sentence.tags]
        for place, (before, tag) in enumerate(zip(["O", *tags], [*tags, "O"])):
            begins = begins_mark(tag, before)
            if before[0] in "BI" and (tag == "O" or begins):
                open_ended = open_ended or (sentence.lines[place - 1], before)
            if begins and tag[0] in "IE":
                without = without or (sentence.lines[place], tag, place == 0 and "O" or before)
            begun += tag[0] in "BS" and (before[0] in "OES" or before[2:] != tag[2:])
            ended += tag[0] in "ES"
        sentence.tags = [tag if tag == "O" else ("B" if begins_mark(tag, before) else "I") + tag[1:] for before, tag in zip(["O", *tags], tags)]
    if without and (begun or ended):
        line, tag, before = without
        after, after_en = ("waar geen merk begonnen is", "where no mark has begun") if before == "O" else (f"na {shown(before)}", f"after {shown(before)}")
        raise tables.TableError("broken_mark", f"Op regel {line} staat {shown(tag)} {after}, en andere merken beginnen met B-. Schrijf B-{shown(tag[2:])}, of verbeter de tag ervoor.",
                                f"Line {line} has {shown(tag)} {after_en}, and other marks begin with B-. Write B-{shown(tag[2:])}, or correct the tag before it.", line)
    if ended and open_ended:
        line, tag = open_ended
        raise tables.TableError("mixed_schemes", f"Sommige merken eindigen met E- of S-, maar {shown(tag)} op regel {line} niet. Schrijf alle merken op één manier.",
                                f"Some marks end with E- or S-, but {shown(tag)} on line {line} does not. Write all marks in one way.", line)


def add(sentence, line, word, tag):
    """Adds a word; a tag that cannot be is refused with its line."""
    if not _TAG.fullmatch(tag):
        raise tables.TableError("bad_tag", f"Op regel {line} staat '{shown(tag)}' als tag. Een tag is O, of B- of I- (of E- of S-) met de soort erachter, zoals B-NAAM.",
                                f"Line {line} has '{shown(tag)}' for a tag. A tag is O, or B- or I- (or E- or S-) with the kind after it, such as B-NAME.", line)
    if len(sentence.words) == MAX_WORDS:
        raise tables.TableError("long_sentence", f"De zin die op regel {sentence.line} begint, heeft meer dan {MAX_WORDS} woorden. Zet een lege regel tussen de zinnen.",
                                f"The sentence that begins on line {sentence.line} has more than {MAX_WORDS} words. Put an empty line between sentences.", sentence.line)
    sentence.words.append(word)
    sentence.tags.append(tag)
    sentence.lines.append(line)


def split(sentences, seed):
    """Numbers of sentences for learning, choosing and testing; a sentence that occurs again is never in two parts."""
    groups = {}
    for number, sentence in enumerate(sentences):
        key = hashlib.blake2b("\0".join(sentence.words).casefold().encode("utf-8", "replace"), digest_size=16).digest()
        groups.setdefault(key, []).append(number)
    order = [list(groups.values())[i] for i in numpy.random.default_rng(seed).permutation(len(groups))]
    test, val = max(1, round(TEST_SHARE * len(order))), max(1, round(VAL_SHARE * len(order)))
    parts = {"test": order[:test], "val": order[test:test + val], "train": order[test + val:]}
    return {name: sorted(number for group in chosen for number in group) for name, chosen in parts.items()}
