"""One transfer that is tried again until it ends, and the judgement of its end: by the test's own sums, not by ours."""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import data_sets
from far import FACTORY, MIB, Far
from harness import wait_until

HANGS = 300  # a try that takes so long does not end by itself
MOST_TRIES = 8
STREAMS = 4
TWICE_PER_STREAM = 8 * MIB
# Beside the data: signing in, the scripts, and what is asked and answered.
TALK_PER_TRY = 150_000


class Wrong(Exception):
    """The promise is broken."""


@dataclass
class End:
    verified: bool
    sentence: str = ""  # of the last try that failed
    tries: int = 0
    twice: int | None = None  # bytes sent more than once; None where that cannot be told


class Transfer:
    """`start` begins a try. `ended` tells what its answer says."""

    def __init__(self, far: Far, folder: Path, programs: dict):
        self.far = far
        self.folder = folder
        self.programs = programs
        self.tries = 0
        self.moved_before = self.moved()
        self.process = None
        self.answers = []

    def words(self) -> list:
        raise NotImplementedError

    def moved(self) -> int:
        raise NotImplementedError

    def start(self) -> None:
        self.tries += 1
        self.out = open(self.folder / f"try-{self.tries}", "w+b")
        self.err = open(self.folder / f"try-{self.tries}.err", "w+b")
        home = self.folder / "home"
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen",
                       "OMP_NUM_THREADS": "1", "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
                       "XDG_CACHE_HOME": str(home / "cache"), "XDG_RUNTIME_DIR": str(home),
                       "TMPDIR": str(self.folder / "tmp")}
        (self.folder / "tmp").mkdir(exist_ok=True)
        self.process = subprocess.Popen([str(word) for word in self.words()], stdin=subprocess.DEVNULL, stdout=self.out,
                                        stderr=self.err, env=environment, cwd=self.folder)

    def runs(self) -> bool:
        return self.process.poll() is None

    def wait(self) -> tuple[int, str]:
        """The exit code and what was said."""
        try:
            code = self.process.wait(HANGS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise Wrong(f"try {self.tries} hangs") from None
        said = self.said()
        self.answers.append((code, said))
        if code in (0, -9):
            return code, said
        if code < 0:
            raise Wrong(f"the program ended by signal {-code}: {said[-300:]}")
        if not self.sentence(said):
            raise Wrong(f"the program ended with {code} and without a sentence: {said[-300:]}")
        return code, said

    def said(self) -> str:
        words = []
        for file in (self.out, self.err):
            file.seek(0)
            words.append(file.read().decode(errors="replace"))
            file.close()
        return "".join(words)

    def sentence(self, said: str) -> str:
        raise NotImplementedError

    def until(self, condition, seconds: float = 60) -> bool:
        """False when the try ended before."""
        wait_until(lambda: not self.runs() or condition(), seconds, 0.01)
        return self.runs()

    def to_moment(self, numbers: Random) -> bool:
        """A random moment of a try: between the first byte and after the last."""
        whole = data_sets.on_the_line(self.data)
        bound = self.moved() + int(whole * numbers.uniform(-0.05, 1.1))
        at_end = self.moved() + int(whole * 0.98)
        if bound <= at_end:
            return self.until(lambda: self.moved() >= bound)
        self.until(lambda: self.moved() >= at_end)
        end = time.monotonic() + numbers.uniform(0, 1.0)
        return self.until(lambda: time.monotonic() >= end)

    def is_answered(self) -> bool:
        """No try is under way."""
        return self.process is None or len(self.answers) == self.tries

    def finish(self) -> End:
        """The same command until it is verified; the last sentence where it never is."""
        while True:
            if self.is_answered():
                self.start()
            code, said = self.wait()
            if code == 0:
                self.far.quiet()  # also what an earlier try left running has had its chance to do harm
                self.judge(said)
                return End(True, self.last_sentence(), self.tries, self._twice())
            if self.tries >= MOST_TRIES:
                return End(False, self.last_sentence(), self.tries)

    def last_sentence(self) -> str:
        told = [self.sentence(said) for code, said in self.answers if code > 0]
        return told[-1] if told else ""

    def _twice(self) -> int | None:
        if not self.data_counts:
            return None
        once = data_sets.on_the_line(self.data) + TALK_PER_TRY * self.tries
        return max(0, self.moved() - self.moved_before - once)

    def judge(self, said: str) -> None:
        raise NotImplementedError

    def stop(self) -> None:
        if self.process is not None and self.runs():
            self.process.kill()
            self.process.wait()


class Upload(Transfer):
    """werkbank-cli upload."""

    def __init__(self, far: Far, folder: Path, programs: dict, numbers: Random, shape: str, scale: float):
        self.source = folder / "source"
        self.data = data_sets.make(self.source, shape, numbers, scale)
        self.data_counts = shape in data_sets.AS_THEY_ARE
        keys = folder / "home/.ssh"
        keys.mkdir(mode=0o700, parents=True)
        shutil.copy(far.lab.facts["LAB_KEY"], keys / "id_ed25519")
        (keys / "id_ed25519").chmod(0o600)
        self.profiles = folder / "profiles"
        self.profiles.mkdir()
        far.lab.profile(self.profiles, port=far.line.port, work_folder=str(far.disk))
        super().__init__(far, folder, programs)

    def words(self) -> list:
        return [self.programs["cli"], "--json", "--lang", "en", "--catalogue", FACTORY / "templates", "--profiles",
                self.profiles, "upload", self.source, "--factory", "lab"]

    def moved(self) -> int:
        return self.far.up()

    def answer(self, said: str) -> dict:
        try:
            return json.JSONDecoder().raw_decode(said)[0]
        except ValueError:
            return {}

    def sentence(self, said: str) -> str:
        return self.answer(said).get("error", {}).get("message", "")

    def judge(self, said: str) -> None:
        receipt = self.answer(said)
        place = Path(receipt.get("place", "/nowhere"))
        if not place.is_dir():
            raise Wrong(f"verified, but nothing at {place}: {said[-300:]}")
        there = self._as_receipt_says(place, receipt)
        here = data_sets.look(self.source)
        if there.files != here.files:
            raise Wrong(f"verified, but this computer holds other data: {there.differs(here)}")
        papers = Path(f"{place}.receipt.json")
        if not papers.is_file() or json.loads(papers.read_text())["manifest_sha256"] != there.hash:
            raise Wrong(f"no receipt of this data beside {place}")

    def judge_loosely(self, said: str) -> None:
        """Where the source changed while it was sent: what is called verified is at least what it is called."""
        receipt = self.answer(said)
        self._as_receipt_says(Path(receipt["place"]), receipt)

    def _as_receipt_says(self, place: Path, receipt: dict) -> data_sets.Seen:
        there = data_sets.look(place)
        if there.hash != receipt["manifest_sha256"]:
            raise Wrong(f"WRONGLY VERIFIED: at {place} stands something else: {there.differs(self.data)}")
        if (receipt["files"], receipt["bytes"]) != (len(there.files), there.bytes):
            raise Wrong(f"the receipt counts otherwise: {receipt}")
        return there


class Bringing(Transfer):
    """What a job has made, brought home by the program that the figures are made with."""

    def __init__(self, far: Far, folder: Path, programs: dict, numbers: Random, shape: str, scale: float):
        self.source = far.disk / "job/out"
        self.data = data_sets.make(self.source, shape, numbers, scale)
        for top, folders, names in os.walk(os.fsencode(far.disk / "job")):
            for name in [b"."] + names:
                os.chown(os.path.join(top, name), *far.owner)
        self.data_counts = shape in data_sets.AS_THEY_ARE
        self.into = folder / "into"
        self.into.mkdir(exist_ok=True)
        super().__init__(far, folder, programs)

    def words(self) -> list:
        facts = self.far.lab.facts
        key = (self.far.lab.folder / "ssh/host_ed25519.pub").read_text().split()
        return [self.programs["fetch"], "127.0.0.1", self.far.line.port, self.far.user, facts["LAB_KEY"],
                " ".join(key[:2]), 4, self.far.disk / "job", self.into, "out"]

    def moved(self) -> int:
        return self.far.down()

    def sentence(self, said: str) -> str:
        """As perf_fetch ends: "fetching: the sentence | the detail"."""
        return said.partition(": ")[2].partition(" | ")[0].strip()

    def staging(self) -> Path | None:
        found = list(self.into.glob(".werkbank-part-*"))
        return max(found, key=lambda one: one.stat().st_mtime, default=None)

    def judge(self, said: str) -> None:
        here = data_sets.look(self.into / "out")
        there = data_sets.look(self.source)
        if not self.data.files.keys() >= there.files.keys():
            raise Wrong("the test lost its own data")
        for path, what in there.files.items():
            # A file of another content that stood here already stays, and the new one has a number.
            if here.files.get(path) != what and (self.data.files == there.files or what not in here.files.values()):
                raise Wrong(f"WRONGLY VERIFIED: here stands something else: {here.differs(there)}")
        if self.data.files == there.files and len(here.files) != len(there.files):
            raise Wrong(f"more came than stands there: {here.differs(there)}")
        left = [one.name for one in self.into.iterdir() if one.name != "out"]
        # What came of files that have another size now stays for a week: who knows what else was on its way.
        if left and self.data.files == there.files:
            raise Wrong(f"left behind: {left}")

    def judge_loosely(self, said: str) -> None:
        """Where a file there changed while it came: it is here as it was, or as it is."""
        here, there = data_sets.look(self.into / "out"), data_sets.look(self.source)
        for path, what in here.files.items():
            if what not in (self.data.files.get(path), there.files.get(path)):
                raise Wrong(f"WRONGLY VERIFIED: {path!r} is neither as it was nor as it is")
