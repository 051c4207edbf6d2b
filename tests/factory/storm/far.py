"""A login node that can be hurt: an sshd with the lab's configuration on a port of its own, a proxy before it that cuts
and counts, and a small disk for the data. Needs root."""

import os
import pwd
import resource
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

FACTORY = Path(__file__).resolve().parent.parent
for folder in ("e2e", "lab"):
    sys.path.insert(0, str(FACTORY / folder))

from factory_lab import processes  # noqa: E402
from harness import CutProxy, FactoryLab, wait_until  # noqa: E402

MIB = 1 << 20
DISK = 640 * MIB
MOST_FILES = 20_000
RECEIVERS = ("dd", "tar", "sh", "zstd", "head", "cat", "xargs", "openssl", "grep")


def children(of: set[int]) -> dict[int, str]:
    """All processes below these, with their names."""
    parents, names = {}, {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                stat = Path(f"/proc/{entry}/stat").read_text(errors="replace")
            except OSError:
                continue
            names[int(entry)] = stat[stat.index("(") + 1:stat.rindex(")")]
            parents[int(entry)] = int(stat.rpartition(")")[2].split()[1])
    found, before = set(), None
    while before != len(found):
        before = len(found)
        found |= {pid for pid, parent in parents.items() if parent in of or parent in found}
    return {pid: names[pid] for pid in found}


class Far:
    """The lab's login node for one case at a time."""

    def __init__(self, lab: FactoryLab, folder: Path):
        self.lab = lab
        self.folder = folder
        self.port = self._free_port()
        self.user = lab.facts["LAB_USER"]
        account = pwd.getpwnam(self.user)
        self.owner = account.pw_uid, account.pw_gid
        self.master = None
        self.start()
        self.line = CutProxy(self.port)
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.is_own_disk = self.mount(self.disk, DISK, MOST_FILES)
        os.chown(self.disk, *self.owner)
        self.work = self.disk / "werkbank"

    def end(self) -> None:
        self.line.end()
        self.kill(self.everything())
        self.master.wait()
        if self.is_own_disk:
            subprocess.run(["umount", "-l", self.disk], check=False)

    @staticmethod
    def _free_port() -> int:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            return one.getsockname()[1]

    @staticmethod
    def mount(place: Path, size: int, files: int) -> bool:
        options = f"size={size},nr_inodes={files},mode=0755"
        return subprocess.run(["mount", "-t", "tmpfs", "-o", options, "werkbank-storm", place], capture_output=True,
                              check=False).returncode == 0

    def start(self) -> None:
        """The server that waits for connections."""
        config = self.lab.folder / "ssh/sshd_config"
        log = open(self.folder / "sshd.log", "ab")
        self.master = subprocess.Popen([shutil.which("sshd", path="/usr/sbin:/usr/bin"), "-D", "-p", str(self.port), "-f", config],
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                       env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
        log.close()
        if not wait_until(self._answers, 30, 0.05):
            raise AssertionError(f"sshd did not start: {(self.folder / 'sshd.log').read_text()[-400:]}")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                return bool(line.recv(1))
        except OSError:
            return False

    # What runs there.
    def everything(self) -> set[int]:
        return {self.master.pid} | set(children({self.master.pid}))

    def sessions(self) -> set[int]:
        """The processes of sshd that serve a connection."""
        return {pid for pid, name in children({self.master.pid}).items() if name.startswith("sshd")}

    def receivers(self) -> dict[int, str]:
        return {pid: name for pid, name in children({self.master.pid}).items() if name in RECEIVERS}

    @staticmethod
    def kill(pids, number=signal.SIGKILL) -> None:
        for pid in pids:
            processes.send(pid, number)

    def freeze(self) -> set[int]:
        pids = set(children({self.master.pid}))
        self.kill(pids, signal.SIGSTOP)
        return pids

    def thaw(self, pids) -> None:
        self.kill(pids, signal.SIGCONT)

    def quiet(self, seconds: float = 20) -> bool:
        """Waits until no session is left."""
        return wait_until(lambda: not children({self.master.pid}), seconds, 0.05)

    def up(self) -> int:
        """Bytes that came over the line so far."""
        return self.line.status()["up"]

    def down(self) -> int:
        return self.line.status()["down"]

    # What lies there.
    def clear(self) -> None:
        for entry in self.disk.iterdir():
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink()

    def mend(self) -> None:
        """As it was before a case, whatever that left running or lying about."""
        self.thaw(self.everything())
        self.kill(children({self.master.pid}))
        if self.master.poll() is not None:
            self.start()
        self.limit_file_size(resource.RLIM_INFINITY)
        self.clear()

    def datasets(self) -> list[Path]:
        """Data sets in place, newest last."""
        found = [one for one in (self.work / "datasets").glob("*@*") if one.is_dir()]
        return sorted(found, key=lambda one: one.stat().st_mtime)

    def part(self) -> Path | None:
        """The folder of a transfer that is under way or broken off."""
        found = [one for one in (self.work / "datasets").glob(".part-*") if one.is_dir()]
        return max(found, key=lambda one: one.stat().st_mtime, default=None)

    def free(self) -> int:
        disk = os.statvfs(self.disk)
        return disk.f_bavail * disk.f_frsize

    def fill(self, leave: int = 0) -> Path:
        """Takes all room but `leave` bytes."""
        filler = self.disk / "filler"
        with open(filler, "wb") as file:
            room = self.free() - leave
            while room > 0:
                try:
                    os.posix_fallocate(file.fileno(), 0, room)
                    break
                except OSError:
                    room -= MIB
        return filler

    def use_up_files(self) -> Path:
        """Takes all that may still be made in number."""
        folder = self.disk / "many"
        folder.mkdir()
        try:
            for number in range(MOST_FILES):
                os.close(os.open(folder / str(number), os.O_CREAT))
        except OSError:
            pass
        return folder

    def limit_file_size(self, size: int) -> None:
        """As a quota of the operating system would; for what starts from now on and what runs."""
        for pid in self.everything():
            try:
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            except OSError:
                pass

