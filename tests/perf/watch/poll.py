"""What it costs the factory, and the line to it, that somebody watches many jobs: by the window, and by a loop of squeue.

  tests/factory/with_lab python3 tests/perf/watch/poll.py JOBS_PROGRAM JOBS CALM_SECONDS BUSY_SECONDS
Counts nothing itself: the requests are those that Slurm has on its books (sdiag; the accounting's own statistics), the bytes
those of the kernel's TCP. Prints one JSON object.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import time

LAB = pathlib.Path(os.environ["WERKBANK_LAB"])
TOOL = pathlib.Path(__file__).resolve().parents[2] / "factory/lab/lab"
FACTS = dict(line.split("=", 1) for line in (LAB / "lab.env").read_text().splitlines() if "=" in line)
EVERY = 5  # seconds, as people do
QUIET = 600  # seconds; in the end the window asks once in two minutes


def administrator(*words):
    return subprocess.run([sys.executable, TOOL, "run", "--dir", LAB, "--", *words], check=True, capture_output=True, text=True, timeout=60).stdout


def requests_of(name, text):
    """Of a user, or of a kind: how many, and how many microseconds they took."""
    found = re.search(rf"^\s*{name}\s+\(\s*\d+\) count:(\d+)\s.*total_time:(\d+)", text, re.MULTILINE)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def bytes_on_the_line():
    """To the lab's sshd and back, of all connections that stand now, by their number at our end."""
    listed = subprocess.run(["ss", "-tinH", "state", "established", f"( dport = :{FACTS['SSH_PORT']} )"],
                            check=True, capture_output=True, text=True).stdout
    lines = {}
    for address, counts in re.findall(r"(\S+:\d+) +\S+:\d+ *\n(.*)", listed):
        ways = (re.search(rf"bytes_{way}:(\d+)", counts) for way in ("acked", "received"))
        lines[address] = tuple(int(way[1]) if way else 0 for way in ways)
    return lines


def questions_so_far():
    """How often anybody asked for the jobs of a user. Running jobs ask for themselves too, but otherwise."""
    return requests_of("REQUEST_JOB_USER_INFO", administrator("sdiag"))[0]


def books(user):
    scheduler = requests_of(user, administrator("sdiag"))
    accounting = requests_of(user, administrator("sacctmgr", "show", "stats"))
    return {"requests": scheduler[0], "scheduler_us": scheduler[1], "accounting_requests": accounting[0],
            "accounting_us": accounting[1]}


def over(seconds, user):
    """What these seconds cost, in a minute; and the shortest time between two questions."""
    lines, before, begun = bytes_on_the_line(), books(user), time.monotonic()
    asked = asked_at(seconds)
    after, lines_after, took = books(user), bytes_on_the_line(), time.monotonic() - begun
    told = {key: after[key] - before[key] for key in after}
    told["bytes_there"], told["bytes_back"] = more_bytes(lines, lines_after)
    # From one question to the next there is one answer. The shortest is one about which nothing had changed.
    between = [(later[0] - earlier[0], *more_bytes(earlier[1], later[1])) for earlier, later in zip(asked, asked[1:])]
    shortest = [min(column, default=None) for column in zip(*between)] or [None] * 3
    return {"minute": {key: value * 60 / took for key, value in told.items()}, "questions": len(asked),
            **dict(zip(("shortest_pause", "question_bytes", "answer_bytes"), shortest))}


def more_bytes(before, after):
    """(there, back) on the connections that stood at both times."""
    return tuple(sum(counts[way] - before[address][way] for address, counts in after.items() if address in before) for way in (0, 1))


def asked_at(seconds):
    """[moment, bytes on the line until then] of each time that the scheduler was asked."""
    asked, known, end = [], questions_so_far(), time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(1)
        now = questions_so_far()
        if now != known:
            asked.append((time.monotonic(), bytes_on_the_line()))
        known = now
    return asked


def wait_for(what, holds, seconds=QUIET):
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            raise RuntimeError(f"this never came: {what}")


def of_squeue(seconds):
    """By another person, so that their requests are not counted as ours; the window asks nothing meanwhile, or once."""
    other, key = FACTS["LAB_NOISY_USER"], FACTS["LAB_KEY"]
    loop = f"while :; do squeue -u {FACTS['LAB_USER']}; sleep {EVERY}; done"
    words = ["ssh", "-tt", "-F", FACTS["LAB_SSH_CONFIG"], "-i", key, "-l", other, "lab", loop]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as peer:
        peer.stdout.readline()
        subprocess.Popen(["cat"], stdin=peer.stdout, stdout=subprocess.DEVNULL)
        told = over(seconds, other)
        peer.terminate()
    return told


def let_run(count):
    administrator("sacctmgr", "-i", "modify", "user", FACTS["LAB_USER"], "set", f"maxjobs={count}")


def main(program, jobs, calm_seconds, busy_seconds):
    let_run(0)
    environment, user = os.environ | {"QT_QPA_PLATFORM": "offscreen"}, FACTS["LAB_USER"]
    with subprocess.Popen([program, jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as window:
        if window.stdout.readline().strip() != "ready":
            raise RuntimeError("the jobs were not started")
        wait_for("no question for 70 seconds", lambda: not asked_at(70))
        calm = over(int(calm_seconds), user)
        squeue = of_squeue(60)
        let_run(3)          # at a time, so that something changes for many minutes
        wait_for("questions that follow each other soon", lambda: len(asked_at(40)) > 1)
        busy = over(int(busy_seconds), user)
        window.stdin.close()
    print(json.dumps({"calm": calm, "busy": busy, "squeue": squeue}))


if __name__ == "__main__":
    main(*sys.argv[1:])
