"""Data as people have it, through werkbank-cli and a real sshd: what lies there afterwards, and what is said of the rest.
Prints a table of it. Needs WERKBANK_CLI."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from servers import Sshd, cli_with_key  # noqa: E402

MIB = 1 << 20
DEEP = "/".join(["folder in a folder " * 5] * 20)


def files(*names, size=1):
    def make(folder):
        for name in names:
            place = os.path.join(os.fsencode(folder), name if isinstance(name, bytes) else os.fsencode(name))
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(b"x" * size)
    return make


def links(**links_to):
    def make(folder):
        files("real/inside")(folder)
        for name, target in links_to.items():
            os.symlink(target, folder / name)
    return make


def hard_links(folder):
    files("first", size=1000)(folder)
    os.link(folder / "first", folder / "second")


def sparse(folder):
    with open(folder / "sparse", "wb") as file:
        file.truncate(200 * MIB)
        file.seek(100 * MIB)
        file.write(b"an island")


def pipe_and_socket(folder):
    os.mkfifo(folder / "pipe")
    here = os.getcwd()
    os.chdir(folder)  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind("socket")
    finally:
        os.chdir(here)


def empty_folders(folder):
    (folder / "empty/deeper").mkdir(parents=True)


# What it is, who makes it, what arrives beside "ordinary.txt" (all: None), and a part of what is said of the rest.
ARRIVES = (
    ("names of 255 bytes, in a deep folder", files("n" * 255, f"{DEEP}/file"), None, ""),
    ("newline, quotes, $(), escape codes, -rf", files("new\nline", "it's \"so\" $(id) `id`", "\x1b[31mred", "-rf", "back\\slash"), None, ""),
    ("names that are not UTF-8", files(b"caf\xe9.txt"), None, ""),
    ("the same accent, composed and not", files("caf\u00e9", "cafe\u0301"), None, ""),
    ("names that differ by capitals only", files("Readme", "README"), None, ""),
    ("names that Windows does not know", files("CON", "aux.txt", "dot.", "space ", "a:b", 'q?*<>|"'), None, ""),
    ("files of 0 bytes", files("nothing", size=0), None, ""),
    ("hard links", hard_links, None, ""),
    ("a sparse file of 200 MiB", sparse, None, ""),
    ("links to files, in and out of the folder", links(near="ordinary.txt", far="/etc/hostname"), ("near", "far", "real/inside"), ""),
    ("links to folders, and to itself", links(other="real", itself="."), ("real/inside",), "2 left out, such as itself"),
    ("a pipe and a socket", pipe_and_socket, (), "2 left out, such as pipe"),
    ("empty folders", empty_folders, (), "1 left out, such as empty/deeper"),
    ("what operating systems keep for themselves", files(".DS_Store", "Thumbs.db", "._photo.jpg", ".hidden"), (".hidden",), ""),
)


def content(folder):
    """By name; the whole path may be longer than the system takes at once."""
    found = {}
    for place, _, names in os.walk(os.fsencode(folder)):
        for name in names:
            path = os.path.join(place, name)
            if not os.path.isfile(path):
                continue
            with open(path, "rb") as file:
                found[os.path.relpath(path, os.fsencode(folder))] = file.read()
    return found


class AwkwardDataTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="werkbank-awkward-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.server = Sshd(cls.folder)
        cls.addClassCleanup(cls.server.end)
        cls.cli, cls.profiles = cli_with_key(cls.server, cls.folder, cls.server.port)

    def setUp(self):
        self.places = self.server.home / "werkbank/datasets"
        shutil.rmtree(self.places, ignore_errors=True)
        self.data = self.folder / "data"
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir()
        (self.data / "ordinary.txt").write_bytes(b"ordinary")

    def upload(self, *more):
        return self.cli("--json", "--lang", "en", "--profiles", self.profiles, "upload", self.data, "--factory", "hall", *more, timeout=300)

    def stored(self):
        found = [place for place in self.places.glob("*@*") if place.is_dir()]
        return content(found[0]) if found else None

    def tell(self, what, outcome):
        print(f"  {what:44} {outcome}", file=sys.stderr)

    def test_what_arrives_and_what_is_said_of_the_rest(self):
        print(file=sys.stderr)
        for what, make, expected, said in ARRIVES:
            with self.subTest(what):
                self.setUp()
                make(self.data)
                outcome = self.upload()
                self.assertEqual(outcome.code, 0, outcome.out + outcome.err)
                here = content(self.data)
                names = here if expected is None else {os.fsencode(name) for name in (*expected, "ordinary.txt")}
                self.assertEqual(self.stored(), {name: here[name] for name in names})
                sentences = outcome.json()["left_out"]
                self.assertEqual(len(sentences), 1 if said else 0, sentences)
                self.assertIn(said, " ".join(sentences))
                self.tell(what, sentences[0] if sentences else "arrives as it is")

    def fails(self, what, outcome, code, words):
        self.assertNotEqual(outcome.code, 0, outcome.out)
        error = outcome.json()["error"]
        self.assertEqual(error["code"], code, error)
        self.assertIn(words, error["message"])
        self.assertIsNone(self.stored(), "called complete")
        self.tell(what, error["message"].replace(str(self.data), "…"))

    def test_a_link_that_leads_nowhere(self):
        os.symlink("nowhere", self.data / "broken")
        self.fails("a link that leads nowhere", self.upload(), "local_file", "/broken is not there")

    def test_a_folder_with_nothing_in_it(self):
        (self.data / "ordinary.txt").unlink()
        self.fails("a folder with nothing in it", self.upload(), "data_rejected", "There are no files in")

    def meanwhile(self, action):
        """Uploads 40 MiB at 10 MB/s, and does this when some of it has gone."""
        for number in range(8):
            (self.data / f"part {number}.bin").write_bytes(os.urandom(5 * MIB))
        begun = threading.Event()

        def act():
            while not begun.is_set() and not any(self.places.glob(".*/arrived/*")) and not any(self.places.glob("*/arrived/*")):
                time.sleep(0.02)
            action()

        thread = threading.Thread(target=act)
        thread.start()
        try:
            return self.upload("--bandwidth-limit", "10")
        finally:
            begun.set()
            thread.join()

    def test_a_file_that_grows_meanwhile(self):
        def grow():
            with open(self.data / "part 7.bin", "ab") as file:
                file.write(b"and more")
        self.fails("a file that changes while it is sent", self.meanwhile(grow), "data_rejected", "part 7.bin")
        self.assertEqual(self.upload().code, 0)
        self.assertEqual(self.stored(), content(self.data))

    def test_a_file_that_vanishes_meanwhile(self):
        self.fails("a file that vanishes while data is sent", self.meanwhile((self.data / "part 7.bin").unlink), "local_file", "part 7.bin is not there any more")
        self.assertEqual(self.upload().code, 0)
        self.assertEqual(self.stored(), content(self.data))

    @unittest.skipIf(os.geteuid() != 0, "only root may mount a disk")
    def test_a_disk_that_is_pulled_out_meanwhile(self):
        disk = self.data / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("this computer lets nobody mount a disk")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], stderr=subprocess.DEVNULL)
        for number in range(4):
            (disk / f"on the disk {number}.bin").write_bytes(os.urandom(3 * MIB))
        pulled_out = lambda: subprocess.run(["umount", "-l", disk], check=True)
        self.fails("a disk that is pulled out", self.meanwhile(pulled_out), "local_file", "whether its disk is connected")


if __name__ == "__main__":
    unittest.main()
