"""Processes by pid and start time: starting them detached, asking after them, ending them.
A pid alone may belong to somebody else by now; pid and start time together never do."""

import os
import signal
import subprocess
import time
from pathlib import Path

# Every process of a lab inherits this variable, which is how leftovers are found after a crash.
OWNER_VARIABLE = "WERKBANK_LAB_OWNER"


def _stat_fields(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def start_time(pid: int) -> str:
    """Clock ticks since boot at which the process began; empty when it is gone or a zombie."""
    fields = _stat_fields(pid)
    return "" if len(fields) < 20 or fields[0] in "ZX" else fields[19]


def parent(pid: int) -> int:
    fields = _stat_fields(pid)
    return int(fields[1]) if len(fields) > 1 else 0


def is_frozen(pid: int) -> bool:
    return _stat_fields(pid)[:1] in (["T"], ["t"])


class Record:
    """The file DIR/run/NAME.pid: 'pid start-time'."""

    def __init__(self, file: Path):
        self.file = file

    def write(self, pid: int) -> None:
        self.file.write_text(f"{pid} {start_time(pid)}\n")

    def alive_pid(self) -> int:
        """The pid when that very process still lives, else 0."""
        try:
            pid_text, begun = self.file.read_text().split()
            return int(pid_text) if start_time(int(pid_text)) == begun else 0
        except (OSError, ValueError):
            return 0

    def forget(self) -> None:
        self.file.unlink(missing_ok=True)


def spawn(argv, log: Path, user: str, environment: dict) -> subprocess.Popen:
    """Starts a daemon in the foreground, in a session of its own, so that its pid is the one we hold."""
    identity = {} if user == "root" else {"user": user, "group": user, "extra_groups": []}
    with open(log, "ab") as out:
        return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd="/", umask=0o022,
                                start_new_session=True, env=environment, **identity)


def wait_until(condition, seconds: float, every: float = 0.05) -> bool:
    """Asks every so many seconds until the condition holds; False when the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def send(pid: int, number: int) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def end(pids, seconds: float = 10, first=signal.SIGTERM) -> list[int]:
    """Ends the processes, with SIGKILL after `seconds`; returns those that live on even then."""
    living = {pid: start_time(pid) for pid in pids if start_time(pid)}
    gone = lambda: not [pid for pid, begun in living.items() if start_time(pid) == begun]
    for pid in living:
        send(pid, first)
        send(pid, signal.SIGCONT)  # a frozen process gets no other signal before this one
    if wait_until(gone, seconds):
        return []
    for pid in living:
        if start_time(pid) == living[pid]:
            send(pid, signal.SIGKILL)
    wait_until(gone, 5)
    return [pid for pid, begun in living.items() if start_time(pid) == begun]


def all_pids() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def own_line() -> set[int]:
    """This process and its ancestors: never to be ended by a sweep."""
    line, pid = set(), os.getpid()
    while pid > 0 and pid not in line:
        line.add(pid)
        pid = parent(pid)
    return line


def carries(pid: int, marker: bytes) -> bool:
    try:
        return marker in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return False


def same_root(pid: int) -> bool:
    """False for a process in another chroot, where the same uid may mean somebody else."""
    try:
        return os.path.samestat(os.stat(f"/proc/{pid}/root"), os.stat("/"))
    except OSError:
        return False


def of_user(pid: int, uids: set) -> bool:
    try:
        return os.stat(f"/proc/{pid}").st_uid in uids and same_root(pid)
    except OSError:
        return False


def serving(port: int) -> set[int]:
    """Processes that hold the server's end of a TCP connection on this port (listener included)."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:] if os.path.exists(table) else []:
            fields = line.split()
            if int(fields[1].rpartition(":")[2], 16) == port:
                inodes.add(f"socket:[{fields[9]}]")
    return {pid for pid in all_pids() if inodes & _open_files(pid)} if inodes else set()


def _open_files(pid: int) -> set[str]:
    found = set()
    try:
        for name in os.listdir(f"/proc/{pid}/fd"):
            found.add(os.readlink(f"/proc/{pid}/fd/{name}"))
    except OSError:
        pass
    return found


def with_descendants(roots: set) -> set[int]:
    family = set(roots)
    parents = {pid: parent(pid) for pid in all_pids()}
    grew = True
    while grew:
        more = {pid for pid, up in parents.items() if up in family and pid not in family}
        family |= more
        grew = bool(more)
    return family
