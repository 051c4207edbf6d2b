"""The template notebook, with a real Jupyter: who can reach it, how it ends, and the relay that carries a browser to it."""

import base64
import http.client
import importlib.util
import json
import os
import pathlib
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import unittest

import support

EXAMPLE = support.CATALOGUE / "notebook" / "example" / "eerste-notebook"
RELAY = support.CATALOGUE / "notebook" / "relay.py"


def load(name):
    spec = importlib.util.spec_from_file_location(f"notebook_{name}", support.CATALOGUE / "notebook" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wait_until(what, ask, seconds=60):
    until = time.monotonic() + seconds
    while not ask():
        if time.monotonic() > until:
            raise AssertionError(f"{what} did not come in {seconds} s")
        time.sleep(0.05)


class Served(http.client.HTTPConnection):
    """HTTP to the notebook as its own computer can speak it."""

    def __init__(self, job, host="127.0.0.1"):
        super().__init__(host, timeout=20)
        self._job = job

    def connect(self):
        place = json.loads((self._job.path / "notebook.json").read_text())
        if "port" in place:
            self.sock = socket.create_connection(("127.0.0.1", place["port"]), 20)
            return
        self.sock = socket.socket(socket.AF_UNIX)
        here = os.getcwd()
        os.chdir(self._job.path)
        try:
            self.sock.connect(place["socket"])
        finally:
            os.chdir(here)


class NotebookTest(support.FolderTest):
    def job(self, data=EXAMPLE, conf=(), **parameters):
        return support.JobFolder(self.folder / ("job" + "x" * 60), "notebook", data=data, parameters=parameters, conf=conf)

    def serve(self, job, **environment):
        process = job.start(**environment)
        self.addCleanup(self.end, process)
        wait_until("the record start", lambda: job.records("start") or process.poll() is not None)
        self.assertTrue(job.records("start"), job.log())
        return process

    def end(self, process):
        if process.poll() is None:
            process.terminate()
            process.wait(40)

    def token(self, job):
        return json.loads((job.path / "notebook.json").read_text())["token"]

    def get(self, job, path, token=None, **headers):
        connection = Served(job)
        if token:
            headers["Authorization"] = f"token {token}"
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, body


@support.needs("notebook")
class Serving(NotebookTest):
    def test_in_a_job_only_its_owner_gets_in_and_what_was_saved_comes_home(self):
        job = self.job()
        process = self.serve(job, SLURM_JOB_ID="4711")
        place = json.loads((job.path / "notebook.json").read_text())
        self.assertEqual(sorted(place), ["job", "socket", "token", "v"])
        self.assertRegex(place["token"], "^[0-9a-f]{64}$")
        self.assertEqual(place["job"], "4711")
        for path, kind in ((job.path / "notebook.json", stat.S_ISREG), (job.path / place["socket"], stat.S_ISSOCK), (job.path / "notebook-private" / "token", stat.S_ISREG)):
            self.assertTrue(kind(path.stat().st_mode), path)
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)
        self.assertEqual(stat.S_IMODE((job.path / "notebook-private").stat().st_mode), 0o700)
        self.assertEqual(self.listening_ports(process.pid), [], "nothing may listen at a port")
        self.assertEqual(self.get(job, "/api/status")[0], 403)
        self.assertEqual(self.get(job, "/api/status", "0" * 64)[0], 403)
        self.assertEqual(self.get(job, "/api/status", place["token"], Host="evil.example")[0], 403, "a name that is not this computer's")
        self.assertEqual(self.get(job, "/api/status", place["token"])[0], 200)
        names = {one["name"] for one in json.loads(self.get(job, "/api/contents", place["token"])[1])["content"]}
        self.assertEqual(names, {"begin.ipynb", "data"})
        (job.out / "notebooks" / "mine.txt").write_text("1")
        (job.out / "STOP").write_text("time_limit\n")
        self.assertEqual(process.wait(60), 0, job.log())
        self.assertEqual(job.records("end")[0]["status"], "completed")
        self.assertEqual(job.summary()["ended"], "asked")
        self.assertEqual([name for name, _ in job.summary()["files"]], ["begin.ipynb", "mine.txt"])
        self.assertFalse((job.out / "notebooks" / "data").exists())
        for gone in ("notebook.json", "notebook.sock", "notebook-private"):
            self.assertFalse((job.path / gone).exists(), gone)
        self.assert_nowhere(job, place["token"])

    def listening_ports(self, wrapper):
        """Of the Jupyter under this wrapper; kernels have ports of their own, but none was started."""
        inodes = set()
        for pid in self.descendants(wrapper):
            for link in pathlib.Path(f"/proc/{pid}/fd").glob("*"):
                try:
                    inodes.add(os.readlink(link))
                except OSError:
                    pass
        lines = pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:] + pathlib.Path("/proc/net/tcp6").read_text().splitlines()[1:]
        return [line.split()[1] for line in lines if line.split()[3] == "0A" and f"socket:[{line.split()[9]}]" in inodes]

    def descendants(self, pid):
        found = [pid]
        for path in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
            for child in path.read_text().split():
                found += self.descendants(int(child))
        return found

    def assert_nowhere(self, job, token):
        for path in job.path.rglob("*"):
            if path.is_file() and not path.is_symlink():
                self.assertNotIn(token.encode(), path.read_bytes(), path)

    def test_without_a_scheduler_a_browser_of_this_computer_gets_in(self):
        job = self.job()
        process = self.serve(job)
        place = json.loads((job.path / "notebook.json").read_text())
        self.assertEqual(sorted(place), ["job", "port", "token", "v"])
        self.assertEqual(self.get(job, "/api/status")[0], 403)
        self.assertEqual(self.get(job, "/api/status", place["token"])[0], 200)
        for pid in self.descendants(process.pid):
            for what in ("cmdline", "environ"):
                self.assertNotIn(place["token"].encode(), pathlib.Path(f"/proc/{pid}/{what}").read_bytes(), what)
        process.terminate()
        self.assertEqual(process.wait(60), 0, job.log())
        self.assertEqual(job.records("end")[0]["status"], "completed")
        self.assert_nowhere(job, place["token"])

    def test_ends_when_nobody_uses_it(self):
        job = self.job(unused_minutes=0.02)
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(job.summary()["ended"], "unused")
        self.assertEqual([one["code"] for one in job.records("warning")], ["unused"])

    def test_a_jupyter_that_dies_is_an_error_with_what_to_do(self):
        job = self.job()
        process = self.serve(job)
        jupyter = next(pid for pid in self.descendants(process.pid) if b"notebook" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[2:3])
        os.kill(jupyter, signal.SIGKILL)
        self.assertNotEqual(process.wait(60), 0)
        self.assertEqual([one["code"] for one in job.records("error")], ["jupyter_ended"])
        self.assertIn("saved notebooks are still there", job.records("error")[0]["message"])


class WithoutJupyter(NotebookTest):
    def test_an_environment_without_jupyter_is_said_with_what_to_do(self):
        job = self.job()
        (job.path / "code" / "hidden.py").write_text("import server, train\nserver.importlib.util.find_spec = lambda name: None\ntrain.main()\n")
        job.use_script("hidden.py")
        self.assertEqual(job.run(), 70, job.log())
        error = job.records("error")[0]
        self.assertEqual(error["code"], "no_jupyter")
        self.assertIn("choose another environment", error["message"])
        self.assertEqual(job.records("start"), [])

    def test_a_jupyter_that_does_not_come_up_says_its_last_words(self):
        job = self.job()
        (job.path / "code" / "broken.py").write_text("import server, train\nserver.find_jupyter = lambda: server.Jupyter(['-c', 'raise SystemExit(\"no such setting\")'], 'ServerApp', 'Jupyter')\ntrain.main()\n")
        job.use_script("broken.py")
        self.assertEqual(job.run(), 70, job.log())
        self.assertEqual(job.records("error")[0]["code"], "jupyter_start")
        self.assertIn("no such setting", job.records("error")[0]["message"])


class TheDesk(support.FolderTest):
    def test_notebooks_are_copied_and_data_is_only_lent(self):
        data = self.folder / "data"
        (data / "deep" / ".git").mkdir(parents=True)
        for name in ("a.ipynb", "deep/b.py", "deep/.git/c.py", "large.csv"):
            (data / name).write_text("x")
        table = load("desk").Desk(data, self.folder / "work")
        self.assertEqual(table.prepare(), [])
        self.assertEqual([name for name, _ in table.files()], ["a.ipynb", "deep/b.py"])
        self.assertEqual((self.folder / "work" / "data" / "large.csv").read_text(), "x")
        table.tidy()
        self.assertEqual(sorted(one.name for one in (self.folder / "work").iterdir()), ["a.ipynb", "deep"])

    def test_what_is_too_much_is_named_and_left_to_be_read(self):
        desk = load("desk")
        data = self.folder / "data"
        data.mkdir()
        for number in range(3):
            (data / f"{number}.py").write_text("x")
        desk.MOST_COPIED = 2
        self.assertEqual(desk.Desk(data, self.folder / "work").prepare(), ["2.py"])


class TheRelay(support.FolderTest):
    """Spoken with as Werkbank does, through pipes."""

    def setUp(self):
        super().setUp()
        self.listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(self.listener.close)
        here = os.getcwd()
        os.chdir(self.folder)
        self.listener.bind("notebook.sock")
        os.chdir(here)
        self.listener.listen()
        self.listener.settimeout(10)
        (self.folder / "notebook.json").write_text(json.dumps({"v": 1, "token": "0" * 64, "job": "1", "socket": "notebook.sock"}))
        self.relay = subprocess.Popen([sys.executable, str(RELAY), str(self.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(self.end)
        self.assertEqual(self.hear(), [b"werkbank-relay", b"1"])

    def end(self):
        self.relay.kill()
        self.relay.wait(10)
        for pipe in (self.relay.stdin, self.relay.stdout, self.relay.stderr):
            try:
                pipe.close()
            except OSError:
                pass

    def accept(self):
        there, _ = self.listener.accept()
        self.addCleanup(there.close)
        return there

    def say(self, *words):
        self.relay.stdin.write(b" ".join(words) + b";\n")
        self.relay.stdin.flush()

    def hear(self):
        line = self.relay.stdout.readline()
        self.assertTrue(line.endswith(b";\n"), line)
        return line[:-2].split()

    def test_bytes_go_both_ways_and_ends_are_passed_on(self):
        self.say(b"o", b"7")
        there = self.accept()
        self.say(b"d", b"7", base64.b64encode(b"GET /\r\n"))
        self.assertEqual(there.recv(100), b"GET /\r\n")
        there.sendall(b"\0\n\xff")
        self.assertEqual(self.hear(), [b"d", b"7", base64.b64encode(b"\0\n\xff")])
        self.say(b"e", b"7")
        self.assertEqual(there.recv(100), b"")
        there.close()
        self.assertEqual(self.hear(), [b"e", b"7"])

    def test_what_nobody_takes_holds_the_notebook_back(self):
        self.say(b"o", b"1")
        there = self.accept()
        def send():
            try:
                there.sendall(b"x" * (8 << 20))
            except OSError:         # the relay has ended, and the test with it
                pass
        sender = threading.Thread(target=send, daemon=True)
        sender.start()
        came = 0
        while came < 256 << 10:
            came += len(base64.b64decode(self.hear()[2]))
        time.sleep(0.3)
        self.assertEqual(came, 256 << 10)
        self.assertTrue(sender.is_alive(), "more was taken than anybody asked for")
        self.say(b"m", b"1", b"1000")
        self.assertEqual(len(base64.b64decode(self.hear()[2])), 1000)
        self.say(b"c", b"1")

    def test_nothing_listens_any_more(self):
        self.listener.close()
        self.say(b"o", b"1")
        self.assertEqual(self.hear(), [b"c", b"1"])

    def test_lines_that_are_no_frames_are_passed_over(self):
        self.say(b"d", b"99", b"AAAA")
        self.say(b"what", b"is", b"this")
        self.say(b"")
        self.say(b"o", b"1")
        self.accept()

    def test_a_line_without_end_ends_it(self):
        try:
            self.relay.stdin.write(b"x" * (1 << 20))
            self.relay.stdin.flush()
        except BrokenPipeError:
            pass
        self.assertNotEqual(self.relay.wait(10), 0)

    def test_its_input_ends_and_so_does_it(self):
        self.relay.stdin.close()
        self.assertEqual(self.relay.wait(10), 0)


if __name__ == "__main__":
    unittest.main()
