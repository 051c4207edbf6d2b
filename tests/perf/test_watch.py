"""What it costs to look at a job of 32 GPUs and a week, at a log of 2 GB, and at fifty jobs in the queue.

  tests/run perf                                 builds a Release and runs all of it
  python3 tests/perf/test_watch.py               this alone; WERKBANK_BUILD names another build folder
Writes build/perf.jsonl. The first look needs root and /dev/net/tun for a line with a delay on its packets.
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import unittest

from transfer.figures import Figures
from transfer.line import Line, name_of, sweep

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = pathlib.Path(os.environ.get("WERKBANK_BUILD", ROOT / "build/release"))
PROGRAM = BUILD / "tests/perf_charts"

figures = Figures()


class Watch(unittest.TestCase):
    def setUp(self):
        if not PROGRAM.exists():
            self.skipTest(f"{PROGRAM} is not built: tests/run perf builds it")
        self.folder = pathlib.Path("/dev/shm", name_of(os.getpid()) + "-watch")
        self.folder.mkdir(mode=0o700)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"

    def test_charts(self):
        figures.begin()
        done = subprocess.run([PROGRAM, self.folder / "here"], capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)
        for name, key, unit, goal in (("charts opened from this computer's copy", "open_ms", "ms", 150),
                                      ("a frame with a week in view, processor", "frame_week_ms", "ms", 16),
                                      ("a frame with a day in view, processor", "frame_day_ms", "ms", 16),
                                      ("a frame with an hour in view, processor", "frame_hour_ms", "ms", 16),
                                      ("memory of the program", "resident_mib", "MiB", 200)):
            figures.at_most(name, told[key], unit, "the goal", goal, 1)
        figures.at_most("a sample more, after a week", told["append_after_a_week_ms"], "ms", "after a minute",
                        told["append_after_a_minute_ms"], 1.5)
        figures.at_most("all files read for the first time", told["read_all_s"], "s", "nothing", 1, None,
                        note=f"{told['kept_mib']:.0f} MiB are kept; the program's peak is {told['peak_mib']:.0f} MiB")

    def test_log(self):
        figures.begin()
        with tempfile.TemporaryDirectory() as place:  # 2 GB: not in memory
            done = subprocess.run([BUILD / "tests/perf_log", place], capture_output=True, text=True, timeout=1200)
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(done.stdout)
        for name, key, unit, goal in (("a log of 2 GB opened at its end", "open_ms", "ms", 150),
                                      ("its lines counted, in the background", "count_s", "s", 10),
                                      ("a new line in it", "append_ms", "ms", 50),
                                      ("memory of the program with the log", "resident_mib", "MiB", 200)):
            figures.at_most(name, told[key], unit, "the goal", goal, 1)
        for name, key, goal in (("words looked for in it", "search_mb_s", 200),
                                ("errors and warnings looked for in it", "problems_mb_s", 100)):
            figures.at_least(name, told[key], "MB/s", "the goal", goal, 1)

    def test_window(self):
        figures.begin()
        done = subprocess.run([ROOT / "tests/factory/with_lab", BUILD / "tests/perf_window", "16", "60"], capture_output=True, text=True, timeout=1200)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if done.returncode == 0 and not lines:
            self.skipTest(done.stdout.strip().splitlines()[-1])
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(lines[-1])
        self.assertGreater(told["new_samples"], 20, "the GPUs did not stream")
        figures.at_most("event loop held at worst, 32 GPUs stream and an upload runs", told["worst_ms"], "ms", "the goal", 16, 1,
                        note=done.stderr.strip().splitlines()[-1])

    def test_poll(self):
        figures.begin()
        done = subprocess.run([ROOT / "tests/factory/with_lab", "/usr/bin/python3", "-B", HERE / "watch/poll.py", BUILD / "tests/perf_jobs",
                               "50", "370", "120"], capture_output=True, text=True, timeout=3600)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        if done.returncode == 0 and not lines:
            self.skipTest(done.stdout.strip().splitlines()[-1])
        self.assertEqual(done.returncode, 0, done.stderr)
        told = json.loads(lines[-1])
        calm, busy, squeue = (told[part] for part in ("calm", "busy", "squeue"))
        self.assertGreater(busy["questions"], 3, f"the window does not ask while jobs begin and end: {told}")
        loop = "squeue every 5 s"
        figures.at_least("pause between two questions, nothing changes", calm["shortest_pause"], "s", "the goal", 120, 0.97)
        figures.at_least("pause between two questions, jobs begin and end", busy["shortest_pause"], "s", "the goal", 15, 0.9)
        figures.at_most("answer about 50 jobs when nothing changed, with SSH", calm["answer_bytes"], "B", "the goal", 4096, 1,
                        note=f"the question itself is {calm['question_bytes']:.0f} B; both as the kernel counts them")
        for what, part in (("nothing changes", calm), ("jobs begin and end", busy)):
            minute, theirs = part["minute"], squeue["minute"]
            figures.at_most(f"requests to the scheduler in a minute, {what}", minute["requests"], "", loop, theirs["requests"], None)
            figures.at_most(f"requests to the accounting in a minute, {what}", minute["accounting_requests"], "", loop,
                            max(theirs["accounting_requests"], 1), None)
            figures.at_most(f"the scheduler's own time in a minute, {what}", minute["scheduler_us"] / 1000, "ms", loop,
                            theirs["scheduler_us"] / 1000, None)
            figures.at_most(f"bytes on the line in a minute, {what}", minute["bytes_there"] + minute["bytes_back"], "B", loop,
                            theirs["bytes_there"] + theirs["bytes_back"], None)

    def test_first_look(self):
        if os.geteuid() != 0 or not os.path.exists("/dev/net/tun"):
            self.skipTest("a line of its own needs root and /dev/net/tun")
        sweep()
        figures.begin()
        seconds = []
        for number in range(5):
            with tempfile.TemporaryDirectory(dir=self.folder) as place:
                place = pathlib.Path(place)
                with Line(place, BUILD / "tests/perf_line", 60) as line:
                    told = json.loads(line.run(PROGRAM, place / "far", *line.connect_words()).out)
            seconds.append(told["first_look_s"])
        figures.at_most("charts at the first look, 60 ms", statistics.median(seconds), "s", "the goal", 1, 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
