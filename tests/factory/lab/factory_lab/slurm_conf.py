"""The configuration files of Slurm: four virtual nodes on one computer, GPUs as gres, accounting in MariaDB."""

import os
import re
import secrets
import shutil
import subprocess

from .layout import Lab, NODES

CLUSTER = """ClusterName=lab
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={port_slurmctld}
SlurmUser=slurm
SlurmdUser=root
AuthType=auth/munge
# cred_expire bounds how long a requeued job waits before it may start again (2 minutes by default)
AuthInfo=socket={munge},cred_expire=10
CryptoType=crypto/munge
MpiDefault=none
StateSaveLocation={lab}/state
SlurmdSpoolDir={lab}/spool/%n
SlurmctldPidFile={lab}/run/slurm/slurmctld.pid
SlurmdPidFile={lab}/run/slurm/slurmd-%n.pid
SlurmctldLogFile={lab}/log/slurmctld.log
SlurmdLogFile={lab}/log/slurmd-%n.log
SlurmctldDebug=info
SlurmdDebug=info
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
TaskProlog={lab}/etc/task_prolog
JobAcctGatherType=jobacct_gather/linux
JobAcctGatherFrequency=task=2
SlurmdParameters=config_overrides
ReturnToService=2
SlurmctldTimeout=30
SlurmdTimeout=15
BatchStartTimeout=60
InactiveLimit=0
MinJobAge=300
KillWait=3
CompleteWait=0
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=5,sched_interval=2,batch_sched_delay=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core_Memory
PriorityType=priority/multifactor
PriorityDecayHalfLife=7-0
PriorityCalcPeriod=1
PriorityWeightFairshare=100000
PriorityWeightAge=1000
PriorityWeightQOS=10000
PriorityWeightJobSize=1000
MaxArraySize=20001
MaxJobCount=50000
GresTypes=gpu
PropagateResourceLimits=NONE
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort={port_slurmdbd}
# sacct and sacctmgr do not read AuthInfo; this is where they find munge
AccountingStoragePass={munge}
AccountingStorageEnforce=associations,limits,qos
AccountingStorageTRES=gres/gpu,gres/gpu:h100
AccountingStoreFlags=job_comment,job_script,job_env
NodeName=DEFAULT State=UNKNOWN TmpDisk=100000
NodeName=gh01 Port={port_gh01} {here} Sockets=2 CoresPerSocket=32 RealMemory=512000 Gres=gpu:h100:4 Feature=h100,ib
NodeName=gh02 Port={port_gh02} {here} Sockets=2 CoresPerSocket=32 RealMemory=512000 Gres=gpu:h100:4 Feature=h100,ib
NodeName=mig01 Port={port_mig01} {here} Sockets=2 CoresPerSocket=16 RealMemory=256000 Gres=gpu:1g.12gb:8,gpu:3g.47gb:2 Feature=mig
NodeName=cpu01 Port={port_cpu01} {here} Sockets=2 CoresPerSocket=32 RealMemory=256000 Feature=cpu
PartitionName=DEFAULT State=UP DefMemPerCPU=2000
PartitionName=gpu_h100 Nodes=gh[01-02] MaxTime=3-00:00:00 DefaultTime=01:00:00
PartitionName=gpu_mig Nodes=mig01 MaxTime=08:00:00 DefaultTime=00:30:00
PartitionName=cpu Nodes=cpu01 MaxTime=3-00:00:00 DefaultTime=01:00:00 Default=YES
PartitionName=debug Nodes=gh01,cpu01 MaxTime=00:30:00 DefaultTime=00:10:00 PriorityTier=10 QOS=debug
"""

GRES = """NodeName=gh[01-02] Name=gpu Type=h100 File={lab}/dev/nvidia[0-3]
NodeName=mig01 Name=gpu Type=1g.12gb File={lab}/dev/nvidia[0-7]
NodeName=mig01 Name=gpu Type=3g.47gb File={lab}/dev/nvidia[8-9]
"""

DATABASE_DAEMON = """AuthType=auth/munge
AuthInfo=socket={munge}
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort={port_slurmdbd}
SlurmUser=slurm
DebugLevel=info
LogFile={lab}/log/slurmdbd.log
PidFile={lab}/run/slurm/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort={port_mariadbd}
StorageUser=slurm
StoragePass={password}
StorageLoc=slurm_acct_db
"""

DATABASE_START = """CREATE DATABASE IF NOT EXISTS slurm_acct_db;
CREATE USER IF NOT EXISTS 'slurm'@'127.0.0.1' IDENTIFIED BY '{password}';
CREATE USER IF NOT EXISTS 'slurm'@'localhost' IDENTIFIED BY '{password}';
GRANT ALL ON slurm_acct_db.* TO 'slurm'@'127.0.0.1';
GRANT ALL ON slurm_acct_db.* TO 'slurm'@'localhost';
"""

# Runs as the user before each task. Only nodes with GPUs have the stand-in nvidia-smi on the PATH. All nodes are this
# one computer: as many threads as the cores that they claim would take its time with waiting for one another.
TASK_PROLOG = """#!/bin/sh
echo "export {owner}={lab}"
echo "export OMP_NUM_THREADS=1"
case "$SLURMD_NODENAME" in
  cpu*) ;;
  *) echo "export PATH={lab}/bin:$PATH" ;;
esac
"""


def _private(file, text: str) -> None:
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(text)
    shutil.chown(file, "slurm", "slurm")


def major_version() -> int:
    answer = subprocess.run(["slurmctld", "-V"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)\.\d+", answer)
    return int(found.group(1)) if found else 0


def _values(lab: Lab) -> dict:
    values = {"lab": lab.folder, "munge": lab.munge_socket, "password": lab.facts["database_password"],
              "here": "NodeHostname=localhost NodeAddr=127.0.0.1"}
    for name in ("slurmctld", "slurmdbd", "mariadbd"):
        values[f"port_{name}"] = lab.port(name)
    for node in NODES:
        values[f"port_{node}"] = lab.port(f"slurmd-{node}")
    return values


def write(lab: Lab, owner_variable: str) -> None:
    """Writes all of DIR/etc; the same facts give the same files."""
    if "database_password" not in lab.facts:
        lab.remember("database_password", secrets.token_hex(16))
    values = _values(lab)
    lab.slurm_conf.write_text(CLUSTER.format(**values))
    lab.path("etc/gres.conf").write_text(GRES.format(**values))
    lab.path("etc/plugstack.conf").write_text("")
    # since 24.05 slurmd wants cgroups unless told otherwise; 22.05 does not know the word
    lab.path("etc/cgroup.conf").write_text("CgroupPlugin=disabled\n" if major_version() >= 24 else "")
    _private(lab.path("etc/slurmdbd.conf"), DATABASE_DAEMON.format(**values))
    _private(lab.path("etc/database.sql"), DATABASE_START.format(**values))
    prolog = lab.path("etc/task_prolog")
    prolog.write_text(TASK_PROLOG.replace("{lab}", str(lab.folder)).replace("{owner}", owner_variable))
    prolog.chmod(0o755)
    for number in range(10):  # gres wants a device file for each GPU
        device = lab.path(f"dev/nvidia{number}")
        if not os.path.lexists(device):
            device.symlink_to("/dev/null")
    shutil.chown(lab.path("state"), "slurm", "slurm")
    for below in ("log", "sql", "sql/tmp", "run/slurm"):
        shutil.chown(lab.path(below), "slurm", "slurm")
