#!/usr/bin/env python3
"""A storm of cuts and corruptions against what moves data: never lost, never wrongly "verified".

  storm.py --cli PROGRAM --fetch PROGRAM [--lab DIR] [--seed N] [--cuts 200] [--corruptions 200] [--workers 2]
           [--only WORD] [--case N] [--scale 1.0] [--seconds N] [--keep DIR]

Uploads (werkbank-cli) and results brought home (perf_fetch) of random data sets, through the lab's sshd. Each is cut
off once or more, or something of it is damaged, at random moments; the same command is given again until it ends. Then
both ends are compared with the test's own sums. Same seed, same case: the same data and the same kind of trouble (the
moment depends on the computer). --seconds ends the run early; --keep saves what went wrong. Needs root, or sudo without
a password. Exit code 1 when a promise was broken.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from collections import defaultdict
from pathlib import Path
from random import Random

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import corruptions  # noqa: E402
import cuts  # noqa: E402
from data_sets import SHAPES  # noqa: E402
from far import MIB, Far, FactoryLab  # noqa: E402
from transfers import STREAMS, TWICE_PER_STREAM, Bringing, Upload, Wrong  # noqa: E402

# Of ten cuts seven are of uploads.
UPLOADS = 0.7
# Everything is thrown away there, so that the full disk is not full of it.
THROWN_AWAY = ("far disk full", "far files used up", "far file size limit", "local disk full")
NOT_POSSIBLE = 77


class Case:
    """One transfer with its troubles. Its name repeats it: seed and number."""

    def __init__(self, seed: int, number: int, side: str, way: str, kind: str):
        self.seed, self.number, self.side, self.way, self.kind = seed, number, side, way, kind

    @property
    def name(self) -> str:
        return f"{'upload' if self.way == 'up' else 'bring home'}: {self.kind}"

    def play(self, far: Far, folder: Path, programs: dict, scale: float):
        """The end, and how many cuts or corruptions there were."""
        numbers = Random(f"{self.seed} {self.number} {self.name}")
        shapes = corruptions.SHAPES_FOR.get(self.kind, tuple(SHAPES)) if self.side == "corruption" else tuple(SHAPES)
        shape = numbers.choice(shapes)
        kind_of = Upload if self.way == "up" else Bringing
        disk = self._own_disk(far, folder)
        transfer = kind_of(far, folder, programs, numbers, shape, scale)
        self.shape = shape
        try:
            return self._cut(transfer, numbers) if self.side == "cut" else self._harm(transfer, numbers)
        finally:
            transfer.stop()
            far.line.tell("reset")
            if disk:
                subprocess.run(["umount", "-l", disk], check=False)

    def _own_disk(self, far: Far, folder: Path) -> Path | None:
        if self.kind != "local disk full":
            return None
        into = folder / "into"
        into.mkdir()
        return into if far.mount(into, 200 * MIB, 20_000) else None

    def _cut(self, transfer, numbers: Random):
        troubles = numbers.choice([1, 1, 1, 2, 3])
        done = 0
        for _ in range(troubles):
            if transfer.is_answered():
                transfer.start()
            cuts.WAYS[self.way][self.kind](transfer, numbers)
            done += 1
            if not transfer.is_answered() and transfer.wait()[0] == 0:
                break
        if transfer.answers[-1][0] == 0:
            transfer.start()  # it got through: what is there is verified once more
        return transfer.finish(), done

    def _harm(self, transfer, numbers: Random):
        harmed = corruptions.WAYS[self.way][self.kind](transfer, numbers)
        if not transfer.is_answered():
            code, said = transfer.wait()
            if code == 0:
                transfer.judge_loosely(said)
        transfer.data_counts = False
        return transfer.finish(), int(harmed)


def cases(seed: int, cut_count: int, corruption_count: int) -> list[Case]:
    """In turn of every kind, in a random order."""
    plan = []
    for side, count, ways in (("cut", cut_count, cuts.WAYS), ("corruption", corruption_count, corruptions.WAYS)):
        up = round(count * UPLOADS)
        for way, part in (("up", up), ("down", count - up)):
            kinds = list(ways[way])
            first = Random(f"{seed} {side} {way}").randrange(len(kinds))  # a short run does not always begin with the same
            plan += [(side, way, kinds[(first + number) % len(kinds)]) for number in range(part)]
    Random(seed).shuffle(plan)
    return [Case(seed, number, *words) for number, words in enumerate(plan)]


class Table:
    def __init__(self):
        self.lock = threading.Lock()
        self.rows = defaultdict(lambda: {"cases": 0, "troubles": 0, "verified": 0, "sentence": 0, "twice": 0, "wrong": 0})
        self.wrongs = []
        self.sentences = defaultdict(int)

    def add(self, case: Case, end, troubles: int, wrong: str = "") -> None:
        with self.lock:
            row = self.rows[(case.side, case.name)]
            row["cases"] += 1
            row["troubles"] += troubles
            if wrong:
                row["wrong"] += 1
                self.wrongs.append(f"case {case.number} ({case.name}): {wrong}")
                return
            row["verified" if end.verified else "sentence"] += 1
            row["twice"] = max(row["twice"], end.twice or 0)
            if end.sentence:
                self.sentences[end.sentence] += 1

    def print(self) -> None:
        heads = ("kind", "cases", "troubles", "verified", "sentence", "twice, most (MiB)", "wrong")
        print(f"\n{heads[0]:46}" + "".join(f"{head:>{len(head) + 2}}" for head in heads[1:]))
        for side in ("cut", "corruption"):
            sums = defaultdict(int)
            for (of, name), row in sorted(self.rows.items()):
                if of != side:
                    continue
                self._line(name, row)
                for key, value in row.items():
                    sums[key] = max(sums[key], value) if key == "twice" else sums[key] + value
            if sums:
                self._line(f"ALL {side}s", sums)
        print("\nSentences on the way:")
        for sentence, count in sorted(self.sentences.items(), key=lambda item: -item[1]):
            print(f"{count:5}  {sentence}")
        for wrong in self.wrongs:
            print(f"WRONG  {wrong}")

    @staticmethod
    def _line(name: str, row: dict) -> None:
        print(f"{name:46}{row['cases']:7}{row['troubles']:10}{row['verified']:10}{row['sentence']:10}"
              f"{row['twice'] / MIB:19.1f}{row['wrong']:7}")


def check_twice(case: Case, end) -> None:
    most = STREAMS * TWICE_PER_STREAM * max(1, end.tries - 1)
    if end.twice is not None and end.twice > most and case.kind not in THROWN_AWAY:
        raise Wrong(f"{end.twice / MIB:.1f} MiB were sent twice in {end.tries} tries")


def play(case: Case, far: Far, place: Path, options, table: Table) -> None:
    begun = time.monotonic()
    folder = place / f"case-{case.number}"
    folder.mkdir()
    end, troubles, wrong = None, 0, ""
    try:
        if case.kind in cuts.NEED_OWN_DISK and not far.is_own_disk:
            return
        end, troubles = case.play(far, folder, options.programs, options.scale)
        check_twice(case, end)
    except Wrong as why:
        wrong = str(why)
    except Exception as why:  # a fault of the test counts too, and the rest goes on
        wrong = f"the test itself: {type(why).__name__}: {why}"
    table.add(case, end, troubles, wrong)
    how = wrong or ("verified" if end.verified else f"a sentence: {end.sentence}")
    twice = f", {end.twice / MIB:.1f} MiB twice" if end and end.twice is not None else ""
    print(f"  {time.monotonic() - begun:5.1f} s  {case.number:3} {case.name} [{getattr(case, 'shape', '')}]: "
          f"{end.tries if end else '?'} tries{twice}, {how}", flush=True)
    if wrong and options.keep:
        shutil.copytree(folder, options.keep / folder.name, ignore=shutil.ignore_patterns("source", "into"), dirs_exist_ok=True)
        subprocess.run(["cp", "-a", far.disk, options.keep / folder.name / "far-disk"], check=False)
    far.mend()
    shutil.rmtree(folder, ignore_errors=True)


def work_through(waiting: list, lock, lab: FactoryLab, place: Path, options, table: Table, late) -> None:
    far = Far(lab, place)
    try:
        while not late():
            with lock:
                if not waiting:
                    return
                case = waiting.pop(0)
            play(case, far, place, options, table)
    finally:
        far.end()


def run(options) -> int:
    lab = FactoryLab()
    try:
        lab.up()
    except unittest.SkipTest as why:
        print(f"storm: {why}")
        return NOT_POSSIBLE
    plan = [case for case in cases(options.seed, options.cuts, options.corruptions)
            if options.only in case.name and options.case in (None, case.number)]
    print(f"storm: seed {options.seed}, {len(plan)} cases", flush=True)
    table, lock, begun = Table(), threading.Lock(), time.monotonic()
    planned = len(plan)
    asked_to_end = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked_to_end.set())  # what is under way leaves nothing behind

    def late() -> bool:
        return asked_to_end.is_set() or bool(options.seconds and time.monotonic() - begun > options.seconds)

    place = Path(tempfile.mkdtemp(prefix="werkbank-storm-", dir="/var/tmp"))
    place.chmod(0o755)
    try:
        workers = []
        for number in range(options.workers):
            folder = place / str(number)
            folder.mkdir()
            words = (plan, lock, lab, folder, options, table, late)
            workers.append(threading.Thread(target=work_through, args=words))
            workers[-1].start()
        for worker in workers:
            worker.join()
    finally:
        shutil.rmtree(place, ignore_errors=True)
        lab.end()
    table.print()
    played = sum(row["cases"] for row in table.rows.values())
    print(f"storm: seed {options.seed}: {played} of {planned} cases in {time.monotonic() - begun:.0f} s, "
          f"{len(table.wrongs)} wrong", flush=True)
    return 1 if table.wrongs or not played else 0


def parse(words) -> argparse.Namespace:
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--fetch", required=True)
    parser.add_argument("--lab")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--corruptions", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="")
    parser.add_argument("--case", type=int)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(words)
    options.programs = {"cli": Path(options.cli).resolve(), "fetch": Path(options.fetch).resolve()}
    if options.lab:
        os.environ["FACTORY_LAB_DIR"] = options.lab
    return options


def main() -> int:
    options = parse(sys.argv[1:])
    if os.geteuid() != 0:
        if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode != 0:
            print("storm: it ends processes of sshd and fills disks of its own, which only root can do")
            return NOT_POSSIBLE
        os.execvp("sudo", ["sudo", "-n", "--", sys.executable, __file__, *sys.argv[1:]])
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
