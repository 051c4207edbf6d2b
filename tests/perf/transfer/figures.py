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
        ratio = other / mine
        self._tell(name=name, value=round(mine, 3), unit="s", against=peer, peer_value=round(other, 3), ratio=round(ratio, 2),
                   goal=goal, goal_is="at least", met=None if goal is None else ratio >= goal, **more)

    def at_most(self, name, value, unit, against, peer_value, goal, **more):
        """`goal` is the most that value / peer_value may be."""
        ratio = value / peer_value
        self._tell(name=name, value=round(value, 3), unit=unit, against=against, peer_value=round(peer_value, 3),
                   ratio=round(ratio, 2), goal=round(goal, 2), goal_is="at most", met=ratio <= goal, **more)

    def at_least(self, name, value, unit, against, peer_value, goal, **more):
        """`goal` is the least that value / peer_value must be."""
        ratio = value / peer_value
        self._tell(name=name, value=round(value, 3), unit=unit, against=against, peer_value=round(peer_value, 3),
                   ratio=round(ratio, 2), goal=goal, goal_is="at least", met=ratio >= goal, **more)

    def _tell(self, **figure):
        figure |= {"commit": self.commit, "busy_cores": self.busy_cores}
        place = ROOT / "build"
        place.mkdir(exist_ok=True)
        with open(place / "perf.jsonl", "a", encoding="utf-8") as file:
            file.write(json.dumps(figure) + "\n")
        goal = "-" if figure["goal"] is None else f"{'<=' if figure['goal_is'] == 'at most' else '>='} {figure['goal']:g}"
        met = {True: "met", False: "MISSED", None: ""}[figure["met"]]
        self._row(figure["name"], f"{figure['value']:g} {figure['unit']}", figure["against"],
                  f"{figure['peer_value']:g} {figure['unit']}", f"{figure['ratio']:g}", goal, met)
        if figure.get("sending_seconds") is not None:
            print(f"    {figure['sending_seconds']:g} s of ours without connecting and without the SHA-256 passes")
        if figure.get("note"):
            print(f"    {figure['note']}", flush=True)

    def _row(self, name, ours, against, theirs, ratio, goal, met):
        print(f"{name:56} {ours:>12} {against:28} {theirs:>12} {ratio:>8} {goal:>8} {met}", flush=True)
