"""Accounts, QoS and users of the lab's Slurm, as a factory's staff would have made them."""

from .daemons import admin
from .layout import Lab
from .problem import LabProblem

# Before slurmctld starts: a partition that names a missing QoS is fatal to it.
FIRST = """add cluster lab
add qos debug,long,gpucap
modify qos debug set MaxJobsPerUser=2 MaxSubmitJobsPerUser=4 MaxWall=00:30:00 Priority=100
add account proj Description=proj Organization=lab
add account tiny Description=tiny Organization=lab
"""
FOR_USER = """add user {user} account=proj qos=normal,debug,long,gpucap defaultqos=normal
add user {user} account=tiny qos=normal maxsubmitjobs=3 maxjobs=1
"""
# After slurmctld has registered once: before that the database knows no GPUs to count.
AFTER = """modify qos long set MaxWall=3-00:00:00 MaxTRESPerUser=gres/gpu=6 Priority=10
modify qos gpucap set MaxTRESPerUser=gres/gpu=2 Flags=DenyOnLimit
"""


def _tell(lab: Lab, commands: str) -> str:
    done = admin(lab, ["sacctmgr", "-i", "-Q"], 60, commands)
    return (done.stdout + done.stderr).strip()


def _rows(lab: Lab, *query: str) -> list[list[str]]:
    answer = admin(lab, ["sacctmgr", "-n", "-P", "list", *query], 60)
    return [line.split("|") for line in answer.stdout.splitlines()]


def seed(lab: Lab) -> None:
    if lab.facts.get("seeded") == lab.users:
        return
    words = _tell(lab, FIRST + "".join(FOR_USER.format(user=user) for user in lab.users))
    found = _rows(lab, "assoc", "format=user,account")
    missing = [(user, account) for user in lab.users for account in ("proj", "tiny") if [user, account] not in found]
    if missing:
        raise LabProblem(f"Slurm's accounting did not take these users and accounts: {missing}. It said:\n  {words}")
    lab.remember("seeded", lab.users)


def seed_limits(lab: Lab) -> None:
    if lab.facts.get("limits"):
        return
    words = _tell(lab, AFTER)
    if ["gpucap", "gres/gpu=2"] not in _rows(lab, "qos", "format=name,maxtrespu"):
        raise LabProblem(f"Slurm's accounting did not take the limits of the QoS. It said:\n  {words}")
    lab.remember("limits", True)
