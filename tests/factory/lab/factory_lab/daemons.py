"""Each daemon of the lab: how it is started, when it counts as ready, how it is stopped or frozen."""

import os
import shutil
import signal
import socket
import subprocess

from . import processes
from .layout import DAEMONS, Lab, NODES, SLURMDS, SYSTEM_PATH
from .problem import LabProblem
from .processes import OWNER_VARIABLE, Record, wait_until

START_SECONDS = 60


def environment(lab: Lab) -> dict:
    """For the daemons and for administrators' commands."""
    return {"PATH": SYSTEM_PATH, "HOME": "/root", "LANG": "C.UTF-8", "SLURM_CONF": str(lab.slurm_conf)}


def admin(lab: Lab, argv, seconds: float = 30, text: str = "") -> subprocess.CompletedProcess:
    """Runs a command of Slurm as root. Never raises: a time-out reads as exit code 124."""
    try:
        return subprocess.run(argv, input=text, capture_output=True, text=True, timeout=seconds,
                              env=environment(lab), check=False)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(argv, 124, "", f"no answer within {seconds} s")


def record(lab: Lab, name: str) -> Record:
    return Record(lab.path(f"run/{name}.pid"))


def pid_of(lab: Lab, name: str) -> int:
    return record(lab, name).alive_pid()


def known(name: str) -> str:
    if name not in DAEMONS:
        raise LabProblem(f"There is no daemon '{name}' in the lab. Choose from: {', '.join(DAEMONS)}", exit_code=2)
    return name


def _tail(lab: Lab, name: str) -> str:
    lines = []
    for file in (lab.path(f"log/{name}.out"), lab.path(f"log/{name}.log")):
        if file.exists():
            lines += file.read_text(errors="replace").splitlines()[-8:]
    return "\n  ".join(lines)


def _launch(lab: Lab, name: str, argv, user: str, ready) -> None:
    if pid_of(lab, name):
        return
    log = lab.path(f"log/{name}.out")
    child = processes.spawn(argv, log, user, {**environment(lab), OWNER_VARIABLE: str(lab.folder)})
    record(lab, name).write(child.pid)
    if not wait_until(lambda: child.poll() is not None or ready(), START_SECONDS) or child.poll() is not None:
        processes.end([child.pid])
        child.wait()
        record(lab, name).forget()
        raise LabProblem(f"'{name}' did not start. Its last words ({log}):\n  {_tail(lab, name)}")
    child.returncode = 0  # it lives on without us; keeps Python from warning about that


def answers(port: int, first_word: bool = False) -> bool:
    """True when something accepts connections there (and speaks first, if it should)."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            return not first_word or bool(line.recv(1))
    except OSError:
        return False


def start_munged(lab: Lab) -> None:
    key, folder = lab.path("munge/key"), lab.path("munge")
    if not key.exists():
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
    for place in (folder, key):
        shutil.chown(place, "munge", "munge")
    if not pid_of(lab, "munged"):
        for stale in folder.glob("socket*"):
            stale.unlink()
    # --force: munge refuses a path with a folder of an ordinary user in it, and the lab may lie in a home
    argv = ["munged", "--foreground", "--force", f"--key-file={key}", f"--socket={lab.munge_socket}",
            f"--log-file={folder}/log", f"--pid-file={folder}/pid", f"--seed-file={folder}/seed", "--num-threads=10"]
    _launch(lab, "munged", argv, "munge", lambda: lab.munge_socket.exists()
            and admin(lab, ["munge", "-S", lab.munge_socket, "-n"], 5).returncode == 0)


def _database_scratch(lab: Lab) -> str:
    """A starting mariadbd deletes every "#sql" file in its folder for temporary files, those of another lab that is
    coming up beside it too: each lab has a folder of its own."""
    return f"--tmpdir={lab.path('sql/tmp')}"


def make_database(lab: Lab) -> None:
    """The empty database; the longest step of a first start."""
    data, half = lab.path("sql/data"), lab.path("sql/data.half")
    if data.exists():
        return
    shutil.rmtree(half, ignore_errors=True)
    done = admin(lab, ["mariadb-install-db", "--no-defaults", "--user=slurm", f"--datadir={half}", "--skip-test-db",
                       "--auth-root-authentication-method=socket", "--auth-root-socket-user=root",
                       _database_scratch(lab)], 120)
    if done.returncode != 0:
        raise LabProblem(f"mariadb-install-db failed:\n  {done.stderr.strip()}\n  {done.stdout.strip()}")
    half.rename(data)


def start_mariadbd(lab: Lab) -> None:
    argv = ["mariadbd", "--no-defaults", f"--datadir={lab.path('sql/data')}", f"--socket={lab.path('sql/socket')}",
            f"--pid-file={lab.path('run/slurm/mariadbd.pid')}", "--bind-address=127.0.0.1",
            f"--port={lab.port('mariadbd')}", f"--init-file={lab.path('etc/database.sql')}",
            "--innodb-buffer-pool-size=64M", "--innodb-lock-wait-timeout=900", "--innodb-log-file-size=32M",
            "--character-set-server=utf8mb4", "--skip-log-bin", "--performance-schema=OFF",
            "--innodb-flush-log-at-trx-commit=2", _database_scratch(lab)]
    _launch(lab, "mariadbd", argv, "slurm", lambda: answers(lab.port("mariadbd"), first_word=True))


def start_slurmdbd(lab: Lab) -> None:
    _launch(lab, "slurmdbd", ["slurmdbd", "-D"], "slurm", lambda: answers(lab.port("slurmdbd")))


def start_slurmctld(lab: Lab) -> None:
    # clients wait 18 s for a refused controller: look at the port before asking
    _launch(lab, "slurmctld", ["slurmctld", "-D"], "slurm", lambda: answers(lab.port("slurmctld"))
            and "is UP" in admin(lab, ["scontrol", "ping"], 10).stdout)


def start_slurmd(lab: Lab, name: str) -> None:
    node = name.removeprefix("slurmd-")
    lab.path(f"spool/{node}").mkdir(exist_ok=True)
    _launch(lab, name, ["slurmd", "-D", "-N", node], "root", lambda: answers(lab.port(name)))


def start_sshd(lab: Lab) -> None:
    # sshd makes a log that only root reads; who runs the tests reads what it says of each sign-in.
    log = lab.path("log/sshd.log")
    log.touch()
    log.chmod(0o644)
    argv = [shutil.which("sshd", path=SYSTEM_PATH), "-D", "-f", str(lab.path("ssh/sshd_config")),
            "-E", str(log)]
    _launch(lab, "sshd", argv, "root", lambda: answers(lab.port("sshd"), first_word=True))


def start(lab: Lab, name: str) -> None:
    """Starts one daemon and waits until it answers; does nothing when it runs."""
    if known(name) in SLURMDS:
        start_slurmd(lab, name)
    else:
        globals()[f"start_{name}"](lab)


def members(lab: Lab, name: str) -> set[int]:
    """The daemon's processes; for sshd its open sessions too, as when a login computer goes down."""
    found = {pid_of(lab, name)} - {0}
    if name == "sshd":
        found |= processes.serving(lab.port("sshd"))
    return found


def stop(lab: Lab, name: str, first=signal.SIGTERM) -> None:
    left = processes.end(members(lab, known(name)), first=first)
    if left:
        raise LabProblem(f"'{name}' (process {left}) does not end.")
    record(lab, name).forget()


def freeze(lab: Lab, name: str) -> None:
    """The daemon keeps its ports and answers nothing, until thaw."""
    if not pid_of(lab, known(name)):
        raise LabProblem(f"'{name}' does not run, so it cannot be frozen.")
    for pid in members(lab, name):
        processes.send(pid, signal.SIGSTOP)


def thaw(lab: Lab, name: str) -> None:
    for pid in members(lab, known(name)):
        processes.send(pid, signal.SIGCONT)


def bad_nodes(lab: Lab) -> dict:
    """Nodes on which no job can start yet, with what Slurm says of them."""
    answer = admin(lab, ["sinfo", "-h", "-N", "-o", "%N=%T"], 20)
    states = dict(line.strip().split("=", 1) for line in answer.stdout.splitlines() if "=" in line)
    bad = ("unknown", "down", "inval", "fail", "*")
    return {node: states.get(node, "no answer") for node in NODES
            if node not in states or any(word in states[node] for word in bad)}
