"""The Jupyter of this job: which one there is, how it is started so that only its owner can reach it, whether anybody
uses it, and its orderly end."""

import collections
import contextlib
import http.client
import importlib.metadata
import importlib.util
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

SOCKET = "notebook.sock"            # in the job's folder, which is where Jupyter and the relay are started
PLACE = "notebook.json"             # what Werkbank and the relay read
PRIVATE = "notebook-private"        # Jupyter's own: the token, the keys of the kernels
START_S, STOP_S, LOOK_S = 180, 25, 5
HURRIED_S = 1.5                     # a scheduler that ends a job kills what is left of it soon after
MOST_LOG = 8 << 20
TAIL_LINES = 40

Jupyter = collections.namedtuple("Jupyter", "words options name")


def find_jupyter():
    """What this environment has, Lab first; None without any. `options` is the class that takes the settings."""
    if importlib.util.find_spec("jupyterlab"):
        return Jupyter(["-m", "jupyterlab"], "ServerApp", "JupyterLab")
    if importlib.util.find_spec("notebook"):
        try:
            major = int(importlib.metadata.version("notebook").split(".")[0])
        except (importlib.metadata.PackageNotFoundError, ValueError):
            major = 6
        return Jupyter(["-m", "notebook"], "NotebookApp" if major < 7 else "ServerApp", "Jupyter Notebook")
    return None


class Server:
    def __init__(self, jupyter, job_folder, work):
        self._jupyter, self._folder, self._work = jupyter, pathlib.Path(job_folder), work
        self._private = self._folder / PRIVATE
        self._token = secrets.token_hex(32)
        self._port, self._process, self._reader = None, None, None
        self._tail, self._logged = collections.deque(maxlen=TAIL_LINES), 0

    # -- a start --

    def start(self, should_stop):
        """True when it answers; False when it ended or never did, or when `should_stop`."""
        self._make_private()
        self._port = None if self._socket_is_possible() else free_port()
        self._process = subprocess.Popen([sys.executable, *self._jupyter.words, *self._options()], cwd=self._folder, env=self._environment(),
                                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        self._reader = threading.Thread(target=self._pass_on_output, daemon=True)
        self._reader.start()
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.is_alive() and not should_stop():
            if self._ask("/api/status") is not None:
                self._write_place()
                return True
            time.sleep(0.2)
        return False

    def _make_private(self):
        shutil.rmtree(self._private, ignore_errors=True)
        self._private.mkdir(mode=0o700)
        write_private(self._private / "token", self._token)
        with contextlib.suppress(FileNotFoundError):
            (self._folder / SOCKET).unlink()

    def _socket_is_possible(self):
        """A socket in the job's folder can be reached by its owner alone; a port by everybody on that computer, who
        then still lacks the token. In the practice factory a browser must be able to go there itself."""
        if "SLURM_JOB_ID" not in os.environ or not hasattr(socket, "AF_UNIX"):
            return False
        here = os.getcwd()
        try:
            os.chdir(self._folder)
            with socket.socket(socket.AF_UNIX) as probe:
                probe.bind(SOCKET)
            os.unlink(SOCKET)
            return True
        except OSError:             # a file system that knows no sockets
            return False
        finally:
            os.chdir(here)

    def _options(self):
        app = self._jupyter.options
        where = [f"sock={SOCKET}", "sock_mode=0600"] if self._port is None else ["ip=127.0.0.1", f"port={self._port}", "port_retries=0"]
        folder = ("notebook_dir" if app == "NotebookApp" else "root_dir") + f"={self._work}"
        settings = [*where, folder, "open_browser=False", "allow_remote_access=False", "password="]
        if os.geteuid() == 0:       # in a container one may be
            settings.append("allow_root=True")
        return ["--log-level=WARN", *(f"--{app}.{one}" for one in settings)]

    def _environment(self):
        """Nothing of what the person once set up at home takes part: a setting there could open it to others. Where the
        token is, but not the token: programs in the notebook see these words too, and may keep them."""
        words = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER_")}
        words.update(JUPYTER_TOKEN_FILE=str(self._private / "token"), JUPYTER_NO_CONFIG="1", JUPYTER_CONFIG_DIR=str(self._private / "config"),
                     JUPYTER_DATA_DIR=str(self._private / "data"), JUPYTER_RUNTIME_DIR=str(self._private / "runtime"), IPYTHONDIR=str(self._private / "ipython"))
        return words

    def _write_place(self):
        place = {"v": 1, "token": self._token, "job": os.environ.get("SLURM_JOB_ID", "")}
        place.update({"socket": SOCKET} if self._port is None else {"port": self._port})
        temporary = self._private / PLACE
        write_private(temporary, json.dumps(place))
        os.replace(temporary, self._folder / PLACE)

    # -- while it runs --

    def is_alive(self):
        return self._process.poll() is None

    def exit_code(self):
        return self._process.returncode

    def is_used(self):
        """Somebody has it open, or something computes. When it does not say, it counts as used."""
        status, kernels = self._ask("/api/status"), self._ask("/api/kernels")
        if not isinstance(status, dict) or not isinstance(kernels, list):
            return True
        return status.get("connections", 1) != 0 or any(isinstance(one, dict) and one.get("execution_state") == "busy" for one in kernels)

    def _ask(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=LOOK_S)
        try:
            connection.sock = self._connect()
            connection.request("GET", path, headers={"Authorization": f"token {self._token}"})
            answer = connection.getresponse()
            return json.loads(answer.read(1 << 20)) if answer.status == 200 else None
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def _connect(self):
        here = socket.socket(socket.AF_INET if self._port else socket.AF_UNIX)
        here.settimeout(LOOK_S)
        try:
            here.connect(("127.0.0.1", self._port) if self._port else SOCKET)
        except OSError:
            here.close()
            raise
        return here

    def _pass_on_output(self):
        """To the log, without the token: a line of Jupyter's may hold an address."""
        for line in self._process.stdout:
            text = line[:4000].decode("utf-8", "replace").replace(self._token, "...").rstrip()
            self._tail.append(text)
            self._logged += len(text)
            if self._logged < MOST_LOG:
                print(text, flush=True)

    def last_words(self):
        self._reader.join(timeout=2)
        return next((line.strip() for line in reversed(self._tail) if line.strip()), "")[:300]

    # -- its end --

    def stop(self, hurried=False):
        """Asks Jupyter to end, which ends the kernels first; by force when it does not. What was saved is on disk."""
        with contextlib.suppress(FileNotFoundError):
            (self._folder / PLACE).unlink()
        if self._process is not None:
            for number, seconds in ((signal.SIGTERM, HURRIED_S if hurried else STOP_S), (signal.SIGKILL, 5)):
                if not self.is_alive():
                    break
                self._process.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(seconds)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._reader.join(timeout=0.5 if hurried else 2)
        with contextlib.suppress(FileNotFoundError):
            (self._folder / SOCKET).unlink()
        shutil.rmtree(self._private, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write_private(path, text):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
