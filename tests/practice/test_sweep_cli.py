"""A sweep in the practice factory, through werkbank-cli: the variants run one after another. Needs WERKBANK_CLI."""

import json
import unittest
from pathlib import Path

import test_practice_cli
from test_practice_cli import PracticeTest, setUpModule, wait_until  # noqa: F401: the example data is made once a module


class PracticeSweep(PracticeTest):
    def run_sweep(self, *words, timeout=240):
        return self.cli("--json", "run", "tabular-boost", "--data", test_practice_cli.shared / "wine.csv", "--factory", "practice",
                        "--set", "effort=quick", "--set", "rounds=10", *words, timeout=timeout)

    def test_the_best_of_several_settings_is_the_result(self):
        results = self.home / "results"
        done = self.run_sweep("--sweep", "3", "--watch", "--fetch", results)
        self.assertEqual(done.code, 0, done.out + done.err)
        job = done.json()
        sweep = job["sweep"]
        self.assertEqual((job["phase"], len(sweep["variants"]), job["restarts"]), ("done", 3, 0))
        self.assertEqual([one["state"] for one in sweep["variants"]], ["completed"] * 3)
        self.assertEqual(sweep["variants"][0]["settings"], {})
        best = [one for one in sweep["variants"] if one["best"]]
        self.assertEqual(len(best), 1)
        self.assertEqual(best[0]["score"], min(one["score"] for one in sweep["variants"]))
        self.assertEqual(job["score"], best[0]["result"])
        folder = Path(job["fetched_to"])
        records = [json.loads(line) for line in (folder / "out/metrics.jsonl").read_text().splitlines()]
        self.assertEqual((records[-1]["type"], records[-1]["choice"]["value"]), ("end", best[0]["score"]))
        self.assertTrue((folder / "out/model/model.joblib").exists())
        summary = json.loads((folder / "out/summary.json").read_text())
        self.assertEqual(summary["primary"]["value"], job["score"])
        told = self.cli("--lang", "en", "watch", job["uuid"])
        self.assertIn("- the best", told.out)
        self.assertIn("your own answers", told.out)
        self.assertIn("lower is better", told.out)

    def test_while_it_runs_the_progress_of_one_is_told(self):
        begun = self.cli("--json", "run", "tabular-boost", "--data", test_practice_cli.shared / "wine.csv", "--factory", "practice", "--set", "rounds=5000",
                         "--set", "patience=500", "--set", "learning_rate=0.001", "--sweep", "3")
        self.assertEqual(begun.code, 0, begun.out + begun.err)
        self.assertTrue(wait_until(lambda: (self.jobs()[0]["sweep"]["running"] or {}).get("step", 0) > 0, 120, 1), self.jobs())
        job = self.jobs()[0]
        self.assertEqual((job["phase"], job["sweep"]["running"]["number"]), ("running", 1))
        self.assertTrue(0 < job["sweep"]["running"]["progress"] <= 1, job["sweep"])
        watched = self.background("--lang", "en", "watch", job["uuid"])
        self.assertIn("number 1 at ", next(line for line in watched.stdout if "number" in line))

    def test_a_cancelled_sweep_is_cancelled_whole(self):
        begun = self.cli("--json", "run", "tabular-boost", "--data", test_practice_cli.shared / "wine.csv", "--factory", "practice", "--set", "rounds=5000",
                         "--set", "patience=500", "--set", "learning_rate=0.001", "--sweep", "3")
        self.assertEqual(begun.code, 0, begun.out + begun.err)
        uuid = begun.json()["uuid"]
        cancelled = self.cli("--json", "cancel", uuid)
        self.assertEqual(cancelled.code, 0, cancelled.out)
        watched = self.cli("--json", "watch", uuid)
        job = watched.json()
        self.assertEqual(job["phase"], "cancelled")
        self.assertNotIn("runs", [one["state"] for one in job["sweep"]["variants"]])

    def test_what_cannot_be_swept_says_so(self):
        self.assertNotEqual(self.run_sweep("--sweep", "1").code, 0)
        self.assertNotEqual(self.run_sweep("--sweep", "1000").code, 0)
        self.assertNotEqual(self.run_sweep("--sweep", "3", "--trial").code, 0)
        self.assertEqual(self.jobs(), [])


if __name__ == "__main__":
    unittest.main()
