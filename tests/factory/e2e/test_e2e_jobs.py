"""Whole jobs on a real Slurm, through werkbank-cli: what a person gets when all goes well, and when the job does not."""

import csv
import json
import unittest

from scenario import EXAMPLES, PYTHON, TINY, SideBySide, run, wait_until

CATALOGUE = EXAMPLES.parent.parent


class WholeJobs(SideBySide):
    def example(self, person, *words):
        folder = person.home / "example"
        made = run([PYTHON, EXAMPLES, *words[:1], folder, *words[1:]], 60)
        if made.code != 0:
            raise unittest.SkipTest(f"no example data: {made.err.strip()}")
        return folder

    def trained(self, template, data, person, *more, lower_is_better=False) -> dict:
        """Runs it to a fetched model; checks what must be true of every such job."""
        results = person.home / "results"
        job = self.ended(person("--json", *person.run_words(template, data, "--watch", "--fetch", results, *more),
                                timeout=400), 0)
        self.assertEqual(job["phase"], "done")
        better, worse = (job["baseline"], job["score"]) if lower_is_better else (job["score"], job["baseline"])
        self.assertGreater(better, worse)
        self.assertEqual(job["not_real"], "")
        self.exactly_one(job["uuid"])
        fetched = [file for file in results.rglob("*") if file.is_file()]
        self.assertTrue(any(file.parent.name == "model" for file in fetched), fetched)
        end = json.loads(next(file for file in fetched if file.name == "metrics.jsonl").read_text().splitlines()[-1])
        self.assertEqual((end["type"], end["status"], end["primary"]["value"]), ("end", "completed", job["score"]))
        for file in fetched:
            inside = file.relative_to(job["fetched_to"])
            there = self.lab.ssh(f"sha256sum < 'werkbank/jobs/{job['uuid']}/{inside}'").out.split()[0]
            self.assertEqual(there, run(["sha256sum", file], 20).out.split()[0], f"{inside} came whole")
        return job

    def scenario_tabular_boost_trains_on_wine(self):
        person = self.person()
        job = self.trained("tabular-boost", self.example(person, "wine") / "wine.csv", person)
        self.assertGreater(job["score"], 0.8)
        watched = person("--lang", "en", "watch", "last")
        self.assertEqual(watched.code, 0)
        self.assertIn("better than the baseline", watched.out)

    def scenario_image_classify_trains_on_photos_and_is_watched_on_a_gpu(self):
        person = self.person()
        photos = self.example(person, "fashion-mnist", "--per-class", "100")
        job = self.trained("image-classify", photos, person, "--set", "epochs=4")
        self.gpu_rows(person, job["uuid"])

    def scenario_text_classify_sorts_messages_whatever_they_are_called(self):
        person = self.person()
        messages = person.home / "be'richten $(touch owned);\n.csv"
        text = (CATALOGUE / "text-classify/example/berichten.csv").read_text()
        messages.write_text(text.replace("bericht,soort", '"$(touch owned)","so\'ort; `touch owned`"', 1).replace(",klacht", ',"$(touch owned)"'))
        self.trained("text-classify", messages, person, "--set", "epochs=3", "--set", "text=$(touch owned)",
                     "--set", "label=so'ort; `touch owned`", "--title", "$(touch owned)")
        self.assertEqual(self.lab.ssh("find . -name owned").out, "")
        self.assertEqual(list(person.home.rglob("owned")), [])

    def scenario_series_forecast_looks_ahead(self):
        person = self.person()
        self.trained("series-forecast", CATALOGUE / "series-forecast/example/weather.csv", person, "--set", "epochs=4",
                     lower_is_better=True)
        forecast = next((person.home / "results").rglob("forecast.csv")).read_text().splitlines()
        self.assertEqual(forecast[0], "series,time,p10,p50,p90")
        self.assertGreater(len(forecast), 7)

    def scenario_image_anomaly_finds_what_is_off(self):
        person = self.person()
        self.trained("image-anomaly", self.example(person, "sneakers"), person)

    def scenario_text_mark_marks_what_was_ordered(self):
        self.trained("text-mark", CATALOGUE / "text-mark/example/bestellingen.csv", self.person(), "--set", "epochs=2")

    def scenario_embed_index_makes_rules_searchable(self):
        person = self.person()
        self.trained("embed-index", CATALOGUE / "embed-index/example/huisregels.csv", person, "--set", "size=32")
        self.assertTrue(list((person.home / "results").rglob("search.html")))

    def scenario_own_program_gets_its_words_as_they_were_typed(self):
        person = self.person()
        project = person.home / "mijn 'project' $(touch owned)"
        project.mkdir()
        (project / "main.py").write_text("import json, pathlib, sys\npathlib.Path('words.json').write_text(json.dumps(sys.argv[1:]))\n")
        results = person.home / "results"
        words = "--name '$(touch owned)' \"a b\"; `touch owned`"
        job = self.ended(person("--json", *person.run_words("own-script", project, "--watch", "--fetch", results, "--set", f"arguments={words}",
                                                            "--set", "gpus=0"), timeout=200), 0)
        self.assertEqual(job["phase"], "done")
        self.exactly_one(job["uuid"])
        came = json.loads(next(results.rglob("words.json")).read_text())
        self.assertEqual(came, ["--name", "$(touch owned)", "a b;", "`touch", "owned`"])
        self.assertEqual(self.lab.ssh("find . -name owned").out, "")

    def gpu_rows(self, person, uuid) -> None:
        table = person.home / "gpu.csv"
        self.assertFalse(self.ended(person("--json", "gpu", uuid, "--csv", table), 0)["simulated"])
        rows = list(csv.DictReader(table.read_text().splitlines()))
        self.assertGreaterEqual(len(rows), 1, "no GPU row came home")
        for row in rows:
            self.assertTrue(0 <= float(row["util_pct"]) <= 100 and float(row["mem_total_mib"]) > 1000, row)

    def scenario_job_that_meets_its_time_limit_fails_and_says_so(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-sleep", TINY, "--walltime", "1", "--watch"), timeout=300), 1)
        self.assertEqual(job["phase"], "failed")
        self.assertEqual(self.ended(person("--json", "explain", "last"), 0)["cause"], "timeout")
        self.gpu_rows(person, job["uuid"])
        self.exactly_one(job["uuid"])

    def scenario_job_that_crashes_is_explained_by_its_log(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-fail", TINY, "--watch")), 1)
        self.assertEqual(job["phase"], "failed")
        why = self.ended(person("--json", "explain", job["uuid"][:8]), 0)
        self.assertEqual((why["cause"], why["evidence"]), ("python-exception", "KeyError: 'width'"))
        dutch = self.ended(person("--json", "--lang", "nl", "explain", "last"), 0)["sentence"]
        self.assertNotEqual(dutch, why["sentence"])

    def scenario_job_that_never_reports_its_end_is_never_done(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-liar", TINY, "--watch"), timeout=300), 1)
        self.assertEqual((job["phase"], job["score"]), ("failed", None))
        self.assertFalse(self.has_its_end(job["uuid"]))

    def scenario_cancelled_job_stops_in_slurm_too(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-sleep", TINY)), 0)
        watcher = person.start("watch", job["uuid"])
        self.assertTrue(wait_until(lambda: "RUNNING" in self.state(job), 60, 1), self.state(job))
        self.ended(person("cancel", job["uuid"]), 0)
        self.assertTrue(wait_until(lambda: "CANCELLED" in self.state(job), 30), self.state(job))
        self.assertEqual(watcher.wait(150), 130)
        self.assertEqual(self.ended(person("--json", "watch", "last"), 130)["phase"], "cancelled")
        self.assertEqual(self.ended(person("--json", "explain", "last"), 0)["cause"], "cancelled")

    def state(self, job) -> str:
        return self.lab.ssh(f"squeue -h -t all -j {job['scheduler_id']} -o %T").out.strip()

    def scenario_job_cancelled_from_another_computer_is_not_a_failure(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-sleep", TINY)), 0)
        self.assertEqual(self.lab.ssh(f"scancel {job['scheduler_id']}").code, 0)
        self.assertEqual(self.ended(person("--json", "watch", "last"), 130)["phase"], "cancelled")

    def scenario_two_programs_watch_one_job(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-ok", TINY)), 0)
        watchers = [person.start("watch", "last") for _ in range(2)]
        self.assertEqual([watcher.wait(150) for watcher in watchers], [0, 0])
        self.exactly_one(job["uuid"])

    def scenario_user_whose_shell_talks_gets_a_model_too(self):
        person = self.person(user=self.lab.facts["LAB_NOISY_USER"])
        job = self.ended(person("--json", *person.run_words("test-ok", TINY, "--watch", "--fetch", person.home / "out")), 0)
        self.assertEqual(len(list((person.home / "out").rglob("model.txt"))), 1)
        self.assertEqual(job["phase"], "done")

    def scenario_hostile_names_come_through_unharmed(self):
        person = self.person()
        data = person.home / "ti'ny $(touch owned) \"ü\";x.csv"
        data.write_text(TINY.read_text())
        words = person.run_words("test-ok", data, "--watch", "--fetch", person.home / "out", "--title", "../$(touch owned)\n'x'")
        self.ended(person("--json", *words), 0)
        self.assertEqual(self.lab.ssh("find . -name owned").out, "")
        self.assertEqual(list(person.home.rglob("owned")), [])


if __name__ == "__main__":
    unittest.main(verbosity=0)
