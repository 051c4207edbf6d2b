"""A lab for a run of tests, people who sign in to it, and the program under test, each with a time limit.

Environment: FACTORY_SLURM=24.11 takes the lab in the chroot; FACTORY_LAB_DIR=DIR uses a running lab and leaves it;
WERKBANK_CLI names the program."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from dataclasses import dataclass
from pathlib import Path

FACTORY = Path(__file__).resolve().parent.parent
TOOLS = {"24.11": FACTORY / "lab/slurm24"}
NOT_POSSIBLE = 77


@dataclass
class Outcome:
    """How a command ended; code 124 when it ran past its limit."""

    code: int
    out: str
    err: str
    seconds: float

    def json(self):
        return json.loads(self.out)

    def last_json(self):
        """The last line, for commands that print one object a line."""
        return json.loads(self.out.strip().splitlines()[-1])


def run(argv, timeout: float, text: str | bytes = "", env: dict | None = None, cwd=None) -> Outcome:
    """Runs a command to its end or to its limit; never raises for what the command does."""
    begun = time.monotonic()
    given = text.encode() if isinstance(text, str) else text
    try:
        done = subprocess.run([str(word) for word in argv], input=given, capture_output=True, timeout=timeout,
                              env=env, cwd=cwd, check=False)
        code, out, err = done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired as late:
        code, out, err = 124, late.stdout or b"", late.stderr or b""
    return Outcome(code, out.decode(errors="replace"), err.decode(errors="replace"), time.monotonic() - begun)


def wait_until(condition, seconds: float, every: float = 0.2) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def read_env(file: Path) -> dict:
    """The assignments of a lab.env."""
    pairs = (line.split("=", 1) for line in file.read_text().splitlines() if "=" in line)
    return {key: "".join(shlex.split(value)) for key, value in pairs}


class FactoryLab:
    """A lab that tests share. With `users` it has Unix users of its own."""

    def __init__(self, users: str = ""):
        self.tool = TOOLS.get(os.environ.get("FACTORY_SLURM", ""), FACTORY / "lab/lab")
        self.ours = users != "" or "FACTORY_LAB_DIR" not in os.environ
        self.folder = Path(tempfile.mkdtemp(prefix="werkbank-lab-") if self.ours else os.environ["FACTORY_LAB_DIR"])
        self.users = users
        self.line = None
        self.facts = {}

    def up(self) -> "FactoryLab":
        """Skips the test where the computer cannot run a lab."""
        words = ["--users", self.users] if self.users else []
        done = self.lab("up", *words, timeout=900)
        if done.code == NOT_POSSIBLE:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise unittest.SkipTest(done.err.strip())
        if done.code != 0:
            self.end()
            raise AssertionError(f"the lab did not come up: {done.err}")
        self.facts = read_env(self.folder / "lab.env")
        self._open_line()
        return self

    def _open_line(self) -> None:
        """One connection for all commands of `ssh`: to make one costs this computer six times what most of them do."""
        self.line = Path(self.facts["LAB_SSH_CONFIG"]).parent / f"line-{os.getpid()}"
        run(["ssh", "-M", "-N", "-f", *self._client(), "lab"], 40)

    def end(self) -> None:
        if self.line:
            run(["ssh", "-O", "exit", *self._client(), "lab"], 20)
        if self.ours:
            done = self.lab("wipe", timeout=120)
            if done.code != 0:
                raise AssertionError(f"the lab was not wiped: {done.err}")

    def lab(self, *words, timeout: float = 120) -> Outcome:
        return run([self.tool, words[0], "--dir", self.folder, *words[1:]], timeout)

    def admin(self, *command, timeout: float = 40) -> Outcome:
        """A command as administrator of this Slurm: scontrol, sacctmgr, sinfo ..."""
        return self.lab("run", "--", *command, timeout=timeout)

    @property
    def root(self) -> Path:
        """What the servers of this lab see as /."""
        in_chroot = os.environ.get("FACTORY_SLURM") == "24.11"
        return Path(os.environ.get("WERKBANK_CHROOT") or "/var/cache/werkbank/trixie") if in_chroot else Path("/")

    def password(self, noisy: bool = False) -> str:
        return Path(self.facts["LAB_NOISY_PASSWORD_FILE" if noisy else "LAB_PASSWORD_FILE"]).read_text().rstrip("\n")

    def ssh(self, command: str, text: str | bytes = "", timeout: float = 40, host: str = "lab", port: int = 0) -> Outcome:
        """A command as test user, through the stock client with its key; `port` goes through a proxy."""
        return run(["ssh", *self._client(port, host), host, command], timeout, text)

    def start_ssh(self, command: str, host: str = "lab", port: int = 0) -> subprocess.Popen:
        return subprocess.Popen(["ssh", *self._client(port, host), host, command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def _client(self, port: int = 0, host: str = "lab") -> list[str]:
        """Options of the stock client. Where the shared connection is gone or full, it makes one of its own."""
        own = self.facts["SSH_PORT"]
        via = ["-o", f"Port={port}", "-o", f"HostKeyAlias=[127.0.0.1]:{own}"] if port else []
        shared = ["-o", f"ControlPath={self.line}"] if host == "lab" and not port else []
        return [*via, *shared, "-F", self.facts["LAB_SSH_CONFIG"]]

    def profile(self, folder: Path, **changes) -> Path:
        """A copy of the lab's profile with other fields (port=, id= ...), written into `folder`."""
        fields = {**json.loads(Path(self.facts["LAB_PROFILE"]).read_text()), **changes}
        file = folder / f"{fields['id']}.json"
        file.write_text(json.dumps(fields))
        return file

    def clear_home(self) -> None:
        """Removes what earlier tests left in the work folder of the first user."""
        self.ssh("rm -rf werkbank")

    def jobs(self) -> list[dict]:
        """All jobs of the first user that Slurm's queue or accounting knows, newest last."""
        query = f"sacct -X -n -P -S now-1day --delimiter=$(printf '\\037') -u {self.facts['LAB_USER']} -o jobid,state,comment,jobname"
        rows = [line.split("\x1f") for line in self.ssh(query).out.splitlines()]
        return [dict(zip(("id", "state", "comment", "name"), row)) for row in rows]


class CutProxy:
    """cut_proxy.py in front of a port, for tests that break connections."""

    def __init__(self, port: int):
        self.process = subprocess.Popen([sys.executable, FACTORY / "cut_proxy.py", "--stdin", "--to", f"127.0.0.1:{port}"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def tell(self, command: str) -> str:
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer.startswith("ok"):
            raise AssertionError(f"the proxy answered '{answer}' to '{command}'")
        return answer[3:]

    def status(self) -> dict:
        return json.loads(self.tell("status"))

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


class Cli:
    """werkbank-cli with a home of its own, so that no test sees another's jobs, keys or settings."""

    def __init__(self, home: Path, **more: str):
        self.program = os.environ.get("WERKBANK_CLI", "")
        if not os.access(self.program, os.X_OK):
            raise unittest.SkipTest("WERKBANK_CLI does not name the built program")
        self.home = home
        self.env = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen",
                    "XDG_DATA_HOME": str(home / "data"), "XDG_CONFIG_HOME": str(home / "config"),
                    "XDG_CACHE_HOME": str(home / "cache"), "XDG_RUNTIME_DIR": str(home), **more}

    def __call__(self, *words, timeout: float = 60, text: str = "") -> Outcome:
        return run([self.program, *words], timeout, text, self.env, self.home)

    def start(self, *words) -> subprocess.Popen:
        """In the background, for tests that kill or cut it."""
        return subprocess.Popen([self.program, *map(str, words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=self.env, cwd=self.home)
