"""Stands in for Python in a job: has its script run by the server of warm_python.py, passes on what it is told to stop, and ends
as the script does. What the server does not run is run by a real Python.

    ask_warm_python.py DOOR WORD..."""

import json
import os
import signal
import socket
import sys


def main(door, words):
    early, runner = [], 0

    def pass_on(number, _frame):
        os.kill(runner, number) if runner else early.append(number)

    line = socket.socket(socket.AF_UNIX)
    line.connect(door)
    for number in (signal.SIGTERM, signal.SIGINT):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, pass_on)
    send(line, words)
    runner = number_from(line)
    if not runner:
        os.execv(sys.executable, [sys.executable, *words])
    for number in early:
        os.kill(runner, number)
    end_as(number_from(line))


def send(line, words):
    """The script with all that a process has from whoever started it."""
    ignored = [number for number in signal.valid_signals() if signal.getsignal(number) == signal.SIG_IGN]
    mask = os.umask(0o077)
    os.umask(mask)
    asked = json.dumps([words, os.getcwd(), dict(os.environ), mask, ignored]).encode()
    socket.send_fds(line, [len(asked).to_bytes(4, "big")], [0, 1, 2])
    line.sendall(asked)


def number_from(line):
    said = line.recv(4, socket.MSG_WAITALL)
    if len(said) < 4:
        sys.exit("the Python that had the packages loaded is gone")
    return int.from_bytes(said, "big")


def end_as(status):
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
