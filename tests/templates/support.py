"""What the tests of templates and job wrapper share: job folders as the program makes them, and their records."""

import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import warm_python

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "resources" / "catalogue"
SHARED = CATALOGUE / "shared"
REMOTE = ROOT / "resources" / "remote"
CORPORA = ROOT.parent / "shared" / "corpora"
TEMPLATES = sorted(path.parent.name for path in CATALOGUE.glob("*/manifest.json"))

sys.dont_write_bytecode = True      # the catalogue's folders are signed as they are: no __pycache__ in them
sys.path.insert(0, str(SHARED))


def needs(*modules):
    """Skips a test class, with the reason in view, where a Python package is missing."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return unittest.skipIf(missing, f"Python package missing: {', '.join(missing)}")


def long_run(minutes):
    """Skips a test that takes minutes, with the reason in view, unless $WERKBANK_LONG_RUNS is set."""
    return unittest.skipUnless(os.environ.get("WERKBANK_LONG_RUNS"), f"takes {minutes} minutes: set WERKBANK_LONG_RUNS=1 for it")


def manifest_of(template):
    return json.loads((CATALOGUE / template / "manifest.json").read_text(encoding="utf-8"))


def python_for(template):
    """A Python that runs this template's script without having to load its packages first, where they are here at all."""
    code = "\n".join((CATALOGUE / template / entry["path"]).read_text(encoding="utf-8") for entry in manifest_of(template)["entry"]["files"] if entry["path"].endswith(".py"))
    used = set(re.findall(r"^(?:import|from) ((?:torch|sklearn|scipy)[\w.]*)", code, re.MULTILINE))
    there = [name for name in used if importlib.util.find_spec(name.partition(".")[0]) is not None]
    return warm_python.stand_in(there) if there else sys.executable


def defaults_of(template):
    return {parameter["key"]: parameter["default"] for parameter in manifest_of(template)["parameters"]}


class JobFolder:
    """A job folder by the contract; `script` (Python text) stands in for a template's own, and finds the `shared` files beside it."""

    def __init__(self, folder, template=None, script=None, data=None, parameters=None, conf=(), language="en", title="a test", trial=None, shared=()):
        self.path = pathlib.Path(folder)
        for name in ("code", "logs", "out"):
            (self.path / name).mkdir(parents=True)
        for name in ("job.sh", "gpu_sampler.sh", "launch.py", "unpack_data.sh"):
            shutil.copy(REMOTE / name, self.path)
        files = [CATALOGUE / template / entry["path"] for entry in manifest_of(template)["entry"]["files"]] if template else [SHARED / name for name in ("werkbank_job.py", *shared)]
        for file in files:
            shutil.copy(file, self.path / "code")
        if script is not None:
            (self.path / "code" / "train.py").write_text(script, encoding="utf-8")
        if data is not None:
            (self.path / "data").symlink_to(data)
        values = {**(defaults_of(template) if template else {}), **(parameters or {})}
        config = {"schema": 1, "uuid": "0b5c2f6e", "template": template or "own", "version": "1.0.0", "language": language, "seed": 42, "parameters": values, "title": title}
        if trial:
            config["trial"] = trial
        (self.path / "config.json").write_text(json.dumps(config), encoding="utf-8")
        python = python_for(template) if template else sys.executable
        lines = ["script=train.py", f"python={python}", "grace=30", "sample_seconds=0", *conf]
        (self.path / "run.conf").write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogateescape")

    def stop_at_look(self, look):
        """Makes the script stop at the n-th time it asks whether it should: the same place on every machine. It is compared with
        one that was not stopped, so what goes by chance goes another way in it: it gets a Python of its own."""
        (self.path / "code" / "stopping.py").write_text(f"import werkbank_job, train\nlooks = iter([False] * {look - 1} + [True])\n"
                                                       "werkbank_job.Job.should_stop = lambda job: next(looks)\ntrain.main()\n")
        self.use_script("stopping.py")
        self.use_new_python()

    def use_script(self, name):
        self.set("script", name)

    def use_new_python(self):
        """One that is started for this job alone: what it does by chance, such as the order of a set, differs from other jobs."""
        self.set("python", sys.executable)

    def set(self, key, value):
        with open(self.path / "run.conf", "a", encoding="utf-8") as conf:
            conf.write(f"{key}={value}\n")

    @property
    def out(self):
        return self.path / "out"

    def environment(self, **more):
        """`more` is set besides; what is None there is taken away."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("WERKBANK_", "SLURM_"))}
        return {key: value for key, value in {**kept, "OMP_NUM_THREADS": "1", **more}.items() if value is not None}

    def start(self, **environment):
        with open(self.path / "logs" / "job.log", "ab") as log:
            return subprocess.Popen(["bash", "job.sh"], cwd=self.path, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environment(**environment))

    def run(self, timeout=120, **environment):
        """The wrapper's exit code."""
        process = self.start(**environment)
        try:
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"the job did not end in {timeout} s\n{self.log()}")

    def log(self):
        return (self.path / "logs" / "job.log").read_text(encoding="utf-8", errors="replace")

    def records(self, kind=None):
        """All records; every line of the file must be whole JSON with the common keys."""
        path = self.out / "metrics.jsonl"
        found = [strict_json(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
        for record in found:
            assert {"v", "t", "type", "attempt"} <= set(record), record
        return [record for record in found if kind is None or record["type"] == kind]

    def summary(self):
        return json.loads((self.out / "summary.json").read_text(encoding="utf-8"))


def strict_json(text):
    """JSON as the program reads it: Python's NaN is not part of it."""
    def refuse(word):
        raise ValueError(f"not JSON: {word}")
    return json.loads(text, parse_constant=refuse)


def example_data(name, folder, *more):
    """Real data; a test that needs what is not on this computer is skipped, with the reason in view."""
    made = subprocess.run([sys.executable, str(SHARED / "example_data.py"), name, str(folder), *more], capture_output=True, text=True)
    if made.returncode != 0:
        raise unittest.SkipTest(made.stderr.strip())
    return folder


class FolderTest(unittest.TestCase):
    """A test with a folder of its own, whose name is as awkward as a user's can be."""

    AWKWARD = "it's a \"job\" $(touch INJECTED) `x` ; & *"

    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="werkbank-test-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name) / self.AWKWARD
        self.folder.mkdir()
