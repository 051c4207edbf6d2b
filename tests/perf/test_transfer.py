"""How fast data goes to the factory and back, beside the tools that a person would use: on the same line, in pairs.

  tests/run perf                                        builds a Release and runs all of it
  python3 tests/perf/test_transfer.py Transfer.test_X   one row; WERKBANK_PAIRS=1 for a quick look (5 otherwise)
WERKBANK_ROUND_TRIPS=20,60 takes those rows only, WERKBANK_CLI another werkbank-cli, WERKBANK_BUILD another build folder.
WERKBANK_PERF_MILLION=1 also sends a million files.
Writes build/perf.jsonl. Times include connecting; ours include SHA-256 on both ends. Needs root.
"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import statistics
import sys
import unittest

from transfer import data, tools
from transfer.figures import Figures
from transfer.line import Line, name_of, sweep
from transfer.pairs import PAIRS, SAMPLE, Ways, all_seconds, best_of, in_turns, seconds, sending_seconds

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("WERKBANK_BUILD", ROOT / "build/release"))
CLI = pathlib.Path(os.environ.get("WERKBANK_CLI", BUILD / "bin/werkbank-cli"))
ROUND_TRIPS = [int(word) for word in os.environ.get("WERKBANK_ROUND_TRIPS", "0,20,60").split(",")]

COPIERS = ("scp", "sftp", "rsync", "rclone", "lftp")
STREAMS = ("rsync", "tar", "tar + zstd")
FILE_BY_FILE = ("scp", "sftp", "lftp", "rclone")
ONE, FOUR, OPEN = "ours", "ours, up to 4 connections", "ours, connected already"

figures = Figures()


def missing():
    """Why there can be no figures here; empty when there can."""
    if os.geteuid() != 0:
        return "a line of its own needs root"
    if not os.path.exists("/dev/net/tun"):
        return "the line needs /dev/net/tun, which this computer has not"
    for program in tools.PROGRAMS:
        if not shutil.which(program):
            return f"{program} is not installed: ./installer/bootstrap perf installs it"
    for program in (CLI, *(BUILD / "tests" / name for name in ("perf_line", "perf_again", "perf_fetch", "perf_poll"))):
        if not program.exists():
            return f"{program} is not built: tests/run perf builds it"
    if "CMAKE_BUILD_TYPE:STRING=Debug" in (BUILD / "CMakeCache.txt").read_text():
        return f"{BUILD} is a Debug build, which is no measure"
    return ""


class Transfer(unittest.TestCase):
    def setUp(self):
        if why := missing():
            self.skipTest(why)
        sweep()

    @contextlib.contextmanager
    def place(self):
        # In memory, so that no disk is in any figure.
        folder = pathlib.Path("/dev/shm", name_of(os.getpid()))
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextlib.contextmanager
    def ways(self, round_trip, mbit=0):
        figures.begin()
        with self.place() as folder, Line(folder, BUILD / "tests/perf_line", round_trip, mbit) as line:
            yield Ways(line, BUILD, CLI)

    def tell(self, name, runs, ours, names, goal, **more):
        peer, theirs = best_of(runs, names)
        if len(names) > 1:
            peer += f" (best of {len(names)})"
        figures.faster(name + ours.removeprefix(ONE), seconds(runs[ours]), peer, seconds(theirs), goal,
                       sending_seconds=sending_seconds(runs[ours]), times=all_seconds(runs), **more)

    # To the factory.

    def test_send_one_large_file(self):
        for round_trip, goal in self.round_trips({0: 1.3, 20: 1.4, 60: 1.5}):
            with self.ways(round_trip) as ways:
                mib = 256 if round_trip else 512
                source = data.large_file(ways.folder, mib)
                runs = in_turns({ONE: ways.ours(source, 1), FOUR: ways.ours(source, 4),
                                 **ways.theirs((*COPIERS, "cat"), source)}, source)
                name = f"send {mib} MiB, {round_trip} ms"
                self.tell(name, runs, ONE, COPIERS, goal)
                self.tell(name, runs, ONE, ("cat",), 0.95)
                self.tell(name, runs, FOUR, COPIERS, 2.8 if round_trip else None)

    def test_send_small_files(self):
        for round_trip, goal in self.round_trips({0: 1.25, 20: 1.25, 60: 1.25}):
            with self.ways(round_trip) as ways:
                source = data.small_files(ways.folder)
                runs = in_turns({ONE: ways.ours(source, 1), FOUR: ways.ours(source, 4), **ways.theirs(STREAMS, source)}, source)
                name = f"send {data.FILES} files of 20 KiB, {round_trip} ms"
                self.tell(name, runs, ONE, STREAMS, goal)
                self.tell(name, runs, FOUR, STREAMS, None)

    def test_send_small_files_beside_tools_that_go_file_by_file(self):
        for round_trip, goal in self.round_trips({0: 5, 60: 50}):
            with self.ways(round_trip) as ways:
                source = data.small_files(ways.folder)
                self.beside_file_by_file(f"send {data.FILES} files of 20 KiB, {round_trip} ms", ways, source, goal,
                                         ways.ours(source, 1), tools.SEND)

    def test_send_a_table_over_a_slow_line(self):
        with self.ways(20, 100) as ways:
            source = data.table(ways.folder)
            runs = in_turns({ONE: ways.ours(source, 1), **ways.theirs(("zstd -1", "rsync -z"), source)}, source)
            name = "send a table of 64 MiB, 20 ms, 100 Mbit/s"
            self.tell(name, runs, ONE, ("zstd -1",), 0.95)
            self.tell(name, runs, ONE, ("rsync -z",), 1.2)

    def test_send_again_with_one_in_a_hundred_changed(self):
        with self.ways(60) as ways:
            source = data.small_files(ways.folder)
            with ways.open_connection(source) as is_open:
                runs = in_turns({**ways.again(source), OPEN: is_open}, source, lambda number: data.change_some(source, number))
            name = "send again, 1 % of 10000 files changed, 60 ms"
            self.tell(name, runs, ONE, ("rsync",), 1.4)
            self.tell(name, runs, OPEN, ("rsync",), 2)

    # Home.

    def test_bring_one_large_file(self):
        for round_trip, goal in self.round_trips({0: 1.3, 20: 1.4, 60: 1.5}):
            with self.ways(round_trip) as ways:
                mib = 256 if round_trip else 512
                source = data.large_file(ways.folder, mib)
                runs = in_turns({ONE: ways.ours_home(source, 1), FOUR: ways.ours_home(source, 4),
                                 **ways.theirs((*COPIERS, "cat"), source, tools.BRING)}, source)
                name = f"bring {mib} MiB, {round_trip} ms"
                self.tell(name, runs, ONE, COPIERS, goal)
                self.tell(name, runs, ONE, ("cat",), 0.95)
                self.tell(name, runs, FOUR, COPIERS, 2.8 if round_trip else None)

    def test_bring_small_files(self):
        for round_trip, goal in self.round_trips({0: 1.25, 20: 1.25, 60: 1.25}):
            with self.ways(round_trip) as ways:
                source = data.small_files(ways.folder)
                runs = in_turns({ONE: ways.ours_home(source, 1), FOUR: ways.ours_home(source, 4),
                                 **ways.theirs(STREAMS, source, tools.BRING)}, source)
                name = f"bring {data.FILES} files of 20 KiB, {round_trip} ms"
                self.tell(name, runs, ONE, STREAMS, goal)
                self.tell(name, runs, FOUR, STREAMS, None)

    def test_bring_small_files_beside_tools_that_go_file_by_file(self):
        for round_trip, goal in self.round_trips({0: 5, 60: 50}):
            with self.ways(round_trip) as ways:
                source = data.small_files(ways.folder)
                self.beside_file_by_file(f"bring {data.FILES} files of 20 KiB, {round_trip} ms", ways, source, goal,
                                         ways.ours_home(source, 1), tools.BRING)

    def test_bring_a_table_over_a_slow_line(self):
        with self.ways(20, 100) as ways:
            source = data.table(ways.folder)
            runs = in_turns({ONE: ways.ours_home(source, 1),
                             **ways.theirs(("zstd -1", "rsync -z"), source, tools.BRING)}, source)
            name = "bring a table of 64 MiB, 20 ms, 100 Mbit/s"
            self.tell(name, runs, ONE, ("zstd -1",), 0.95)
            self.tell(name, runs, ONE, ("rsync -z",), 1.2)

    # What it costs others, and this computer.

    def test_poll_while_an_upload_fills_the_line(self):
        line_rate = 100 / 8
        with self.ways(20, 100) as ways:
            source = data.large_file(ways.folder, 128)
            words = [BUILD / "tests/perf_poll", *ways.line.connect_words(), source, ways.folder / "work", 100]
            runs = []
            for _ in range(PAIRS):
                data.emptied(ways.folder / "work")
                runs.append(json.loads(ways.line.run(*words).out))
        told = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        note = f"of each run, of {PAIRS}: {told['busy_polls']:.0f} polls during the upload, {told['idle_polls']:.0f} before it"
        for part, more in (("p50", 10), ("p95", 40)):
            idle, busy = told[f"idle_{part}"], told[f"busy_{part}"]
            figures.at_most(f"poll during an upload, 20 ms, 100 Mbit/s, {part}", busy, "ms", f"idle ({idle:.0f} ms) + {more} ms",
                            idle + more, 1, note=note)
        figures.at_least("that upload", told["megabytes_per_second"], "MB/s", "the line", line_rate, 0.85)

    def test_processor_time(self):
        with self.ways(0) as ways:
            source = data.large_file(ways.folder, 512)
            runs = in_turns({ONE: ways.ours(source, 1), **ways.theirs(("scp",), source)}, source)
        for_a_gib = {name: statistics.median(run.cpu_seconds for run in of_one) * 2 for name, of_one in runs.items()}
        peer = min((name for name in for_a_gib if name != ONE), key=for_a_gib.get)
        figures.at_most("processor time for each GiB sent, 0 ms", for_a_gib[ONE], "s", peer, for_a_gib[peer], 0.7,
                        note="ours includes SHA-256 of the whole file")

    def test_memory_for_a_million_files(self):
        if os.environ.get("WERKBANK_PERF_MILLION") != "1":
            self.skipTest("it takes 8 GiB of memory and many minutes: WERKBANK_PERF_MILLION=1 runs it")
        with self.ways(0) as ways:
            source = data.tiny_files(ways.folder, 1_000_000)
            run = ways.ours(source, 1).go()
        megabytes = run.peak_kib * 1024 / 1e6
        figures.at_most("peak memory, sending 1,000,000 files", megabytes, "MB", "what it may be", 150, 1,
                        seconds=round(run.seconds, 1))

    # What the rows share.

    def round_trips(self, goals):
        chosen = {round_trip: goal for round_trip, goal in goals.items() if round_trip in ROUND_TRIPS}
        if not chosen:
            self.skipTest(f"WERKBANK_ROUND_TRIPS chooses none of {', '.join(map(str, goals))} ms")
        return chosen.items()

    def beside_file_by_file(self, name, ways, source, goal, ours, how):
        """Their time grows with the files: where there is a round trip in each, two hundred tell what ten thousand take."""
        if not ways.line.round_trip_ms:
            runs = in_turns({ONE: ours, **ways.theirs(FILE_BY_FILE, source, how)}, source)
            self.tell(name, runs, ONE, FILE_BY_FILE, goal)
            return
        one, sample = (data.small_files(ways.folder, count) for count in (1, SAMPLE))
        runs = in_turns({ONE: ours}, source)
        few = in_turns(ways.theirs(FILE_BY_FILE, one, how), one)
        many = in_turns(ways.theirs(FILE_BY_FILE, sample, how), sample)
        whole = {}
        for tool in many:
            begin, end = (statistics.median(seconds(of[tool])) for of in (few, many))
            whole[tool] = begin + (end - begin) / (SAMPLE - 1) * (data.FILES - 1)
        peer = min(whole, key=whole.get)
        figures.faster(name, seconds(runs[ONE]), f"{peer} (best of {len(FILE_BY_FILE)}), scaled", [whole[peer]], goal,
                       note=f"theirs from {SAMPLE} files: what 1 file takes, and for each further one what {SAMPLE} take more",
                       scaled={tool: round(value, 1) for tool, value in whole.items()}, times=all_seconds(many))


def end_by_signal(*_):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one would end the cleaning up
    raise KeyboardInterrupt  # so that nothing is left behind


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end_by_signal)
    sys.stdout.reconfigure(line_buffering=True)
    unittest.main(verbosity=2)
