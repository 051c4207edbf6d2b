"""Starts the processes of one machine that run a script together, by PyTorch's torchrun, and ends as the first of them that
failed ended: torchrun itself always says 1. Started by job.sh, once on every machine of the job.

    python3 launch.py MACHINES PROCESSES ADDRESS PORT SCRIPT

PROCESSES on this machine; ADDRESS and PORT where the first machine waits for the others (port 0, where there is one machine:
any that is free). Which machine this is stands in SLURM_NODEID. Exit code 72: this Python has no torchrun."""

import functools
import os
import pathlib
import signal
import socket
import sys

EXIT_NO_SOFTWARE = 72
MONITOR_SECONDS = "0.5"         # between two looks whether one has ended


def main():
    machines, processes, address, port, script = sys.argv[1:]
    machine = int(os.environ.get("SLURM_NODEID") or 0) if int(machines) > 1 else 0
    name_interfaces()
    words = ["--nnodes", machines, "--nproc_per_node", processes, "--node_rank", str(machine), "--rdzv_backend", "static",
             "--rdzv_id", os.environ.get("SLURM_JOB_ID") or "werkbank", "--rdzv_endpoint", f"{address}:{int(port) or free_port()}",
             "--monitor_interval", MONITOR_SECONDS, "--max_restarts", "0"]
    if int(processes) < 10:     # without it torch 1.13 breaks off under Python 3.11; this says: redirect what process 9 prints
        words += ["--redirects", "9:3", "--tee", "9:3"]
    sys.exit(exit_code_of(torchrun(), [*words, script]))


def torchrun():
    """PyTorch's own launcher. What it prints of a process that failed is left out: that process has said it itself."""
    kept = os.environ.get("LOGLEVEL")
    os.environ["LOGLEVEL"] = "CRITICAL"
    try:
        import torch.distributed
        import torch.distributed.run
        there = torch.distributed.is_available()
    except ImportError as error:
        print(f"[werkbank] {error}", file=sys.stderr, flush=True)
        there = False
    finally:
        del os.environ["LOGLEVEL"]
        if kept is not None:
            os.environ["LOGLEVEL"] = kept
    if not there:
        sys.exit(EXIT_NO_SOFTWARE)
    return torch.distributed.run


def exit_code_of(launcher, words):
    leave_at_once_when_failed()
    do_without_libuv()
    from torch.distributed.elastic.multiprocessing.api import SignalException
    from torch.distributed.elastic.multiprocessing.errors import ChildFailedError
    try:
        launcher.main(words)
    except SignalException as ended:
        return 128 + int(ended.sigval)
    except ChildFailedError as failed:
        # One that a signal ended comes first: the others broke off because it was gone, or were ended by torchrun.
        failures = sorted(failed.failures.values(), key=lambda one: (one.exitcode >= 0 or one.exitcode == -signal.SIGTERM, one.timestamp))
        code = failures[0].exitcode
        return code if code > 0 else 128 - code
    return 0


def do_without_libuv():
    """Where PyTorch was built without libuv (Debian 13), its processes can meet without it, but torchrun asks for it all the
    same. werkbank_group.py goes by what is set here."""
    from torch.distributed import TCPStore
    from torch.distributed.elastic.rendezvous import static_tcp_rendezvous
    try:
        TCPStore("127.0.0.1", 0, 1, True, wait_for_workers=False)
    except RuntimeError as error:
        if "libuv" in str(error):
            os.environ["USE_LIBUV"] = "0"
            static_tcp_rendezvous.TCPStore = functools.partial(TCPStore, use_libuv=False)


def leave_at_once_when_failed():
    """Older versions wait five minutes for the other machines when a process of this one failed: these know nothing of it
    until this one leaves."""
    from torch.distributed.elastic.agent.server import api
    wait = getattr(api.SimpleElasticAgent, "_exit_barrier", None)
    if wait is None:
        return

    def wait_unless_failed(agent):
        if agent._worker_group.state != api.WorkerState.FAILED:
            wait(agent)
    api.SimpleElasticAgent._exit_barrier = wait_unless_failed


def free_port():
    """A port of this machine that nobody uses now. Two jobs on one machine are each given their own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def name_interfaces():
    """Processes without GPUs take the network that the factory names for GPUs. There the beginning of a name is enough."""
    asked = os.environ.get("NCCL_SOCKET_IFNAME", "")
    if not asked or asked.startswith("^") or os.environ.get("GLOO_SOCKET_IFNAME"):
        return
    there = sorted(path.name for path in pathlib.Path("/sys/class/net").glob("*"))
    exact, words = asked.startswith("="), asked.lstrip("=").split(",")
    fitting = [name for name in there if any(name == word or (not exact and word and name.startswith(word)) for word in words)]
    if fitting:
        os.environ["GLOO_SOCKET_IFNAME"] = ",".join(fitting)


if __name__ == "__main__":
    main()
