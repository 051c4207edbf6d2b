"""Uploads that are cut, and data that is damaged, at random moments, through werkbank-cli and a real sshd. Whatever happens,
what is called verified is what was sent, and a second try brings only what is missing. Needs WERKBANK_CLI.

WERKBANK_CUTS=N and WERKBANK_CORRUPTIONS=N: how many (6 and 6); WERKBANK_SEED=N chooses them."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from servers import Sshd, cli_with_key  # noqa: E402
from harness import CutProxy  # noqa: E402

CUTS = int(os.environ.get("WERKBANK_CUTS", "6"))
CORRUPTIONS = int(os.environ.get("WERKBANK_CORRUPTIONS", "6"))
SEED = int(os.environ.get("WERKBANK_SEED", "0")) or random.randrange(1, 1 << 30)

MIB = 1 << 20
STREAMS = 4
TWICE_AT_MOST = 8 * MIB  # of each stream, after one cut
AROUND_THE_DATA = 3 * MIB  # sign-in, names, headers of tar, the transport's own
FEW_FILES = {"one large.bin": 40 * MIB, "second 'large'.bin": 17 * MIB + 1, "just under.bin": 5 * MIB - 1}
REPEATED = ("server killed", "commands killed", "program killed", "connection reset", "line hangs, then reset")


def fill(folder: Path, numbers: random.Random) -> None:
    """Some 75 MiB: large files, small ones, and names that ask for trouble."""
    for name, size in FEW_FILES.items():
        (folder / name).write_bytes(numbers.randbytes(size))
    for place in range(8):
        (folder / f"many {place}/deep\nline").mkdir(parents=True)
        for number in range(100):
            (folder / f"many {place}" / f"{number} $(id).txt").write_bytes(numbers.randbytes(numbers.randrange(20_000)))
    (folder / "many 0/deep\nline/-rf *").write_bytes(b"x")
    (folder / "nothing").write_bytes(b"")


def content(folder: Path) -> dict:
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def below(pid: int) -> list[int]:
    """The processes that this one has started, and theirs."""
    children = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            children += [int(word) for word in (task / "children").read_text().split()]
    except OSError:
        pass
    return children + [other for child in children for other in below(child)]


def kill(pids: list[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


class MovingDataTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="werkbank-moving-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.numbers = random.Random(SEED)
        cls.data = cls.folder / "data"
        cls.data.mkdir()
        fill(cls.data, cls.numbers)
        cls.sent = content(cls.data)
        cls.size = sum(map(len, cls.sent.values()))
        cls.server = Sshd(cls.folder)
        cls.addClassCleanup(cls.server.end)
        cls.proxy = CutProxy(cls.server.port)
        cls.addClassCleanup(cls.proxy.end)
        cls.cli, cls.profiles = cli_with_key(cls.server, cls.folder, cls.proxy.port)
        cls.places = cls.server.home / "werkbank/datasets"
        print(f"seed {SEED}: {len(cls.sent)} files, {cls.size / MIB:.0f} MiB", file=sys.stderr)

    def setUp(self):
        self.clear()
        begun = time.monotonic()
        self.upload()
        self.usual_seconds = time.monotonic() - begun
        self.clear()

    def clear(self):
        shutil.rmtree(self.places, ignore_errors=True)

    def words(self, *words):
        return ("--json", "--profiles", self.profiles, *words, "--factory", "hall")

    def start_upload(self) -> subprocess.Popen:
        return self.cli.start(*self.words("upload", self.data))

    def upload(self) -> dict:
        outcome = self.cli(*self.words("upload", self.data), timeout=300)
        self.assertEqual(outcome.code, 0, outcome.out + outcome.err)
        return outcome.json()

    def stored(self) -> Path | None:
        found = [place for place in self.places.glob("*@*") if place.is_dir()]
        return found[0] if found else None

    def assert_whole(self, story: str) -> None:
        place = self.stored()
        self.assertIsNotNone(place, story)
        self.assertTrue(content(place) == self.sent, f"{story}: called verified, and it is not what was sent")

    def bytes_up(self) -> int:
        return self.proxy.status()["up"]

    def sessions(self) -> list[int]:
        return below(self.server.process.pid)

    def test_a_limit_of_the_bandwidth_is_kept(self):
        begun = time.monotonic()
        outcome = self.cli(*self.words("upload", self.data, "--bandwidth-limit", "20"), timeout=300)
        took = time.monotonic() - begun
        self.assertEqual(outcome.code, 0, outcome.out + outcome.err)
        self.assertGreater(took, 0.9 * self.size / 20e6)
        self.assert_whole("with a limit of 20 MB/s")
        print(f"{took:.1f} s with a limit of 20 MB/s, {self.usual_seconds:.1f} s without", file=sys.stderr)

    # Cuts.

    def cut(self, kind: str, upload: subprocess.Popen) -> None:
        if kind == "program killed":
            upload.kill()
        elif kind == "connection reset":
            self.proxy.tell("cut")
        elif kind == "line hangs, then reset":
            self.proxy.tell("hang on")
            time.sleep(self.numbers.uniform(0.05, 0.5))
            self.proxy.tell("cut")
            self.proxy.tell("hang off")
        elif kind == "commands killed":
            sshd = [pid for pid in self.sessions() if Path(f"/proc/{pid}/comm").read_text().startswith("sshd")]
            kill([pid for pid in self.sessions() if pid not in sshd])
        else:
            kill(self.sessions())

    def test_cuts_at_random_moments(self):
        worst, outcomes = 0, Counter()
        for number in range(CUTS):
            self.clear()
            kind = REPEATED[number % len(REPEATED)]
            before = self.bytes_up()
            upload = self.start_upload()
            moment = self.numbers.uniform(0.1, 1.0) * self.usual_seconds
            time.sleep(moment)
            try:
                self.cut(kind, upload)
            except OSError:
                pass  # it was over before
            out, _ = upload.communicate(timeout=300)
            story = f"seed {SEED}, cut {number}: {kind} after {moment:.2f} s"
            if self.stored() is not None:
                self.assert_whole(story)
            elif upload.returncode == 0:
                self.fail(f"{story}: said to be sent, and it is not there")
            elif kind != "program killed":
                self.assertIn('"message"', out, f"{story}: ended without a sentence")
            outcomes["ended before" if upload.returncode == 0 else "broke off"] += 1
            self.upload()
            self.assert_whole(story)
            twice = self.bytes_up() - before - self.size
            worst = max(worst, twice)
            self.assertLess(twice, STREAMS * TWICE_AT_MOST + AROUND_THE_DATA, f"{story}: {twice / MIB:.1f} MiB sent twice")
        print(f"{CUTS} cuts: {dict(outcomes)}; at most {worst / MIB:.1f} MiB more than the data went over the line",
              file=sys.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "a disk of its own needs root")
    def test_a_disk_that_fills_up_is_said_and_the_next_try_ends_well(self):
        for room in (self.size // 3, self.size * 9 // 10):
            self.clear()
            self.places.mkdir(parents=True)
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.size * 3}", "tmpfs", self.places], check=True)
            try:
                # What is free when it is asked is gone a moment later.
                upload = self.start_upload()
                while not any(self.places.iterdir()) and upload.poll() is None:
                    time.sleep(0.01)
                subprocess.run(["mount", "-o", f"remount,size={room}", self.places], check=True)
                out, _ = upload.communicate(timeout=300)
                self.assertNotEqual(upload.returncode, 0, out)
                self.assertIn("remote_disk_full", out)
                self.assertIsNone(self.stored())
                subprocess.run(["mount", "-o", f"remount,size={self.size * 3}", self.places], check=True)
                self.upload()
                self.assert_whole(f"a disk of {room} bytes")
            finally:
                subprocess.run(["umount", "-l", self.places], check=True)

    # Damage.

    def damage(self, files: list[Path]) -> str:
        """Flips a bit in one of the files, or cuts its end off."""
        files = [file for file in files if file.exists() and file.stat().st_size > 0]
        if not files:
            return ""
        file = self.numbers.choices(files, [entry.stat().st_size for entry in files])[0]
        file.chmod(0o600)
        size = file.stat().st_size
        if self.numbers.random() < 0.2:
            os.truncate(file, self.numbers.randrange(size))
            return f"{file.name} cut off"
        with open(file, "r+b") as stream:
            place = self.numbers.randrange(size)
            stream.seek(place)
            byte = stream.read(1)
            stream.seek(place)
            stream.write(bytes([byte[0] ^ 1 << self.numbers.randrange(8)]))
        return f"a bit of {file.name} flipped at {place}"

    def half_sent(self) -> list[Path]:
        return [file for part in self.places.glob(".part-*") for kind in ("data", "large") for file in (part / kind).rglob("*")
                if file.is_file() and not file.name.endswith(".sum")]

    def damage_while_sending(self) -> tuple[str, int]:
        upload = self.start_upload()
        what, end = [], time.monotonic() + self.numbers.uniform(0.3, 1.0) * self.usual_seconds

        def strike():
            while time.monotonic() < end or not self.half_sent():
                if upload.poll() is not None:
                    return
                time.sleep(0.01)
            try:
                what.append(self.damage(self.half_sent()))
            except (FileNotFoundError, PermissionError):
                pass  # it moved into place meanwhile

        striking = threading.Thread(target=strike)
        striking.start()
        upload.communicate(timeout=300)
        striking.join()
        return "".join(what), upload.returncode

    def damage_between_two_tries(self) -> tuple[str, int]:
        upload = self.start_upload()
        time.sleep(self.numbers.uniform(0.4, 0.9) * self.usual_seconds)
        self.cut("connection reset", upload)
        upload.communicate(timeout=300)
        if self.stored() is not None:
            return "", 0
        what = self.damage(self.half_sent())
        return what, self.cli(*self.words("upload", self.data), timeout=300).code

    def damage_the_source(self) -> tuple[str, int]:
        """While it is sent; put back afterwards."""
        file = self.data / self.numbers.choice(list(FEW_FILES))
        before = file.read_bytes()
        upload = self.start_upload()
        time.sleep(self.numbers.uniform(0.2, 1.0) * self.usual_seconds)
        what = self.damage([file])
        upload.communicate(timeout=300)
        file.write_bytes(before)
        return f"source: {what}", upload.returncode

    def test_damage_at_random_moments_is_found(self):
        kinds = (self.damage_while_sending, self.damage_between_two_tries, self.damage_the_source)
        outcomes = Counter()
        for number in range(CORRUPTIONS):
            self.clear()
            what, code = kinds[number % len(kinds)]()
            story = f"seed {SEED}, damage {number}: {what}"
            place = self.stored()
            if code == 0:
                self.assertIsNotNone(place, story)
            if not what:
                outcomes["too late to do harm"] += 1
            elif place is None:
                self.assertNotEqual(code, 0, story)
                outcomes["refused"] += 1
            elif content(place) == self.sent:
                outcomes["mended, or never sent"] += 1
            else:
                # It came after the last look and before the end; from then on the check says it.
                self.assertEqual(self.cli(*self.words("verify", place.name)).code, 5, f"{story}: not found")
                outcomes["found by the check"] += 1
        print(f"{CORRUPTIONS} times damaged: {dict(outcomes)}", file=sys.stderr)

    def test_damage_of_what_is_stored_is_found_by_the_check(self):
        self.upload()
        place = self.stored()
        self.assertEqual(self.cli(*self.words("verify", place.name)).code, 0)
        for number in range(max(3, CORRUPTIONS // 3)):
            files = [file for file in place.rglob("*") if file.is_file() and file.stat().st_size > 0]
            file = self.numbers.choice(files)
            before = file.read_bytes()
            story = f"seed {SEED}, stored damage {number}: {self.damage([file])}"
            outcome = self.cli(*self.words("verify", place.name))
            self.assertEqual(outcome.code, 5, story + outcome.out)
            self.assertIn(file.name.split("\n")[0][:20], outcome.out, story)
            file.write_bytes(before)
        self.assertEqual(self.cli(*self.words("verify", place.name)).code, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
