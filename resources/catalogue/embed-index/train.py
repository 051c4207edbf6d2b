"""Makes documents searchable: cuts them into passages, learns which words belong together, and keeps an index that is
searched by words and by meaning at once. Works on a processor, stops and continues at any shard.

The plainest way to search is scored first. How much the meaning counts is chosen with one set of questions; another set,
used once, gives the result."""

import collections
import hashlib
import json
import shutil

import numpy

import werkbank_job
import werkbank_table as tables
from building import Building
from documents import MAX_PASSAGES, MIN_DOCUMENTS, DocumentError, Finding, Passage, cut, read_documents, shown
from index import WordScores, best_documents, mix, nearness
from page import write_page
from questions import gather
from report import write_model_card, write_report

FIRST = 5                   # a question is answered when its document is among so many
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
NAMES = {"title": ("title", "titel", "kop", "onderwerp", "subject"), "source": ("source", "bron", "url", "link", "bestand", "file"), "question": ("question", "vraag")}
SAMPLE_ROWS = 200
MISSES = 20                 # in the report
SEARCH_FILES = ("search.py", "predict.py", "index.py", "meaning.py", "words.py", "werkbank_table.py")


# ---- documents ------------------------------------------------------------------------------------------

def find_columns(job, in_folder):
    """A function that tells the columns of a table: those that were asked for, or those that look like it."""
    asked = {"text": "text", "title": "title", "source": "source", "question": "questions"}
    asked = {what: str(job.parameter(key, "")).strip() for what, key in asked.items()}

    def columns(table):
        wanted = dict(asked)
        # In a folder of documents "text" stands for the whole of each; a table among them may call it otherwise.
        if in_folder and wanted["text"] == "text" and "text" not in table.header:
            wanted["text"] = ""
        for name in filter(None, wanted.values()):
            if name not in table.header:
                there = ", ".join(table.header[:12])
                raise tables.TableError("missing_column", f"De kolom '{name}' staat niet in de tabel. Wel: {there}.", f"The column '{name}' is not in the table. It has: {there}.", 1)
        chosen = dict(wanted)
        chosen["text"] = chosen["text"] or longest_column(table)
        for what, names in NAMES.items():
            if chosen[what] == chosen["text"]:
                chosen[what] = ""
            if not chosen[what]:
                chosen[what] = next((name for name in table.header if name.casefold() in names and name not in chosen.values()), "")
        return chosen
    return columns


def longest_column(table):
    """The column with the longest texts in the first rows."""
    lengths = [0] * len(table.header)
    for _, (_, row) in zip(range(SAMPLE_ROWS), tables.whole_rows(table, lambda: None)):
        lengths = [length + len(cell) for length, cell in zip(lengths, row)]
    return table.header[lengths.index(max(lengths))]


def write_left_out(job, finding):
    """Every file of the folder that is not searched in, and why."""
    rows = [(name, why if job.language == "nl" else why_en) for name, why, why_en in finding.left_out]
    rows += [(finding.name(path), "andere soort bestand" if job.language == "nl" else "another kind of file") for path in finding.others]
    quote = lambda text: '"' + tables.as_text(" ".join(text.split())).replace('"', '""') + '"'
    werkbank_job.atomic_write(job.out / "left_out.csv", "\n".join(["file,why", *(f"{quote(name)},{quote(why)}" for name, why in rows)]) + "\n")


class Collection:
    """The documents, without their words, and their passages. texts("tested"): without titles; texts("kept"): with them."""

    def __init__(self, job, look):
        self.finding = Finding(job.data)
        self.documents, self.passages, odd = [], [], []
        longest = max(10, int(job.parameter("passage_words", 200)))
        overlap = min(max(0, int(job.parameter("overlap_words", 40))), longest // 2)
        keys = []
        for document in read_documents(self.finding, find_columns(job, len(self.finding.files) > 1), look, odd.append):
            found = list(cut(document.words, longest, overlap))
            if not found and not document.title:
                continue
            keys.append(hashlib.blake2b("\0".join(text for _, text in found).casefold().encode("utf-8", "replace"), digest_size=16).digest())
            self.passages += [Passage(len(self.documents), line, text) for line, text in found or [(document.line, "")]]
            document.words = bool(document.words)
            self.documents.append(document)
            if len(self.passages) > MAX_PASSAGES:
                raise DocumentError("too_many_passages", f"Dit zijn meer dan {MAX_PASSAGES} passages. Knip de documenten in delen, of kies langere passages.",
                                    f"These are more than {MAX_PASSAGES} passages. Split the documents into parts, or choose longer passages.")
        self._check(job, odd)
        groups = collections.defaultdict(set)
        for number, key in enumerate(keys):
            groups[key].add(number)
        self.same = [groups[key] for key in keys]
        self.doubles = sum(len(group) - 1 for group in groups.values())
        if self.doubles:
            job.warn("duplicates", f"{self.doubles} documenten staan er meer dan één keer in.", f"{self.doubles} documents occur more than once.")

    def _check(self, job, odd):
        if len(self.documents) < MIN_DOCUMENTS:
            raise DocumentError("too_few_documents", f"Er zijn maar {len(self.documents)} documenten met tekst; minstens {MIN_DOCUMENTS} zijn nodig. Lees minder dan dat liever zelf door.",
                                f"There are only {len(self.documents)} documents with text; at least {MIN_DOCUMENTS} are needed. Fewer are better read through by yourself.")
        if not any(sign.isalnum() for passage in self.passages for sign in passage.text):
            raise DocumentError("no_words", "In de documenten staan geen woorden om op te zoeken. Is dit wel de kolom met de tekst?",
                                "The documents hold no words to search by. Is this the column with the text?", self.finding.name(self.finding.files[0]))
        if odd:
            job.warn("encoding", f"{len(odd)} bestanden zijn niet in UTF-8 bewaard en zijn gelezen als Windows-tekst.", f"{len(odd)} files are not saved as UTF-8 and were read as Windows text.", file=odd[0])
        write_left_out(job, self.finding)
        if self.finding.left_out:
            name, why, why_en = self.finding.left_out[0]
            job.warn("left_out", f"{len(self.finding.left_out)} documenten zijn overgeslagen omdat ze niet konden worden gelezen. Het eerste: {why} Alle namen staan in left_out.csv.",
                     f"{len(self.finding.left_out)} documents were skipped as they could not be read. The first: {why_en} All names are in left_out.csv.", file=name)
        others = self.finding.others
        if others:
            names = ", ".join(shown(path.name, 40) for path in others[:3])
            job.warn("other_files", f"{len(others)} bestanden zijn overgeslagen omdat ze geen txt, md, html, pdf of csv zijn: {names}. Bewaar ze als tekst om ze doorzoekbaar te maken.",
                     f"{len(others)} files were skipped as they are not txt, md, html, pdf or csv: {names}. Save them as text to make them searchable.")

    def texts(self, phase, begin=0, end=None):
        for passage in self.passages[begin:end]:
            title = self.documents[passage.document].title
            yield f"{title}\n{passage.text}" if phase == "kept" else passage.text

    def numbers(self):
        """Which document each passage is of."""
        return [passage.document for passage in self.passages]

    def records(self):
        """What is known of every passage, for chunks.jsonl and the search page."""
        for passage in self.passages:
            document = self.documents[passage.document]
            yield {"document": passage.document, "title": document.title, "file": document.file, "line": passage.line, "source": document.source, "text": passage.text}


# ---- scores ---------------------------------------------------------------------------------------------

class Scorer:
    """Which documents a way to search puts first, for one of the two sets of texts."""

    def __init__(self, collection, phase, look):
        self.look, self.documents = look, collection.numbers()
        self.words = WordScores.of(collection.texts(phase), look)

    def found(self, questions, way):
        """For every question the documents that way(question) puts first: [[number of the document]]."""
        found = []
        for question in questions:
            self.look()
            found.append([self.documents[i] for i in best_documents(way(question), self.documents, FIRST)])
        return found

    def shared(self, question):
        return self.words.shared(question.text)

    def bm25(self, question):
        return self.words.bm25(question.text)


def recall(questions, found, first=FIRST):
    """The share of the questions with a wanted document among the first."""
    return sum(bool(question.wanted & set(documents[:first])) for question, documents in zip(questions, found)) / len(questions)


class Near:
    """How near every passage is to a question, by its first numbers."""

    def __init__(self, building, vectors, questions):
        self.vectors = vectors
        asked = building.meaning.vectors([question.text for question in questions]) if building.meaning else numpy.zeros((len(questions), 1), dtype=numpy.float32)
        self.asked = dict(zip(questions, asked))

    def scores(self, question, size=None):
        return nearness(self.vectors[:, :size], self.asked[question][:size])


def choose_share(job, building, scorer, questions):
    """(how much the meaning counts, {share: recall}), on the questions to choose by; the smallest of equals."""
    if not questions or building.meaning is None:
        return (0.5 if building.meaning else 0.0), {}
    near, found = Near(building, building.vectors("tested"), questions), {share: [] for share in SHARES}
    for question in questions:
        scorer.look()
        by_words, by_meaning = scorer.bm25(question), near.scores(question)
        for share in SHARES:
            found[share].append([scorer.documents[i] for i in best_documents(mix(by_words, by_meaning, share), scorer.documents, FIRST)])
    tried = {share: recall(questions, found[share]) for share in SHARES}
    note_sizes(job, building, scorer, near, questions)
    return max(SHARES, key=lambda share: (tried[share], -share)), tried


def note_sizes(job, building, scorer, near, questions):
    """The curve: how well the meaning alone finds, by how many numbers it has."""
    sizes = [size for size in (16, 32, 64, 128, 256, 512) if size < building.meaning.size] + [building.meaning.size]
    for size in sizes if building.meaning.name == "terms" else sizes[-1:]:
        value = recall(questions, scorer.found(questions, lambda question: near.scores(question, size)))
        building.history.append((size, value))
        job.metric(building.steps_total + len(building.history), "val", {"recall_at_5": value, "numbers": size}, last=True, epoch=len(building.history), progress=0.95)


def test(building, scorer, questions, share, phase):
    """{way: [[number of the document]]} on the questions to test with."""
    near = Near(building, building.vectors(phase), questions)
    mixed = lambda question: mix(scorer.bm25(question), near.scores(question), share)
    return {"shared": scorer.found(questions, scorer.shared), "words": scorer.found(questions, scorer.bm25), "meaning": scorer.found(questions, near.scores), "mixed": scorer.found(questions, mixed)}


def find_misses(collection, questions, found):
    """[(question, title that was wanted, title that came first)]"""
    title = lambda number: collection.documents[number].title
    return [(question.text, title(min(question.wanted)), title(documents[0]) if documents else "–") for question, documents in zip(questions, found) if not question.wanted & set(documents)][:MISSES]


# ---- the index ------------------------------------------------------------------------------------------

def save_index(job, collection, building, words, share):
    """Returns the names of the files that were made."""
    records = list(collection.records())
    with werkbank_job.atomic_open(job.model / "chunks.jsonl") as file:
        for record in records:
            file.write(json.dumps(werkbank_job.clean(record), ensure_ascii=False, allow_nan=False).encode("utf-8") + b"\n")
    with werkbank_job.atomic_open(job.model / "index.npy") as file:
        numpy.save(file, building.vectors("kept"))
    with werkbank_job.atomic_open(job.model / "words.npz") as file:
        words.save(file)
    files, meaning = ["chunks.jsonl", "index.npy", "words.npz", "meta.json"], building.meaning
    if meaning and meaning.name == "terms":
        shutil.copyfile(building.folder / "meaning.npz", job.model / "meaning.npz")
        files.append("meaning.npz")
    about = {"passages": len(records), "documents": len(collection.documents), "size": meaning.size if meaning else 0, "meaning": meaning.name if meaning else "none", "share": share,
             "vectors": "index.npy: float16 [passages, size], of length 1, in the order of chunks.jsonl", "template": job.template, "version": job.version}
    if meaning and meaning.name == "pretrained":
        about["pretrained_folder"] = str(job.parameter("pretrained_folder", ""))
    werkbank_job.write_json(job.model / "meta.json", about)
    for name in SEARCH_FILES:
        shutil.copyfile(job.code / name, job.model / name)
    if write_page(job, records):
        files.append("search.html")
    else:
        job.warn("no_page", "De documenten zijn te groot voor een zoekpagina. Zoek met search.py.", "The documents are too large for a search page. Search with search.py.")
    return files


def finish(job, collection, building, questions, scorer, tested, baseline):
    share, tried = choose_share(job, building, tested, questions.choose)
    found = test(building, scorer, questions.test, share, "kept" if questions.own else "tested")
    ways = {way: recall(questions.test, documents) for way, documents in found.items()}
    values = {"recall_at_5": ways["mixed"], "recall_at_1": recall(questions.test, found["mixed"], 1)}
    job.metric(building.steps_total + len(building.history), "test", values, last=True, progress=0.98)
    kept = scorer.words if questions.own else Scorer(collection, "kept", building.look).words
    files = save_index(job, collection, building, kept, share)
    summary = {"template": job.template, "version": job.version, "files_read": len(collection.finding.files), "documents": len(collection.documents), "passages": len(collection.passages), "duplicates": collection.doubles,
               "own_questions": questions.own, "n_choose": len(questions.choose), "n_test": len(questions.test), "asked": job.parameter("model", "auto"), "meaning": building.meaning.name if building.meaning else "none",
               "size": building.meaning.size if building.meaning else 0, "share": share, "tried": {f"{part:.1f}": value for part, value in tried.items()}, "ways": ways, "test": values,
               "primary": {"name": "recall_at_5", "value": ways["mixed"], "goal": "max"}, "baseline": {"name": "shared_words", "value": baseline}, "files": files, "seed": job.seed, "seconds": round(job.elapsed(), 1)}
    werkbank_job.write_json(job.out / "summary.json", summary)
    write_report(job, summary, building.history, find_misses(collection, questions.test, found["mixed"]))
    write_model_card(job, summary)
    building.clean_up()
    job.end("recall_at_5", ways["mixed"], "max", ("shared_words", baseline))


def prepare(job, look):
    try:
        collection = Collection(job, look)
        questions = gather(job, collection.finding, collection.documents, collection.same, look)
    except tables.TableError as error:
        job.data_error(error.code, error.nl, error.en, file=getattr(error, "file", None), line=error.line)
    except OSError as error:
        job.data_error("unreadable", f"De documenten kunnen niet worden gelezen: {error}", f"The documents cannot be read: {error}")
    print(f"[werkbank] {len(collection.documents)} documents, {len(collection.passages)} passages, {len(questions.test)} questions to test with", flush=True)
    return collection, questions


def main():
    job = werkbank_job.Job.load()
    found = job.load_checkpoint()

    def look():         # before a shard was made there is nothing new to save
        if job.should_stop():
            job.stop(found[0] if found else 0)
    collection, questions = prepare(job, look)
    tested = Scorer(collection, "tested", look)
    scorer = Scorer(collection, "kept", look) if questions.own else tested
    baseline = recall(questions.test, scorer.found(questions.test, scorer.shared))
    building = Building(job, collection, look)
    job.start(steps_total=building.steps_total, n_train=len(collection.passages), n_val=len(questions.choose), n_test=len(questions.test), documents=len(collection.documents), world_size=1, device="cpu")
    job.baseline("recall_at_5", baseline)
    building.resume(found)
    building.run()
    building.note(*building.running(), last=True)
    tested.look = scorer.look = building.look
    finish(job, collection, building, questions, scorer, tested, baseline)


if __name__ == "__main__":
    main()
