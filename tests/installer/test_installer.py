"""Starts what is packaged: installs into a clean root, unpacks the .deb and the archive, and runs a job from there."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
from xml.etree import ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("WERKBANK_BUILD", ROOT / "build" / "dev"))


def run(*words, timeout=300, **options):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True, timeout=timeout, **options)


def checked(*words, **options):
    result = run(*words, **options)
    if result.returncode != 0:
        raise AssertionError(f"{words}: {result.returncode}\n{result.stdout}\n{result.stderr}")
    return result.stdout


class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="werkbank-installer-"))
        cls.root = cls.folder / "root"
        checked("cmake", "--install", BUILD, "--prefix", cls.root / "usr")
        checked("cpack", "--config", BUILD / "CPackConfig.cmake", "-G", "DEB;TGZ", "-B", cls.folder / "packages", timeout=600)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def environment(self, home):
        return {"PATH": "/usr/bin:/bin", "HOME": str(home), "WERKBANK_HOME": str(home / "werkbank"), "OMP_NUM_THREADS": "1",
                "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(home), "LC_ALL": "C.UTF-8"}

    def the_main_job_runs_from(self, prefix):
        home = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        environment = self.environment(home)
        cli = prefix / "bin" / "werkbank-cli"
        self.assertRegex(checked(cli, "--version", env=environment), r"^\d+\.\d+\.\d+")
        data = prefix / "share/werkbank/catalogue/tabular-boost/example/wine.csv"
        answer = checked(cli, "--json", "run", "tabular-boost", "--data", data, "--factory", "practice", "--watch",
                         "--fetch", home / "got", "--charts", home / "charts.png", env=environment)
        job = json.loads(answer)
        self.assertEqual(job["phase"], "done")
        self.assertGreater(job["score"], job["baseline"])
        self.assertTrue(list((home / "got").rglob("model/*")))
        self.assertEqual((home / "charts.png").read_bytes()[:4], b"\x89PNG")

    def test_the_installed_program_runs_the_main_job(self):
        self.the_main_job_runs_from(self.root / "usr")

    def test_the_deb_unpacks_and_runs_the_main_job(self):
        deb = next((self.folder / "packages").glob("*.deb"))
        target = self.folder / "deb"
        checked("dpkg-deb", "-x", deb, target)
        self.the_main_job_runs_from(target / "usr")
        depends = checked("dpkg-deb", "-f", deb, "Depends")
        for package in ("libssh", "libqt6widgets6", "libqt6sql6-sqlite", "libqt6svg6", "libqt6keychain1", "libsecret-1-0"):
            self.assertIn(package, depends)

    def test_the_archive_unpacks_and_starts(self):
        archive = next((self.folder / "packages").glob("*.tar.gz"))
        target = self.folder / "archive"
        target.mkdir()
        checked("tar", "-xzf", archive, "-C", target, "--strip-components=1")
        home = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        self.assertIn("practice", checked(target / "bin" / "werkbank-cli", "factories", env=self.environment(home)))

    def test_the_window_starts_and_stays(self):
        for word in ("--first-job", self.folder / "course.werkbank"):  # the second as a desktop opens a file that has gone
            home = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
            window = subprocess.Popen([self.root / "usr/bin/werkbank", word], env=self.environment(home),
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            try:
                with self.assertRaises(subprocess.TimeoutExpired, msg="the window closed by itself"):
                    window.wait(timeout=5)
            finally:
                window.terminate()
                words = window.communicate(timeout=20)[0]
            complaints = [line for line in words.splitlines() if line and "propagateSizeHints" not in line]
            self.assertEqual(complaints, [], word)

    def test_desktop_file_icon_and_manual_are_good(self):
        share = self.root / "usr/share"
        if shutil.which("desktop-file-validate"):
            self.assertEqual(checked("desktop-file-validate", share / "applications/werkbank.desktop").strip(), "")
        mime = ElementTree.parse(share / "mime/packages/werkbank.xml").getroot()
        kind, pattern = mime.find("{*}mime-type").get("type"), mime.find(".//{*}glob").get("pattern")
        self.assertEqual(pattern, "*.werkbank")
        self.assertIn(f"MimeType={kind};", (share / "applications/werkbank.desktop").read_text())
        self.assertTrue((share / "icons/hicolor/scalable/apps/werkbank.svg").read_text().lstrip().startswith("<"))
        for page in ("werkbank", "werkbank-cli"):
            text = checked("man", "-l", share / f"man/man1/{page}.1", env={"PATH": "/usr/bin:/bin", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"})
            self.assertIn("SYNOPSIS", text)

    def test_the_manual_names_every_command(self):
        page = (ROOT / "installer/linux/werkbank-cli.1").read_text().replace("\\-", "-")
        text = checked(self.root / "usr/bin/werkbank-cli", "--help", env=self.environment(self.folder))
        commands = re.findall(r"^  ([a-z-]+)  ", text.split("Getting in:")[1], re.M)
        self.assertGreaterEqual(len(commands), 20)
        for command in commands:
            self.assertIn(f".B {command}", page)


if __name__ == "__main__":
    unittest.main(verbosity=2)
