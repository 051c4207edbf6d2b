"""Where everything of one lab lies, and the few facts it remembers: ports, users, who asked for it."""

import json
import os
import re
import stat
from pathlib import Path

from .problem import LabProblem

NODES = ("gh01", "gh02", "mig01", "cpu01")
SLURMDS = tuple(f"slurmd-{node}" for node in NODES)
DAEMONS = ("munged", "mariadbd", "slurmdbd", "slurmctld", *SLURMDS, "sshd")
PORT_NAMES = ("mariadbd", "slurmdbd", "slurmctld", *SLURMDS, "sshd")
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Lab:
    """One lab in one folder. The facts live in DIR/lab.state.json; a folder without it is no lab."""

    def __init__(self, folder):
        self.folder = Path(os.path.realpath(folder))
        self.facts = {}
        if self.state_file.exists():
            self.facts = json.loads(self.state_file.read_text())

    @property
    def state_file(self) -> Path:
        return self.folder / "lab.state.json"

    @property
    def exists(self) -> bool:
        return bool(self.facts)

    @property
    def users(self) -> list[str]:
        return self.facts.get("users", [])

    @property
    def slurm_conf(self) -> Path:
        return self.path("etc/slurm.conf")

    @property
    def munge_socket(self) -> Path:
        return self.path("munge/socket")

    def path(self, below: str) -> Path:
        return self.folder / below

    def port(self, daemon: str) -> int:
        return self.facts["ports"][daemon]

    def save(self) -> None:
        half = self.state_file.with_suffix(".new")
        half.write_text(json.dumps(self.facts, indent=1) + "\n")
        os.replace(half, self.state_file)

    def remember(self, key: str, value) -> None:
        self.facts[key] = value
        self.save()


def check_place(lab: Lab) -> None:
    """Slurm, munge and ordinary users must be able to work with this path; says why when not. Changes nothing."""
    folder, text = lab.folder, str(lab.folder)
    if not lab.exists and folder.exists() and any(entry.name != "lock" for entry in folder.iterdir()):
        raise LabProblem(f"'{text}' holds other things and no lab. Give an empty or a new folder with --dir.")
    if not re.fullmatch(r"[A-Za-z0-9._/-]{2,70}", text):
        raise LabProblem(f"The lab cannot live in '{text}': use a path of at most 70 letters, digits, '.', '_' and '-' "
                         "(Slurm's configuration and Unix sockets allow no more).")
    for place in [folder, *folder.parents]:
        if place.exists() and not place.stat().st_mode & stat.S_IXOTH and place != folder:
            raise LabProblem(f"The lab cannot live in '{text}': other users may not enter '{place}', and the test users "
                             f"must. Choose another folder with --dir, or run: chmod o+x '{place}'")


def make_folders(lab: Lab) -> None:
    lab.folder.mkdir(parents=True, exist_ok=True)
    for below in ("etc", "run", "run/slurm", "log", "state", "munge", "spool", "sql", "sql/tmp", "dev", "bin", "ssh",
                  "ssh/authorized", "client", "profiles", "profiles-wrong"):
        lab.path(below).mkdir(mode=0o755, exist_ok=True)
    os.chown(lab.folder, 0, 0)
    lab.folder.chmod(0o755)
