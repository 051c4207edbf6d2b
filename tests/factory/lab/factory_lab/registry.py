"""Which labs this computer has, so that several can live side by side: ports do not clash, and the
Unix users that labs share are removed with the last of them. Lives in /run/werkbank-lab, root only."""

import contextlib
import fcntl
import hashlib
import json
import os
import random
import socket
from pathlib import Path

from .layout import Lab, PORT_NAMES
from .problem import LabProblem

HOME = Path("/run/werkbank-lab")


@contextlib.contextmanager
def locked(file: Path):
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def open_registry():
    HOME.mkdir(mode=0o700, exist_ok=True)
    with locked(HOME / "lock"):
        yield


def _entry(lab: Lab) -> Path:
    return HOME / ("lab-" + hashlib.sha256(str(lab.folder).encode()).hexdigest()[:16])


def enter(lab: Lab) -> None:
    _entry(lab).write_text(str(lab.folder))


def others(lab: Lab) -> list[Lab]:
    """The other labs that still have their folder; forgets those that have not."""
    found = []
    for entry in HOME.glob("lab-*"):
        other = Lab(entry.read_text())
        if not other.exists:
            entry.unlink(missing_ok=True)
        elif other.folder != lab.folder:
            found.append(other)
    return found


def leave(lab: Lab) -> None:
    """Forgets this lab, and the registry itself when it was the last one."""
    _entry(lab).unlink(missing_ok=True)
    if not list(HOME.glob("lab-*")):
        for rest in ("passwords.json", "lock"):
            (HOME / rest).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            HOME.rmdir()


def passwords() -> dict:
    """Passwords of the test users by name; the users are shared by all labs, so are these."""
    file = HOME / "passwords.json"
    return json.loads(file.read_text()) if file.exists() else {}


def keep_passwords(values: dict) -> None:
    file = HOME / "passwords.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps(values))


def free_ports(lab: Lab) -> dict:
    """A port for every daemon, below the range from which the system takes ports for outgoing connections."""
    taken = {port for other in others(lab) for port in other.facts.get("ports", {}).values()}
    top = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    for _ in range(200):
        first = random.randrange(20000, max(top, 30000) - len(PORT_NAMES))
        wanted = range(first, first + len(PORT_NAMES))
        if not taken & set(wanted) and all(_is_free(port) for port in wanted):
            return dict(zip(PORT_NAMES, wanted))
    raise LabProblem("No block of free TCP ports was found between 20000 and 32000. Stop other servers on this computer.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return False
    return True
