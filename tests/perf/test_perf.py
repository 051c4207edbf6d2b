"""Figures, as ratios in one run: Werkbank beside the tool that a person would use, on the same machine, in pairs.

Writes one JSON line a figure to build/perf.jsonl: name, value, unit, against, ratio, goal, met. A benchmark, not a test:
a missed goal is printed, not failed. Runs inside tests/factory/with_lab, which gives it a real sshd.
"""
import json
import os
import pathlib
import shlex
import shutil
import statistics
import subprocess
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CLI = os.environ.get("WERKBANK_CLI", str(ROOT / "build/dev/bin/werkbank-cli"))
LAB = os.environ.get("WERKBANK_LAB")
PAIRS = 5
FILES = 2000
FILE_BYTES = 20 * 1024


def facts():
    pairs = (line.split("=", 1) for line in pathlib.Path(LAB, "lab.env").read_text().splitlines() if "=" in line)
    return {key: "".join(shlex.split(value)) for key, value in pairs}


def seconds(*words, **options):
    begin = time.monotonic()
    subprocess.run([str(w) for w in words], check=True, capture_output=True, timeout=300, **options)
    return time.monotonic() - begin


@unittest.skipUnless(LAB, "no lab: run through tests/factory/with_lab")
class Transfer(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="werkbank-perf-"))
        self.facts = facts()
        home = self.folder / "home"
        (home / ".ssh").mkdir(parents=True)
        shutil.copy(self.facts["LAB_KEY"], home / ".ssh" / "id_ed25519")
        (home / ".ssh" / "id_ed25519").chmod(0o600)
        self.environment = {**os.environ, "HOME": str(home), "WERKBANK_HOME": str(home / "werkbank")}

    def tearDown(self):
        shutil.rmtree(self.folder)

    def data(self, round_number, files, size):
        folder = self.folder / f"data-{files}-{round_number}"
        for number in range(files):
            place = folder / f"{number % 20:02d}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number}.bin").write_bytes(os.urandom(size))
        return folder

    def ours(self, folder):
        return seconds(CLI, "--profiles", self.facts["LAB_PROFILES"], "upload", folder, "--factory", "lab", env=self.environment)

    def scp(self, folder):
        return seconds("scp", "-q", "-r", "-F", self.facts["LAB_SSH_CONFIG"], folder, f"lab:{folder.name}")

    def tar(self, folder):
        command = f"tar -c -C {shlex.quote(str(folder))} . | ssh -F {shlex.quote(self.facts['LAB_SSH_CONFIG'])} lab " \
                  f"{shlex.quote(f'mkdir -p t-{folder.name} && tar -x -C t-{folder.name}')}"
        return seconds("sh", "-c", command)

    def compare(self, name, files, size, peers):
        times = {peer.__name__: [] for peer in (self.ours, *peers)}
        for round_number in range(PAIRS):
            folder = self.data(round_number, files, size)
            for peer in ((self.ours, *peers) if round_number % 2 else (*peers, self.ours)):
                times[peer.__name__].append(peer(folder))
        ours = statistics.median(times.pop("ours"))
        with open(ROOT / "build" / "perf.jsonl", "a", encoding="utf-8") as file:
            for peer, values in times.items():
                ratio = statistics.median(values) / ours
                line = {"name": name, "value": round(ours, 3), "unit": "s", "against": peer, "ratio": round(ratio, 2), "goal": 1.0,
                        "met": ratio >= 1.0}
                print(json.dumps(line), flush=True)
                file.write(json.dumps(line) + "\n")

    def test_many_small_files(self):
        self.compare(f"upload {FILES} files of 20 KiB, verified", FILES, FILE_BYTES, (self.scp, self.tar))

    def test_one_large_file(self):
        self.compare("upload one file of 128 MiB, verified", 1, 128 << 20, (self.scp,))


if __name__ == "__main__":
    unittest.main(verbosity=2)
