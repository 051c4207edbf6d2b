"""A short storm of cuts and corruptions against what moves data, beside the whole of it that `tests/run storm` is."""

import os
import subprocess
import sys
import unittest
from pathlib import Path

from harness import FACTORY
from scenario import the_lab

SECONDS = 30  # cases that are under way then come to their end
NOT_POSSIBLE = 77


class ShortStorm(unittest.TestCase):
    def test_a_short_storm(self):
        if os.environ.get("FACTORY_SLURM") == "24.11":
            self.skipTest("it moves data alone, which is the same with every Slurm")
        build = Path(os.environ.get("WERKBANK_BUILD", ""))
        fetch = build / "tests/perf_fetch"
        if not os.access(fetch, os.X_OK):
            self.skipTest("perf_fetch is not built")
        words = ["--cli", os.environ["WERKBANK_CLI"], "--fetch", fetch, "--lab", the_lab().folder, "--seed", 1,
                 "--cuts", 20, "--corruptions", 20, "--workers", 3, "--scale", 0.2, "--seconds", SECONDS]
        done = subprocess.run([sys.executable, "-B", FACTORY / "storm/storm.py", *map(str, words)], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=900, check=False)
        print(done.stdout, file=sys.stderr, flush=True)
        if done.returncode == NOT_POSSIBLE:
            self.skipTest(done.stdout.strip())
        self.assertEqual(done.returncode, 0, done.stdout[-3000:])


if __name__ == "__main__":
    unittest.main()
