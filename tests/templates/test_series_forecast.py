"""The template series-forecast, run by the job wrapper on real and on awkward tables."""

import csv
import datetime
import io
import json
import math
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

import support

TEMPLATE = "series-forecast"
START = datetime.datetime(2026, 1, 5)       # a Monday
QUICK = {"epochs": 2, "horizon": 7}


def rows_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def rhythm(count, seed=7):
    """Numbers that repeat every seven steps, with a little chance."""
    chance = random.Random(seed)
    return [50 + 20 * math.sin(2 * math.pi * i / 7) + (15 if i % 7 == 3 else 0) + chance.uniform(-3, 3) for i in range(count)]


def days(count, step=datetime.timedelta(days=1), start=START):
    return [start + i * step for i in range(count)]


def table(times, values, write=lambda time: time.strftime("%Y-%m-%d"), header=("date", "amount")):
    return [list(header)] + [[write(time), f"{value:.3f}"] for time, value in zip(times, values)]


def forget(summary):
    return {key: value for key, value in summary.items() if key != "seconds"}


@support.needs("numpy", "torch")
class Series(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.data = self.folder / "my data"
        self.data.mkdir()

    def write(self, rows, delimiter=",", encoding="utf-8", name="table.csv"):
        with open(self.data / name, "w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)

    def job(self, name="job", parameters=None, **more):
        return support.JobFolder(self.folder / name, TEMPLATE, data=self.data, parameters={**QUICK, **(parameters or {})}, **more)

    def finished(self, job, **environment):
        self.assertEqual(job.run(**environment), 0, job.log())
        self.assertEqual(job.records("metric")[0]["split"], "baseline")
        end = job.records("end")[-1]
        self.assertIsInstance(end["choice"]["value"], float)        # by which a sweep chooses between its variants
        return end

    def refused(self, code, line=None, **more):
        job = self.job(**more)
        self.assertEqual(job.run(), 65, job.log())
        record = job.records("data_error")[0]
        self.assertEqual((record["code"], record.get("line")), (code, line), record)
        self.assertEqual(job.records("end"), [])
        return record

    def predicted(self, job, rows, folder="elsewhere"):
        """What the model says of new rows, in a folder with nothing but the model; its rows, or its complaint."""
        place = self.folder / folder
        shutil.copytree(job.out / "model", place)
        with open(place / "new.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        made = subprocess.run([sys.executable, "-B", str(place / "predict.py"), str(place / "new.csv")], capture_output=True, text=True, cwd="/")
        return list(csv.DictReader(io.StringIO(made.stdout))) if made.returncode == 0 else made.stderr

    # -- real data --

    def test_the_weather_of_seattle_is_forecast_with_the_defaults_much_better_than_by_the_simple_rule(self):
        support.example_data("weather", self.data)
        self.assertEqual((self.data / "weather.csv").read_bytes(), (support.CATALOGUE / TEMPLATE / "example" / "weather.csv").read_bytes())
        job = self.job(parameters=support.defaults_of(TEMPLATE))
        end = self.finished(job)
        self.assertEqual((end["primary"]["name"], end["primary"]["goal"], end["baseline"]["name"]), ("mase", "min", "seasonal_naive"))
        self.assertLess(end["primary"]["value"], 0.87 * end["baseline"]["value"])
        summary = job.summary()
        self.assertEqual((summary["target"], summary["time"], summary["rows"]), ("temp_max", "date", 1461))
        self.assertTrue(0.7 < summary["test"]["coverage"] < 0.9, summary["test"])
        self.check_records(job)
        self.check_outputs(job)
        forecast = rows_of(job.out / "forecast.csv")
        self.assertEqual([row[1] for row in forecast[1:]], [f"2016-01-{day:02d}" for day in range(1, 15)])
        for row in forecast[1:]:
            low, middle, high = map(float, row[2:])
            self.assertTrue(-10 < low < middle < high < 25, row)
        made = self.predicted(job, rows_of(self.data / "weather.csv"))
        self.assertEqual([list(row.values()) for row in made], forecast[1:])
        # A winter's day is not a summer's day: forecasts from the middle of the year must be far warmer.
        warm = self.predicted(job, [row for row in rows_of(self.data / "weather.csv") if row[0] < "2015-07-20" or row[0] == "date"], "summer")
        self.assertEqual(warm[0]["time"], "2015-07-20")
        self.assertGreater(min(float(row["p50"]) for row in warm), 18)

    def check_records(self, job):
        estimate, end = job.records("estimate")[0], job.records("end")[0]
        self.assertGreater(estimate["seconds_total"], 0)
        self.assertLess(end["seconds"], 60)
        metrics = job.records("metric")
        for split, key in (("train", "loss"), ("val", "loss"), ("val", "mase"), ("test", "mase"), ("final", "loss")):
            self.assertTrue(any(r["split"] == split and key in r["values"] for r in metrics), (split, key))
        places = [r["progress"] for r in metrics if "progress" in r]
        self.assertEqual(places, sorted(places))
        self.assertTrue(any("throughput" in r for r in metrics if r["split"] == "train"))

    def check_outputs(self, job):
        for output in support.manifest_of(TEMPLATE)["outputs"]:
            self.assertTrue((job.path / output["path"]).exists(), output["path"])
        report, card = (job.out / "report.html").read_text(), (job.out / "model" / "README.md").read_text()
        for text in ("kleinere fout", "smaller error", "temp_max", "<polygon"):
            self.assertIn(text, report)
        for text in ("## Waarvoor", "## What for", "BSD-3-Clause", "219"):
            self.assertIn(text, card)

    def test_hours_of_two_cities_are_forecast_together(self):
        support.example_data("temperatures", self.data)
        job = self.job(parameters={"series": "place", "epochs": 1, "horizon": 24})
        end = self.finished(job)
        self.assertLess(end["primary"]["value"], 0.9 * end["baseline"]["value"])
        summary = job.summary()
        self.assertEqual((summary["season"], summary["step"]["nl"]), ({"name": "day", "steps": 24}, "uur"))
        self.assertEqual(sorted(one["name"] for one in summary["worst_series"]), ["San Francisco", "Seattle"])
        # The clock skipped an hour in March, in both cities.
        self.assertEqual([(r["code"], r["message"][:2]) for r in job.records("warning")], [("gaps", "2 ")])
        rows = rows_of(job.out / "forecast.csv")
        self.assertEqual(len(rows), 1 + 2 * 24)
        self.assertEqual(rows[1][:2], ["Seattle", "2011-01-01 00:00"])

    # -- the same, and stopping --

    def test_a_second_run_is_the_same_and_so_is_one_that_was_stopped_twice(self):
        self.write(table(days(300), rhythm(300)))
        whole, job = self.job("whole"), self.job("stopped")
        self.finished(whole)
        total = max(r["step"] for r in whole.records("metric"))
        job.stop_at_look(3)                     # in the middle of the first round
        self.assertEqual(job.run(), 85, job.log())
        self.assertEqual(job.records("checkpoint")[0]["step"], 2)
        # And again while learning from everything; it also looks at the end of each round before.
        job.stop_at_look(total - 2 + whole.summary()["last_rounds"])
        self.assertEqual(job.run(WERKBANK_ATTEMPT="1"), 85, job.log())
        self.assertEqual([r["step"] for r in job.records("stopped")], [2, total - 2])
        job.use_script("train.py")
        self.finished(job, WERKBANK_ATTEMPT="2")
        self.assertEqual([r["step"] for r in job.records("resume")], [2, total - 2])
        self.assertEqual(forget(job.summary()), forget(whole.summary()))
        self.assertEqual((job.out / "forecast.csv").read_bytes(), (whole.out / "forecast.csv").read_bytes())

    def test_how_long_it_takes_does_not_depend_on_which_round_was_best(self):
        # What is learned from the first part holds no longer in the second: the more of it, the worse.
        values = rhythm(140) + [value + 30 * math.cos(4 * math.pi * i / 7) for i, value in enumerate(rhythm(60), 140)]
        self.write(table(days(200), values))
        job = self.job(parameters={"epochs": 20})
        self.finished(job)
        self.assertLess(job.summary()["best_epoch"], 12)
        steps = max(r["step"] for r in job.records("metric"))
        self.assertEqual(steps, job.records("start")[0]["steps_total"])
        rates = {split: max(r["lr"] for r in job.records("metric") if r["split"] == split) for split in ("train", "final")}
        self.assertLess(rates["final"], 0.95 * rates["train"], "an early round was the best: what follows is as careful")
        trial = self.job("trial", parameters={"epochs": 20}, trial={"seconds": 1, "steps": 3})
        # On a computer whose every step takes a second: a fast one does them all within its trial run.
        (trial.path / "code" / "slow.py").write_text(
            "import itertools, time, types, train, werkbank_job\nseconds = itertools.count()\n"
            "werkbank_job.time = types.SimpleNamespace(**{**vars(time), 'monotonic': lambda: next(seconds)})\ntrain.main()\n")
        trial.use_script("slow.py")
        self.assertEqual(trial.run(), 0, trial.log())
        told, = trial.records("estimate")
        self.assertEqual((told["steps_total"], told["may_end_early"]), (steps, False))
        self.assertEqual(told["from_steps"], 3, "only a part was done")

    def test_what_is_tested_has_not_seen_the_test(self):
        values = rhythm(200)
        self.write(table(days(200), values))
        first = self.job("a")
        self.finished(first)
        self.write(table(days(200), values[:170] + [900 - value for value in values[170:]]))      # 15 % of 200 is kept apart
        second = self.job("b")
        self.finished(second)
        curve = lambda job: [(r["split"], r["step"], r["values"]) for r in job.records("metric") if r["split"] == "val"]
        self.assertEqual(curve(first), curve(second))
        self.assertGreater(second.summary()["test"]["mase"], 10 * first.summary()["test"]["mase"])

    # -- tables as offices write them --

    def test_every_way_of_writing_gives_the_same_result_whatever_the_order(self):
        times, values = days(120), rhythm(120)
        plain = table(times, values)
        dutch = [[f"{time.day}-{time.month}-{time.year} 0:00", row[1].replace(".", ",")] for time, row in zip(times, plain[1:])]
        zoned = table(times, values, lambda time: time.strftime("%Y-%m-%dT00:00:00Z"))
        ways = [(plain, {}), ([plain[0]] + dutch[::-1], {"delimiter": ";", "encoding": "utf-8-sig"}), (zoned, {"delimiter": "\t", "encoding": "utf-16"})]
        results = set()
        for number, (rows, way) in enumerate(ways):
            self.write(rows, **way)
            job = self.job(str(number))
            end = self.finished(job)
            results.add((round(end["primary"]["value"], 6), (job.out / "forecast.csv").read_text()))
        self.assertEqual(len(results), 1)

    def test_several_series_gaps_windows_text_and_a_series_that_is_too_short(self):
        rows = [["dag", "winkel", "café", "verkoop", "opmerking"]]
        for name, count in (("Één", 150), ("<b>twee</b>", 120), ("nieuw", 10)):
            rows += [[time.strftime("%d-%m-%Y"), name, "3", "" if i % 17 == 5 else f"{value:.1f}".replace(".", ","), "niets"]
                     for i, (time, value) in enumerate(zip(days(count), rhythm(count)))]
        self.write(rows, delimiter=";", encoding="cp1252")
        job = self.job(parameters={"series": "winkel"})
        self.finished(job)
        self.assertEqual([r["code"] for r in job.records("warning")], ["encoding", "gaps", "series_skipped"])
        self.assertIn("'nieuw'", job.records("warning")[2]["message"])
        summary = job.summary()
        self.assertEqual((summary["target"], summary["skipped"], summary["dropped"]), ("verkoop", ["nieuw"], {"café": "constant", "opmerking": "constant"}))
        self.assertEqual(summary["season"], {"name": "week", "steps": 7})

    def test_months_and_working_days_have_their_own_steps(self):
        months = [datetime.datetime(2010 + i // 12, i % 12 + 1, 1) - datetime.timedelta(days=1) for i in range(1, 145)]
        yearly = [100 + i + 30 * math.cos(2 * math.pi * i / 12) for i in range(144)]
        self.write(table(months, yearly))
        job = self.job("months", parameters={"horizon": 6})
        self.finished(job)
        self.assertEqual((job.summary()["step"]["en"], job.summary()["season"]), ("month", {"name": "year", "steps": 12}))
        self.assertEqual([row[1] for row in rows_of(job.out / "forecast.csv")[1:4]], ["2022-01-31", "2022-02-28", "2022-03-31"])
        chance = random.Random(5)
        working = [time for time in days(280) if time.weekday() < 5]
        self.write(table(working, [50 + 9 * time.weekday() + chance.uniform(-3, 3) for time in working]))
        job = self.job("working")
        self.finished(job)
        self.assertEqual((job.summary()["step"]["en"], job.summary()["season"], job.records("warning")), ("working day", {"name": "week", "steps": 5}, []))
        coming = [datetime.date.fromisoformat(row[1]).weekday() for row in rows_of(job.out / "forecast.csv")[1:]]
        self.assertEqual(coming, [0, 1, 2, 3, 4, 0, 1])

    def test_the_clock_that_goes_back_in_october_is_understood(self):
        times = days(400, datetime.timedelta(hours=1), datetime.datetime(2026, 10, 15))
        values = [20 + 5 * math.sin(2 * math.pi * i / 24) + i % 5 for i in range(400)]
        rows = table(times, values, lambda t: t.strftime("%d-%m-%Y %H:%M"))
        night = next(i for i, row in enumerate(rows) if row[0] == "25-10-2026 02:00")
        self.write(rows[:night + 1] + [[rows[night][0], "99"]] + rows[night + 1:])
        job = self.job(parameters={"horizon": 12})
        self.finished(job)
        self.assertEqual([r["code"] for r in job.records("warning")], ["double_hour"])
        # With the distance to UTC behind the times there is no doubt, and nothing to warn of.
        ahead = lambda time: 2 if time < datetime.datetime(2026, 10, 25, 1) else 1
        self.write(table(times, values, lambda time: (time + datetime.timedelta(hours=ahead(time))).strftime("%Y-%m-%dT%H:%M") + f"+0{ahead(time)}:00"))
        job = self.job("zoned", parameters={"horizon": 12})
        self.finished(job)
        self.assertEqual(job.records("warning"), [])
        self.assertEqual(rows_of(job.out / "forecast.csv")[1][1], "2026-10-31T16:00Z")

    def test_columns_known_beforehand_change_what_is_forecast(self):
        sale = [int(random.Random(i).random() < 0.3) for i in range(260)]
        values = [100 + 100 * sale[i] + i % 7 for i in range(253)]
        rows = [["date", "amount", "sale"]]
        rows += [[time.strftime("%Y-%m-%d"), str(values[i]) if i < 253 else "", str(sale[i])] for i, time in enumerate(days(260))]
        self.write(rows)
        job = self.job(parameters={"known_columns": "sale", "epochs": 20})
        self.finished(job)
        self.assertEqual(job.records("warning"), [])
        for row, on in zip(rows_of(job.out / "forecast.csv")[1:], sale[253:]):
            self.assertEqual(float(row[3]) > 150, bool(on), row)
        changed = rows[:254] + [[row[0], "", str(1 - int(row[2]))] for row in rows[254:]]
        for row, on in zip(self.predicted(job, changed), sale[253:]):
            self.assertEqual(float(row["p50"]) > 150, not on, row)
        self.assertIn("must be filled in for 7 rows", self.predicted(job, rows[:254], "without"))
        self.write(rows[:254])
        job = self.job("without future", parameters={"known_columns": "sale"})
        self.finished(job)
        self.assertEqual([r["code"] for r in job.records("warning")], ["no_future"])

    def test_counts_are_never_forecast_below_zero(self):
        chance = random.Random(3)
        self.write(table(days(200), [[0, 0, 5, 8, 9, 5, 2][i % 7] * chance.uniform(0.5, 1.5) for i in range(200)]))
        job = self.job()
        self.finished(job)
        rows = rows_of(job.out / "forecast.csv")[1:]
        self.assertEqual(min(float(cell) for row in rows for cell in row[2:]), 0)

    def test_hostile_names_stay_text(self):
        rows = [["when\n<i>", "=1+1", "<script>alert(2)</script>"]]
        names = ["<script>alert(1)</script>", '=cmd|" /C x"!A0,\n2', "$(touch INJECTED) `x` & '"]
        for name in names:
            rows += [[time.strftime("%Y-%m-%d"), name, f"{value:.2f}"] for time, value in zip(days(90), rhythm(90))]
        self.write(rows)
        job = self.job(parameters={"series": "=1+1"}, title="# <script>alert(3)</script>")
        self.finished(job)
        self.assertNotIn("<script", (job.out / "report.html").read_text())
        self.assertNotIn("<script", (job.out / "model" / "README.md").read_text().replace("\\<script", ""))
        self.assertEqual([row[0] for row in rows_of(job.out / "forecast.csv")[1::7]], [names[0], "'" + names[1], names[2]], "no spreadsheet may take a name for a formula")
        self.assertEqual(list(self.folder.rglob("INJECTED")), [])

    # -- tables that cannot be used --

    def test_useless_tables_are_refused_with_the_line(self):
        good = table(days(100), rhythm(100))
        uneven = days(50, datetime.timedelta(hours=1)) + days(50, datetime.timedelta(minutes=80), START + datetime.timedelta(hours=50))
        changed = lambda line, cells: good[:line - 1] + [cells] + good[line:]
        later = table(days(40, start=START + datetime.timedelta(days=900)), rhythm(40))[1:]
        cases = [("bad_time", 42, changed(42, ["31-02-2026", "5"])), ("bad_number", 17, changed(17, [good[16][0], "veel"])), ("double_time", 31, changed(31, [good[29][0], "5"])),
                 ("column_count", 9, changed(9, ["2026-01-12", "5", "6"])), ("too_many_gaps", 62, good[:61] + later),
                 ("irregular_steps", 53, table(uneven, rhythm(100), lambda t: t.strftime("%Y-%m-%d %H:%M")))]
        for number, (code, line, rows) in enumerate(cases):
            with self.subTest(code):
                self.write(rows)
                self.assertEqual(self.refused(code, line, name=str(number))["file"], "table.csv")

    def test_useless_tables_are_refused(self):
        good = table(days(100), rhythm(100))
        cases = [("no_table", None, None, {}), ("constant", None, table(days(100), [4] * 100), {}), ("no_time_column", 1, [["a", "b"]] + [["x", "1"]] * 60, {}),
                 ("too_short", None, good, {"horizon": 40})]
        for number, (code, line, rows, parameters) in enumerate(cases):
            with self.subTest(code):
                if rows is not None:
                    self.write(rows)
                self.refused(code, line, name=str(number), parameters=parameters)


@support.needs("numpy", "torch")
class Parts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        sys.path.insert(0, str(support.CATALOGUE / TEMPLATE))
        cls.addClassCleanup(sys.path.remove, str(support.CATALOGUE / TEMPLATE))
        import moments
        import plan
        import report
        import series
        cls.moments, cls.plan, cls.report, cls.series = moments, plan, report, series
        for name in ("moments", "plan", "report", "series", "windows"):       # other templates have modules of these names too
            cls.addClassCleanup(sys.modules.pop, name, None)

    def problem(self, rows, **answers):
        """(code, line) of what is wrong with a table."""
        import werkbank_table
        with tempfile.TemporaryDirectory() as place:
            path = pathlib.Path(place) / "table.csv"
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)
            with self.assertRaises(werkbank_table.TableError) as caught:
                read = werkbank_table.Table(path)
                columns, _ = self.series.choose_columns(read, **answers)
                self.series.Collection(self.series.read_rows(read, columns), columns, 7, 40)
        self.assertTrue(caught.exception.nl and caught.exception.en)
        return caught.exception.code, caught.exception.line

    def test_more_tables_that_cannot_be_used(self):
        good = table(days(60), rhythm(60))
        with_third = lambda cell: [row + [cell(i)] for i, row in enumerate(good)]
        self.assertEqual(self.problem([]), ("empty", None))
        self.assertEqual(self.problem(good, target="sales"), ("missing_column", 1))
        self.assertEqual(self.problem(good[:1], time="date", target="amount"), ("no_target", 1))
        self.assertEqual(self.problem(good[:30]), ("too_short", None))
        self.assertEqual(self.problem([row[:1] + ["x"] for row in good]), ("no_target", 1))
        self.assertEqual(self.problem([row[:1] * 2 if i else ["date", "end"] for i, row in enumerate(good)], target="end"), ("no_target", 1))
        self.assertEqual(self.problem(good, series="amount", target="amount"), ("same_column", 1))
        self.assertEqual(self.problem(with_third(lambda i: "a" if i != 4 else "-"), series="a"), ("no_series_name", 5))
        self.assertEqual(self.problem(with_third(lambda i: f"t{i}"), known="t0"), ("known_not_number", 1))
        self.assertEqual(self.problem(with_third(lambda i: f"t{i}"), series="t0"), ("too_short", None))
        self.assertEqual(self.problem(good[:5] + [[good[5][0], "1e300"]] + good[6:]), ("bad_number", 6))

    def test_every_step_gives_back_the_times_it_was_found_in(self):
        import numpy
        import werkbank_table
        seconds = lambda texts: numpy.array([werkbank_table.read_moment(text)[0] for text in texts])
        cases = {"15 minutes": [f"2026-03-01 {h:02d}:{m:02d}" for h in range(24) for m in (7, 22, 37, 52)], "week": [f"2026-01-{d:02d}" for d in (2, 9, 16, 23, 30)],
                 "month": ["2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"], "3 months": ["2024-11-15", "2025-02-15", "2025-05-15", "2025-08-15"],
                 "12 months": ["2019-12-31", "2020-12-31", "2021-12-31"], "working day": [f"2026-06-{d:02d}" for d in range(1, 31) if datetime.date(2026, 6, d).weekday() < 5]}
        for words, texts in cases.items():
            times = seconds(texts)
            step = self.moments.find_step([times])
            self.assertEqual(step.words()[1], words)
            phase = step.phase(times)
            index, good = step.place(times, phase)
            self.assertTrue(good.all() and (numpy.diff(index) == 1).all(), words)
            self.assertEqual(step.times(index, phase).tolist(), times.tolist(), words)

    def test_months_are_read_and_found_to_be_months(self):
        import werkbank_table
        months = [f"{year}-{month:02d}" for year in range(2020, 2025) for month in range(1, 13)]
        for write in (lambda month: month, lambda month: f"{int(month[5:])}-{month[:4]}"):
            path = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory())) / "table.csv"
            with open(path, "w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([["maand", "omzet"]] + [[write(month), f"{value:.1f}"] for month, value in zip(months, rhythm(60))])
            read = werkbank_table.Table(path)
            columns, _ = self.series.choose_columns(read)
            made = self.series.Collection(self.series.read_rows(read, columns), columns, 3, 40)
            self.assertEqual((columns.time, columns.target, made.step.words()[1], len(made.series[0]), made.with_clock), ("maand", "omzet", "month", 60, False))
            one = made.series[0]
            self.assertEqual(self.moments.write_moment(made.step.times([one.first + 60], one.phase)[0], False), "2025-01-01")

    def test_the_hour_that_the_clock_shows_twice(self):
        import werkbank_table
        double = lambda text: self.moments.is_double_hour(werkbank_table.read_moment(text)[0])
        self.assertEqual([double(text) for text in ("2026-10-25 02:15", "2026-10-25 03:00", "2026-10-18 02:00", "2025-10-26 02:59", "2026-03-29 02:00")], [True, False, False, True, False])

    def test_a_rhythm_of_its_own_is_found(self):
        import numpy
        places = numpy.arange(400)
        chance = numpy.random.default_rng(1).normal(size=400)
        part = numpy.sin(2 * numpy.pi * places / 37) + 0.2 * chance
        self.assertEqual(self.plan.strongest_round([part]), 37)
        self.assertIsNone(self.plan.strongest_round([chance]))
        self.assertLess(self.plan.naive_error([part], 37, 20), 0.5 * self.plan.naive_error([part], 1, 20))

    def test_the_naive_error_repeats_the_last_round(self):
        import numpy
        self.assertEqual(self.plan.naive_error([numpy.arange(100.0)], 1, 3), (1 * 1 + 2 * 1 + 3 * 1) / 3)
        self.assertEqual(self.plan.naive_error([numpy.arange(100.0)], 5, 7), (5 * 5 + 10 * 2) / 7)

    def test_a_model_that_is_no_better_than_the_simple_rule_is_called_so(self):
        summary = lambda value: {"primary": {"value": value}, "baseline": {"value": 0.8}, "season": {"steps": 7}}
        for value, nl, en in ((0.4, "50,0 % kleinere fout", "50.0 % smaller error"), (0.8, "Niet beter", "No better"), (1.2, "Niet beter", "No better")):
            head, verdict = self.report.score_texts(summary(value))
            self.assertTrue(head["nl"].startswith(nl) and head["en"].startswith(en), head)
            self.assertEqual("Do not use the model" in verdict["en"] and "Gebruik het model niet" in verdict["nl"], value >= 0.8)


if __name__ == "__main__":
    unittest.main()
