"""A lab's life: up, down, wipe, status. Each may be asked at any time and again."""

import errno
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import accounts, daemons, handover, processes, registry, slurm_conf, ssh_server, unix_users
from .layout import DAEMONS, Lab, SLURMDS, SYSTEM_PATH, make_folders
from .problem import LabProblem, NotPossibleHere
from .processes import OWNER_VARIABLE

PACKAGES = {
    "slurmctld": "slurmctld", "slurmd": "slurmd", "slurmdbd": "slurmdbd", "sbatch": "slurm-client",
    "sacctmgr": "slurm-client", "munged": "munge", "mariadbd": "mariadb-server-core",
    "mariadb-install-db": "mariadb-server-core", "sshd": "openssh-server", "ssh-keygen": "openssh-client",
    "useradd": "passwd",
}
ASKING = 0.3  # seconds between two questions to Slurm: each is a program that starts
STAND_INS = Path(__file__).resolve().parent.parent / "bin"


def check_packages() -> None:
    missing = {package for tool, package in PACKAGES.items() if not shutil.which(tool, path=SYSTEM_PATH)}
    if missing:
        raise NotPossibleHere("The lab needs Debian packages that are not installed. Run: sudo apt-get install "
                              "--no-install-recommends " + " ".join(sorted(missing)))


def is_up(lab: Lab) -> bool:
    return lab.exists and all(daemons.pid_of(lab, name) for name in DAEMONS)


def _prepare(lab: Lab, users: list, sftp: str, asked_by: tuple) -> None:
    """Facts, folders and files; nothing runs yet."""
    make_folders(lab)
    with registry.open_registry():
        if not lab.exists:
            lab.facts = {"users": users, "sftp": sftp, "asked_by": asked_by, "ports": registry.free_ports(lab)}
            lab.remember("slurm_version", _slurm_version())
        registry.enter(lab)
        unix_users.prepare(lab)
    slurm_conf.write(lab, OWNER_VARIABLE)
    for tool in STAND_INS.iterdir():
        shutil.copy(tool, lab.path("bin"))
        lab.path(f"bin/{tool.name}").chmod(0o755)


def _slurm_version() -> str:
    done = subprocess.run(["slurmctld", "-V"], capture_output=True, text=True, check=False)
    return done.stdout.split()[-1] if done.stdout.split() else ""


def _start_login(lab: Lab) -> None:
    ssh_server.make_keys(lab)
    ssh_server.write(lab)
    with registry.open_registry():
        handover.write(lab)
    daemons.start_sshd(lab)


def _start_accounting(lab: Lab) -> None:
    daemons.make_database(lab)
    daemons.start_mariadbd(lab)
    daemons.start_munged(lab)
    daemons.start_slurmdbd(lab)
    accounts.seed(lab)


def _start_slurm(lab: Lab) -> None:
    _start_accounting(lab)
    with ThreadPoolExecutor(max_workers=4) as pool:
        nodes = [pool.submit(daemons.start_slurmd, lab, name) for name in SLURMDS]
        daemons.start_slurmctld(lab)
        accounts.seed_limits(lab)
        for node in nodes:
            node.result()


def up(lab: Lab, users: list, sftp: str, asked_by: tuple) -> None:
    """Brings up whatever does not run yet, and waits until jobs can start on every node."""
    if is_up(lab):
        return
    check_packages()
    _prepare(lab, users, sftp, asked_by)
    with ThreadPoolExecutor(max_workers=1) as pool:
        login = pool.submit(_start_login, lab)
        _start_slurm(lab)
        login.result()
    if not processes.wait_until(lambda: not daemons.bad_nodes(lab), 30, ASKING):
        raise LabProblem(f"Not every node of the lab came up: {daemons.bad_nodes(lab)}. See {lab.path('log')}")


def _end_jobs(lab: Lab) -> None:
    """slurmstepd outlives slurmd by design, so running jobs are ended first, while Slurm can still do it."""
    pid = daemons.pid_of(lab, "slurmctld")
    if not pid or processes.is_frozen(pid) or not daemons.answers(lab.port("slurmctld")):
        return
    running = lambda: daemons.admin(lab, ["squeue", "-h", "-t", "R,CG,S", "-o", "%i"], 5).stdout.strip()
    if not running():
        return
    for state in ("SUSPENDED", "RUNNING"):
        daemons.admin(lab, ["scancel", "--quiet", f"--state={state}"], 5)
    processes.wait_until(lambda: not running(), 8, ASKING)


def leftovers(lab: Lab) -> set[int]:
    """Processes that belong to this lab: marked by it, serving its login port, or below one of those; and all
    of its users when no other lab has them. One that is not wholly up counts too: it may be coming up, or a test
    has stopped one of its servers."""
    marker = f"{OWNER_VARIABLE}={lab.folder}".encode()
    shared = {name for other in registry.others(lab) for name in other.users}
    uids = unix_users.uids(lab) if not shared & set(lab.users) else set()
    roots = {pid for pid in processes.all_pids() if processes.carries(pid, marker) or processes.of_user(pid, uids)}
    roots |= processes.serving(lab.port("sshd"))
    return {pid for pid in processes.with_descendants(roots) - processes.own_line() if processes.start_time(pid)}


def down(lab: Lab) -> None:
    """Ends everything of this lab, also what a crash left; the queue and the accounting stay in the folder."""
    if not lab.exists:
        return
    _end_jobs(lab)
    with ThreadPoolExecutor(max_workers=6) as pool:
        for _ in pool.map(lambda name: daemons.stop(lab, name), ("sshd", "slurmctld", *SLURMDS)):
            pass
    for name in ("slurmdbd", "mariadbd", "munged"):
        daemons.stop(lab, name)
    for _ in range(3):  # what is ended may have started something in the meantime
        processes.end(leftovers(lab), seconds=3)
    left = leftovers(lab)
    if left:
        raise LabProblem(f"These processes of the lab could not be ended: {sorted(left)}")


def wipe(lab: Lab) -> None:
    """Down, then removes the folder and the Unix users that no other lab has."""
    if not lab.exists:
        if lab.folder.exists() and any(lab.folder.iterdir()):
            raise LabProblem(f"'{lab.folder}' holds no lab, so it is not removed.")
        return
    down(lab)
    with registry.open_registry():
        unix_users.remove(lab)
    shutil.rmtree(lab.folder, onerror=_tolerate_mount(lab.folder))
    with registry.open_registry():
        registry.leave(lab)


def _tolerate_mount(folder: Path):
    """In a chroot the lab's folder itself is a mount point: it is emptied, and stays."""
    def decide(_function, path, trouble):
        if trouble[1].errno != errno.EBUSY or Path(path) != folder:
            raise trouble[1]
    return decide


def status(lab: Lab) -> tuple[str, bool]:
    """One line a daemon, and whether all of them run."""
    if not lab.exists:
        return f"no lab in {lab.folder}", False
    lines = [f"lab {lab.folder} Slurm {lab.facts.get('slurm_version')} users {' '.join(lab.users)}"]
    for name in DAEMONS:
        pid = daemons.pid_of(lab, name)
        state = "down" if not pid else "frozen" if processes.is_frozen(pid) else "up"
        port = lab.facts["ports"].get(name, "")
        lines.append(f"{name:14} {state:7} pid={pid or '-'} port={port or '-'}{_memory(pid)}")
    return "\n".join(lines), is_up(lab)


def _memory(pid: int) -> str:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return ""
    return f" rss={pages * os.sysconf('SC_PAGE_SIZE') // 1024 // 1024}MiB"


def start(lab: Lab, name: str) -> None:
    """Starts one daemon, and waits until the nodes that live are ready for jobs again."""
    daemons.start(lab, name)
    if name not in ("slurmctld", *SLURMDS) or not daemons.pid_of(lab, "slurmctld"):
        return
    living = {node.removeprefix("slurmd-") for node in SLURMDS if daemons.pid_of(lab, node)}
    processes.wait_until(lambda: not living & daemons.bad_nodes(lab).keys(), 20, ASKING)
