"""The template text-mark, run by the job wrapper on real and on awkward sentences."""

import csv
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import unittest

import support

TEMPLATE = "text-mark"
MODULES = ("learning", "marking", "reading", "report", "scoring", "train", "predict")
NAMES = "Jansen|De Vries|El Amrani|Van den Berg|Yilmaz|Smit|Bakker|Mulder".split("|")
PLACES = "Groningen|Den Haag|Assen|Ter Apel|Leek".split("|")


def make_sentences(count=60, kinds=("NAAM", "PLAATS")):
    """[[(word, tag)]]: names behind a title, places behind "in"."""
    chance, sentences = random.Random(3), []
    mark = lambda text, kind: [(word, ("B-" if i == 0 else "I-") + kind) for i, word in enumerate(text.split())]
    plain = lambda text: [(word, "O") for word in text.split()]
    for number in range(count):
        sentences.append([*plain(f"Op dag {number} ging meneer"), *mark(chance.choice(NAMES), kinds[0]), *plain("naar zijn werk in"), *mark(chance.choice(PLACES), kinds[1]), *plain("terug .")])
    return sentences


def as_conll(sentences, gap="\t"):
    return "\n".join("".join(f"{word}{gap}{tag}\n" for word, tag in sentence) for sentence in sentences)


def forget_time(summary):
    return {key: value for key, value in summary.items() if key != "seconds"}


class MarkTest(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my data"
        self.data.mkdir()
        self.file = self.data / "sentences.conll"

    def job(self, name="job", language="en", **parameters):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={"epochs": 3, **parameters}, language=language)

    def finished(self, job, **environment):
        self.assertEqual(job.run(**environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        end = job.records("end")[-1]
        self.assertEqual((end["choice"]["name"], end["choice"]["goal"]), ("entity_f1", "max"))      # by which a sweep chooses between its variants
        val = [record["values"]["entity_f1"] for record in job.records("metric") if record["split"] == "val"]
        self.assertEqual(end["choice"]["value"], max(val))
        return end


@support.needs("numpy")
class Marking(MarkTest):
    def test_what_writers_marked_in_help_pages_is_found_with_the_defaults(self):
        support.example_data("help-marks", self.data)
        job = support.JobFolder(self.folder / "job", TEMPLATE, data=self.data)
        end, summary = self.finished(job), job.summary()
        print(f"\n    help pages: F1 {end['primary']['value']:.3f} against {end['baseline']['value']:.3f} in {end['seconds']} s", file=sys.stderr)
        self.assertEqual((end["primary"]["name"], end["primary"]["goal"], end["baseline"]["name"]), ("entity_f1", "max", "usual_tag"))
        self.assertGreater(end["primary"]["value"], 0.75)
        self.assertLess(end["baseline"]["value"], 0.4)
        self.assertEqual(summary["kinds"], ["CODE", "INVOER", "MENU", "TOETS"])
        self.assertTrue(job.records("estimate"))
        progress = [r["progress"] for r in job.records("metric") if "progress" in r]
        self.assertEqual(progress, sorted(progress))
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])
        page, card = (job.out / "report.html").read_text(), (job.out / "model" / "README.md").read_text()
        for word in ("elk woord het merk geven", "giving every word the mark", "TOETS"):
            self.assertIn(word, page)
        for word in ("## Licenties", "## Licences", "BSD-3-Clause"):
            self.assertIn(word, card)
        found = self.predict(job, "Kies Bestand - Opslaan als en druk op Ctrl+S.\n")
        self.assertEqual((found[0]["marks"][0]["kind"], found[0]["marks"][0]["text"]), ("MENU", "Bestand - Opslaan als"))

    def predict(self, job, text, *more):
        """What the model says in a folder with nothing but the model."""
        place = self.folder / "elsewhere"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(job.out / "model", place)
        made = subprocess.run([sys.executable, "-B", str(place / "predict.py"), *more, "-"], input=text, capture_output=True, text=True, check=True, cwd="/")
        return [support.strict_json(line) for line in made.stdout.splitlines()]

    def test_the_same_seed_gives_the_same_model_however_often_it_is_stopped(self):
        self.file.write_text(as_conll(make_sentences(120)))
        whole, job = self.job("whole"), self.job("stopped")
        self.finished(whole)
        total = whole.records("start")[0]["steps_total"]
        self.assertEqual(total, 9)
        for attempt, look in enumerate((5, 8)):
            job.stop_at_look(look)
            self.assertEqual(job.run(WERKBANK_ATTEMPT=str(attempt)), 85, job.log())
        first, second = (r["step"] for r in job.records("checkpoint"))
        self.assertTrue(0 < first < second < total, (first, second))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="2")
        self.assertEqual([r["step"] for r in job.records("resume")], [first, second])
        self.assertEqual(forget_time(job.summary()), forget_time(whole.summary()))
        texts = "Morgen komt meneer De Vries in Assen.\n"
        self.assertEqual(self.predict(job, texts), self.predict(whole, texts))

    def test_hostile_kinds_and_texts_stay_text(self):
        kinds = ("<script>alert(1)</script>", '=cmd|"/C')
        sentences = make_sentences(80, kinds)
        sentences[7][0] = ("<img", "O")
        sentences[8][0] = ("$(touch", "O")
        sentences[9][0] = ("x" * 5_000, "O")
        self.file.write_text("-DOCSTART- -X- O\n\n" + as_conll(sentences, " -X- _ "), encoding="utf-8")
        job = self.job(language="nl")
        end = self.finished(job)
        self.assertGreater(end["primary"]["value"], end["baseline"]["value"])
        report = (job.out / "report.html").read_text()
        self.assertNotIn("<script", report)
        self.assertNotIn("<img", report)
        rows = list(csv.reader((job.out / "kinds.csv").read_text().splitlines()))
        self.assertEqual([row[0] for row in rows[1:]], [kinds[0], "'" + kinds[1]])
        page = self.folder / "marks.html"
        found = self.predict(job, "Vandaag ging meneer <img src=x onerror=alert(1)> in Assen.\n\nOp dag 5 ging meneer Smit naar zijn werk in \udcff Leek terug .\n".encode("utf-8", "replace").decode(), "--html", str(page))
        self.assertEqual([one["line"] for one in found], [1, 2, 3])
        for one in found:
            for mark in one["marks"]:
                self.assertEqual(one["text"][mark["begin"]:mark["end"]], mark["text"])
        self.assertIn("Smit", [mark["text"] for mark in found[2]["marks"]])
        text = page.read_text()
        self.assertNotIn("<img", text)
        self.assertNotIn("<script", text)
        self.assertIn("<mark", text)
        self.assertFalse(list(self.folder.rglob("INJECTED")))
        self.assertLess((job.out / "model" / "model.npz").stat().st_size, 500_000, "one long word may not blow up the model")

    def test_a_table_with_windows_text_gives_what_conll_gives(self):
        sentences = make_sentences(60)
        sentences[0][0] = ("Één", "O")
        self.file.write_text(as_conll(sentences), encoding="utf-8")
        first = self.job("conll")
        self.finished(first)
        self.file.unlink()
        with open(self.data / "sentences.csv", "w", newline="", encoding="cp1252") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["Zin", "Woord", "Tag"])
            writer.writerows([number, word, tag] for number, sentence in enumerate(sentences) for word, tag in sentence)
        second = self.job("csv")
        self.finished(second)
        self.assertEqual([r["code"] for r in second.records("warning")], ["encoding"])
        self.assertEqual(second.summary()["test"], first.summary()["test"])

    def test_what_is_rare_can_be_left_out(self):
        self.file.write_text(as_conll(make_sentences(120)))
        seen = {}
        for least in (1, 4):
            job = self.job(str(least), least_seen=least)
            end = self.finished(job)
            self.assertGreater(end["primary"]["value"], end["baseline"]["value"])
            seen[least] = job.summary()["seen"]
        self.assertLess(seen[4], 0.7 * seen[1])

    def test_marks_by_chance_are_not_learned(self):
        chance = random.Random(1)
        self.file.write_text(as_conll([[(f"woord{chance.randrange(10**6)}", "B-X" if chance.random() < 0.2 else "O") for _ in range(10)] for _ in range(60)]))
        job = self.job()
        end = self.finished(job)
        self.assertLess(end["primary"]["value"], 0.5)
        better = end["primary"]["value"] > end["baseline"]["value"]
        self.assertEqual("Gebruik het niet" in (job.out / "report.html").read_text(), not better)


@support.needs("numpy")
class Parts(support.FolderTest):
    @classmethod
    def setUpClass(cls):
        sys.path.insert(0, str(support.CATALOGUE / TEMPLATE))
        cls.addClassCleanup(sys.path.remove, str(support.CATALOGUE / TEMPLATE))
        for name in MODULES:        # other templates have modules of these names too
            sys.modules.pop(name, None)
            cls.addClassCleanup(sys.modules.pop, name, None)
        import learning
        import marking
        import reading
        import report
        import scoring
        cls.learning, cls.marking, cls.reading, cls.report, cls.scoring = learning, marking, reading, report, scoring

    def problem(self, content, name="a.conll"):
        """(code, line) of what is wrong with a file."""
        import werkbank_job
        import werkbank_table
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        if content is not None:
            (data / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        job = werkbank_job.Job({"parameters": {}, "language": "en"}, self.folder / "job", {})
        with self.assertRaises(werkbank_table.TableError) as caught:
            self.reading.Examples(job, self.reading.find_file(pathlib.Path(data)), lambda: None)
        self.assertTrue(caught.exception.nl and caught.exception.en)
        return caught.exception.code, caught.exception.line

    def test_files_that_cannot_be_used_are_refused_with_their_line(self):
        good = as_conll(make_sentences(30))
        lines = good.split("\n")
        changed = lambda line, text: "\n".join([*lines[:line - 1], text, *lines[line:]])
        self.assertEqual(self.problem(None), ("no_file", None))
        self.assertEqual(self.problem(""), ("too_few_sentences", None))
        self.assertEqual(self.problem(as_conll(make_sentences(15))), ("too_few_sentences", None))
        self.assertEqual(self.problem(changed(3, "woord")), ("no_tag", 3))
        self.assertEqual(self.problem(changed(3, "\tO")), ("no_tag", 3))
        self.assertEqual(self.problem(changed(3, "woord\tNAAM")), ("bad_tag", 3))
        self.assertEqual(self.problem(changed(3, "woord\tB-")), ("bad_tag", 3))
        self.assertEqual(self.problem(changed(1, "woord\tI-NAAM")), ("broken_mark", 1))
        self.assertEqual(self.problem(changed(3, "woord\tI-NAAM")), ("broken_mark", 3))
        self.assertEqual(self.problem(good + "\nA\tB-NAAM\nB\tI-PLAATS\n"), ("broken_mark", len(lines) + 2))
        self.assertEqual(self.problem(re.sub(r"[BI]-\w+", "O", good)), ("no_marks", None))
        self.assertEqual(self.problem(good + "\nA\tB-ZELDZAAM\n"), ("too_few_of_kind", len(lines) + 1))
        self.assertEqual(self.problem(changed(3, "wo\0ord\tO")), ("not_text", 3))
        self.assertEqual(self.problem(good + "\n" + "a\tO\n" * 1001), ("long_sentence", len(lines) + 1))
        self.assertEqual(self.problem(changed(3, "woord\tx\tO")), ("odd_columns", 3))
        self.assertEqual(self.problem("woord,tag\nA,O\n", "a.csv"), ("no_sentence_column", 1))
        self.assertEqual(self.problem("zin,woord,tag\n1,A,O\n1,B\n", "a.csv"), ("column_count", 3))
        self.assertEqual(self.problem("zin,woord,tag\n1,A,O\n1,,O\n", "a.csv"), ("no_tag", 3))
        (self.folder / "data" / "b.txt").write_text("x")
        import werkbank_table
        with self.assertRaises(werkbank_table.TableError) as caught:
            self.reading.find_file(self.folder / "data")
        self.assertEqual(caught.exception.code, "several_files")

    def written(self, scheme, sentences):
        """Sentences in IOB2, in another way of writing."""
        found = []
        for sentence in sentences:
            tags = [tag for _, tag in sentence]
            after, before = [*tags[1:], "O"], ["O", *tags[:-1]]
            ends = [tag != "O" and not next_one.startswith("I") for tag, next_one in zip(tags, after)]
            if scheme == "iob":
                tags = ["I" + tag[1:] if tag[0] == "B" and one[2:] != tag[2:] else tag for tag, one in zip(tags, before)]
            elif scheme in ("bioes", "bilou"):
                last, lone = ("E", "S") if scheme == "bioes" else ("L", "U")
                tags = [((lone if tag[0] == "B" else last) if end else tag[0]) + tag[1:] for tag, end in zip(tags, ends)]
            found.append([(word, tag) for (word, _), tag in zip(sentence, tags)])
        return found

    def examples(self, content):
        import werkbank_job
        path = self.folder / "a.conll"
        path.write_text(content)
        return self.reading.Examples(werkbank_job.Job({"parameters": {}, "language": "en"}, self.folder / "job", {}), path, lambda: None)

    def test_every_way_of_writing_gives_the_same_tags(self):
        sentences = make_sentences(30)
        for sentence in sentences[:5]:      # two marks that touch
            sentence[0:0] = [("Piet", "B-NAAM"), ("Jan", "B-NAAM"), ("Smit", "I-NAAM")]
        wanted = [sentence.tags for sentence in self.examples(as_conll(sentences)).sentences]
        for scheme in ("iob2", "iob", "bioes", "bilou"):
            written = as_conll(self.written(scheme, sentences), " x y " if scheme == "iob" else "\t")
            self.assertEqual([sentence.tags for sentence in self.examples("-DOCSTART- -X- O O\n\n" + written).sentences], wanted, scheme)
        self.assertEqual(self.examples(as_conll(self.written("bilou", sentences))).kinds, ["NAAM", "PLAATS"])

    def test_mixed_ways_of_writing_are_refused_with_their_line(self):
        good = make_sentences(30)
        half = as_conll(good) + "\n" + as_conll(self.written("iob", good))
        self.assertEqual(self.problem(half)[0], "broken_mark")
        half = as_conll(self.written("bioes", good)) + "\nDe\tB-NAAM\nVries\tI-NAAM\nkomt\tO\n"
        self.assertEqual(self.problem(half), ("mixed_schemes", half.count("\n") - 1))

    def test_a_sentence_is_never_both_learned_and_tested(self):
        sentences = []
        for number in range(40):
            sentence = self.reading.Sentence(number)
            sentence.words, sentence.tags = [f"woord{number % 25}", "x"], ["O", "O"]
            sentences.append(sentence)
        parts = self.reading.split(sentences, 1)
        self.assertEqual(sorted(n for part in parts.values() for n in part), list(range(40)))
        words = {name: {sentences[n].words[0] for n in part} for name, part in parts.items()}
        self.assertFalse(words["train"] & words["test"] or words["train"] & words["val"] or words["val"] & words["test"])

    def test_marks_count_only_whole_and_of_their_kind(self):
        spans = self.marking.spans
        self.assertEqual(spans(["B-A", "I-A", "O", "B-B", "B-B", "I-B"]), {(0, 2, "A"), (3, 4, "B"), (4, 6, "B")})
        self.assertEqual(spans([]), set())
        sentence = self.reading.Sentence(1)
        sentence.words, sentence.tags = list("abcdef"), ["B-A", "I-A", "O", "B-B", "O", "B-A"]
        result = self.scoring.score([sentence], [["B-A", "I-A", "O", "B-A", "O", "O"]], ["A", "B"])
        self.assertEqual((result["precision"], result["recall"], result["entity_f1"]), (1 / 2, 1 / 3, 2 / 5))
        self.assertEqual(result["per_kind"]["B"], {"n": 1, "precision": None, "recall": 0, "f1": 0})
        self.assertEqual(result["accuracy"], 4 / 6)

    def test_the_best_row_of_tags_is_found_and_is_always_possible(self):
        import itertools
        import numpy
        tags = ["O", "B-A", "I-A", "B-B", "I-B"]
        steps = self.marking.allowed_steps(tags)
        chance = numpy.random.default_rng(2)
        for _ in range(30):
            scores, moves = chance.normal(size=(4, 5)) * 3, chance.normal(size=(6, 5)) + steps
            total = lambda row: moves[-1, row[0]] + sum(scores[i, tag] for i, tag in enumerate(row)) + sum(moves[a, b] for a, b in zip(row, row[1:]))
            best = self.marking.best_tags(scores, moves)
            self.assertEqual(best, list(max(itertools.product(range(5), repeat=4), key=total)))
            named = [tags[i] for i in best]
            self.assertTrue(all(tag[0] != "I" or before[2:] == tag[2:] for before, tag in zip(["O", *named], named)), named)

    def right_tags_lead(self, margin, lead):
        """Of each sentence, whether the right tags lead all others by so much when nothing more is learned from any."""
        import werkbank_job
        examples = self.examples(as_conll(make_sentences(60)))
        training = self.learning.Training(werkbank_job.Job({"parameters": {"margin": margin}, "language": "en"}, self.folder / "job", {}), examples, lambda: None)
        before = None
        while before is None or (before != training.weights).any():
            before = training.weights.copy()
            for rows, truth in zip(training.rows, training.truths):
                training.learn_sentence(rows, truth)
        leads = []
        for sentence, truth in zip(training.sentences, training.truths):
            scores = [training.weights[rows].sum(axis=0) for rows in training.model.rows(sentence.words)]
            for row, right in zip(scores, truth):
                row[right] -= lead
            leads.append(self.marking.best_tags(scores, training.steps + training.allowed) == truth)
        return leads

    def test_with_a_margin_it_learns_until_the_right_tags_lead_by_it(self):
        self.assertTrue(all(self.right_tags_lead(margin=60, lead=60)))
        self.assertTrue(all(self.right_tags_lead(margin=0, lead=0)))
        self.assertFalse(all(self.right_tags_lead(margin=0, lead=60)))

    def test_the_plainest_way_gives_each_word_its_usual_tag(self):
        sentence = self.reading.Sentence(1)
        sentence.words, sentence.tags = ["Den", "Haag", "den", "den"], ["B-P", "I-P", "O", "O"]
        self.assertEqual(self.scoring.Usual([sentence]).tag(["DEN", "Haag", "x"]), ["O", "B-P", "O"])

    def test_a_worthless_model_is_called_so(self):
        for value, words in ((0.4, ("echt iets geleerd", "really learned")), (0.2, ("Gebruik het niet", "Do not use it"))):
            said = self.report.verdict(value, 0.2)
            self.assertIn(words[0], said["nl"])
            self.assertIn(words[1], said["en"])

    def test_texts_are_cut_into_sentences_that_keep_their_place(self):
        text = "Dit is een zin. Dit ook! Een 3.5 meter is geen einde"
        pieces = self.marking.pieces_of(text)
        found = list(self.marking.sentences_of(pieces))
        self.assertEqual([len(sentence) for sentence in found], [5, 3, 8])
        self.assertEqual([piece for sentence in found for piece in sentence], pieces)
        self.assertTrue(all(text[begin:end] == word for word, begin, end in pieces))
        self.assertEqual(list(self.marking.sentences_of([])), [])
        names = ["a", "é b", "x" * 5_000]
        self.assertEqual(self.marking.unpack_names(self.marking.pack_names(names)), names)
        self.assertEqual(self.marking.unpack_names(self.marking.pack_names([])), [])
        self.assertEqual(json.dumps(self.marking.shape_of("Aa11-b")), '"Xxd-x"')


if __name__ == "__main__":
    unittest.main()
