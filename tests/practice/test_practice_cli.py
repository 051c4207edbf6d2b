"""Whole jobs in the practice factory, through werkbank-cli as a person or a script would use it. Needs WERKBANK_CLI."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "factory/e2e"))
from harness import Cli, run, wait_until  # noqa: E402

PYTHON = "/usr/bin/python3"  # the one with Debian's packages, which jobs use too
TINY = TESTS / "factory/data/tiny.csv"
OVER = ("done", "failed", "cancelled")
TEST_TEMPLATES = ("--catalogue", TESTS / "factory/templates")

shared = None  # a folder for the example data, made once


def setUpModule():
    global shared
    shared = Path(tempfile.mkdtemp(prefix="werkbank-practice-"))
    unittest.addModuleCleanup(shutil.rmtree, shared, ignore_errors=True)
    made = run([PYTHON, TESTS.parent / "resources/catalogue/shared/example_data.py", "wine", shared], 60)
    if made.code != 0:
        raise unittest.SkipTest(f"no wine data, is python3-sklearn there? {made.err.strip()}")


class PracticeTest(unittest.TestCase):
    """Every test has a program with a home of its own; no job outlives its test."""

    def setUp(self):
        begun = time.monotonic()
        self.addCleanup(lambda: print(f"  {time.monotonic() - begun:6.1f} s  {self._testMethodName}", file=sys.stderr))
        self.home = Path(tempfile.mkdtemp(prefix="werkbank-home-", dir=shared))
        self.cli = Cli(self.home)
        self.wine = shared / "wine.csv"
        self.addCleanup(self.stop_jobs)

    def skipTest(self, reason):
        print(f"\n{self._testMethodName} (practice) ... skipped {reason!r}", file=sys.stderr)
        super().skipTest(reason)

    def stop_jobs(self):
        for job in self.jobs():
            if job["phase"] not in OVER:
                self.cli("cancel", job["uuid"])

    def jobs(self) -> list[dict]:
        return self.cli("--json", "jobs").json()["jobs"]

    def phase(self) -> str:
        return self.jobs()[0]["phase"]

    def begin(self, template: str = "tabular-boost", data: Path | None = None, *words, cli=None) -> str:
        """Starts a job and does not watch it; its uuid."""
        done = (cli or self.cli)(*TEST_TEMPLATES, "--json", "run", template, "--data", data or self.wine,
                                 "--factory", "practice", *words)
        self.assertEqual(done.code, 0, done.out + done.err)
        return done.json()["uuid"]

    def wait_for(self, *phases: str, seconds: float = 60) -> None:
        self.assertTrue(wait_until(lambda: self.phase() in phases, seconds, 1), f"{self.phase()} is not one of {phases}")

    def background(self, *words) -> subprocess.Popen:
        process = self.cli.start(*words)
        self.addCleanup(self.reap, process)
        return process

    def reap(self, process: subprocess.Popen) -> None:
        if process.poll() is None:
            process.kill()
        process.communicate()


class WholeRuns(PracticeTest):
    def test_trains_a_model_on_wine_that_beats_the_baseline_and_names_it(self):
        results = self.home / "my results"
        done = self.cli("--lang", "en", "run", "tabular-boost", "--data", self.wine, "--factory", "practice", "--watch",
                        "--fetch", results, timeout=180)
        self.assertEqual(done.code, 0, done.out + done.err)
        self.assertIn("Practice", done.out)
        self.assertIn("The model is better than the baseline.", done.out)
        models = list(results.rglob("model.joblib"))
        self.assertEqual(len(models), 1)
        self.assertIn(str(models[0].parents[2]), done.out, "the fetched model is named")
        job = self.jobs()[0]
        self.assertEqual((job["phase"], job["primary"]), ("done", "accuracy"))
        self.assertGreater(job["score"], job["baseline"] + 0.2)
        self.assertLessEqual(job["score"], 1)
        end = [json.loads(line) for line in (models[0].parents[2] / "out/metrics.jsonl").read_text().splitlines()][-1]
        self.assertEqual((end["type"], end["status"], end["primary"]["value"]), ("end", "completed", job["score"]))

    # -- a trial run first --

    def test_trial_run_measures_and_the_whole_run_follows_with_that(self):
        uuid = self.begin("tabular-boost", None, "--trial", "--set", "effort=quick")
        done = self.cli("--lang", "en", "watch", uuid, timeout=120)
        self.assertEqual(done.code, 0, done.out + done.err)
        self.assertIn("The whole run will take about", done.out)
        self.assertIn("The guess before the trial run was", done.out)
        trial = self.jobs()[0]
        self.assertTrue(trial["trial"] and trial["score"] is None)
        self.assertFalse(trial["expected"]["measured"])
        there = next(self.home.rglob(f"{uuid}/job.sh")).parents[2]
        out = there / "jobs" / uuid / "out"
        self.assertEqual([file.name for file in out.rglob("*") if file.is_file() and file.parent.name != "gpu"], ["metrics.jsonl"])
        self.assertEqual(self.cli("--json", *TEST_TEMPLATES, "run", "tabular-boost", "--data", self.wine, "--factory", "practice",
                                  "--after-trial", "last").code, 2, "with other answers it does not hold")
        whole = self.begin("tabular-boost", None, "--after-trial", uuid[:8], "--set", "effort=quick")
        self.wait_for("done")
        job = self.jobs()[0]
        self.assertEqual((job["uuid"], job["tried_by"], job["trial"], job["dataset"]), (whole, uuid, False, trial["dataset"]))
        self.assertEqual((job["expected"]["measured"], job["expected"]["seconds"]), (True, trial["forecast"]["seconds"]))
        self.assertEqual(len([data for data in (there / "datasets").iterdir() if data.is_dir()]), 1, "the data is there once")

    def test_what_learns_nothing_step_by_step_has_no_trial_run(self):
        refused = self.cli("--lang", "en", "run", "notebook", "--data", TESTS.parent / "resources/catalogue/notebook/example/eerste-notebook",
                           "--factory", "practice", "--trial")
        self.assertEqual(refused.code, 2)
        self.assertIn("no trial run", refused.out + refused.err)
        self.assertEqual(self.jobs(), [])

    def test_gpu_figures_say_that_they_are_simulated(self):
        if shutil.which("nvidia-smi"):
            self.skipTest("this computer has NVIDIA's tool, so its figures are real")
        self.begin("test-ok", TINY)
        self.assertEqual(self.cli(*TEST_TEMPLATES, "watch", "last", timeout=90).code, 0)
        table = self.home / "gpu.csv"
        self.assertTrue(self.cli("--json", "gpu", "last", "--csv", table).json()["simulated"])
        rows = list(csv.DictReader(table.read_text().splitlines()))
        self.assertGreaterEqual(len(rows), 1)
        self.assertTrue(all(0 <= float(row["util_pct"]) <= 100 for row in rows))
        self.assertIn("simulated", self.cli("--lang", "en", "gpu", "last").out)
        self.assertIn("nagebootst", self.cli("--lang", "nl", "gpu", "last").out)

    def test_job_that_crashes_is_explained_by_the_line_that_shows_it(self):
        self.begin("test-fail", TINY)
        self.assertEqual(self.cli(*TEST_TEMPLATES, "watch", "last", timeout=90).code, 1)
        why = self.cli("--json", "explain", "last").json()
        self.assertEqual((why["cause"], why["evidence"]), ("python-exception", "KeyError: 'width'"))

    def test_evidence_of_a_failed_job_is_one_file_without_what_is_private(self):
        self.begin("test-fail", TINY)
        self.assertEqual(self.cli(*TEST_TEMPLATES, "watch", "last", timeout=90).code, 1)
        file = self.home / "help.zip"
        told = self.cli(*TEST_TEMPLATES, "--json", "evidence", "last", "--out", file, "--without", "gpu.csv").json()
        self.assertEqual(told["file"], str(file))
        with zipfile.ZipFile(file) as pack:
            names = pack.namelist()
            texts = {name: pack.read(name).decode() for name in names}
        self.assertTrue([name for name in names if name.startswith("script/")], names)
        self.assertNotIn("gpu.csv", names)
        self.assertIn("cause: python-exception", texts["explanation.txt"])
        self.assertIn("KeyError: 'width'", texts["log.txt"])
        self.assertNotIn(str(TINY), "".join(texts.values()), "where the data lies on this computer is private")

    def test_job_that_ends_without_saying_so_is_never_done(self):
        self.begin("test-liar", TINY)
        self.assertEqual(self.cli(*TEST_TEMPLATES, "watch", "last", timeout=150).code, 1)
        self.assertEqual(self.phase(), "failed")
        self.assertEqual(self.cli("--json", "explain", "last").json()["cause"], "stopped-without-end")

    def test_time_limit_ends_a_job_and_is_named_as_the_cause(self):
        self.begin("test-sleep", TINY, "--walltime", "1")
        done = self.cli(*TEST_TEMPLATES, "watch", "last", timeout=120)
        self.assertEqual(done.code, 1, done.out + done.err)
        self.assertGreater(done.seconds, 45)
        self.assertEqual(self.cli("--json", "explain", "last").json()["cause"], "timeout")

    def test_same_data_is_kept_once(self):
        first = self.cli("--json", "upload", self.wine, "--factory", "practice").json()
        again = self.cli("--json", "upload", self.wine, "--factory", "practice").json()
        self.assertEqual((first["was_there"], again["was_there"]), (False, True))
        self.assertEqual(first["name"], again["name"])
        self.assertEqual(len([place for place in self.home.rglob("wine@*") if place.is_dir()]), 1)


class StoredThings(PracticeTest):
    """What the factory keeps: listed, checked, removed."""

    def setUp(self):
        super().setUp()
        self.name = self.cli("--json", "upload", self.wine, "--factory", "practice").json()["name"]
        self.place = next(place for place in self.home.rglob("wine@*") if place.is_dir())

    def stored(self) -> list[dict]:
        return self.cli("--json", "datasets", "--factory", "practice").json()["things"]

    def many_photos(self):
        """Three kinds of photos, in colours of their own."""
        folder = self.home / "photos"
        for kind, colour in {"red": (200, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 200)}.items():
            (folder / kind).mkdir(parents=True)
            for number in range(12):
                pixels = bytes(min(255, value + number) for value in colour) * 32 * 32
                (folder / kind / f"{number}.ppm").write_bytes(b"P6 32 32 255\n" + pixels)
        return folder

    def test_packed_data_is_listed_verified_and_found_damaged(self):
        photos = self.many_photos()
        said = self.cli("--lang", "en", "upload", photos, "--factory", "practice", "--packed")
        self.assertEqual(said.code, 0, said.out + said.err)
        self.assertIn("36 files are packed together as 2 files, as you asked.", said.out)
        receipt = self.cli("--json", "upload", photos, "--factory", "practice", "--packed").json()
        self.assertTrue(receipt["was_there"])
        self.assertEqual((receipt["files"], receipt["packed"]["files"], receipt["packed"]["because"]), (36, 2, "asked"))
        kept = next(one for one in self.cli("--json", "datasets", "--factory", "practice").json()["things"] if one["name"] == receipt["name"])
        self.assertEqual((kept["files"], kept["original_files"]), (2, 36))
        self.assertIn("Packed together from 36 files.", self.cli("--lang", "en", "datasets", "--factory", "practice").out)
        self.assertEqual(self.cli("verify", receipt["name"], "--factory", "practice", "--data", photos).code, 0)
        shard = next((Path(receipt["place"]) / "werkbank-shards").glob("*.tar"))
        with open(shard, "r+b") as file:
            file.seek(700)
            file.write(b"damaged")
        verdict = self.cli("--json", "verify", receipt["name"], "--factory", "practice", "--data", photos).json()["check"]
        self.assertEqual((verdict["whole"], verdict["changed"]), (False, [f"werkbank-shards/{shard.name}"]))
        as_files = self.cli("--json", "upload", photos, "--factory", "practice", "--as-files").json()
        self.assertNotIn("packed", as_files)
        self.assertNotEqual(as_files["name"], receipt["name"])

    def test_a_job_brings_its_data_packed_or_as_files_as_one_says(self):
        # a folder with one table in it counts as that table
        notes = self.home / "notes"
        notes.mkdir()
        shutil.copy(TINY, notes / "tiny.csv")
        for number in range(9):
            (notes / f"note {number}.md").write_text(str(number))
        names = []
        for option in ("--packed", "--as-files"):
            self.begin("test-ok", notes, "--set", "seconds=1", option)
            self.wait_for("done", "failed")
            job = self.jobs()[0]
            self.assertEqual(job["phase"], "done")
            log = next(self.home.rglob(f"jobs/{job['uuid']}/logs/job.log")).read_text()
            self.assertEqual("unpacked 10 files from 1 packed ones" in log, option == "--packed", log)
            names.append(job["dataset"])
        self.assertNotEqual(*names)
        kept = {one["name"]: one for one in self.stored()}
        self.assertEqual([(kept[name]["files"], kept[name].get("original_files")) for name in names], [(2, 10), (10, None)])
        both = self.cli("run", "test-ok", "--data", notes, "--factory", "practice", "--packed", "--as-files")
        self.assertEqual(both.code, 2, both.out + both.err)

    def test_data_sets_are_listed_in_both_languages_and_for_machines(self):
        said = []
        for language in ("nl", "en"):
            done = self.cli("--lang", language, "datasets", "--factory", "practice")
            self.assertEqual(done.code, 0, done.err)
            self.assertIn(self.name, done.out)
            said.append(done.out)
        self.assertNotEqual(*said)
        answer = self.cli("--json", "datasets", "--factory", "practice").json()
        self.assertGreater(answer["room"]["bytes"]["free"], 0)
        thing, = answer["things"]
        self.assertEqual((thing["kind"], thing["name"], thing["files"], thing["removal"]), ("dataset", self.name, 1, "none"))
        self.assertEqual(thing["bytes"], self.wine.stat().st_size)
        self.assertTrue(thing["has_receipt"])
        self.assertIsNotNone(thing["verified_at"])

    def test_a_damaged_byte_is_found_by_verify(self):
        whole = self.cli("--lang", "en", "verify", "wine", "--factory", "practice")
        self.assertEqual(whole.code, 0, whole.err)
        self.assertIn("Verified on", whole.out)
        file = self.place / "wine.csv"
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.chmod(0o600)
        file.write_bytes(content)
        damaged = self.cli("--lang", "en", "verify", self.name, "--factory", "practice")
        self.assertEqual(damaged.code, 5, damaged.out)
        self.assertIn("wine.csv", damaged.err)
        self.assertNotIn("Verified", damaged.out + damaged.err)
        answer = self.cli("--json", "verify", self.name, "--factory", "practice", "--data", self.wine)
        self.assertEqual(answer.code, 5)
        self.assertEqual(answer.json()["error"]["code"], "verification_failed")
        self.assertEqual(answer.json()["check"]["changed"], ["wine.csv"])
        # uploaded again, it is right again
        self.assertEqual(self.cli("upload", self.wine, "--factory", "practice").code, 0)
        self.assertEqual(self.cli("verify", self.name, "--factory", "practice").code, 0)
        other = self.cli("--json", "verify", self.name, "--factory", "practice", "--data", TINY)
        self.assertEqual((other.code, other.json()["error"]["code"]), (2, "usage"))

    def test_removing_asks_first_and_then_does_it(self):
        for text in ("no\n", "", "perhaps\n"):
            self.assertEqual(self.cli("remove", "wine", "--factory", "practice", text=text).code, 130)
        unasked = self.cli("--json", "remove", self.name, "--factory", "practice")
        self.assertEqual((unasked.code, unasked.json()["error"]["code"]), (2, "usage"))
        self.assertTrue(self.place.exists())
        asked = self.cli("--lang", "en", "remove", "wine", "--factory", "practice", text="yes\n")
        self.assertEqual(asked.code, 0, asked.err)
        self.assertIn("Your own files on this computer stay as they are.", asked.out)
        self.assertEqual(self.stored(), [])
        self.assertEqual(list(self.place.parent.iterdir()), [])
        self.assertTrue(self.wine.exists())

    def test_what_a_job_needs_stays_and_what_it_used_goes_after_it(self):
        uuid = self.begin("test-sleep", self.wine)
        refused = self.cli("--json", "remove", self.name, "--factory", "practice", "--yes")
        self.assertEqual((refused.code, refused.json()["error"]["code"]), (2, "usage"))
        self.assertEqual(self.cli("remove", uuid, "--factory", "practice", "--yes").code, 2)
        self.assertTrue((self.place / "wine.csv").exists())
        self.cli("cancel", uuid)
        self.wait_for("cancelled")
        self.assertEqual({thing["kind"]: thing["removal"] for thing in self.stored()}["dataset"], "some")
        for name in (self.name, uuid[:8]):
            done = self.cli("--json", "remove", name, "--factory", "practice", "--yes")
            self.assertEqual(done.code, 0, done.out)
        self.assertEqual(self.stored(), [])

    def test_names_that_are_not_there_or_lead_elsewhere_remove_nothing(self):
        for name in ("nothing", "../wine", "", "/etc", "$(touch owned)", "wine@0000000000000000"):
            done = self.cli("--json", "remove", name, "--factory", "practice", "--yes")
            self.assertEqual((done.code, done.json()["error"]["code"]), (2, "usage"), name)
        self.assertEqual(len(self.stored()), 1)
        self.assertEqual(list(self.home.rglob("owned")), [])


class Playback(PracticeTest):
    def setUp(self):
        super().setUp()
        # a Python without its packages: what most people have on their computer
        bare = self.home / "bare"
        bare.mkdir()
        (bare / "sitecustomize.py").write_text("import sys\nsys.path[:] = [place for place in sys.path if 'packages' not in place]\n")
        self.bare = Cli(self.home, PYTHONPATH=str(bare))

    def played_back(self, language: str) -> str:
        done = self.bare("--lang", language, "run", "tabular-boost", "--data", self.wine, "--factory", "practice", "--watch",
                         "--fetch", self.home / language, timeout=120)
        self.assertEqual(done.code, 0, done.out + done.err)
        return done.out

    def test_without_the_packages_a_recording_is_shown_and_called_so_in_english(self):
        self.assertRegex(self.played_back("en"), r"recording|played back")
        self.assertTrue(list((self.home / "en").rglob("metrics.jsonl")))

    def test_without_the_packages_a_recording_is_shown_and_called_so_in_dutch(self):
        self.assertRegex(self.played_back("nl"), r"afgespeeld|opname")

    def test_whoever_watches_or_lists_the_job_later_is_told_too(self):
        self.begin(cli=self.bare)
        watched = self.bare("--lang", "en", "watch", "last", timeout=90)
        self.assertEqual(watched.code, 0, watched.out + watched.err)
        listed = self.bare("--lang", "en", "jobs")
        self.assertRegex(self.bare("--json", "--lang", "en", "jobs").json()["jobs"][0]["not_real"], r"recording|played back")
        self.assertRegex(watched.out, r"recording|played back")
        self.assertRegex(listed.out, r"recording|played back")


class Interruptions(PracticeTest):
    def test_cancelled_job_ends_and_says_so(self):
        uuid = self.begin("test-sleep", TINY)
        self.wait_for("running")
        self.assertEqual(self.cli("cancel", uuid[:8]).code, 0)
        watched = self.cli("watch", uuid, timeout=30)
        self.assertEqual(watched.code, 130, watched.out + watched.err)
        self.assertEqual(self.phase(), "cancelled")
        self.assertEqual(self.cli("--json", "explain", uuid).json()["cause"], "cancelled")
        self.assertTrue(wait_until(lambda: not self.processes(uuid), 30), "nothing of the job runs on")

    def processes(self, uuid: str) -> list[str]:
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                here = os.readlink(place / "cwd")
                if uuid in here:
                    found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            except OSError:
                continue
        return found

    def test_ctrl_c_while_watching_leaves_the_job_running(self):
        self.begin("test-sleep", TINY)
        watcher = self.background(*TEST_TEMPLATES, "watch", "last")
        self.wait_for("running")
        watcher.send_signal(signal.SIGINT)
        self.assertEqual(watcher.wait(15), 130)
        self.assertEqual(self.phase(), "running")

    def test_program_killed_while_the_job_runs_picks_it_up_again(self):
        program = self.background(*TEST_TEMPLATES, "run", "test-ok", "--data", TINY, "--factory", "practice", "--set",
                                  "seconds=12", "--watch")
        self.assertTrue(wait_until(lambda: [job["phase"] for job in self.jobs()] == ["running"], 40, 0.5))
        program.kill()
        program.wait(10)
        watched = self.cli("--json", "watch", "last", timeout=90)
        self.assertEqual(watched.code, 0, watched.out + watched.err)
        self.assertEqual(watched.json()["phase"], "done")
        self.assertEqual(len(self.jobs()), 1)

    def test_program_killed_at_any_moment_never_loses_or_doubles_the_job(self):
        runs = 0
        start = self.cli("templates").seconds  # the moments are counted in what this computer needs to start the program
        for delay in (start * part for part in (0.5, 0.9, 1, 1.1, 1.3, 2, 3, 5, 12, 25, 50)):
            program = self.background(*TEST_TEMPLATES, "run", "test-ok", "--data", TINY, "--factory", "practice", "--set",
                                      "seconds=1", "--watch", "--title", f"after {delay:.2f} s")
            try:
                program.wait(delay)
            except subprocess.TimeoutExpired:
                program.kill()
        recorded = self.jobs()
        self.assertGreaterEqual(len(recorded), 2, "at least those that were killed late had written their record")
        for job in recorded:
            watched = self.cli(*TEST_TEMPLATES, "--json", "watch", job["uuid"], timeout=60)
            self.assertEqual(watched.code, 0, f"{job}: {watched.out}{watched.err}")
            runs += 1
            folder = next(self.home.rglob(f"jobs/{job['uuid']}/out/metrics.jsonl"))
            kinds = [json.loads(line)["type"] for line in folder.read_text().splitlines()]
            self.assertEqual((kinds.count("start"), kinds.count("end")), (1, 1), "it ran once")
        self.assertEqual(len(self.jobs()), runs)

    def test_two_people_watch_one_job(self):
        self.begin("test-ok", TINY)
        watchers = [self.background(*TEST_TEMPLATES, "--json", "watch", "last") for _ in range(2)]
        for watcher in watchers:
            out, err = watcher.communicate(timeout=90)
            self.assertEqual(watcher.returncode, 0, out + err)
            self.assertEqual(json.loads(out)["phase"], "done")


class Refusals(PracticeTest):
    def refused(self, code: int, word: str, *words, **more) -> list[str]:
        """The sentences of a refusal in both languages, which differ; the machine's answer carries `word`."""
        sentences = []
        for language in ("nl", "en"):
            answer = self.cli("--json", "--lang", language, *words, **more)
            self.assertEqual(answer.code, code, answer.out + answer.err)
            self.assertEqual(answer.json()["error"]["code"], word)
            spoken = self.cli("--lang", language, *words, **more)
            self.assertEqual(spoken.code, code)
            sentences.append(spoken.out + spoken.err)
            self.assertIn(answer.json()["error"]["message"], sentences[-1])
        self.assertNotEqual(*sentences)
        return sentences

    def broken_wine(self) -> Path:
        lines = self.wine.read_text().splitlines()
        lines[56] = lines[56].rpartition(",")[0]
        broken = self.home / "broken.csv"
        broken.write_text("\n".join(lines) + "\n")
        return broken

    def test_bad_row_is_named_by_its_line_and_nothing_is_sent(self):
        data = self.broken_wine()
        dutch, english = self.refused(4, "data_rejected", "run", "tabular-boost", "--data", data, "--factory", "practice")
        self.assertRegex(dutch, r"[Rr]egel 57\b")
        self.assertRegex(english, r"[Ll]ine 57\b")
        checked = self.cli("--json", "check", "tabular-boost", data)
        self.assertEqual(checked.code, 4)
        self.assertIn(57, [finding["line"] for finding in checked.json()["findings"]])
        self.assertEqual(self.jobs(), [])
        self.assertFalse(list(self.home.rglob("broken@*")))

    def test_what_can_be_repaired_is_repaired_in_a_copy_and_only_when_asked(self):
        kinds = ("Bar", "café", "Bar", "café", " bar ", "café")
        rows = [f"{number},5;{number};{kinds[number % 6]}" for number in range(200)]
        table, copy = self.home / "excel.csv", self.home / "nieuw $(x).csv"
        text = "\r\n".join(["lengte;aantal;soort", *rows, ";;", ""]).encode("cp1252")
        table.write_bytes(text)
        offered = self.cli("--json", "check", "tabular-boost", table, "--set", "target=soort")
        self.assertEqual(offered.code, 4)
        self.assertEqual(len(offered.json()["repairs"]), 5, offered.out)
        self.assertFalse(copy.exists())
        done = self.cli("--json", "check", "tabular-boost", table, "--set", "target=soort", "--repair-to", copy)
        self.assertEqual(done.code, 0, done.out + done.err)
        self.assertTrue(done.json()["copy_report"]["usable"])
        self.assertEqual(table.read_bytes(), text)
        lines = copy.read_text("utf-8-sig").splitlines()
        self.assertEqual((lines[0], lines[1], lines[2], len(lines)), ("lengte;aantal;soort", "0.5;0;Bar", "1.5;1;café", 201))
        self.assertEqual({line.split(";")[2] for line in lines[1:]}, {"café", "Bar"})
        again = self.cli("check", "tabular-boost", table, "--repair-to", copy)
        self.assertEqual((again.code, copy.read_text("utf-8-sig").splitlines()), (4, lines))

    def test_data_that_is_not_there_is_named(self):
        for sentence in self.refused(4, "local_file", "run", "tabular-boost", "--data", self.home / "gone.csv", "--factory", "practice"):
            self.assertIn("gone.csv", sentence)

    def test_folder_that_may_not_be_read_is_named(self):
        locked = self.home / "locked"
        locked.mkdir()
        (locked / "a.csv").write_text("a,b\n1,2\n")
        locked.chmod(0)
        self.addCleanup(locked.chmod, 0o700)
        reader = self.home / "reader"
        reader.mkdir(mode=0o777)
        reader.chmod(0o777)
        shared.chmod(0o755)
        self.home.chmod(0o755)
        as_reader = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        cli = Cli(reader)
        said = []
        for language in ("nl", "en"):
            done = run([*as_reader, cli.program, "--lang", language, "check", "image-classify", locked], 30, env=cli.env, cwd="/")
            if "setpriv" in done.err or "Permission denied" in done.err and "locked" not in done.err:
                self.skipTest(f"the program cannot run as another user here: {done.err.strip()}")
            self.assertEqual(done.code, 4, done.out + done.err)
            self.assertIn("locked", done.out + done.err)
            said.append(done.out + done.err)
        self.assertNotEqual(*said)

    def test_unknown_things_are_usage_errors_that_list_what_there_is(self):
        self.assertIn("practice", self.refused(2, "usage", "run", "tabular-boost", "--data", self.wine, "--factory", "nowhere")[1])
        self.assertIn("image-classify", self.refused(2, "usage", "check", "no-such-template", self.wine)[1])
        self.refused(2, "parameter_invalid", "check", "tabular-boost", self.wine, "--set", "colour=red")
        self.refused(2, "parameter_invalid", "check", "tabular-boost", self.wine, "--set", "effort=superhuman")
        for command in ("watch", "cancel", "explain", "gpu"):
            self.refused(2, "job_unknown", command, "00000000")
            self.refused(2, "job_unknown", command, "last")
        self.refused(2, "job_unknown", "fetch", "last", self.home)

    def test_wrong_words_on_the_command_line_are_usage_errors(self):
        for words in ([], ["dance"], ["run"], ["run", "tabular-boost"], ["watch"], ["--lang", "fr", "jobs"],
                      ["run", "tabular-boost", "--data", self.wine, "--factory", "practice", "--walltime", "0"]):
            self.assertEqual(self.cli(*words).code, 2, words)

    def test_template_and_profile_with_a_wrong_field_are_left_out_and_named_in_both_languages(self):
        catalogue, profiles = self.home / "catalogue-wrong", self.home / "profiles-wrong"
        shutil.copytree(TESTS / "factory/templates/test-ok", catalogue / "test-wrong")
        manifest = json.loads((catalogue / "test-wrong/manifest.json").read_text())
        (catalogue / "test-wrong/manifest.json").write_text(json.dumps({**manifest, "id": "test-wrong", "level": "wizard"}))
        profiles.mkdir()
        (profiles / "wrong.json").write_text(json.dumps({"schema": 1, "id": "wrong", "kind": "spaceship"}))
        said = []
        for language in ("nl", "en"):
            answer = self.cli("--json", "--lang", language, "--catalogue", catalogue, "--profiles", profiles, "factories")
            self.assertEqual(answer.code, 0)
            problems = {problem["code"]: problem for problem in answer.json()["problems"]}
            self.assertEqual(set(problems), {"catalogue_invalid", "profile_invalid"}, answer.out)
            self.assertIn("level", str(problems["catalogue_invalid"]))
            self.assertIn("kind", str(problems["profile_invalid"]))
            said.append([problem["message"] for problem in problems.values()])
            self.assertEqual([one["id"] for one in answer.json()["factories"]], ["practice"])
        for dutch, english in zip(*said):
            self.assertNotEqual(dutch, english)

    def test_hostile_names_of_data_and_title_come_through_unharmed(self):
        data = self.home / "wi'ne $(touch owned) \"ü\"; rm -rf.csv"
        shutil.copy(self.wine, data)
        done = self.cli("--json", "run", "tabular-boost", "--data", data, "--factory", "practice", "--watch", "--title",
                        "../../$(touch owned)\n'x'", "--fetch", self.home / "out", timeout=120)
        self.assertEqual(done.code, 0, done.out + done.err)
        self.assertEqual(list(self.home.rglob("owned")), [])
        fetched = Path(done.json()["fetched_to"]).resolve()
        self.assertEqual(fetched.parent, (self.home / "out").resolve())


class AnyLog(PracticeTest):
    def test_log_of_any_job_is_explained(self):
        log = shared / "$(id) 'a\nb' é.out"
        log.write_bytes(b"Traceback (most recent call last):\n  File \"a.py\", line 1, in <module>\n\x1b[31mtorch.OutOfMemoryError\x1b[0m: "
                        b"CUDA out of memory. Tried \xff\nsrun: error: n1: task 0: Exited with exit code 1\n")
        why = self.cli("--json", "--lang", "en", "explain", "--log", log).json()
        self.assertEqual((why["cause"], why["line"], why["log"]), ("cuda-oom", 3, str(log)))
        self.assertTrue(why["evidence"].startswith("torch.OutOfMemoryError: CUDA out of memory."), why["evidence"])
        self.assertIn("batch size", why["advice"])
        self.assertIn("batchgrootte", self.cli("--lang", "nl", "explain", "--log", log).out)
        said = self.cli("--json", "explain", "--log", log, "--state", "COMPLETED").json()
        self.assertEqual((said["cause"], said["evidence"]), ("none", ""))
        self.assertIn("does not tell", self.cli("--lang", "en", "explain", "--log", TINY).out)
        self.assertIn("cannot tell why", self.cli("--lang", "en", "explain", "--log", TINY, "--state", "FAILED").out)
        self.assertEqual(self.cli("--json", "explain", "--log", log, "--exit-code", "0:9").json()["cause"], "cuda-oom")

    def test_log_that_is_not_there_is_an_error(self):
        for wrong in (["--log", shared / "gone.log"], ["--log", shared]):
            answer = self.cli("--json", "explain", *wrong)
            self.assertEqual(answer.code, 4, answer.out + answer.err)
        for wrong in ([], ["last", "--log", self.wine], ["last", "--state", "FAILED"]):
            self.assertEqual(self.cli("explain", *wrong).code, 2, wrong)


class ForMachines(PracticeTest):
    def test_every_command_answers_one_json_document(self):
        uuid = self.begin("test-ok", TINY)
        commands = (["factories"], ["sign-in", "practice"], ["templates"], ["check", "tabular-boost", self.wine],
                    ["upload", self.wine, "--factory", "practice"], ["jobs"], ["watch", uuid], ["gpu", uuid],
                    ["explain", uuid], ["fetch", uuid, self.home / "out"], ["cancel", uuid],
                    ["run", "test-ok", "--data", TINY, "--factory", "practice", "--set", "seconds=1", "--watch", "--fetch", self.home / "out"],
                    ["datasets", "--factory", "practice"], ["verify", "wine", "--factory", "practice"],
                    ["verify", "nothing", "--factory", "practice"], ["remove", "wine", "--factory", "practice", "--yes"],
                    ["watch", "nothing"], ["check", "tabular-boost", self.home / "gone.csv"], ["sign-in", "nowhere"])
        for words in commands:
            done = self.cli(*TEST_TEMPLATES, "--json", *words, timeout=90)
            with self.subTest(words=words):
                self.assertIsInstance(json.loads(done.out), dict)
                self.assertEqual("error" in json.loads(done.out), done.code != 0, done.out)
                self.assertEqual(done.err, "")

    def test_nothing_on_a_pipe_draws_over_lines(self):
        done = self.cli("--lang", "en", "run", "tabular-boost", "--data", self.wine, "--factory", "practice", "--watch", timeout=120)
        self.assertEqual(done.code, 0)
        self.assertIsNone(re.search(r"[\r\x1b]", done.out))


if __name__ == "__main__":
    unittest.main(verbosity=0)
