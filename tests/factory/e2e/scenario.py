"""Scenarios that run side by side: each has a person with a home, a key, a profile and (if wanted) a breakable line.

A class derived from SideBySide writes methods named scenario_...; all start together and each counts as a test.
E2E_ONLY=WORD runs only the scenarios whose name holds WORD; E2E_CHAOS=N and E2E_SEED=N change the random ones."""

import atexit
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from harness import FACTORY, Cli, CutProxy, FactoryLab, Outcome, run, wait_until

PYTHON = "/usr/bin/python3"  # the one with Debian's packages, which jobs use too
TINY = FACTORY / "data/tiny.csv"
EXAMPLES = FACTORY.parent.parent / "resources/catalogue/shared/example_data.py"
OVER = ("done", "failed", "cancelled")
CONNECTION_TROUBLE = (3, 5, 6)  # exit codes after which `watch` is asked again

USERS = "wbtestend1,wbtestend2"  # of its own: other tests may have a lab at the same time

_lab = None
_lock = threading.Lock()


def the_lab() -> FactoryLab:
    """One lab for all tests of a run; ended when the run ends."""
    global _lab
    with _lock:
        if _lab is None:
            if not os.access(os.environ.get("WERKBANK_CLI", ""), os.X_OK):
                raise unittest.SkipTest("WERKBANK_CLI does not name the built program")
            begun = time.monotonic()
            lab = FactoryLab("" if "FACTORY_LAB_DIR" in os.environ else USERS).up()
            atexit.register(lab.end)
            _lab = lab
            say(begun, "lab up", f"Slurm {lab.facts['LAB_SLURM_VERSION']}")
    return _lab


def say(begun: float, what: str, outcome: str) -> None:
    print(f"  {time.monotonic() - begun:6.1f} s  {what}: {outcome}", file=sys.stderr, flush=True)


def table(file: Path, seed, size: int = 0) -> Path:
    """A table with a header that is the same for the same seed, of at least `size` bytes."""
    numbers = random.Random(seed)
    rows = ["length,width,label"]
    bytes_made = 0
    while len(rows) < 40 or bytes_made < size:
        rows.append(f"{numbers.random():.12f},{numbers.random():.12f},{'ab'[numbers.randrange(2)]}")
        bytes_made += len(rows[-1]) + 1
    file.write_text("\n".join(rows) + "\n")
    return file


class Person:
    """Somebody at a computer of their own. With `line`, the connection goes through a proxy that can be cut."""

    def __init__(self, lab: FactoryLab, line: bool = False, key: bool = True, **profile):
        self.lab = lab
        self.home = Path(tempfile.mkdtemp(prefix="werkbank-person-"))
        self.line = CutProxy(int(lab.facts["SSH_PORT"])) if line else None
        self.started = []
        if key:
            keys = self.home / ".ssh"
            keys.mkdir(mode=0o700)
            shutil.copy(lab.facts["LAB_KEY"], keys / "id_ed25519")
            (keys / "id_ed25519").chmod(0o600)
        self.profiles = self.home / "profiles"
        self.profiles.mkdir()
        port = {"port": self.line.port} if line else {}
        lab.profile(self.profiles, **{**port, **profile})
        self.factory = profile.get("id", "lab")
        self.cli = Cli(self.home)
        self.common = ["--catalogue", FACTORY / "templates", "--profiles", self.profiles]

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        if self.line:
            self.line.end()
        shutil.rmtree(self.home, ignore_errors=True)

    def __call__(self, *words, timeout: float = 150, text: str = "") -> Outcome:
        return self.cli(*self.common, *words, timeout=timeout, text=text)

    def start(self, *words) -> subprocess.Popen:
        """In the background; what it says goes to a file, so that it never waits for a reader."""
        said = open(self.home / f"said-{len(self.started)}", "w+", encoding="utf-8")
        process = subprocess.Popen([self.cli.program, *map(str, self.common), *map(str, words)], stdin=subprocess.DEVNULL,
                                   stdout=said, stderr=subprocess.STDOUT, text=True, env=self.cli.env, cwd=self.home)
        process.said = said.name
        said.close()
        self.started.append(process)
        return process

    def run_words(self, template: str, data: Path, *more) -> list:
        return ["run", template, "--data", data, "--factory", self.factory, *more]

    def jobs(self) -> list[dict]:
        return self("--json", "jobs").json()["jobs"]

    def finish(self, start_again: list, seconds: float = 240) -> Outcome:
        """`watch last` again and again until the job is over; runs `start_again` where no job was written down yet."""
        end = time.monotonic() + seconds
        while True:
            done = self("--json", "watch", "last", timeout=max(1.0, end - time.monotonic()))
            if done.code == 2 and "job_unknown" in done.out:
                done = self("--json", *start_again, timeout=max(1.0, end - time.monotonic()))
                if done.code == 0:
                    continue  # it is sent; now it is followed
            if done.code not in CONNECTION_TROUBLE or time.monotonic() > end:
                return done
            time.sleep(0.5)  # a person starts it again


def slurm_jobs(lab: FactoryLab, uuid: str) -> set[str]:
    """Numbers of the jobs of this uuid that Slurm's queue or accounting knows, by name or by comment."""
    asked = lab.ssh("squeue -h -t all -o '%i %j %k'; sacct -X -n -P -D --delimiter=' ' -S now-1day -o jobidraw,jobname,comment",
                    timeout=60)
    if asked.code != 0:
        raise AssertionError(f"Slurm did not answer: {asked.err}")
    return {line.split()[0] for line in asked.out.splitlines() if uuid in line}


class SideBySide(unittest.TestCase):
    """Starts all scenarios of the class at once; each test waits for the end of its own."""

    workers = 8
    limit = 1200.0

    def __init_subclass__(cls, **more):
        super().__init_subclass__(**more)
        only = os.environ.get("E2E_ONLY", "")
        cls.scenarios = {}
        for name in [name for name in vars(cls) if name.startswith("scenario_")]:
            if only and only not in name:
                continue
            cls.scenarios[name] = getattr(cls, name)
            cls._add_test(name)

    @classmethod
    def _add_test(cls, name: str) -> None:
        def test(self):
            type(self).running[name].result(timeout=self.limit)
        test.__name__ = test.__qualname__ = "test_" + name.removeprefix("scenario_")
        setattr(cls, test.__name__, test)

    @classmethod
    def setUpClass(cls):
        cls.lab = the_lab()
        cls.pool = ThreadPoolExecutor(cls.workers)
        cls.running = {name: cls.pool.submit(cls._play, name) for name in cls.scenarios}

    @classmethod
    def tearDownClass(cls):
        cls.pool.shutdown(wait=True, cancel_futures=True)

    @classmethod
    def _play(cls, name: str) -> None:
        begun = time.monotonic()
        stage = cls("test_" + name.removeprefix("scenario_"))
        stage.people = []
        outcome = "as it should"
        try:
            cls.scenarios[name](stage)
        except unittest.SkipTest as why:
            outcome = f"SKIPPED, {why}"
            print(f"{stage._testMethodName} (scenario) ... skipped {str(why)!r}", file=sys.stderr)
            raise
        except BaseException as why:
            outcome = f"FAILED, {str(why).splitlines()[0] if str(why) else type(why).__name__}"
            raise
        finally:
            for person in stage.people:
                person.end()
            say(begun, name.removeprefix("scenario_").replace("_", " "), outcome)

    def person(self, **more) -> Person:
        person = Person(self.lab, **more)
        self.people.append(person)
        return person

    def ended(self, done: Outcome, code: int) -> dict:
        """Checks the exit code; the JSON answer if there is one."""
        self.assertEqual(done.code, code, f"exit code {done.code} after {done.seconds:.0f} s: {done.out}{done.err}")
        return json.loads(done.out) if done.out.lstrip().startswith("{") else {}

    def exactly_one(self, uuid: str) -> None:
        """Accounting may lag a moment behind; a second job would show in either place."""
        self.assertTrue(wait_until(lambda: slurm_jobs(self.lab, uuid), 20, 0.5), f"Slurm knows no job {uuid}")
        self.assertEqual(len(slurm_jobs(self.lab, uuid)), 1, f"jobs of {uuid}")

    def has_its_end(self, uuid: str) -> bool:
        read = self.lab.ssh(f"cat werkbank/jobs/{uuid}/out/metrics.jsonl").out
        return any(json.loads(line).get("type") == "end" for line in read.splitlines())

    def both_languages(self, person: Person, code: int, word: str, *words, text: str = "", **more) -> dict:
        """A refusal: its exit code, its code for machines and its sentence in Dutch and English, which differ."""
        said = {}
        for language in ("nl", "en"):
            answer = self.ended(person("--json", "--lang", language, *words, text=text, **more), code)
            self.assertEqual(answer["error"]["code"], word, answer)
            said[language] = answer["error"]["message"]
            self.assertGreater(len(said[language]), 20)
        self.assertNotEqual(said["nl"], said["en"])
        return said


__all__ = ["EXAMPLES", "OVER", "PYTHON", "TINY", "Outcome", "Path", "Person", "SideBySide", "run", "say", "slurm_jobs",
           "table", "the_lab", "wait_until"]
