"""Whole jobs on a real Slurm, through werkbank-cli: what a person gets when all goes well, and when the job does not."""

import csv
import json
import time
import unittest

from notebook_client import NotebookClient
from scenario import EXAMPLES, OVER, PYTHON, TINY, Path, SideBySide, run, wait_until

CATALOGUE = EXAMPLES.parent.parent
LONG_BOOST = ("--set", "rounds=120", "--set", "learning_rate=0.05", "--set", "patience=120")  # seconds, not an instant


class WholeJobs(SideBySide):
    def example(self, person, *words):
        folder = person.home / "example"
        made = run([PYTHON, EXAMPLES, *words[:1], folder, *words[1:]], 300)
        if made.code != 0:
            self.assertTrue(made.err.strip(), "the example data was not made in time")
            raise unittest.SkipTest(f"no example data: {made.err.strip()}")
        return folder

    def trained(self, template, data, person, *more, lower_is_better=False, stopped=True) -> dict:
        """Runs it to a fetched model, stopped once by the scheduler; checks what must be true of every such job."""
        results = person.home / "results"
        if stopped:
            job = self.stopped_once(person, template, data, *more)
        else:
            job = self.ended(person("--json", *person.run_words(template, data, "--watch", *more), timeout=300), 0)
        self.ended(person("--json", "fetch", "last", results, timeout=200), 0)
        job["fetched_to"] = person.jobs()[0]["fetched_to"]
        self.assertEqual(job["phase"], "done")
        better, worse = (job["baseline"], job["score"]) if lower_is_better else (job["score"], job["baseline"])
        self.assertGreater(better, worse)
        self.assertEqual(job["not_real"], "")
        self.exactly_one(job["uuid"])
        fetched = [file for file in results.rglob("*") if file.is_file()]
        self.assertTrue(any(file.parent.name == "model" for file in fetched), fetched)
        end = json.loads(next(file for file in fetched if file.name == "metrics.jsonl").read_text().splitlines()[-1])
        self.assertEqual((end["type"], end["status"], end["primary"]["value"]), ("end", "completed", job["score"]))
        names = "\0".join(str(file.relative_to(job["fetched_to"])) for file in fetched)
        hashes = "xargs -0 sha256sum --"
        there = self.lab.ssh(f"cd werkbank/jobs/{job['uuid']} && {hashes}", names)
        here = run(hashes.split(), 40, names, cwd=job["fetched_to"])
        self.assertEqual((here.out.count("\n"), there.out), (len(fetched), here.out), "each file came whole")
        return job

    def stopped_once(self, person, template, data, *more) -> dict:
        """A job that goes on after a stop of the scheduler and ends well."""
        begun = self.ended(person("--json", *person.run_words(template, data, *more), timeout=200), 0)
        self.stop_at_work(begun)
        job = self.ended(person("--json", "watch", "last", timeout=600), 0)
        self.assertEqual(job["uuid"], begun["uuid"])
        self.assertGreaterEqual(job["restarts"], 1)  # on a busy machine its time limit may come too
        first, second = job["attempts"][:2]
        self.assertEqual((first["end"], job["attempts"][-1]["end"]), ("time_up", "finished"))
        self.assertGreater(first["to_step"], 0)
        self.assertGreaterEqual(second["from_step"], first["to_step"], "nothing is done twice")
        return job

    def stop_at_work(self, job):
        """What Slurm does shortly before the time limit, as soon as some work is done."""
        out = self.lab.ssh(f"cd werkbank/jobs/{job['uuid']}/out; for i in $(seq 1500); do grep -qs '\"type\":\"end\"' metrics.jsonl && break; "
                           "grep -qsE '\"step\":[1-9]' metrics.jsonl && exec scancel --signal=USR1 --batch "
                           f"{job['scheduler_id']}; sleep 0.2; done; exit 9", timeout=320)
        self.assertEqual(out.code, 0, f"it was not stopped in time: {out.err}")

    def scenario_tabular_boost_trains_on_wine(self):
        person = self.person()
        job = self.trained("tabular-boost", self.example(person, "wine") / "wine.csv", person, *LONG_BOOST)
        self.assertGreater(job["score"], 0.8)
        watched = person("--lang", "en", "watch", "last")
        self.assertEqual(watched.code, 0)
        self.assertIn("better than the baseline", watched.out)

    def scenario_a_trial_run_measures_and_the_whole_run_needs_no_second_upload(self):
        person = self.person()
        wine = self.example(person, "wine") / "wine.csv"
        trial = self.ended(person("--json", *person.run_words("tabular-boost", wine, "--trial", "--watch"), timeout=300), 0)
        self.assertEqual((trial["phase"], trial["trial"], trial["score"], trial["fetched_to"]), ("done", True, None, ""))
        told = trial["forecast"]
        self.assertTrue(0 < told["low"] <= told["seconds"] <= told["high"], told)
        place = f"werkbank/jobs/{trial['uuid']}"
        self.assertEqual(self.lab.ssh(f"find {place}/out -type f ! -path '*/gpu/*' -printf '%f\\n'").out.split(), ["metrics.jsonl"])
        stamp = "stat -c '%n %i %Y %Z' werkbank/datasets/*/wine.csv"
        before = self.lab.ssh(stamp).out
        self.assertEqual(len(before.splitlines()), 1, before)
        job = self.trained("tabular-boost", wine, person, "--after-trial", "last", stopped=False)
        self.assertEqual((job["trial"], job["tried_by"], job["dataset"]), (False, trial["uuid"], trial["dataset"]))
        self.assertEqual((job["expected"]["measured"], job["expected"]["seconds"]), (True, told["seconds"]))
        self.assertEqual(self.lab.ssh(stamp).out, before, "the data was sent once")

    def scenario_image_classify_trains_on_photos_and_is_watched_on_a_gpu(self):
        person = self.person()
        photos = self.example(person, "fashion-mnist", "--per-class", "100")
        job = self.trained("image-classify", photos, person, "--set", "epochs=4")
        self.gpu_rows(person, job["uuid"])
        self.batch_infer_sorts_with_the_model_of(person, job, next(path.parent for path in photos.rglob("*.png")))

    def batch_infer_sorts_with_the_model_of(self, person, maker, photos):
        job = self.stopped_once(person, "batch-infer", photos, "--set", f"model_path={maker['uuid']}", "--set", "shard_items=10")
        self.assertEqual(job["phase"], "done")
        results = person.home / "sorted"
        self.ended(person("--json", "fetch", "last", results, timeout=200), 0)
        with open(next(results.rglob("result.csv")), newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        self.assertEqual(len(rows) - 1, len({row[0] for row in rows[1:]}), "each once, also those around the stop")
        self.assertEqual(len(rows) - 1, len(list(photos.rglob("*.png"))))

    def scenario_image_classify_trains_from_packed_photos(self):
        person = self.person(storage={"pack_from_files": 100})
        photos = self.example(person, "fashion-mnist", "--per-class", "60")
        job = self.trained("image-classify", photos, person, "--set", "epochs=2")
        receipt = json.loads(self.lab.ssh(f"cat 'werkbank/datasets/{job['dataset']}.receipt.json'").out)
        self.assertEqual((receipt["packed"]["because"], receipt["packed"]["limit"]), ("profile", 100))
        self.assertGreater(receipt["files"], 500)
        kept = self.lab.ssh(f"find 'werkbank/datasets/{job['dataset']}' -type f").out.splitlines()
        self.assertEqual(len(kept), receipt["packed"]["files"])
        self.assertLess(len(kept), 5)
        log = self.lab.ssh(f"cat werkbank/jobs/{job['uuid']}/logs/job.log").out
        self.assertRegex(log, r"unpacked \d+ files from \d+ packed ones in \d+ s")
        self.assertEqual(self.lab.ssh("ls -d /tmp/werkbank-data-* /dev/shm/werkbank-data-* 2>/dev/null").out, "")

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

    def scenario_image_detect_finds_clothing_in_scenes(self):
        person = self.person()
        scenes = self.example(person, "scenes", "--photos", "160")
        job = self.trained("image-detect", scenes, person, "--set", "epochs=6")
        boxes = next((person.home / "results").rglob("boxes.csv")).read_text().splitlines()
        self.assertEqual(boxes[0], "file,kind,left,top,width,height,certainty")
        self.assertGreater(job["score"], 0.1)

    def scenario_text_mark_marks_what_was_ordered(self):
        self.trained("text-mark", CATALOGUE / "text-mark/example/bestellingen.csv", self.person(), "--set", "epochs=20")

    def scenario_speech_asr_understands_commands(self):
        person = self.person()
        self.trained("speech-asr", self.example(person, "commands", "--each", "8"), person, "--set", "epochs=14", lower_is_better=True)

    def scenario_llm_sft_is_taught_to_answer(self):
        person = self.person()
        questions = person.home / "vragen.jsonl"
        # Three of the five questions about each kind of work: enough to learn the form of an answer from.
        asked = (CATALOGUE / "llm-sft/example/fietsenmaker.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        questions.write_text("".join(asked[:60]), encoding="utf-8")
        self.trained("llm-sft", questions, person, "--set", "reading_rounds=12", "--set", "epochs=4", "--set", "effective_batch=8", "--set", "answer_length=16")
        answers = next((person.home / "results").rglob("answers.csv")).read_text(encoding="utf-8").splitlines()
        self.assertEqual(answers[0], "question,wanted,before,after")

    def scenario_embed_index_makes_rules_searchable(self):
        person = self.person()
        self.trained("embed-index", CATALOGUE / "embed-index/example/huisregels.csv", person, "--set", "size=32", stopped=False)  # over in a moment
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

    def scenario_notebook_is_open_to_this_person_alone_and_comes_home(self):
        if not (self.lab.root / "usr/lib/python3/dist-packages/notebook").exists():
            raise unittest.SkipTest("no Jupyter where the jobs of this lab run")
        person = self.person()
        job = self.ended(person("--json", *person.run_words("notebook", CATALOGUE / "notebook/example/eerste-notebook")), 0)
        place = f"werkbank/jobs/{job['uuid']}"
        self.assertTrue(wait_until(lambda: '"type":"start"' in self.lab.ssh(f"cat {place}/out/metrics.jsonl").out, 90, 0.5), "the notebook did not come up")
        self.assertEqual(self.lab.ssh(f"stat -c %a {place}/notebook.sock {place}/notebook.json").out.split(), ["600", "600"])
        browser, way = self.browser_of(person)
        self.assertEqual([browser.ask("/api/status")[0], browser.ask("/api/status", "0" * 64)[0]], [403, 403])
        self.assertEqual(browser.ask("/api/status", browser.token, Host="elsewhere.example")[0], 403)
        self.assertEqual(browser.ask("/api/status", browser.token)[0], 200)
        script = browser.ask("/static/notebook/js/main.min.js", browser.token)
        self.assertEqual((script[0], len(script[1]) > 500_000), (200, True), "a file that is larger than all windows")
        self.assertEqual(browser.compute("6 * 7"), "42")
        text = {"type": "file", "format": "text", "content": "kept"}
        self.assertEqual(browser.ask("/api/contents/mine.txt", browser.token, "PUT", text)[0], 201)
        self.assertEqual(browser.ask("/api/shutdown", browser.token, "POST", {})[0], 200)
        done = self.ended(person("--json", "watch", "last"), 0)
        self.assertEqual(done["phase"], "done")
        self.assertTrue(wait_until(lambda: way.poll() is not None, 20), "the way outlived the job")
        self.assertEqual(browser.ask("/api/status", browser.token)[0], 0)
        results = person.home / "results"
        self.ended(person("--json", "fetch", "last", results), 0)
        self.assertEqual(next(results.rglob("notebooks/mine.txt")).read_text(), "kept")
        Path(way.said).unlink()
        held = [file for file in person.home.rglob("*") if file.is_file() and browser.token.encode() in file.read_bytes()]
        self.assertEqual(held, [], "the token was kept on this computer")
        self.assertEqual(self.lab.ssh(f"grep -rl {browser.token} werkbank").out, "", "the token was left behind")
        self.exactly_one(job["uuid"])

    def browser_of(self, person):
        """What `open` leads to, and the program that holds the way."""
        way = person.start("--json", "open", "last")
        address = lambda: next((line for line in Path(way.said).read_text().splitlines() if line.startswith('{"address"')), "")
        self.assertTrue(wait_until(lambda: address() or way.poll() is not None, 60), "no address")
        self.assertTrue(address(), Path(way.said).read_text())
        return NotebookClient(json.loads(address())["address"]), way

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

    def scenario_job_past_its_time_limit_goes_on_by_itself(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-resume", TINY, "--walltime", "2")), 0)
        said = self.said_until_over(person)
        done = self.ended(person("--json", "watch", "last"), 0)
        self.assertEqual((done["phase"], done["uuid"], done["scheduler_id"]), ("done", job["uuid"], job["scheduler_id"]))
        self.exactly_one(job["uuid"])
        first, second = self.ended(person("--json", "explain", "last"), 0)["attempts"]
        self.assertEqual((first["number"], first["from_step"], first["end"]), (1, 0, "time_up"))
        self.assertEqual((second["number"], second["to_step"], second["end"]), (2, 200, "finished"))
        self.assertEqual(first["to_step"], second["from_step"])
        self.assertGreater(first["to_step"], 5)
        self.assertEqual(done["attempts"], [first, second])
        self.assertIn(f"went on from step {first['to_step']}.", done["continued"])
        # What was said: beforehand that its time is too short, then that its work is safe, and never that it ended.
        self.assertIn("later it goes on by itself", self.words_in(said, "running"))
        self.assertIn(f"saved its work up to step {first['to_step']} and waits", self.words_in(said, "waiting"))
        self.assertEqual([phase for phase in dict.fromkeys(phase for phase, _ in said) if phase in OVER], ["done"])

    def words_in(self, said, phase) -> str:
        return " ".join(words for when, words in said if when == phase)

    def scenario_job_that_gets_no_further_is_not_started_for_ever(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-stuck", TINY, "--walltime", "10", "--watch"), timeout=300), 1)
        self.assertEqual((job["phase"], job["restarts"]), ("failed", 1))
        why = self.ended(person("--json", "explain", "last"), 0)
        self.assertEqual(why["cause"], "timeout")
        self.assertIn("no further than where it began", why["sentence"])
        self.assertEqual([one["end"] for one in why["attempts"]], ["time_up", "failed"])
        self.assertEqual(why["attempts"][1]["why"], why["sentence"])
        self.exactly_one(job["uuid"])

    def scenario_job_goes_on_from_the_saved_work_of_another(self):
        person = self.person()
        words = person.run_words("test-stuck", TINY, "--walltime", "10", "--watch")
        stuck = self.ended(person("--json", *words, timeout=300), 1)
        self.assertEqual(stuck["restarts"], 1)
        again = self.ended(person("--json", *words, "--continue", stuck["uuid"], timeout=300), 1)
        self.assertEqual((again["continues"], again["restarts"]), (stuck["uuid"], 0))  # it finds step 3, and no more
        self.assertIn("no further than where it began", self.ended(person("--json", "explain", "last"), 0)["sentence"])
        there = self.lab.ssh(f"cat werkbank/jobs/{again['uuid']}/out/metrics.jsonl").out.splitlines()
        self.assertEqual([json.loads(line).get("step") for line in there if '"checkpoint"' in line], [3, 3])
        other = person.home / "other.csv"
        other.write_text(TINY.read_text() + "1,2,a\n")
        words = person.run_words("test-stuck", other, "--walltime", "10", "--continue", stuck["uuid"])
        self.assertEqual(self.ended(person("--json", *words), 0)["continues"], "")  # it was saved of other data

    def scenario_job_without_its_software_runs_with_the_other_one(self):
        if not (self.lab.root / "usr/share/lmod").exists():
            raise unittest.SkipTest("no Lmod where the jobs of this lab run")
        tree = self.lab.ssh("pwd").out.strip() + "/modulefiles"
        module = f"#%Module1.0\nprepend-path PATH {tree}/bin\n"
        python = '#!/bin/sh\necho "the Python of the module" >&2\nexec /usr/bin/python3 "$@"\n'
        self.lab.ssh(f"mkdir -p {tree}/Sample {tree}/bin && cat >{tree}/Sample/1.0", module)
        self.lab.ssh(f"cat >{tree}/bin/python3 && chmod 755 {tree}/bin/python3", python)
        fitting = [{"kind": "modules", "module_folders": [tree], "modules": [name]} for name in ("Sample/9.9", "Sample/1.0")]
        person = self.person(environment=fitting)
        words = person.run_words("test-ok", TINY, "--watch")
        self.ended(person("--json", *words), 1)
        self.assertEqual(self.ended(person("--json", "explain", "last"), 0)["cause"], "env-module")
        other = self.ended(person("--json", *words, "--environment", "1"), 0)
        self.assertEqual(other["phase"], "done")
        self.assertIn("the Python of the module", self.lab.ssh(f"cat werkbank/jobs/{other['uuid']}/logs/job.log").out)

    def said_until_over(self, person) -> list:
        """What is said of the only job, each time that it is something else: (phase, sentences)."""
        said, begun = [], time.monotonic()
        while not said or said[-1][0] not in OVER:
            job = person("--json", "--lang", "en", "jobs").json()["jobs"][0]
            words = (job["phase"], f"{job['headline']} {job['next_step']}")
            if words not in said[-1:]:
                said.append(words)
            self.assertLess(time.monotonic() - begun, 240, said)
            time.sleep(1)
        return said

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
        self.assertTrue(wait_until(lambda: "CANCELLED" in self.state(job), 30, 0.5), self.state(job))
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
