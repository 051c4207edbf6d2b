"""A figure is one JSON line in build/perf.jsonl, and one line of the table on the screen.

A benchmark is no test: a missed goal is printed, not failed.
"""
import json
import os
import pathlib
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
HEAD = ("what", "ours", "against", "theirs", "ratio", "goal", "")


def commit():
    run = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True)
    return run.stdout.strip() or None


def busy_cores():
    """How many cores others keep busy, over one second in which we do nothing."""
    def busy():
        ticks = [int(word) for word in pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
        return sum(ticks) - ticks[3] - ticks[4]  # idle, and waiting for a disk

    begin = busy()
    time.sleep(1)
    return (busy() - begin) / os.sysconf("SC_CLK_TCK")


class Figures:
    def __init__(self):
        self.commit = commit()
        self.busy_cores = None

    def begin(self):
        """Before each line is used: figures of a computer that does something else are worth less, and say so."""
        self.busy_cores = round(busy_cores(), 2)
        print(f"\nother programs keep {self.busy_cores:g} cores busy")
        self._row(*HEAD)

    def faster(self, name, ours, peer, theirs, goal, **more):
        """Both are lists of seconds; `goal` is how many times faster ours must be, at least; None: only shown."""
        mine, other = statistics.median(ours), statistics.median(theirs)
        self._tell(name, mine, "s", peer, other, other / mine, "at least", goal, **more)

    def at_most(self, name, value, unit, against, peer_value, goal, **more):
        """`goal` is the most that value / peer_value may be."""
        self._tell(name, value, unit, against, peer_value, value / peer_value, "at most", goal, **more)

    def at_least(self, name, value, unit, against, peer_value, goal, **more):
        """`goal` is the least that value / peer_value must be."""
        self._tell(name, value, unit, against, peer_value, value / peer_value, "at least", goal, **more)

    def _tell(self, name, value, unit, against, peer_value, ratio, goal_is, goal, **more):
        met = None if goal is None else ratio >= goal if goal_is == "at least" else ratio <= goal
        figure = {"name": name, "value": round(value, 3), "unit": unit, "against": against, "peer_value": round(peer_value, 3),
                  "ratio": round(ratio, 2), "goal": goal, "goal_is": goal_is, "met": met, **more, "commit": self.commit,
                  "busy_cores": self.busy_cores}
        place = ROOT / "build"
        place.mkdir(exist_ok=True)
        with open(place / "perf.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(figure) + "\n")
        asked = "-" if goal is None else f"{'<=' if goal_is == 'at most' else '>='} {goal:g}"
        self._row(name, f"{value:.3g} {unit}", against, f"{peer_value:.3g} {unit}", f"{ratio:.2f}", asked,
                  {True: "met", False: "MISSED", None: ""}[met])
        if more.get("sending_seconds") is not None:
            print(f"    {more['sending_seconds']:g} s of ours without connecting and without the SHA-256 passes")
        if more.get("note"):
            print(f"    {more['note']}", flush=True)

    def _row(self, name, ours, against, theirs, ratio, goal, met):
        print(f"{name:56} {ours:>10} {against:28} {theirs:>10} {ratio:>6} {goal:>7} {met}", flush=True)
