"""The template tabular-boost, run by the job wrapper on real and on awkward tables."""

import csv
import random
import subprocess
import sys
import unittest

import support

TEMPLATE = "tabular-boost"


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def mixed_rows(count=240):
    """A made table with texts, missing cells, dates and a number and a kind to predict; the answer can be learned."""
    chance = random.Random(7)
    rows = []
    for i in range(count):
        size, colour, day = chance.uniform(1, 9), chance.choice(["red", "green", "blue"]), 1 + i % 28
        price = 10 * size + {"red": 0, "green": 30, "blue": 60}[colour] + chance.uniform(-3, 3)
        rows.append({"name": f"part number {i} {chance.random()}", "size": f"{size:.3f}" if i % 11 else "NA", "colour": colour if i % 13 else "", "day": f"2026-05-{day:02d}", "always": "x",
                     "price": f"{price:.2f}", "grade": "good" if price < 80 else "bad"})
    return rows


def write_table(path, rows, delimiter=",", encoding="utf-8", comma=False):
    number = lambda text: text.replace(".", ",") if comma and text.replace(".", "", 1).isdigit() else text
    with open(path, "w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(rows[0])
        writer.writerows([number(value) for value in row.values()] for row in rows)


@support.needs("numpy", "sklearn", "joblib")
class Tabular(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my data"
        self.data.mkdir()

    def job(self, name="job", **more):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, **more)

    def finished(self, job, **environment):
        self.assertEqual(job.run(**environment), 0, job.log())
        end = job.records("end")[-1]
        self.assertEqual((end["choice"]["name"], end["choice"]["goal"]), ("loss", "min"))       # by which a sweep chooses
        best = min(r["values"]["loss"] for r in job.records("metric") if r["split"] == "val")
        self.assertGreaterEqual(end["choice"]["value"], best - 1e-9)
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        return end

    def refused(self, code, **more):
        job = self.job(**more)
        self.assertEqual(job.run(), 65, job.log())
        record = job.records("data_error")[0]
        self.assertEqual(record["code"], code, record)
        self.assertEqual(job.records("end"), [])
        return record

    # -- real data --

    def test_wine_reaches_96_percent_with_the_defaults(self):
        support.example_data("wine", self.data)
        job = self.job()
        end = self.finished(job)
        self.assertEqual(end["primary"]["name"], "accuracy")
        self.assertGreaterEqual(end["primary"]["value"], 0.96)
        self.assertLess(end["baseline"]["value"], 0.5)
        summary = job.summary()
        self.assertEqual((summary["n_train"], summary["n_val"], summary["n_test"]), (106, 36, 36))
        for split in ("train", "val"):
            steps = [r["step"] for r in job.records("metric") if r["split"] == split]
            self.assertEqual(steps, list(range(1, len(steps) + 1)), "one point of the curve for every round")
        matrix = rows_of(job.out / "confusion_matrix.csv")
        self.assertEqual(sum(int(cell) for row in matrix[1:] for cell in row[1:]), 36)
        self.assertIn("flavanoids", (job.out / "report.html").read_text())
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])

    def test_the_model_it_leaves_predicts_new_rows_by_itself(self):
        support.example_data("wine", self.data)
        job = self.job()
        self.finished(job)
        made = subprocess.run([sys.executable, str(job.out / "model" / "predict.py"), str(self.data / "wine.csv")], capture_output=True, text=True, check=True)
        guesses = [row["class"] for row in csv.DictReader(made.stdout.splitlines())]
        truths = [row[-1] for row in rows_of(self.data / "wine.csv")[1:]]
        self.assertGreater(sum(g == t for g, t in zip(guesses, truths)) / len(truths), 0.97)

    def test_penguins_with_missing_values(self):
        support.example_data("penguins", self.data)
        end = self.finished(self.job(parameters={"target": "species"}))
        self.assertGreater(end["primary"]["value"], 0.93)
        end = self.finished(self.job("number", parameters={"target": "body_mass_g"}))
        self.assertEqual((end["primary"]["name"], end["primary"]["goal"], end["baseline"]["name"]), ("rmse", "min", "mean"))
        self.assertLess(end["primary"]["value"], 0.6 * end["baseline"]["value"])

    def test_the_same_seed_gives_the_same_result(self):
        support.example_data("wine", self.data)
        first, second = self.job("a"), self.job("b")
        second.use_new_python()
        self.finished(first)
        self.finished(second)
        forget = lambda summary: {key: value for key, value in summary.items() if key != "seconds"}
        self.assertEqual(forget(first.summary()), forget(second.summary()))

    # -- tables as offices write them --

    def test_every_way_of_writing_gives_the_same_result(self):
        scores = set()
        ways = [{}, {"delimiter": ";", "comma": True}, {"delimiter": "\t", "encoding": "utf-8-sig"}, {"delimiter": ";", "encoding": "utf-16"}, {"comma": True}]
        for number, way in enumerate(ways):
            write_table(self.data / "table.csv", mixed_rows(), **way)
            job = self.job(str(number), parameters={"effort": "quick", "target": "price"})
            end = self.finished(job)
            self.assertEqual(end["primary"]["name"], "rmse", way)
            scores.add(round(end["primary"]["value"], 6))
        self.assertEqual(len(scores), 1, scores)

    def test_windows_text_is_read_with_a_warning(self):
        rows = mixed_rows()
        rows[0]["colour"] = "crème"
        write_table(self.data / "table.csv", rows, encoding="cp1252")
        job = self.job(parameters={"effort": "quick"})
        self.finished(job)
        self.assertIn("encoding", [r["code"] for r in job.records("warning")])

    def test_columns_that_teach_nothing_are_left_out_and_named(self):
        write_table(self.data / "table.csv", mixed_rows())
        job = self.job(parameters={"effort": "quick", "ignore_columns": " price , nothing"})
        end = self.finished(job)
        self.assertEqual(job.summary()["dropped"], {"name": "names", "always": "constant", "price": "ignored"})
        self.assertEqual([r["code"] for r in job.records("warning")], ["unknown_column"])
        self.assertGreater(end["primary"]["value"], end["baseline"]["value"])

    def test_rows_without_an_answer_are_skipped_with_a_warning(self):
        rows = mixed_rows()
        for row in rows[:7]:
            row["grade"] = ""
        write_table(self.data / "table.csv", rows)
        job = self.job(parameters={"effort": "quick"})
        self.finished(job)
        self.assertIn("7 ", job.records("warning")[0]["message"])

    def test_ordered_rows_are_tested_on_the_last_ones(self):
        write_table(self.data / "table.csv", mixed_rows())
        self.finished(self.job(parameters={"effort": "quick", "split": "ordered"}))

    def test_class_names_that_look_like_html_or_formulas_stay_text(self):
        rows = mixed_rows()
        for row in rows:
            row["grade"] = "<script>alert(1)</script>" if row["grade"] == "good" else '=cmd|" /C x"!A0,\n2'
        write_table(self.data / "table.csv", rows)
        job = self.job(parameters={"effort": "quick"})
        self.finished(job)
        self.assertNotIn("<script", (job.out / "report.html").read_text())
        self.assertEqual(len(rows_of(job.out / "confusion_matrix.csv")), 3)

    # -- tables that cannot be used --

    def test_a_missing_target_names_the_columns_there_are(self):
        support.example_data("wine", self.data)
        self.assertIn("alcohol", self.refused("missing_target", parameters={"target": "quality"})["message"])

    def test_one_class_is_refused(self):
        write_table(self.data / "table.csv", [{"a": str(i), "b": "same"} for i in range(60)])
        self.refused("one_class")

    def test_a_row_of_another_length_is_named_by_its_line(self):
        write_table(self.data / "table.csv", mixed_rows())
        lines = (self.data / "table.csv").read_text().splitlines()
        lines[41] += ",extra"
        (self.data / "table.csv").write_text("\n".join(lines) + "\n")
        record = self.refused("column_count")
        self.assertEqual((record["line"], record["file"]), (42, "table.csv"))

    def test_other_useless_tables_are_refused(self):
        cases = {"no_table": None, "empty": "", "duplicate_header": "a,a,b\n" + "1,2,x\n" * 60, "too_few_rows": "a,b\n1,x\n2,y\n", "no_columns": "a,b\n" + "1,x\n1,y\n" * 30}
        for number, (code, text) in enumerate(cases.items()):
            with self.subTest(code):
                if text is not None:
                    (self.data / "table.csv").write_text(text)
                self.refused(code, name=str(number))

    def test_two_tables_are_refused(self):
        for name in ("a.csv", "b.csv"):
            (self.data / name).write_text("a,b\n1,2\n")
        self.assertIn("a.csv", self.refused("several_tables")["message"])

    # -- stopping --

    def test_a_stopped_training_goes_on_and_ends_as_if_it_had_never_stopped(self):
        support.example_data("wine", self.data)
        whole = self.job("whole")
        self.finished(whole)
        job = self.job("stopped")
        job.stop_at_look(3)
        self.assertEqual(job.run(), 85, job.log())
        self.assertEqual(job.records("checkpoint")[0]["step"], 10)
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="1")
        self.assertEqual(job.records("resume")[0]["step"], 10)
        forget = lambda summary: {key: value for key, value in summary.items() if key != "seconds"}
        self.assertEqual(forget(job.summary()), forget(whole.summary()))


@support.needs("numpy")
class Cells(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        import werkbank_table
        cls.table = werkbank_table

    def test_numbers_with_a_comma(self):
        read = self.table.comma_number
        self.assertEqual([read(t) for t in ("12,5", "1.250,75", "1.250", "-3", "+4,0", "1,2,3", "a", "", "1.25")], [12.5, 1250.75, 1250.0, -3.0, 4.0, None, None, None, None])

    def test_numbers_with_a_dot(self):
        read = self.table.dot_number
        self.assertEqual([read(t) for t in ("12.5", " 7 ", "1e3", "nan", "inf", "1_000", "1,5")], [12.5, 7.0, 1000.0, None, None, None, None])

    def test_dates(self):
        read = self.table.date_number
        self.assertEqual(read("2026-08-31") - read("30-08-2026"), 1)
        self.assertEqual(read("2026-08-31 12:00") - read("2026-08-31"), 0.5)
        self.assertIsNone(read("2026-13-01"))
        self.assertIsNone(read("31-02-2026"))

    def test_delimiters(self):
        find = self.table.find_delimiter
        self.assertEqual(find(["a;b;c\n", "1,5;2,5;x\n"]), ";")
        self.assertEqual(find(["a,b\n", '"x;y",2\n']), ",")
        self.assertEqual(find(["a\tb\n", "1,2\t3\n"]), "\t")


if __name__ == "__main__":
    unittest.main()
