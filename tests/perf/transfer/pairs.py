"""Runs the ways to move data beside each other, in turns, so that what else the computer does falls on all of them."""
import contextlib
import json
import os
import shutil
import statistics

from transfer import data, tools
from transfer.line import Run

PAIRS = int(os.environ.get("WERKBANK_PAIRS", "5"))
SAMPLE = 200


class Way:
    """One way to move the data: `begin` makes ready, `go` is what is timed, `landed` is where it must be then."""

    def __init__(self, go, landed, begin=lambda: None):
        self.go = go
        self.landed = landed
        self.begin = begin


class Ways:
    """All ways for one line. Each begins with nothing at the other end, and ours knows of no earlier run."""

    def __init__(self, line, build, cli):
        self.line = line
        self.folder = line.folder
        self.build = build
        self.cli = cli

    def ours(self, source, connections):
        def begin():
            data.emptied(self.folder / "work")
            shutil.rmtree(self.line.home / "werkbank", ignore_errors=True)

        return Way(lambda: self.upload(source, connections), lambda: self.in_datasets(source), begin)

    def upload(self, source, connections):
        return self.line.run(self.cli, "--json", "--profiles", self.folder / "profiles", "upload", source, "--factory",
                             f"far-{connections}")

    def in_datasets(self, source):
        """The newest data set."""
        place = newest(self.folder / "work/werkbank/datasets")
        return place if source.is_dir() else place / source.name

    def ours_home(self, source, connections):
        target = self.folder / "results"

        def go():
            return self.line.run(self.build / "tests/perf_fetch", *self.line.connect_words(), connections, source.parent, target,
                                 source.name)

        return Way(go, lambda: target / source.name, lambda: data.emptied(target))

    def theirs(self, names, source, how=None):
        """name -> way, for each tool and cipher. `how`: tools.SEND or tools.BRING."""
        ways = {}
        for name in names:
            for more, config in tools.ciphers_of(name):
                move = tools.Move(self.folder, config, source, self.folder / "there")
                ways[name + more] = self._tool((how or tools.SEND)[name], move)
        return ways

    def _tool(self, words, move):
        return Way(lambda: self.line.run(*words(move)), lambda: move.landed, lambda: data.emptied(move.target))

    def again(self, source):
        """Ours and rsync, each with what it sent before still at the far end."""
        data.emptied(self.folder / "work")
        ways = {"ours": Way(lambda: self.upload(source, 1), lambda: self.in_datasets(source))}
        for more, config in tools.ciphers_of("rsync"):
            move = tools.Move(self.folder, config, source, self.folder / f"there-{len(ways)}")
            data.emptied(move.target)
            way = self._tool(tools.SEND["rsync"], move)
            ways["rsync" + more] = Way(way.go, way.landed)
        for way in ways.values():
            way.go()
        return ways


    @contextlib.contextmanager
    def open_connection(self, source):
        """Ours, over a connection on which an earlier version was sent already."""
        work, kept = self.folder / "open", self.folder / "kept"
        data.emptied(work)
        data.emptied(kept)
        process = self.line.start(self.build / "tests/perf_again", *self.line.connect_words(), source, work, kept)
        told = lambda: json.loads(process.stdout.readline())

        def go():
            process.stdin.write(b"\n")
            process.stdin.flush()
            one = told()
            return Run(one["seconds"], 0, 0, json.dumps(one))

        try:
            told()
            yield Way(go, lambda: newest(work / "datasets"))
        finally:
            process.stdin.close()
            process.wait(60)
            process.stdout.close()


def newest(datasets):
    places = [place for place in datasets.iterdir() if place.is_dir() and not place.name.startswith(".")]
    return max(places, key=lambda one: one.stat().st_ctime_ns)


def in_turns(ways, source, begin_round=lambda number: None):
    """way -> its runs. Every other round goes backwards. What arrived is compared once for each way."""
    runs = {name: [] for name in ways}
    for number in range(PAIRS):
        begin_round(number)
        for name in (list(ways) if number % 2 else list(ways)[::-1]):
            way = ways[name]
            way.begin()
            runs[name].append(way.go())
            if number == 0:
                data.check_same(source, way.landed())
    return runs


def seconds(runs):
    return [run.seconds for run in runs]


def best_of(runs, names):
    """The best of these tools, with whichever cipher: (its name, its runs)."""
    candidates = [way for way in runs if way.removesuffix(tools.AES) in names]
    best = min(candidates, key=lambda way: statistics.median(seconds(runs[way])))
    return best, runs[best]


def sending_seconds(runs):
    """The part of our uploads without reading all data for its SHA-256 first and last, where the receipt tells it."""
    told = [json.loads(run.out).get("sending_seconds") for run in runs]
    return None if None in told else round(statistics.median(told), 3)


def all_seconds(runs):
    """For whoever wants to look closer than the median."""
    return {name: [round(run.seconds, 3) for run in of_one] for name, of_one in runs.items()}
