"""What a trial run says of the whole run, against the whole run. One template here; all that offer one with
WERKBANK_ALL_TRIALS=1 python3 tests/templates/test_trial.py (20 minutes on a slow machine), some with
WERKBANK_TRIALS=NAME,NAME."""

import csv
import os
import random
import resource
import sys
import unittest

import support

OFF_BY = 0.25
ALWAYS = ("tabular-boost",)
SHORT = {"seconds": 20, "steps": 20}


STEADY = """import time
begin = time.time() - time.process_time()
time.time, time.monotonic = lambda: begin + time.process_time(), time.process_time
import train
train.main()
"""


def make_table(folder):
    """Ten columns and a number that follows from them; large enough to learn from for a while."""
    chance = random.Random(5)
    with open(folder / "table.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*(f"column {i}" for i in range(10)), "price"])
        for _ in range(12_000):
            row = [chance.uniform(0, 10) for _ in range(10)]
            writer.writerow([f"{value:.3f}" for value in (*row, row[0] * row[1] + 5 * (row[2] > row[3]) + chance.gauss(0, 2))])


def make_months(folder):
    """Half a year of days: a series so short that most rounds are over at once."""
    from test_series_forecast import days, rhythm, table
    with open(folder / "days.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(table(days(180), rhythm(180)))


def make_plates(folder):
    """Photos of good plates and of scratched ones."""
    from test_image_anomaly import make_photos, scratched
    make_photos(folder / "good", 500, side=96)
    make_photos(folder / "scratched", 60, side=96, change=scratched, seed=2)


def example(name, *more):
    return lambda folder: support.example_data(name, folder, *more)


def make_questions(folder):
    """Less to read than the example has, so that the whole run stays short."""
    support.example_data("help-questions", folder, "--most", "600")
    other = folder / "lezen.txt"
    other.write_text(other.read_text(encoding="utf-8")[:100_000], encoding="utf-8")


# Template, and what is special about it: data, answers, such that the whole run takes 10 to 60 seconds.
CASES = {
    "image-anomaly": (make_plates, {}),
    "image-classify": (example("fashion-mnist", "--per-class", "250"), {"epochs": 16}),
    "image-detect": (example("scenes"), {"epochs": 10}),
    "llm-sft": (make_questions, {"epochs": 2, "reading_rounds": 2, "answer_length": 40}),
    "series-forecast of a few months": (make_months, {"epochs": 600, "horizon": 7}),
    "series-forecast of years of days": (example("weather"), {"epochs": 120}),
    "series-forecast of hours of two cities": (example("temperatures"), {"epochs": 9, "horizon": 24, "series": "place"}),
    "speech-asr": (example("commands", "--each", "20"), {"epochs": 30}),
    "tabular-boost": (make_table, {"rounds": 500, "patience": 500}),
    "text-classify": (example("help-pages"), {"epochs": 12}),
    "text-mark": (example("help-marks"), {"epochs": 30}),
}


def template_of(case):
    return case.split()[0]


def chosen_cases():
    """A word may name a template, or one case of it."""
    wanted = [word for word in os.environ.get("WERKBANK_TRIALS", "").split(",") if word]
    if wanted:
        return [case for case in CASES if case in wanted or template_of(case) in wanted]
    return list(CASES) if os.environ.get("WERKBANK_ALL_TRIALS") == "1" else ALWAYS


class Trials(support.FolderTest):
    def test_every_template_that_offers_one_is_measured_here(self):
        offering = {name for name in support.TEMPLATES if support.manifest_of(name)["resources"].get("trial")}
        self.assertEqual(offering, {template_of(case) for case in CASES})

    def test_the_forecast_is_near_the_whole_run(self):
        cases = chosen_cases()
        self.assertTrue(cases, "$WERKBANK_TRIALS names no case")
        for case in cases:
            with self.subTest(case):
                self.compare(case, *CASES[case])

    def compare(self, case, make, answers):
        name, data = template_of(case), self.folder / f"data of {case}"
        data.mkdir()
        make(data)
        job = support.JobFolder(self.folder / f"trial of {case}", name, data=data, parameters=answers, trial=SHORT)
        tried = self.seconds(job)
        self.check_trial(job)
        told = job.records("estimate")[0]
        real = self.seconds(support.JobFolder(self.folder / f"whole {case}", name, data=data, parameters=answers))
        ratio = told["seconds_total"] / real
        print(f"\n    {case}: trial {tried:.1f} s, forecast {told['seconds_total']:.1f} s ({told['lo']:.1f} to {told['hi']:.1f}"
              f"{', may end early' if told['may_end_early'] else ''}), real {real:.1f} s, ratio {ratio:.2f}", file=sys.stderr)
        if told["may_end_early"]:
            self.assertLess(told["lo"] * (1 - OFF_BY), real)
            self.assertGreater(told["hi"] * (1 + OFF_BY), real)
        else:
            self.assertLess(abs(ratio - 1), OFF_BY, "forecast against the whole run")

    def seconds(self, job):
        """Of a processor, as the script sees them too: what other programs take does not count. Where they crowd the same
        cores each step takes longer all the same, so measure on a quiet machine."""
        (job.path / "code" / "steady.py").write_text(STEADY)
        job.use_script("steady.py")
        job.use_new_python()
        computed = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
        before = computed()
        self.assertEqual(job.run(timeout=550), 0, job.log())
        return computed() - before

    def check_trial(self, job):
        end = job.records("end")
        self.assertEqual([(record["status"], record["trial"], "primary" in record) for record in end], [("completed", True, False)])
        self.assertEqual([record["trial"] for record in job.records("estimate")], [True])
        self.assertLess(job.records("estimate")[0]["from_steps"], job.records("estimate")[0]["steps_total"] + 1)
        self.assertEqual(job.records("checkpoint"), [])
        self.assertEqual({tuple(record["values"]) for record in job.records("metric")}, {()}, "no score of a trial run is told")
        left = [path.name for path in job.out.rglob("*") if path.is_file() and path.parent.name != "gpu"]
        self.assertEqual(left, ["metrics.jsonl"], "nothing that a trial run makes is a result")


if __name__ == "__main__":
    unittest.main()
