"""A Python that has loaded a template's packages already, so that each of the many short jobs of a test need not do it again:
PyTorch takes two seconds of processor time. `stand_in(modules)` is the path of a program that stands in for Python in run.conf. It asks
a server, which lives as long as the test's own process, to fork and run the script there, and ends as that ends.

What is not one script in the environment that the server has itself is run by a real Python, started for it."""

import atexit
import gc
import importlib
import json
import os
import pathlib
import random
import runpy
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback

# As the job wrapper sets them for a job that has one processor.
OF_EVERY_JOB = {"OMP_NUM_THREADS": "1", "PYTHONNOUSERSITE": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
READ_AT_THE_START = ("PYTHON", "OMP_", "MKL_", "LD_", "LC_", "LANG", "TORCH")   # later these change nothing any more

_stand_ins = {}


def read_at_the_start(environment):
    return {key: value for key, value in environment.items() if key.startswith(READ_AT_THE_START)}


# ---- in the test -------------------------------------------------------------------------------------

def stand_in(modules):
    """The program that runs a script where these modules are loaded; one server for each set of them."""
    modules = tuple(sorted(modules))
    if modules not in _stand_ins:
        _stand_ins[modules] = _start_server(modules)
    return _stand_ins[modules]


def _start_server(modules):
    place = pathlib.Path(tempfile.mkdtemp(prefix="werkbank-warm-"))
    server = subprocess.Popen([sys.executable, "-B", __file__, str(place / "door"), *modules], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              env={**{key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}, **OF_EVERY_JOB})
    atexit.register(_end_server, server, place)
    if server.stdout.readline() != b"ready\n":
        raise AssertionError(f"the Python with {modules} did not start")
    program = place / "python3"
    words = shlex.join([sys.executable, "-SEB", str(pathlib.Path(__file__).with_name("ask_warm_python.py")), str(place / "door")])
    program.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    program.chmod(0o755)
    return program


def _end_server(server, place):
    server.stdin.close()
    server.wait(20)
    server.stdout.close()
    shutil.rmtree(place, ignore_errors=True)


# ---- the server --------------------------------------------------------------------------------------

def serve(door, modules):
    for name in modules:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()                     # what a forked process looks through, it gets a copy of
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(door)
    listener.listen(64)
    print("ready", flush=True)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        ready, _, _ = select.select([listener, sys.stdin], [], [])
        if sys.stdin in ready:
            return                  # the test is over
        line, _ = listener.accept()
        if os.fork() == 0:
            listener.close()
            return answer(line)
        line.close()


def answer(line):
    """In a process of its own: runs what is asked in another one, which dies when whoever asked for it does."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    length, files, _, _ = socket.recv_fds(line, 4, 3)
    words, folder, environment, mask, ignored = json.loads(line.recv(int.from_bytes(length, "big"), socket.MSG_WAITALL))
    if len(words) != 1 or not words[0].endswith(".py") or read_at_the_start(environment) != read_at_the_start(os.environ):
        line.sendall(bytes(4))
        os._exit(0)
    runner = os.fork()
    if runner == 0:
        line.close()
        become(files, folder, environment, mask, ignored)
        return run(words[0])
    for file in files:
        os.close(file)
    line.sendall(runner.to_bytes(4, "big"))
    ended = os.pidfd_open(runner)
    if line in select.select([line, ended], [], [])[0]:
        os.kill(runner, signal.SIGKILL)
    _, status = os.waitpid(runner, 0)
    try:
        line.sendall(status.to_bytes(4, "big"))
    except BrokenPipeError:
        pass
    os._exit(0)


def become(files, folder, environment, mask, ignored):
    """All that a process has from whoever started it."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.umask(mask)
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


def run(script):
    """As `python3 SCRIPT` does. What no two starts have alike must differ here too, so that a script that needs it to be alike
    is found out."""
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    if "torch" in sys.modules:
        sys.modules["torch"].seed()
    sys.stdout.reconfigure(write_through=True)
    sys.argv[:] = [script]
    sys.path[0] = str(pathlib.Path(script).resolve().parent)
    leave(code_of(script))


def code_of(script):
    try:
        runpy.run_path(script, run_name="__main__")
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            return 1
        return end.code or 0
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def leave(code):
    """Python's own end, but for taking apart all that the packages have made: that costs as much as to load them."""
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2:])
