"""The template embed-index, run by the job wrapper on real and on awkward documents."""

import csv
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import unittest

import support

TEMPLATE = "embed-index"
SUBJECTS = {"pomp": "pomp lekt druk afdichting waaier lager", "ketel": "ketel brander vlam gas ontsteking schoorsteen", "factuur": "factuur bedrag btw betaling termijn korting",
            "verlof": "verlof vakantie aanvraag dagen rooster ziekte"}
FILLER = "de het een wij dan eerst daarna altijd nooit hier daar weer soms vaak".split()
MODULES = ("building", "documents", "index", "learning", "meaning", "page", "questions", "report", "train", "words")


def make_rows(count=48):
    """[title, text]: each text is about a subject, and has a number of its own that its title names too."""
    chance, rows = random.Random(5), []
    for number in range(count):
        subject = list(SUBJECTS)[number % len(SUBJECTS)]
        words = SUBJECTS[subject].split()
        sentences = [" ".join(chance.sample(words, 3) + chance.choices(FILLER, k=4)).capitalize() + "." for _ in range(5)]
        rows.append([f"{subject} {chance.choice(words)} code{number:03d}", " ".join(sentences) + f" Zie code{number:03d}."])
    return rows


def write_table(path, rows, header=("titel", "tekst"), encoding="utf-8", **more):
    with open(path, "w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, **more)
        writer.writerow(header)
        writer.writerows(rows)


def forget_time(summary):
    return {key: value for key, value in summary.items() if key != "seconds"}


def search(model, *arguments):
    return subprocess.run([sys.executable, "-B", str(model / "search.py"), *arguments], capture_output=True, text=True, check=False, cwd="/")


def stop_after(job, shards):
    """Makes the script stop when it has made so many shards: the same place on every machine."""
    (job.path / "code" / "stopping.py").write_text("import building, train, werkbank_job\nlearn, made = building.Building.learn, []\ndef counted(self):\n    made.append(learn(self))\n    return made[-1]\n"
                                                   f"building.Building.learn = counted\nwerkbank_job.Job.should_stop = lambda job: len(made) >= {shards}\ntrain.main()\n")
    job.use_script("stopping.py")


class IndexTest(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my data"
        self.data.mkdir()
        self.table = self.data / "documents.csv"

    def job(self, name="job", language="en", shard=None, **parameters):
        job = support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={"size": 16, **parameters}, language=language)
        if shard:
            path = job.path / "code" / "building.py"
            text = path.read_text()
            self.assertIn("SHARD = 512", text)
            path.write_text(text.replace("SHARD = 512", f"SHARD = {shard}"))
        return job

    def finished(self, job, **environment):
        self.assertEqual(job.run(**environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        return job.records("end")[-1]


@support.needs("numpy", "scipy", "sklearn")
class Indexing(IndexTest):
    # -- real documents --

    def test_help_pages_are_found_by_their_titles_much_better_than_by_counting_words(self):
        all_pages = support.example_data("help-documents", self.folder / "all") / "help-documents.csv"
        with open(all_pages, newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        self.assertGreater(len(rows), 2_000)
        rows = [rows[0]] + rows[1:][::3]
        write_table(self.table, rows[1:], header=rows[0])
        job = self.job(size=128)
        end, summary = self.finished(job), job.summary()
        print(f"\n    {summary['documents']} help pages: {summary['ways']}, meaning {summary['share']}, in {end['seconds']} s", file=sys.stderr)
        self.assertEqual((end["primary"]["name"], end["primary"]["goal"], end["baseline"]["name"]), ("recall_at_5", "max", "shared_words"))
        self.assertGreater(end["primary"]["value"], end["baseline"]["value"] + 0.15)
        self.assertGreater(end["primary"]["value"], 0.65)
        self.assertGreaterEqual(summary["ways"]["mixed"], summary["ways"]["words"] - 0.01)
        self.assertFalse(summary["own_questions"])
        self.assertTrue(job.records("estimate"))
        progress = [r["progress"] for r in job.records("metric") if "progress" in r]
        self.assertEqual(progress, sorted(progress))
        for chart in support.manifest_of(TEMPLATE)["metrics"]["charts"]:
            self.assertTrue(any(r["split"] in chart["splits"] and set(chart["values"]) <= set(r["values"]) for r in job.records("metric")), chart)
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])
        page, card = (job.out / "report.html").read_text(), (job.out / "model" / "README.md").read_text()
        for word in ("Er waren geen eigen vragen", "There were no questions of your own", "BM25"):
            self.assertIn(word, page)
        for word in ("## Licenties", "## Licences", "BSD-3-Clause"):
            self.assertIn(word, card)
        found = search(job.out / "model", "-n", "3", "rijhoogte van een tabel aanpassen")
        self.assertEqual(found.returncode, 0, found.stderr)
        self.assertRegex(found.stdout, r"(?m)^1\. .*\(documents\.csv, line \d+, .*\.html; ")
        self.assertEqual(len(re.findall(r"(?m)^\d\. ", found.stdout)), 3)

    # -- the same again --

    def test_the_same_seed_gives_the_same_index_however_often_it_is_stopped_or_killed(self):
        write_table(self.table, make_rows())
        whole, job = self.job("whole", shard=8), self.job("stopped", shard=8)
        job.use_new_python()
        self.finished(whole)
        total = whole.records("start")[0]["steps_total"]
        self.assertEqual(total, 12)
        stop_after(job, 5)
        self.assertEqual(job.run(WERKBANK_ATTEMPT="0"), 85, job.log())
        first = job.records("stopped")[0]["step"]
        self.assertEqual(first, 5)
        # And killed right after two more shards were written.
        (job.path / "code" / "dying.py").write_text("import os, building, train\nlearn, made = building.Building.learn, []\ndef dying(self):\n    made.append(learn(self))\n"
                                                    "    if len(made) == 2:\n        os._exit(9)\n    return made[-1]\nbuilding.Building.learn = dying\ntrain.main()\n")
        job.use_script("dying.py")
        self.assertNotEqual(job.run(WERKBANK_ATTEMPT="1"), 0)
        (job.path / "code" / "counting.py").write_text("import building, train\nlearn = building.Building.learn\ndef counted(self):\n    print('made shard', self.step, flush=True)\n    return learn(self)\n"
                                                       "building.Building.learn = counted\ntrain.main()\n")
        job.use_script("counting.py")
        self.finished(job, WERKBANK_ATTEMPT="2")
        self.assertEqual([int(n) for n in re.findall(r"made shard (\d+)", job.log())], list(range(first + 2, total)), "what lay on disk is not made again")
        self.assertEqual(forget_time(job.summary()), forget_time(whole.summary()))
        for name in ("index.npy", "chunks.jsonl", "meta.json", "search.html"):
            self.assertEqual((job.out / "model" / name).read_bytes(), (whole.out / "model" / name).read_bytes(), name)
        self.assertEqual(list((job.out / "ckpt").glob("parts-*")), [], "what was only needed on the way is gone")

    def test_shards_of_other_settings_are_not_used(self):
        write_table(self.table, make_rows())
        job = self.job(shard=8)
        stop_after(job, 3)
        self.assertEqual(job.run(), 85, job.log())
        config = json.loads((job.path / "config.json").read_text())
        config["parameters"]["size"] = 8
        (job.path / "config.json").write_text(json.dumps(config))
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertIn("checkpoint_ignored", [r["code"] for r in job.records("warning")])
        self.assertEqual(job.summary()["size"], 8)

    # -- documents as people have them --

    def make_folder(self):
        """Documents of every kind with hostile names and contents, and questions of a person."""
        for number, (title, text) in enumerate(make_rows(24)):
            kind = ("txt", "md", "html")[number % 3]
            body = {"txt": f"{title}.\n\n{text}\n", "md": f"# {title}\n\n**Let op** [de lijst](http://x.nl)\n\n{text}\n",
                    "html": f"<html><head><title>x</title><style>p{{}}</style></head>\n<body><nav>menu menu</nav>\n<h1>{title}</h1>\n<p>{text}</p><script>alert('niet lezen')</script></body></html>"}[kind]
            (self.data / f"doc {number:02d} $(touch INJECTED).{kind}").write_text(body, encoding="utf-8")
        odd = self.data / os.fsdecode(b"map 'x'") / os.fsdecode(b"na\xffam\n<b>.txt")
        odd.parent.mkdir()
        odd.write_bytes("Uitzonderlijk crème verhaal. ".encode("cp1252") + b"Hierin staat zebrapad </script><script>alert(1)</script><img src=x onerror=alert(2)> en \x1b[31mrood. " + b"Zo gaat het nog even door met woorden. " * 3)
        (self.data / "foto.jpg").write_bytes(b"\xff\xd8")
        (self.data / ".DS_Store").write_bytes(b"x")
        (self.data / "lus").symlink_to(self.data)
        write_table(self.data / "Questions.csv", [["wat doe ik als code003 er staat", "doc 03 $(touch INJECTED).txt"], ["waar staat code004", "doc 04 $(touch INJECTED).md"],
                                                  ["iets over code005", "DOC 05 $(touch INJECTED).html"], ["pagina van code006", "doc 06 $(touch INJECTED).txt"], ["waar ligt het zebrapad", "na\ufffdam\n<b>.txt"]], header=("vraag", "bestand"))

    def test_a_folder_with_questions_and_hostile_contents(self):
        self.make_folder()
        questions = self.data / "Questions.csv"
        questions.write_text(questions.read_text().replace('"na\ufffdam\n<b>.txt"', "Uitzonderlijk crème verhaal."))
        job = self.job(language="nl", passage_words=20, overlap_words=5)
        end, summary = self.finished(job), job.summary()
        self.assertEqual((summary["own_questions"], summary["n_test"], summary["documents"]), (True, 5, 25))
        self.assertEqual(end["primary"]["value"], 1)
        self.assertEqual(sorted(r["code"] for r in job.records("warning")), ["encoding", "other_files"])
        passages = [json.loads(line) for line in (job.out / "model" / "chunks.jsonl").read_text().split("\n") if line]
        whole = " ".join(passage["text"] for passage in passages)
        for hidden in ("niet lezen", "menu", "http://x.nl", "**"):
            self.assertNotIn(hidden, whole)
        for passage in passages:        # the line is where the passage begins
            if passage["file"].endswith((".txt", ".md")) and "\ufffd" not in passage["file"] and "?" not in passage["file"]:
                line = (self.data / passage["file"]).read_text().split("\n")[passage["line"] - 1]
                self.assertIn(passage["text"].split()[0], line)
        found = search(job.out / "model", "zebrapad")
        self.assertIn("zebrapad", found.stdout)
        self.assertNotIn("\x1b", found.stdout)
        page = (job.out / "model" / "search.html").read_text()
        self.assertEqual(page.count("</script>"), 2)
        self.assertNotIn("<img", page)
        report = (job.out / "report.html").read_text()
        self.assertNotIn("<script", report)
        self.assertIn("eigen vragen", report)
        self.assertFalse(list(self.folder.rglob("INJECTED")))
        self.check_page(page)

    def check_page(self, page):
        """The page's own search, run as a browser would run it."""
        self.assertIn("default-src 'none'", page)
        node = shutil.which("node") or shutil.which("nodejs")
        if not node:
            self.skipTest("Node.js is missing, so the search page's program was not run")
        (self.folder / "page.html").write_text(page)
        program = r"""
const page = require("fs").readFileSync(process.argv[2], "utf8");
const data = JSON.parse(page.match(/<script type="application\/json" id="data">([\s\S]*?)<\/script>/)[1]);
const code = page.match(/<script>([\s\S]*?)<\/script>/)[1];
const hash = require("crypto").createHash("sha256").update(code).digest("base64");
const holder = {exports: {}};
new Function("module", code)(holder);
const {buildIndex, searchIndex, wordsOf} = holder.exports, index = buildIndex(data.passages, data.stopWords);
const first = question => { const found = searchIndex(index, question, 5); return found.length ? found[0].passage.title : null; };
// The page as a person uses it, with just enough of a browser: types a question, and asks for English.
const made = () => ({dataset: {}, children: [], heard: {}, value: "", textContent: "", addEventListener(what, run) { this.heard[what] = run; }, append(...more) { this.children.push(...more); },
  replaceChildren(...more) { this.children = more; }, focus() {}});
const parts = {question: made(), found: made(), said: made(), data: {textContent: JSON.stringify(data)}}, button = made();
button.dataset.language = "en";
const browser = {documentElement: {lang: "nl"}, getElementById: id => parts[id], querySelectorAll: () => [button], createElement: kind => ({...made(), kind})};
new Function("document", "setTimeout", "clearTimeout", code)(browser, run => run(), () => {});
const seen = () => parts.found.children.map(item => item.children.map(part => part.textContent));
parts.question.value = "zebrapad";
parts.question.heard.input();
const dutch = seen();
button.heard.click();
const english = seen();
parts.question.value = "xyzzy";
parts.question.heard.input();
console.log(JSON.stringify({dutch, english, nothing: [seen().length, parts.said.textContent], allowed: page.includes("'sha256-" + hash + "'"), found: ["waar staat code004?", "ZEBRA", "xyzzy", "de het een"].map(first),
  words: wordsOf("Één: crème_brûlée 12-3 ÅNGSTRÖM"), many: searchIndex(index, "pomp", 5).length}));
"""
        answer = json.loads(subprocess.run([node, "-e", program, "x", str(self.folder / "page.html")], capture_output=True, text=True, check=True).stdout)
        self.assertTrue(answer["allowed"], "a browser runs only the script whose hash the page names")
        self.assertIn("code004", answer["found"][0])
        self.assertIn("Uitzonderlijk", answer["found"][1])
        self.assertIsNone(answer["found"][2])
        self.assertEqual(answer["words"], ["één", "crème_brûlée", "12", "3", "ångström"])
        self.assertEqual(answer["many"], 5)
        (title, place, text), = answer["dutch"]
        self.assertIn("Uitzonderlijk", title)
        self.assertIn(", regel ", place)
        self.assertIn("<img src=x onerror=alert(2)>", text, "shown as the text that it is")
        self.assertIn(", line ", answer["english"][0][1])
        self.assertEqual(answer["nothing"], [0, "Nothing found. Try other words."])

    def test_a_table_of_an_office_with_questions_in_it(self):
        rows = [[title, text.replace(". ", ".\n", 1), f"https://x.nl/{i}" if i else '=cmd|"/C calc"!A0', f"hoe zit het met code{i:03d}" if i < 12 else ""] for i, (title, text) in enumerate(make_rows())]
        rows[5][1] += " Crème brûlée."
        rows.append(["leeg", "", "", ""])
        rows.append(["dubbel", rows[3][1], "", ""])
        write_table(self.table, rows, header=("kop", "inhoud", "bron", "vraag"), encoding="cp1252", delimiter=";")
        job = self.job()
        self.finished(job)
        summary = job.summary()
        self.assertEqual((summary["documents"], summary["n_test"], summary["own_questions"], summary["duplicates"]), (49, 12, True, 1))
        self.assertEqual(sorted(r["code"] for r in job.records("warning")), ["duplicates", "encoding"])
        self.assertGreater(summary["test"]["recall_at_5"], 0.9)
        passages = [json.loads(line) for line in (job.out / "model" / "chunks.jsonl").read_text().split("\n") if line]
        self.assertEqual([passage["line"] for passage in passages[:3]], [2, 4, 6])
        write_table(self.folder / "new.csv", [["code000"], [""], ["xyzzy"]], header=("Vraag",))
        made = subprocess.run([sys.executable, "-B", str(job.out / "model" / "predict.py"), str(self.folder / "new.csv")], capture_output=True, text=True, check=True)
        found = list(csv.DictReader(made.stdout.splitlines()))
        self.assertEqual((found[0]["line"], found[0]["rank"], found[0]["source"]), ("2", "1", "'=cmd|\"/C calc\"!A0"))
        self.assertEqual({row["line"] for row in found}, {"2"})
        self.assertEqual(search(job.out / "model", "xyzzy").returncode, 1)

    def test_an_index_that_is_no_better_is_called_so(self):
        chance = random.Random(1)
        write_table(self.table, [[f"nummer{i}", " ".join(chance.choices(FILLER, k=30)) + "."] for i in range(40)])
        job = self.job()
        end = self.finished(job)
        self.assertLessEqual(end["primary"]["value"], end["baseline"]["value"])
        page = (job.out / "report.html").read_text()
        self.assertIn("Gebruik hem niet", page)
        self.assertIn("Do not use it", page)

    def test_a_pretrained_model_makes_the_vectors(self):
        """With a stand-in for the library, which is not in Debian: what it is asked and what is done with its answer."""
        write_table(self.table, make_rows())
        job = self.job(model="pretrained", pretrained_folder=str(self.data))
        (job.path / "code" / "sentence_transformers.py").write_text(
            "import zlib, numpy\nclass SentenceTransformer:\n    def __init__(self, folder):\n        self.folder = folder\n    def get_sentence_embedding_dimension(self):\n        return 64\n"
            "    def encode(self, texts, show_progress_bar):\n        made = numpy.zeros((len(texts), 64))\n        for row, text in zip(made, texts):\n            for word in text.lower().replace('.', ' ').split():\n"
            "                row[zlib.crc32(word.encode()) % 64] += 1\n        return made\n")
        end = self.finished(job)
        self.assertEqual((job.summary()["meaning"], job.summary()["size"]), ("pretrained", 64))
        self.assertGreater(end["primary"]["value"], 0.5)
        self.assertEqual(json.loads((job.out / "model" / "meta.json").read_text())["pretrained_folder"], str(self.data))
        self.assertFalse((job.out / "model" / "meaning.npz").exists())

    def test_what_is_missing_for_a_pretrained_model_is_said(self):
        write_table(self.table, make_rows())
        job = self.job(model="pretrained", pretrained_folder="/nowhere/at all")
        self.assertEqual(job.run(), 70, job.log())
        self.assertIn(job.records("error")[0]["code"], ("no_sentence_transformers", "bad_pretrained_model"))
        self.assertNotIn("Traceback", job.log())


@support.needs("numpy")
class Parts(support.FolderTest):
    @classmethod
    def setUpClass(cls):
        sys.path.insert(0, str(support.CATALOGUE / TEMPLATE))
        cls.addClassCleanup(sys.path.remove, str(support.CATALOGUE / TEMPLATE))
        for name in MODULES:        # other templates have modules of these names too
            sys.modules.pop(name, None)
            cls.addClassCleanup(sys.modules.pop, name, None)
        import documents
        import index
        import questions
        import train
        import words
        cls.documents, cls.index, cls.questions, cls.train, cls.words = documents, index, questions, train, words

    def problem(self, files, **parameters):
        """(code, file, line) of what is wrong with a folder of documents."""
        import werkbank_job
        import werkbank_table
        data = self.folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        for name, content in files.items():
            (data / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        job = werkbank_job.Job({"parameters": parameters, "language": "en"}, self.folder / "job", {"WERKBANK_DATA": str(data)})
        with self.assertRaises(werkbank_table.TableError) as caught:
            collection = self.train.Collection(job, lambda: None)
            self.questions.gather(job, collection.finding, collection.documents, collection.same, lambda: None)
        self.assertTrue(caught.exception.nl and caught.exception.en)
        return caught.exception.code, getattr(caught.exception, "file", None), caught.exception.line

    def test_documents_that_cannot_be_used_are_refused_with_file_and_line(self):
        rows = make_rows(20)
        table = "titel,tekst\n" + "".join(f"{title},{text}\n" for title, text in rows)
        texts = {f"{i:02d}.txt": f"{title}.\n{text}\n" for i, (title, text) in enumerate(rows)}
        lines = table.split("\n")
        with_questions = lambda text: self.problem({**texts, "questions.csv": text})
        self.assertEqual(self.problem({}), ("no_documents", None, None))
        self.assertEqual(self.problem({"a.png": b"PNG", "b.docx": b"PK"}), ("no_documents", None, None))
        self.assertEqual(self.problem({"a.csv": ""}), ("empty", "a.csv", None))
        self.assertEqual(self.problem({"a.csv": table.replace("titel", "tekst", 1)}), ("duplicate_header", "a.csv", 1))
        self.assertEqual(self.problem({"a.csv": table}, text="inhoud"), ("missing_column", "a.csv", 1))
        self.assertEqual(self.problem({"a.csv": "\n".join([*lines[:7], "een,twee,drie", *lines[7:]])}), ("column_count", "a.csv", 8))
        self.assertEqual(self.problem({"a.csv": "\n".join([*lines[:7], 'x,"nooit gesloten', *lines[7:]])}), ("open_quote", "a.csv", 8))
        self.assertEqual(self.problem({"a.csv": "\n".join(lines[:6])}), ("too_few_documents", None, None))
        self.assertEqual(self.problem({"a.csv": "titel,tekst\n" + "".join(f"t{i},* * -- {'.' * i}\n" for i in range(20))}), ("no_words", "a.csv", None))
        self.assertEqual(self.problem({"z.md": b"een\ntwee\nd\0rie"}), ("not_text", "z.md", 3))
        self.assertEqual(self.problem({"z.html": b"x" * (25 * 2**20 + 1)}), ("file_too_large", "z.html", None))
        self.assertEqual(self.problem({f"{i:02d}.txt": "te kort" for i in range(20)}), ("no_questions", None, None))
        self.assertEqual(with_questions("a,b\n1,2\n"), ("question_columns", "questions.csv", 1))
        self.assertEqual(with_questions("vraag,bestand\nwat,00.txt\n ,01.txt\n"), ("empty_question", "questions.csv", 3))
        self.assertEqual(with_questions("vraag,bestand\nwat,00.txt\nwie,99.txt\n"), ("unknown_file", "questions.csv", 3))
        self.assertEqual(with_questions("vraag,bestand\nwat,00.txt,x\n"), ("column_count", "questions.csv", 2))

    def collection(self, files, **parameters):
        import werkbank_job
        data = self.folder / "data"
        for name, content in files.items():
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            (data / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        job = werkbank_job.Job({"parameters": parameters, "language": "en"}, self.folder / "job", {"WERKBANK_DATA": str(data)})
        return job, self.train.Collection(job, lambda: None)

    def test_what_of_a_folder_cannot_be_read_is_left_out_and_named(self):
        texts = {f"deep/er/{i:02d}.txt": f"{title}.\n{text}\n" for i, (title, text) in enumerate(make_rows(20))}
        hostile = {"=cmd|' /C'!A0.md": b"d\0rie", "z.html": b"x" * (25 * 2**20 + 1), "$(touch INJECTED).pdf": b"%PDF-1.4 broken", "b.docx": b"PK", "extra.csv": "vraagbaak\nOver het zebrapad en de code.\n"}
        job, collection = self.collection({**texts, **hostile}, text="text")
        self.assertEqual(len(collection.documents), 21)
        left = (job.out / "left_out.csv").read_text().splitlines()
        self.assertEqual(left[0], "file,why")
        self.assertEqual(sorted(line.split('"')[1] for line in left[1:]), sorted(["'=cmd|' /C'!A0.md", "z.html", "$(touch INJECTED).pdf", "b.docx"]))
        codes = [json.loads(line)["code"] for line in (job.out / "metrics.jsonl").read_text().splitlines()]
        self.assertEqual(codes, ["left_out", "other_files"])
        self.assertFalse(list(self.folder.rglob("INJECTED")))

    def test_the_text_of_a_pdf_is_read_where_pypdf_is(self):
        stub = self.folder / "modules"
        stub.mkdir()
        (stub / "pypdf.py").write_text(
            "import pathlib, time\nclass Page:\n    def __init__(self, text):\n        self.text = text\n    def extract_text(self):\n"
            "        if self.text == 'MEMORY':\n            return 'x' * (64 * 2**30)\n        return self.text\n"
            "class PdfReader:\n    def __init__(self, path):\n        raw = pathlib.Path(path).read_text()\n        self.is_encrypted = 'LOCKED' in raw\n        self.pages = [Page(text) for text in raw.split('|')[1:]]\n"
            "        if 'BROKEN' in raw:\n            raise RecursionError\n    def decrypt(self, word):\n        return 0\n")
        sys.path.insert(0, str(stub))
        self.addCleanup(sys.path.remove, str(stub))
        self.addCleanup(sys.modules.pop, "pypdf", None)
        texts = {f"{i:02d}.txt": f"{title}.\n{text}\n" for i, (title, text) in enumerate(make_rows(12))}
        pdfs = {"good.pdf": "%PDF-|De eerste bladzijde gaat over tien dingen die er vandaag toe doen.|Op de tweede staat het zebrapad bij de pomp beschreven voor wie het zoekt.", "scan.pdf": "%PDF-| |", "locked.pdf": "%PDF-LOCKED|x", "broken.pdf": "%PDF-BROKEN|x", "bomb.pdf": "%PDF-|MEMORY"}
        before = os.environ.get("PYTHONPATH")
        os.environ["PYTHONPATH"] = str(stub)
        try:
            job, collection = self.collection({**texts, **pdfs}, passage_words=20, overlap_words=0)
        finally:
            os.environ.pop("PYTHONPATH") if before is None else os.environ.update(PYTHONPATH=before)
        self.assertEqual(len(collection.documents), 13)
        number = next(i for i, document in enumerate(collection.documents) if document.file == "good.pdf")
        self.assertIn(2, [passage.line for passage in collection.passages if passage.document == number], "a line of a PDF is its page")
        left = (job.out / "left_out.csv").read_text()
        for name, why in (("scan.pdf", "a scan?"), ("locked.pdf", "password"), ("broken.pdf", "damaged"), ("bomb.pdf", "damaged")):
            self.assertRegex(left, rf'"{name}",".*{re.escape(why)}')

    def test_passages_overlap_end_with_a_sentence_and_lose_no_word(self):
        words = [(f"w{i}." if i % 6 == 5 else f"w{i}", i) for i in range(100)]
        found = list(self.documents.cut(words, 20, 5))
        self.assertEqual([text.split()[0] for _, text in found[:2]], ["w0", "w13"])
        self.assertTrue(all(text.endswith(".") for _, text in found[:-1]))
        self.assertEqual([line for line, _ in found], [int(re.match(r"w(\d+)", text)[1]) for _, text in found])
        self.assertEqual({word for _, text in found for word in text.split()}, {word for word, _ in words})
        for longest, overlap in ((1, 0), (1, 1), (3, 3), (1000, 10)):
            found = list(self.documents.cut(words, longest, overlap))
            self.assertTrue(found and all(len(text.split()) <= longest for _, text in found))
        self.assertEqual(list(self.documents.cut([("", 1)], 5, 1)), [])

    def test_html_that_was_never_closed_is_read(self):
        read = lambda text: self.documents.read_html("x", text)
        made = read("<h1>Kop</h1><p>een<div hidden>geheim<p>twee</div>drie<br>\nvier<script>var x = '<p>nee'</script> vijf &amp; zes " + "woord " * 12)
        text = " ".join(word for word, _ in made.words)
        self.assertEqual(made.title, "Kop")
        self.assertNotIn("geheim", text)
        self.assertNotIn("nee", text)
        self.assertIn("drie", text)
        self.assertIn("vijf & zes", text)
        self.assertEqual(dict((word, line) for word, line in made.words)["vier"], 2)
        read("<" * 5_000 + "a" + "<p" * 5_000)

    def test_a_first_sentence_stands_in_for_a_title_and_is_left_out(self):
        made = self.documents.read_plain("x", "Dit is de eerste zin. " + "En dit is de rest van de tekst. " * 3)
        self.assertEqual((made.title, made.hint, made.words[0][0]), ("Dit is de eerste zin.", "Dit is de eerste zin.", "En"))
        short = self.documents.read_plain("x", "Dit is alles.")
        self.assertEqual((short.hint, len(short.words)), ("", 3))

    def test_words_are_scored_as_the_formula_says(self):
        import math
        made = self.index.WordScores.of(["pomp lekt", "pomp pomp werkt goed", "ketel"])
        rarity, usual = math.log(1 + 1.5 / 2.5), 7 / 3
        expected = [rarity * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / usual)), rarity * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / usual)), 0]
        for value, wanted in zip(made.bm25("hoe werkt de POMP?") - made.bm25("werkt"), expected):
            self.assertAlmostEqual(float(value), wanted, places=5)
        self.assertEqual(made.shared("de pomp, de pomp werkt").tolist(), [1, 2, 0])
        self.assertEqual(made.bm25("").tolist(), [0, 0, 0])

    def test_the_best_passages_are_of_different_documents(self):
        import numpy
        best = self.index.best_documents(numpy.array([0.5, 0.9, 0.8, 0, 0.5]), [0, 1, 1, 2, 3], 3)
        self.assertEqual(best, [1, 0, 4])
        self.assertEqual(self.index.best_documents(numpy.zeros(3), [0, 1, 2], 5), [])
        self.assertEqual(self.index.mix(numpy.array([2.0, 1.0]), numpy.array([-0.5, 0.5]), 0.4).tolist(), [0.6, 0.7])
        self.assertEqual(self.index.mix(numpy.zeros(2), numpy.zeros(2), 0.4).tolist(), [0, 0])

    def test_a_question_without_telling_words_uses_what_it_has(self):
        self.assertEqual(self.words.question_words("Wat is de pomp?"), ["pomp"])
        self.assertEqual(self.words.question_words("wat is dat"), ["wat", "is", "dat"])
        names = ["a", "é", "x" * 5_000]
        self.assertEqual(self.words.unpack_names(self.words.pack_names(names)), names)
        self.assertLess(len(self.words.pack_names(names)), 6_000, "one long word may not give all others its room")
        self.assertEqual(self.words.unpack_names(self.words.pack_names([])), [])
        self.assertEqual(self.words.terms_of(["waterpomp"]), ["waterpomp", "wate-", "-pomp", "waterp-", "-erpomp"])


if __name__ == "__main__":
    unittest.main()
