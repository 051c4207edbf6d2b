"""What the index is tested with: the person's own questions, or else titles and first sentences of the documents themselves,
which are then not searched in."""

import collections
import csv

import numpy

import werkbank_table as tables
from documents import DocumentError, shown

MOST_QUESTIONS = 1_000      # to choose by, and as many to test with
FEWEST = 5
QUESTION_NAMES, FILE_NAMES = ("question", "vraag"), ("file", "bestand")


class Question:
    """wanted: numbers of the documents that hold the answer; one of them is enough."""

    def __init__(self, text, wanted):
        self.text, self.wanted = text, frozenset(wanted)


class Questions:
    """own: whether a person asked them; choose: to set the scales by; test: used once, at the end."""

    def __init__(self, own, choose, test):
        self.own, self.choose, self.test = own, choose, test


def gather(job, finding, documents, same, look):
    """same[number]: the documents with the same text as that one, itself included."""
    hints = hint_questions(documents, same)
    random = numpy.random.default_rng(job.seed)
    hints = [hints[i] for i in random.permutation(len(hints))[:2 * MOST_QUESTIONS]]
    own = [Question(document.question, same[number]) for number, document in enumerate(documents) if document.question]
    if finding.questions:
        own += read_questions(finding, documents, same, look)
    if own and len(own) < FEWEST:
        job.warn("few_questions", f"Er zijn maar {len(own)} eigen vragen. Ze zijn niet gebruikt: met minstens {FEWEST}, liefst 30, zegt de score iets.",
                 f"There are only {len(own)} questions of your own. They were not used: with at least {FEWEST}, preferably 30, the score means something.")
        own = []
    if own:
        own = [own[i] for i in sorted(random.permutation(len(own))[:MOST_QUESTIONS])]
        return Questions(True, hints[:MOST_QUESTIONS], own)
    if len(hints) < 2 * FEWEST:
        raise DocumentError("no_questions", f"Er is te weinig om de zoekmachine mee te testen: maar {len(hints)} documenten hebben een titel of een eerste zin met tekst erna. Voeg een kolom met titels of een paar vragen toe.",
                            f"There is too little to test the search with: only {len(hints)} documents have a title, or a first sentence with text after it. Add a column of titles or a few questions.")
    half = len(hints) // 2
    return Questions(False, hints[:half], hints[half:])


def hint_questions(documents, same):
    by_hint = collections.defaultdict(set)
    for number, document in enumerate(documents):
        if document.hint and document.words:
            by_hint[document.hint.casefold()] |= same[number]
    first = {}
    for document in documents:
        if document.hint and document.words:
            first.setdefault(document.hint.casefold(), document.hint)
    return [Question(first[key], wanted) for key, wanted in sorted(by_hint.items())]


def read_questions(finding, documents, same, look):
    """Of questions.csv: a question, and the file (or the source, or the title) that holds its answer."""
    name, known = finding.name(finding.questions), collections.defaultdict(set)
    for number, document in enumerate(documents):
        for called in (document.file, document.file.rsplit("/", 1)[-1], document.source, document.title):
            if called:
                known[called.casefold()] |= same[number]
    try:
        table = tables.open_table(finding.questions)
        places = [next((i for i, column in enumerate(table.header) if column.casefold() in names), None) for names in (QUESTION_NAMES, FILE_NAMES)]
        if None in places:
            raise DocumentError("question_columns", f"{name} moet twee kolommen hebben: 'vraag' en 'bestand'. Gevonden: {', '.join(table.header[:12])}.",
                                f"{name} must have two columns: 'question' and 'file'. It has: {', '.join(table.header[:12])}.", name, 1)
        found = []
        for line, row in tables.whole_rows(table, look):
            question, file = (row[place].strip() for place in places)
            if not question:
                raise DocumentError("empty_question", f"Op regel {line} van {name} staat geen vraag. Vul die in, of verwijder de regel.",
                                    f"Line {line} of {name} holds no question. Fill it in, or remove the line.", name, line)
            if file.casefold() not in known:
                raise DocumentError("unknown_file", f"Op regel {line} van {name} staat '{shown(file)}', maar zo'n bestand, bron of titel is er niet. Schrijf de naam zoals die in de map staat.",
                                    f"Line {line} of {name} says '{shown(file)}', but there is no such file, source or title. Write the name as it is in the folder.", name, line)
            found.append(Question(question, known[file.casefold()]))
        return found
    except csv.Error as error:
        raise DocumentError("broken_table", f"{name} is geen goed CSV-bestand: {error}.", f"{name} is not a proper CSV file: {error}.", name) from error
    except tables.TableError as error:
        raise error if isinstance(error, DocumentError) else DocumentError(error.code, error.nl, error.en, name, error.line) from error
