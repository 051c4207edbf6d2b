"""The child process in which somebody's own program runs: its output goes to the log as it comes, a wish to stop is
passed on, and nothing that it started outlives it."""

import collections
import ctypes
import os
import pathlib
import re
import select
import signal
import socket
import subprocess
import sys
import time

LOG_LIMIT = 64 << 20            # bytes of output in the log; a progress bar gone wild would fill the disk
TAIL = 16 << 10
LOOK_S = 0.25
PATIENCE_S = 8                  # between SIGTERM and SIGKILL where nothing is to be saved
DRAIN_S = 2
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36

Reason = collections.namedtuple("Reason", "code nl en place")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Child:
    def __init__(self, command, folder, environment):
        self._command, self._folder, self._environment = command, folder, environment
        self._written, self._tail, self._is_cut = 0, bytearray(), False
        self.was_asked_to_stop = self.was_terminated = False
        self._asked_at, self._harshness = None, 0
        self._previous = signal.signal(signal.SIGTERM, self._on_terminate)
        self._libc = _linux_libc()
        if self._libc:          # what the program leaves behind becomes ours, so that it can be ended
            self._libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def to_the_end(self, job, records):
        """Waits for the program; its exit code, negative for a signal."""
        read_end, write_end = os.pipe()
        libc = self._libc
        die_with_us = (lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)) if libc else None
        process = subprocess.Popen(self._command, cwd=self._folder, env=self._environment, stdin=subprocess.DEVNULL, stdout=write_end, stderr=write_end,
                                   start_new_session=True, preexec_fn=die_with_us)
        os.close(write_end)
        os.set_blocking(read_end, False)
        while process.poll() is None:
            self._pass_on(read_end, LOOK_S)
            records.read_all()
            self._look_whether_to_stop(job, process)
        self._end_leftovers(process.pid)
        until = time.monotonic() + DRAIN_S
        while time.monotonic() < until and self._pass_on(read_end, LOOK_S):
            pass
        os.close(read_end)
        self._say_cut()
        return process.returncode

    # -- output --

    def _pass_on(self, read_end, seconds):
        """What the program printed, to the log; False when there will be no more."""
        ready, _, _ = select.select([read_end], [], [], seconds)
        if not ready:
            return True
        try:
            block = os.read(read_end, 1 << 16)
        except BlockingIOError:
            return True
        if not block:
            time.sleep(0.05)        # it closed its output and goes on
            return False
        kept = block[:max(0, LOG_LIMIT - self._written)]
        _write_all(kept)
        self._written += len(block)
        self._is_cut = self._is_cut or len(kept) < len(block)
        self._tail += block
        del self._tail[:-TAIL]
        return True

    def _say_cut(self):
        if self._is_cut:
            _write_all(f"\n[werkbank] the program printed {self._written} bytes; only the first {LOG_LIMIT} and these last ones are kept\n".encode())
            _write_all(bytes(self._tail) + b"\n")

    def tail_text(self):
        return self._tail.decode("utf-8", "replace")

    # -- stopping --

    def _on_terminate(self, number, frame):
        self.was_terminated = True
        if callable(self._previous):
            self._previous(number, frame)

    def _look_whether_to_stop(self, job, process):
        """First the file, then SIGTERM at half of the time that there is, then SIGKILL. SIGTERM at once when the job is
        being ended itself."""
        if not job.should_stop():
            return
        now = time.monotonic()
        if self._asked_at is None:
            self._asked_at, self.was_asked_to_stop = now, True
            _touch(self._environment["WERKBANK_STOP_FILE"])
        grace = max(2.0, float(self._environment.get("WERKBANK_GRACE_S") or 120))
        waited = now - self._asked_at
        if self._harshness == 0 and (self.was_terminated or waited > grace / 2):
            self._harshness, self._harsh_at = 1, now
            _signal_group(process.pid, signal.SIGTERM)
        patience = PATIENCE_S if self.was_terminated else min(grace / 4, 30)
        if self._harshness == 1 and now - self._harsh_at > patience:
            self._harshness = 2
            _signal_group(process.pid, signal.SIGKILL)

    def say_how_it_stopped(self, job, step):
        if self._harshness == 2:
            job.warn("ended_by_force", f"Het programma stopte niet toen dat gevraagd werd en is beëindigd. Wat het na stap {step} deed kan verloren zijn.",
                     f"The program did not stop when it was asked to and was ended. What it did after step {step} may be lost.")

    def _end_leftovers(self, group):
        """Processes that the program started and left running."""
        _signal_group(group, signal.SIGTERM)
        until = time.monotonic() + 1.0
        while time.monotonic() < until and self._orphans(signal.SIGTERM):
            time.sleep(0.05)
        _signal_group(group, signal.SIGKILL)
        for _ in range(50):
            if not self._orphans(signal.SIGKILL):
                break
            time.sleep(0.02)

    def _orphans(self, number):
        """Signals all children that are left; whether there were any."""
        left = False
        for path in pathlib.Path("/proc/self/task").glob("*/children") if self._libc else ():
            try:
                children = [int(word) for word in path.read_text().split()]
            except (OSError, ValueError):
                continue
            for one in children:
                left = True
                _ignore_missing(os.kill, one, number)
                _ignore_missing(os.waitpid, one, os.WNOHANG)
        return left

    # -- why it failed --

    def reason(self, code, data):
        """What to say of a program that ended with this code."""
        if code == -signal.SIGKILL:
            return Reason("killed", "Uw programma is beëindigd (signaal 9). Meestal was het werkgeheugen op: lees minder tegelijk, of vraag meer geheugen.",
                          "Your program was killed (signal 9). Most often the main memory was full: read less at once, or ask for more memory.", {})
        if code < 0:
            return Reason("signal", f"Uw programma is afgebroken door signaal {-code}. Bekijk het einde van het logboek.",
                          f"Your program was ended by signal {-code}. Look at the end of the log.", {})
        text = self.tail_text()
        last = next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")[:300]
        place = _place_in_traceback(text, data)
        code_word, nl, en = _advice(text, last)
        return Reason(code_word, f"Uw programma stopte met code {code}: {last} {nl}".strip(), f"Your program stopped with code {code}: {last} {en}".strip(), place)


def _place_in_traceback(text, data):
    """The innermost line of a Python traceback that is the person's own."""
    own = {}
    text = text[text.rfind("Traceback (most recent call last)"):]
    for root in {str(data), os.path.realpath(data)}:        # a folder's name may hold quotes and newlines
        for path, line in re.findall(r'File "' + re.escape(root + os.sep) + r'([^"\n]+)", line (\d{1,9})', text):
            own = {"file": path, "line": int(line)}
    return own


def _advice(text, last):
    if "CUDA out of memory" in text or "OutOfMemoryError" in last:
        return "gpu_memory", "Het geheugen van de GPU was vol. Neem een kleinere batch.", "The GPU's memory was full. Take a smaller batch."
    if last.startswith(("ModuleNotFoundError", "ImportError")):
        return "missing_module", "Dit pakket is er op de AI-fabriek niet. Zet het in uw map, of vraag de helpdesk erom.", "The AI factory does not have this package. Put it in your folder, or ask the help desk for it."
    if last.startswith("FileNotFoundError"):
        return "missing_file", "Staat het bestand in uw map? Schrijf het pad vanaf die map.", "Is the file in your folder? Write its path from that folder on."
    if last.startswith("MemoryError"):
        return "memory", "Het werkgeheugen was vol. Lees minder tegelijk.", "The main memory was full. Read less at once."
    return "own_program", "Bekijk het einde van het logboek.", "Look at the end of the log."


def _linux_libc():
    if not sys.platform.startswith("linux"):
        return None
    try:
        return ctypes.CDLL(None, use_errno=True)
    except OSError:
        return None


def _signal_group(group, number):
    _ignore_missing(os.killpg, group, number)


def _ignore_missing(call, *words):
    try:
        call(*words)
    except (ProcessLookupError, PermissionError, ChildProcessError):
        pass


def _touch(path):
    if not os.path.exists(path):
        with open(path, "w", encoding="ascii") as file:
            file.write("time_limit\n")


def _write_all(block):
    view = memoryview(block)
    while view:
        view = view[os.write(1, view):]
