"""The Unix users of the labs: ordinary accounts with a home, a password and a .bashrc."""

import pwd
import secrets
import subprocess
from pathlib import Path

from . import registry
from .layout import Lab
from .problem import LabProblem

# Only an account that carries these words is ours to change or remove.
COMMENT = "Werkbank test user"

NOISE = """# What users of real machines have here: words before every answer, on both streams.
echo "Welkom op de proefopstelling \u2603  $(date +%H:%M)"
printf '\\033[1;32mquota: 12%%\\033[0m\\n'
echo "module: command not found" >&2
"""


def _find(name: str):
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def uids(lab: Lab) -> set:
    return {entry.pw_uid for entry in map(_find, lab.users) if entry and entry.pw_gecos.startswith(COMMENT)}


def _run(argv, **more) -> None:
    done = subprocess.run(argv, capture_output=True, text=True, **more)
    if done.returncode != 0:
        raise LabProblem(f"'{argv[0]}' failed while the test users were prepared: {done.stderr.strip()}")


def _new_password(index: int) -> str:
    # The second user's password holds what careless code breaks on: spaces, quotes, $() and UTF-8.
    token = secrets.token_hex(6)
    return f"wb-{token}" if index % 2 == 0 else f"wb $(x) '\"\u00e9\u2603 {token}"


def prepare(lab: Lab) -> None:
    """Creates the users that are missing and sets the passwords that all labs share."""
    known = registry.passwords()
    for index, name in enumerate(lab.users):
        entry = _find(name)
        if entry and not entry.pw_gecos.startswith(COMMENT):
            raise LabProblem(f"The user '{name}' exists on this computer and is not a test user. "
                             "Choose other names: --users wbtest11,wbtest12")
        if not entry:
            _run(["useradd", "-m", "-s", "/bin/bash", "-c", COMMENT, "-K", "UID_MIN=61000", "-K", "UID_MAX=61180",
                  "-K", "GID_MIN=61000", "-K", "GID_MAX=61180", name])
        if not entry or name not in known:
            known[name] = _new_password(index)
            _run(["chpasswd"], input=f"{name}:{known[name]}\n")
        if index % 2 == 1:
            _make_noisy(_find(name))
    registry.keep_passwords(known)


def _make_noisy(entry) -> None:
    Path(entry.pw_dir, ".bashrc").write_text(NOISE)


def remove(lab: Lab) -> None:
    """Removes the users that no other lab has."""
    in_use = {name for other in registry.others(lab) for name in other.users}
    known = registry.passwords()
    for name in set(lab.users) - in_use:
        entry = _find(name)
        known.pop(name, None)
        if entry and entry.pw_gecos.startswith(COMMENT):
            subprocess.run(["userdel", "-r", name], capture_output=True, check=False)
            if _find(name):
                raise LabProblem(f"The test user '{name}' could not be removed; does a process of it still run?")
    registry.keep_passwords(known)
