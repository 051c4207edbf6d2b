"""The template text-classify, run by the job wrapper on real and on awkward texts."""

import csv
import json
import random
import shutil
import subprocess
import sys
import unittest

import support

TEMPLATE = "text-classify"
SUBJECTS = {"storing": "pomp lekt druk water sensor alarm ketel kapot geluid", "factuur": "bedrag betaling rekening korting btw creditnota termijn", "afspraak": "monteur datum ochtend bezoek planning verzetten tijdstip"}
FILLER = "de het een wij graag met voor onze dank groet hebben zou kunnen aan".split()
FAST = {"model": "words", "epochs": 2, "batch_size": 16}


def make_rows(count=90, subjects=SUBJECTS):
    """Made messages: a few words that belong to the kind among words that belong to all."""
    chance, rows = random.Random(5), []
    for number in range(count):
        kind = list(subjects)[number % len(subjects)]
        words = chance.sample(subjects[kind].split(), 2) + chance.choices(FILLER, k=10) + [chance.choice(FILLER) + str(number)]
        chance.shuffle(words)
        rows.append([" ".join(words), kind])
    return rows


def write_table(path, rows, header=("bericht", "soort"), encoding="utf-8", **more):
    with open(path, "w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, **more)
        writer.writerow(header)
        writer.writerows(rows)


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def forget_time(summary):
    return {key: value for key, value in summary.items() if key != "seconds"}


def predict(model, *arguments, **more):
    made = subprocess.run([sys.executable, str(model / "predict.py"), *map(str, arguments)], capture_output=True, text=True, check=True, **more)
    return list(csv.DictReader(made.stdout.splitlines()))


class TextTest(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my data"
        self.data.mkdir()
        self.table = self.data / "mails.csv"

    def job(self, name="job", language="en", **parameters):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={**FAST, **parameters}, language=language)

    def finished(self, job, **environment):
        self.assertEqual(job.run(**environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        end = job.records("end")[-1]
        self.assertIsInstance(end["choice"]["value"], float)        # by which a sweep chooses between its variants
        return end


@support.needs("numpy", "scipy", "sklearn", "joblib", "torch")
class Learning(TextTest):
    # -- real texts --

    def test_help_pages_are_sorted_with_the_defaults(self):
        support.example_data("help-pages", self.data)
        job = support.JobFolder(self.folder / "job", TEMPLATE, data=self.data)
        end = self.finished(job)
        summary = job.summary()
        scores = {name: round(model["test"]["macro_f1"], 3) for name, model in summary["models"].items()}
        print(f"\n    help pages: {scores}, kept {summary['model']}, guess {end['baseline']['value']:.3f}, in {end['seconds']} s", file=sys.stderr)
        self.assertEqual((end["primary"]["name"], end["primary"]["goal"], end["baseline"]["name"]), ("macro_f1", "max", "most_frequent"))
        self.assertGreaterEqual(end["primary"]["value"], 0.8)
        self.assertLess(end["baseline"]["value"], 0.1)
        for name in ("words", "network"):
            self.assertGreater(summary["models"][name]["test"]["macro_f1"], 0.7, name)
        better = max(summary["models"], key=lambda name: (summary["models"][name]["val"]["macro_f1"], name == "words"))
        self.assertEqual(summary["model"], better, "kept is what was better on the texts to choose by, not on the test")
        self.assertEqual((summary["text_column"], summary["label_column"], len(summary["classes"])), ("tekst", "soort", 8))
        self.assertTrue(job.records("estimate"))
        self.assertTrue(any("samples_per_s" in r.get("throughput", {}) for r in job.records("metric")))
        progress = [r["progress"] for r in job.records("metric") if "progress" in r]
        self.assertEqual(progress, sorted(progress))
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])
        self.assertEqual(sum(int(cell) for row in rows_of(job.out / "confusion_matrix.csv")[1:] for cell in row[1:]), summary["n_test"])
        page = (job.out / "report.html").read_text()
        for word in ("query", "macro-F1", "altijd de meest voorkomende soort", "always choosing the commonest kind"):
            self.assertIn(word, page)
        card = (job.out / "model" / "README.md").read_text()
        for word in ("## Licenties", "## Licences", "BSD-3-Clause"):
            self.assertIn(word, card)
        self.check_predictions(job)

    def check_predictions(self, job):
        """Of new pages: the model as it was brought home says what the test said."""
        rows = rows_of(self.data / "help-pages.csv")
        new = self.folder / "new.csv"
        write_table(new, [[text, ""] for text, _ in rows[1::7]], header=("tekst", "iets"), delimiter=";")
        found = predict(job.out / "model", new)
        right = sum(row["kind"] == kind for row, (_, kind) in zip(found, rows[1::7]))
        self.assertEqual(len(found), len(rows[1::7]))
        self.assertGreater(right / len(found), 0.9)
        self.assertTrue(all(0 < float(row["certainty"]) <= 1 for row in found))

    # -- the same again --

    def test_the_same_seed_gives_the_same_result_however_often_it_is_stopped(self):
        write_table(self.table, make_rows())
        whole, job = self.job("whole", model="network"), self.job("stopped", model="network")
        self.finished(whole)
        words, total = whole.summary()["models"]["words"]["epochs"], whole.records("start")[0]["steps_total"]
        for attempt, look in enumerate((25, 39)):       # while words are counted, and in the network
            job.stop_at_look(look)
            self.assertEqual(job.run(WERKBANK_ATTEMPT=str(attempt)), 85, job.log())
        first, second = (r["step"] for r in job.records("checkpoint"))
        self.assertTrue(0 < first < words < second < total and (second - words) % ((total - words) // 2), f"in the middle of both, and of a round: {first}, {second}, {words} of {total}")
        changed = self.folder / "changed"
        shutil.copytree(job.path, changed, symlinks=True)
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="2")
        self.assertEqual([r["step"] for r in job.records("resume")], [first, second])
        self.assertEqual(forget_time(job.summary()), forget_time(whole.summary()))
        self.assertEqual(max(r["step"] for r in job.records("metric")), total, "no batch was counted twice")
        job.path = changed
        config = json.loads((changed / "config.json").read_text())
        config["parameters"]["min_word_count"] = 5
        (changed / "config.json").write_text(json.dumps(config))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="2")
        self.assertIn("checkpoint_ignored", [r["code"] for r in job.records("warning")])

    # -- texts as people have them --

    def test_awkward_but_good_tables_and_hostile_names(self):
        hostile = {'<script>alert(1)</script> $(touch INJECTED)': SUBJECTS["storing"], '=cmd|"/C calc"!A0': SUBJECTS["factuur"], "é\nü `id` 'x'": SUBJECTS["afspraak"]}
        rows = [[f"{i}", text.replace(" ", "\n" if i % 5 == 0 else " ", 1), kind] for i, (text, kind) in enumerate(make_rows(subjects=hostile))]
        rows[0][1] += ' "aangehaald"; mail jan@voorbeeld.nl of bel 06-12 34 56 78, BSN 123456782 <img src=x onerror=alert(1)>'
        rows[1][1] += " één 😀" + " lang" * 30_000
        rows[2][2], rows[3][1], rows[4][2] = "", " ", "NA"
        rows += [["90", rows[6][1], rows[7][2]]]
        header = ("nummer", "mijn \"tekst\" <b>", "de $(soort)")
        write_table(self.table, rows, header=header, encoding="utf-16", delimiter=";")
        job = self.job(language="nl", model="network", text=header[1], label=header[2])
        self.finished(job)
        summary = job.summary()
        self.assertEqual(sorted(r["code"] for r in job.records("warning")), ["label_conflict", "missing_label", "missing_text"])
        self.assertEqual(summary["n_train"] + summary["n_val"] + summary["n_test"], 88)
        self.assertIn("é ü `id` 'x'", summary["classes"])
        page = (job.out / "report.html").read_text()
        self.assertNotIn("<script", page)
        self.assertNotIn("<img", page)
        self.assertEqual(len(rows_of(job.out / "confusion_matrix.csv")), 4)
        for path in job.out.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"123456782", path.read_bytes(), path)
                self.assertNotIn(b"jan@voorbeeld", path.read_bytes(), path)
        self.assertFalse(list(self.folder.rglob("INJECTED")))
        found = predict(job.out / "model", self.table)
        self.assertEqual(len(found), 91)
        self.assertEqual([row["kind"] for row in found].count(""), 1, "of an empty text nothing can be said")
        from werkbank_table import as_text
        self.assertLessEqual({row["kind"] for row in found} - {""}, {as_text(name) for name in summary["classes"]})
        self.assertIn("'=cmd|\"/C calc\"!A0", {row["kind"] for row in found}, "no spreadsheet may take a kind for a formula")

    def test_two_kinds_in_windows_text_found_without_being_told_which_columns(self):
        rows = [[str(i % 7), text + " crème", "open" if i % 3 else "dicht", kind] for i, (text, kind) in enumerate(make_rows(subjects={"Ja": SUBJECTS["storing"], "nee": SUBJECTS["factuur"], "ja": SUBJECTS["storing"]}, count=120))]
        write_table(self.table, rows, header=("week", "bericht", "stand", "soort"), encoding="cp1252", delimiter="\t")
        job = self.job(text="soort", label="soort")
        self.finished(job)
        self.assertEqual((job.summary()["text_column"], job.summary()["label_column"]), ("bericht", "soort"))
        self.assertEqual(sorted(r["code"] for r in job.records("warning")), ["encoding", "label_spelling", "same_column"])
        write_table(self.table, [[text, "nee" if kind == "nee" else "ja"] for _, text, _, kind in rows])
        second = self.job("second", checkpoint_seconds=0)
        end = self.finished(second)
        self.assertGreater(len(second.records("checkpoint")), 5)
        self.assertGreater(end["primary"]["value"], 0.9)
        lines = "\n".join(["pomp lekt alarm", "", "bedrag btw korting"]) + "\n"
        self.assertEqual([row["kind"] for row in predict(second.out / "model", "-", input=lines)], ["ja", "", "nee"])

    def test_a_model_that_learned_nothing_is_called_worthless(self):
        chance = random.Random(1)
        write_table(self.table, [[" ".join(chance.choices(FILLER, k=8)) + f" {i}", "a" if i < 8 else "b"] for i in range(200)])
        job = self.job()
        end = self.finished(job)
        self.assertLessEqual(end["primary"]["value"], end["baseline"]["value"])
        page = (job.out / "report.html").read_text()
        self.assertIn("Gebruik het niet", page)
        self.assertIn("Do not use it", page)

    def test_texts_without_words_are_refused(self):
        write_table(self.table, [["*", "a"], ["**", "b"]] * 3 + [[" * " * i + "." * (i % 7), "ab"[i % 2]] for i in range(1, 60)])
        job = self.job()
        self.assertEqual(job.run(), 65, job.log())
        self.assertEqual((job.records("data_error")[0]["code"], job.records("data_error")[0]["file"]), ("no_words", "mails.csv"))

    def test_what_is_missing_for_a_pretrained_model_is_said(self):
        write_table(self.table, make_rows())
        job = self.job(model="pretrained", pretrained_folder="/nowhere/at all", language="nl")
        self.assertEqual(job.run(), 70, job.log())
        self.assertIn(job.records("error")[0]["code"], ("no_transformers", "no_pretrained_model"))
        self.assertNotIn("Traceback", job.log())


@support.needs("numpy")
class Refusing(TextTest):
    def refused(self, code, name="job", line=None, **parameters):
        job = self.job(name, **parameters)
        self.assertEqual(job.run(), 65, job.log())
        record = job.records("data_error")[0]
        self.assertEqual((record["code"], record.get("line")), (code, line), record)
        self.assertEqual(job.records("end"), [])
        self.assertNotIn("Traceback", job.log())
        return record

    def test_tables_that_cannot_be_used_are_refused_with_their_line(self):
        good = make_rows()
        rare = [*good, ["nog een tekst", "zeldzaam"], ["en nog een", "zeldzaam"]]
        cases = [("no_table", None, None), ("empty", "", None), ("duplicate_header", [["a", "a"], ["1", "2"]], 1), ("one_column", [["bericht"], *[[text] for text, _ in good]], 1),
                 ("too_few_rows", [["bericht", "soort"], *good[:12]], None), ("one_class", [["bericht", "soort"], *[[text, "x"] for text, _ in good]], None),
                 ("too_many_classes", [["bericht", "soort"], *[[text + f" {i}", f"kind {i}"] for i, (text, _) in enumerate(good * 3)]], None),
                 ("too_few_of_kind", [["bericht", "soort"], *rare], 92), ("column_count", [["bericht", "soort"], *good[:40], ["een", "twee", "drie"], *good[40:]], 42)]
        for number, (code, rows, line) in enumerate(cases):
            with self.subTest(code):
                if isinstance(rows, str):
                    self.table.write_text(rows)
                elif rows:
                    write_table(self.table, rows[1:], header=rows[0])
                parameters = {} if code == "one_column" else {"text": "bericht", "label": "soort"} if code not in ("no_table", "empty", "duplicate_header") else {}
                record = self.refused(code, str(number), line, **parameters)
                self.assertEqual(record.get("file"), None if code == "no_table" else "mails.csv")

    def test_a_quote_that_is_never_closed_is_found_where_it_begins(self):
        for number, (before, after) in enumerate((('"', ",x\n"), ("x,", ' "tot het eind\n'))):
            with self.subTest(before):
                lines = [f"{text},{kind}\n" if number == 0 else f"{kind},{text}\n" for text, kind in make_rows()]
                lines[30] = before + ("tekst zonder eind" if number == 0 else '"begint hier') + after.replace('"', "")
                self.table.write_text("bericht,soort\n" + "".join(lines) if number == 0 else "soort,bericht\n" + "".join(lines))
                self.refused("open_quote", str(number), 32)

    def test_a_column_that_is_not_there_and_columns_without_kinds(self):
        write_table(self.table, make_rows())
        self.assertIn("bericht, soort", self.refused("missing_column", "a", 1, label="kleur")["message"])
        write_table(self.table, [[text, f"nummer {i}"] for i, (text, _) in enumerate(make_rows())])
        self.assertIn("kolom", self.refused("no_label_column", "b", 1, language="nl")["message"])

    def test_two_tables_and_a_file_that_is_no_table_are_refused(self):
        self.table.write_bytes(bytes(range(256)) * 40)
        job = self.job("bytes")
        self.assertEqual(job.run(), 65, job.log())
        write_table(self.data / "other.csv", make_rows())
        self.assertIn("other.csv", self.refused("several_tables", "two")["message"])


@support.needs("numpy")
class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        sys.path.insert(0, str(support.CATALOGUE / TEMPLATE))
        cls.addClassCleanup(sys.path.remove, str(support.CATALOGUE / TEMPLATE))
        import reading
        import texts
        cls.reading, cls.texts = reading, texts

    def test_addresses_and_long_numbers_are_hidden(self):
        hide = self.texts.hide
        self.assertEqual(hide("mail  jan.de-vries@voorbeeld.nl\nof bel 06-12345678"), "mail @@@ of bel ######")
        self.assertEqual(hide("BSN 123456782, NL91ABNA0417164300, kamer 12345"), "BSN ######, NL91ABNA######, kamer 12345")

    def test_no_text_is_both_learned_and_tested(self):
        groups = [[[i, i + 100] for i in range(20)], [[200 + i] for i in range(9)]]
        parts = self.reading.split_groups(groups, 3)
        everything = sorted(row for rows in parts.values() for row in rows)
        self.assertEqual(everything, sorted(row for kind in groups for rows in kind for row in rows))
        for kind in groups:
            for rows in kind:
                self.assertEqual(sum(bool(set(rows) & set(part)) for part in parts.values()), 1, rows)
        self.assertEqual((len(parts["test"]), len(parts["val"])), (7, 7))

    def test_an_unknown_compound_is_known_by_its_parts(self):
        vocabulary = self.texts.learn_vocabulary(["waterpomp waterdruk", "waterpomp en hoofdpomp"], 2)
        known, unknown = self.texts.encode(["waterleiding", "xyz"], vocabulary, 10)
        self.assertEqual((known.shape, unknown.shape), ((1, self.texts.PIECES), (0, self.texts.PIECES)))
        self.assertIn(vocabulary["water-"[:4] + "-"], known[0])

    def test_only_the_first_words_are_read(self):
        vocabulary = self.texts.learn_vocabulary(["een twee drie vier"], 1)
        self.assertEqual([len(rows) for rows in self.texts.encode(["een twee drie vier", "twee"], vocabulary, 3)], [3, 1])


@support.needs("numpy", "torch")
class Networks(unittest.TestCase):
    def test_a_text_has_the_same_answer_in_any_batch(self):
        sys.path.insert(0, str(support.CATALOGUE / TEMPLATE))
        self.addCleanup(sys.path.remove, str(support.CATALOGUE / TEMPLATE))
        self.addCleanup(sys.modules.pop, "network", None)       # image-classify has one too
        sys.modules.pop("network", None)
        import network
        import texts
        import torch
        torch.manual_seed(1)
        made = network.TextNetwork(50, 3).eval()
        nothing = list(texts.encode([""], {}, 9))[0]
        short, long = ([[(7 * i + j) % 49 + 1 for j in range(texts.PIECES)] for i in range(n)] for n in (2, 30))
        with torch.no_grad():
            alone, empty = made(torch.from_numpy(texts.pad([short]))), made(torch.from_numpy(texts.pad([nothing])))
            together = made(torch.from_numpy(texts.pad([long, short, nothing])))
        self.assertTrue(torch.allclose(alone[0], together[1], atol=1e-5))
        self.assertTrue(torch.allclose(empty[0], together[2], atol=1e-5))
        self.assertFalse(torch.allclose(together[0], together[1], atol=1e-3))


@support.needs("numpy", "scipy", "sklearn", "joblib", "torch", "transformers")
class Pretrained(TextTest):
    def make_model(self, folder):
        """A tiny BERT with random weights, which knows the words of the made messages."""
        import transformers
        folder.mkdir()
        words = sorted({word for words in SUBJECTS.values() for word in words.split()} | set(FILLER))
        pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words, *"0123456789", *(f"##{digit}" for digit in range(10))]
        (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
        transformers.BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=64).save_pretrained(str(folder))
        config = transformers.BertConfig(vocab_size=len(pieces), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64, max_position_embeddings=64)
        transformers.BertForMaskedLM(config).save_pretrained(str(folder))
        return folder

    def test_a_pretrained_model_learns_stops_continues_and_predicts(self):
        write_table(self.table, make_rows(count=120))
        asked = {"model": "pretrained", "pretrained_folder": str(self.make_model(self.folder / "bert")), "epochs": 1, "learning_rate": 0.003}
        whole, stopped = self.job("whole", **asked), self.job("stopped", **asked)
        self.finished(whole)
        self.assertEqual((whole.summary()["model"], sorted(whole.summary()["models"])), ("pretrained", ["pretrained", "words"]))
        stopped.stop_at_look(46)
        self.assertEqual(stopped.run(), 85, stopped.log())
        words, step, total = (whole.summary()["models"]["words"]["epochs"], stopped.records("checkpoint")[0]["step"], whole.records("start")[0]["steps_total"])
        self.assertTrue(words < step < total, f"in the middle of the pretrained model: {words}, {step}, {total}")
        stopped.use_script("train.py")
        self.finished(stopped, WERKBANK_ATTEMPT="1")
        self.assertEqual(stopped.summary()["test"], whole.summary()["test"])
        found = predict(whole.out / "model", self.table)
        self.assertEqual(len(found), 120)
        self.assertLessEqual({row["kind"] for row in found}, set(SUBJECTS))

    def test_a_folder_without_a_model_is_named(self):
        write_table(self.table, make_rows())
        job = self.job(model="pretrained", pretrained_folder=str(self.data))
        self.assertEqual(job.run(), 70, job.log())
        self.assertEqual(job.records("error")[0]["code"], "no_pretrained_model")


if __name__ == "__main__":
    unittest.main()
