"""The template batch-infer: models of other templates, made for real, taken over new files and rows; and models that break."""

import csv
import json
import os
import pathlib
import shutil
import time
import unittest

import support

# A model by the contract: counts the bytes of a file; breaks where a file says so.
COUNTS = """import csv, os, pathlib, sys, time
rows = csv.writer(sys.stdout, lineterminator="\\n")
rows.writerow(["file", "kind", "bytes"])
failed = 0
time.sleep(float(os.environ.get("EACH_S", "0")))
for name in sys.argv[1:]:
    content = pathlib.Path(name).read_bytes()
    if content == b"bad":
        failed += 1
        print(f"{name}: cannot be read", file=sys.stderr)
    elif content == b"crash":
        os.abort()
    else:
        rows.writerow([name, "large" if len(content) > 5 else "small", len(content)])
sys.exit(1 if failed else 0)
"""
FILES = json.dumps({"takes": "files", "endings": ["dat"]})


class Piles(support.FolderTest):
    def job(self, data, **parameters):
        return support.JobFolder(self.folder / f"job{len(list(self.folder.iterdir()))}", "batch-infer", data=data, parameters=parameters)

    def pile(self, files, predict=COUNTS, about=FILES):
        data = self.folder / "pile"
        (data / "model").mkdir(parents=True)
        (data / "model" / "predict.py").write_text(predict)
        if about:
            (data / "model" / "predict.json").write_text(about)
        for name, content in files.items():
            path = os.path.join(os.fsencode(data), name if isinstance(name, bytes) else name.encode())
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
        return data

    def results(self, job, name="result.csv"):
        with open(job.out / name, encoding="utf-8", newline="") as file:
            return list(csv.reader(file))


class BatchInfer(Piles):
    # -- models by the contract --

    def test_files_are_done_and_errors_counted_and_named(self):
        files = {f"in/{n:03d}.dat": b"x" * (n % 9) for n in range(23)}
        files.update({"in/bad one.dat": b"bad", "notes.md": b"skipped", b"in/\xff\n$(id)'.dat": b"four"})
        job = self.job(self.pile(files), shard_items=10)
        self.assertEqual(job.run(), 0, job.log())
        rows = self.results(job)
        self.assertEqual(rows[0], ["file", "kind", "bytes"])
        self.assertEqual(len(rows), 1 + 24)
        self.assertIn(["in/007.dat", "large", "7"], rows)
        self.assertIn(["in/\ufffd\n$(id)'.dat", "small", "4"], rows)
        self.assertEqual(self.results(job, "errors.csv"), [["item", "reason"], ["in/bad one.dat", "cannot be read"]])
        summary = job.summary()
        self.assertEqual((summary["items"], summary["errors"], summary["done"]), (25, 1, 24))
        self.assertEqual(dict(summary["kinds"]), {"small": 18, "large": 6})
        self.assertEqual([r["code"] for r in job.records("warning")], ["strays", "not_done"])
        self.assertEqual(len(job.records("metric")), 3)
        self.assertEqual(job.records("end")[0]["items"], 25)
        report = (job.out / "report.html").read_text(encoding="utf-8")
        self.assertIn("in/bad one.dat", report)
        self.assertEqual(sorted(p.suffix for p in (job.out / "shards").iterdir()), sorted([".csv", ".done", ".errors"] * 3 + [".json"]))

    def test_a_file_may_have_several_answers_or_none(self):
        finds = COUNTS.replace('rows.writerow([name, "large" if len(content) > 5 else "small", len(content)])',
                               'for place, letter in enumerate(content.decode()) if content != b"none" else [("", "")]:\n            rows.writerow([name, letter, place])')
        job = self.job(self.pile({"a.dat": b"xy", "b.dat": b"none", "c.dat": b"bad", "d.dat": b"yyy"}, predict=finds), shard_items=3)
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(self.results(job)[1:], [["a.dat", "x", "0"], ["a.dat", "y", "1"], ["b.dat", "", ""], *(["d.dat", "y", str(n)] for n in range(3))])
        summary = job.summary()
        self.assertEqual((summary["items"], summary["errors"], summary["done"], summary["rows"]), (4, 1, 3, 6))
        self.assertEqual(dict(summary["kinds"]), {"y": 4, "x": 1, "–": 1})

    def test_one_file_that_breaks_the_model_costs_one_file(self):
        files = {f"{n:02d}.dat": b"ok" for n in range(20)}
        files["13.dat"] = b"crash"
        job = self.job(self.pile(files), shard_items=20)
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(len(self.results(job)), 1 + 19)
        self.assertEqual(self.results(job, "errors.csv")[1], ["13.dat", "signal 6"])

    def test_it_stops_in_a_shard_and_goes_on_at_the_next(self):
        files = {f"{n:02d}.dat": b"ok" for n in range(12)}
        job = self.job(self.pile(files), shard_items=2)
        process = job.start(EACH_S="0.4")
        until = time.monotonic() + 60
        while len(list((job.out / "shards").glob("*.done"))) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        (job.out / "STOP").write_text("user\n")
        self.assertEqual(process.wait(30), 86, job.log())
        done = {path.name: path.stat().st_mtime_ns for path in (job.out / "shards").glob("*.done")}
        self.assertTrue(2 <= len(done) < 6, done)
        self.assertFalse((job.out / "result.csv").exists())
        self.assertEqual(job.run(WERKBANK_ATTEMPT="1"), 0, job.log())
        self.assertEqual(job.records("resume")[0]["step"], len(done))
        self.assertEqual({name: (job.out / "shards" / name).stat().st_mtime_ns for name in done}, done)
        self.assertEqual([row[0] for row in self.results(job)[1:]], sorted(files))

    def test_a_mark_without_its_whole_answers_does_not_count(self):
        data = self.pile({f"{n}.dat": b"ok" for n in range(4)})
        job = self.job(data, shard_items=2)
        self.assertEqual(job.run(), 0, job.log())
        answers = job.out / "shards" / "0001.csv"
        answers.write_bytes(answers.read_bytes()[:-3])
        os.unlink(job.out / "result.csv")
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(len(self.results(job)), 1 + 4)
        # Other files: nothing that was done before counts.
        (data / "5.dat").write_bytes(b"new")
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(len(self.results(job)), 1 + 5)

    # -- what goes wrong --

    def test_no_model_two_models_and_no_data(self):
        data = self.folder / "empty"
        data.mkdir()
        (data / "a.dat").write_bytes(b"x")
        job = self.job(data)
        self.assertEqual(job.run(), 65, job.log())
        self.assertEqual(job.records("data_error")[0]["code"], "no_model")
        pile = self.pile({})
        job = self.job(pile)
        self.assertEqual(job.run(), 65, job.log())
        self.assertEqual(job.records("data_error")[0]["code"], "no_input")
        shutil.copytree(pile / "model", pile / "other")
        job = self.job(pile)
        self.assertEqual(job.run(), 65, job.log())
        self.assertIn("model, other", job.records("data_error")[0]["message"])

    def test_a_model_that_does_not_fit_is_said_soon(self):
        job = self.job(self.pile({f"{n:03d}.dat": b"x" for n in range(100)}, predict="import sys\nsys.exit('The table lacks these columns: height')\n"), shard_items=10)
        self.assertEqual(job.run(), 65, job.log())
        error = job.records("data_error")[0]
        self.assertEqual(error["code"], "nothing_done")
        self.assertIn("height", error["message"])
        self.assertEqual(len(list((job.out / "shards").glob("*.done"))), 3)

    def test_a_lying_predict_json_and_a_model_that_is_not_known(self):
        job = self.job(self.pile({"a.dat": b"x"}, about='{"takes": "everything"}'))
        self.assertEqual(job.run(), 65, job.log())
        self.assertIn("predict.json", job.records("data_error")[0]["message"])
        os.unlink(self.folder / "pile" / "model" / "predict.json")
        job = self.job(self.folder / "pile")
        self.assertEqual(job.run(), 65, job.log())
        self.assertIn("does not know this model", job.records("data_error")[0]["message"])

    def test_the_model_of_an_earlier_job_at_the_factory(self):
        pile = self.pile({"a.dat": b"x"})
        earlier = self.folder / "0b5c2f6e-1111-4222-8333-444455556666" / "out"
        earlier.mkdir(parents=True)
        os.rename(pile / "model", earlier / "model")
        job = self.job(pile, model_path=earlier.parent.name)
        self.assertEqual(job.run(), 0, job.log())
        job = self.job(pile, model_path=str(earlier / "model"))
        self.assertEqual(job.run(), 0, job.log())
        for wrong, words in (("ffffffff-0000", "no model at"), ("../elsewhere", "neither a full path"), ("/no/such", "no model at")):
            job = self.job(pile, model_path=wrong)
            self.assertEqual(job.run(), 65, job.log())
            self.assertIn(words, job.records("data_error")[0]["message"])


@support.needs("sklearn", "joblib", "numpy")
class ModelsOfTables(Piles):
    def test_a_model_of_tabular_boost(self):
        wine = support.CATALOGUE / "tabular-boost" / "example" / "wine.csv"
        learned = support.JobFolder(self.folder / "learned", "tabular-boost", data=wine.parent, parameters={"effort": "quick", "rounds": 10})
        self.assertEqual(learned.run(), 0, learned.log())
        pile = self.folder / "pile"
        shutil.copytree(learned.out / "model", pile / "model")
        lines = wine.read_text(encoding="utf-8").splitlines()
        (pile / "new.csv").write_text("\n".join([lines[0], *lines[1:101]]) + "\n")
        job = self.job(pile, shard_items=30)
        self.assertEqual(job.run(), 0, job.log())
        rows = self.results(job)
        self.assertEqual(rows[0][:2], ["table", "line"])
        self.assertEqual([row[1] for row in rows[1:]], [str(n) for n in range(2, 102)])
        self.assertEqual(job.summary()["errors"], 0)
        # All at once gives the same answers.
        again = self.job(pile)
        self.assertEqual(again.run(), 0, again.log())
        self.assertEqual(self.results(again), rows)


@support.needs("torch", "PIL", "numpy")
class ModelsOfPhotos(Piles):
    def test_a_model_of_image_classify(self):
        import numpy
        from PIL import Image
        chance = numpy.random.default_rng(3)
        for kind, level in (("dark", 40), ("light", 210)):
            (self.folder / "photos" / kind).mkdir(parents=True)
            for number in range(24):
                Image.fromarray(chance.integers(level - 30, level + 30, (32, 32)).astype("uint8")).save(self.folder / "photos" / kind / f"{number}.png")
        learned = support.JobFolder(self.folder / "learned", "image-classify", data=self.folder / "photos", parameters={"epochs": 4})
        self.assertEqual(learned.run(), 0, learned.log())
        pile = self.folder / "pile"
        shutil.copytree(learned.out / "model", pile / "model")
        shutil.copytree(self.folder / "photos", pile / "new")
        (pile / "new" / "dark" / "broken.png").write_bytes(b"no photo")
        job = self.job(pile, shard_items=25)
        self.assertEqual(job.run(), 0, job.log())
        rows = self.results(job)
        right = sum(row[0].split("/")[1] == row[1] for row in rows[1:])
        self.assertEqual(len(rows), 1 + 48)
        self.assertGreater(right, 40)
        self.assertEqual([row[0] for row in self.results(job, "errors.csv")[1:]], ["new/dark/broken.png"])


if __name__ == "__main__":
    unittest.main()
