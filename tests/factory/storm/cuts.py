"""The ways in which a transfer is cut off, each at a random moment. A way gets the transfer while a try runs, and leaves
the far end as it was before: what follows is the same command again."""

import resource
import time
from random import Random

from far import MIB
from transfers import Transfer


def reset_by_the_line(transfer: Transfer, numbers: Random) -> None:
    """The line breaks after so many bytes, exactly, on every connection."""
    if transfer.to_moment(numbers):
        way = numbers.choice(["up", "down"])
        transfer.far.line.tell(f"cut-after-{way} {numbers.randrange(1, 300_000)}")
        transfer.until(lambda: transfer.far.line.status()["planned"][way] is None, 1.0)
        transfer.far.line.tell("cut")
    transfer.far.line.tell("reset")


def line_ends_at_once(transfer: Transfer, numbers: Random) -> None:
    if transfer.to_moment(numbers):
        transfer.far.line.tell("cut")


def session_killed(transfer: Transfer, numbers: Random) -> None:
    """What serves the connection dies; what it started finds its input at an end."""
    if transfer.to_moment(numbers):
        transfer.far.kill(transfer.far.sessions())


def server_killed(transfer: Transfer, numbers: Random) -> None:
    """The login node goes down and comes up."""
    if transfer.to_moment(numbers):
        transfer.far.kill(transfer.far.everything())
        transfer.far.master.wait()
        time.sleep(numbers.uniform(0, 1))
        transfer.far.start()


def receivers_killed(transfer: Transfer, numbers: Random) -> None:
    """One or all of the processes that receive are ended, as a watchman of a login node does."""
    if transfer.to_moment(numbers):
        pids = sorted(transfer.far.receivers())
        if pids and numbers.random() < 0.7:
            pids = [numbers.choice(pids)]
        transfer.far.kill(pids)


def program_killed(transfer: Transfer, numbers: Random) -> None:
    if transfer.to_moment(numbers):
        transfer.process.kill()


def frozen_for_a_while(transfer: Transfer, numbers: Random) -> None:
    if transfer.to_moment(numbers):
        pids = transfer.far.freeze()
        time.sleep(numbers.uniform(0.2, 2.5))
        transfer.far.thaw(pids)


def frozen_while_another_takes_over(transfer: Transfer, numbers: Random) -> None:
    """What serves the first try stands still, the program is killed, and the old ones wake up while the next try is
    under way, or after it."""
    if not transfer.to_moment(numbers):
        return
    pids = transfer.far.freeze() - {transfer.far.master.pid}
    transfer.process.kill()
    transfer.wait()
    transfer.start()
    try:
        if numbers.random() < 0.8:
            transfer.to_moment(numbers)
        else:
            transfer.until(lambda: False, 60)
    finally:
        transfer.far.thaw(pids)


def disk_full(transfer: Transfer, numbers: Random) -> None:
    if transfer.to_moment(numbers):
        filler = transfer.far.fill(numbers.choice([0, 0, 4096, 200_000, 3 * MIB]))
        transfer.until(lambda: False, 30)
        filler.unlink()


def files_used_up(transfer: Transfer, numbers: Random) -> None:
    """A quota of files, as far as it can be had without one of the kernel."""
    if transfer.to_moment(numbers):
        many = transfer.far.use_up_files()
        transfer.until(lambda: False, 30)
        for one in many.iterdir():
            one.unlink()
        many.rmdir()


def file_size_limit(transfer: Transfer, numbers: Random) -> None:
    if transfer.to_moment(numbers):
        transfer.far.limit_file_size(numbers.randrange(1, 4 * MIB))
        transfer.until(lambda: False, 30)
        transfer.far.limit_file_size(resource.RLIM_INFINITY)


BOTH_WAYS = {
    "line reset": reset_by_the_line, "line ends": line_ends_at_once, "session killed": session_killed,
    "server killed": server_killed, "receiver killed": receivers_killed, "program killed": program_killed,
    "sshd frozen": frozen_for_a_while, "frozen, other takes over": frozen_while_another_takes_over}
UP_ONLY = {"far disk full": disk_full, "far files used up": files_used_up, "far file size limit": file_size_limit}
NEED_OWN_DISK = ("far disk full", "far files used up", "local disk full")


def local_disk_full(transfer: Transfer, numbers: Random) -> None:
    """The disk that the results come to is full; `into` stands on one of its own."""
    if transfer.to_moment(numbers):
        filler = transfer.into / "filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while file.write(b"\0" * 65536):
                    pass
            except OSError:
                pass
        transfer.until(lambda: False, 30)
        filler.unlink()


DOWN_ONLY = {"local disk full": local_disk_full}
WAYS = {"up": {**BOTH_WAYS, **UP_ONLY}, "down": {**BOTH_WAYS, **DOWN_ONLY}}

