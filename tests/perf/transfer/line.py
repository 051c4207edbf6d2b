"""Two network namespaces with a line between them, and an sshd of its own with default settings at the far end.

The round trip is on packets (line.cpp), so that TCP itself feels it. Both ends have the TCP settings of a plain Debian 12,
whatever this computer has: they decide what one connection can carry.
"""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

HERE, THERE = "10.77.0.1", "10.77.0.2"
DEVICE = "wb0"
TCP = {"tcp_rmem": "4096 131072 6291456", "tcp_wmem": "4096 16384 4194304",
       "tcp_no_metrics_save": "1"}  # else a connection begins with what an earlier one has learned
LONGEST = 1800  # seconds; whoever takes longer hangs


def checked(*words):
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True, timeout=60).stdout


@dataclass
class Run:
    """What a command took, its children included."""
    seconds: float
    cpu_seconds: float
    peak_kib: int  # not under what Python itself takes, about 30 MiB: it is counted until the command begins
    out: str


def name_of(pid):
    return f"werkbank-perf-{pid}"


def end_all_in(namespace):
    listed = subprocess.run(["ip", "netns", "pids", namespace], check=False, capture_output=True, text=True).stdout
    for pid in listed.split():
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            pass


def remove_namespace(namespace):
    end_all_in(namespace)
    subprocess.run(["ip", "netns", "del", namespace], check=False, capture_output=True)


def sweep():
    """What a benchmark left that was killed: its processes and namespaces, and its folders."""
    for place in (*pathlib.Path("/run/netns").glob("werkbank-perf-*"), *pathlib.Path("/dev/shm").glob("werkbank-perf-*")):
        if pathlib.Path("/proc", place.name.split("-")[2]).exists():
            continue
        if place.parent.name == "netns":
            remove_namespace(place.name)
        else:
            shutil.rmtree(place, ignore_errors=True)


class Line:
    """Used as a context: nothing of it is left afterwards, also after a failure."""

    def __init__(self, folder, program, round_trip_ms, mbit=0):
        self.folder = folder
        self.program = program
        self.round_trip_ms = round_trip_ms
        self.mbit = mbit
        self.near, self.far = (f"{name_of(os.getpid())}-{end}" for end in ("near", "far"))
        self.home = folder / "home"
        self.running = []

    def __enter__(self):
        try:
            for namespace in (self.near, self.far):
                checked("ip", "netns", "add", namespace)
            self._lay()
            self._set_up_ends()
            self._write_settings()
            self._start_sshd()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            with process:  # waits, and closes what leads to it
                pass
        for namespace in (self.near, self.far):
            remove_namespace(namespace)

    def _lay(self):
        if not self.round_trip_ms and not self.mbit:
            # Without a delay there is nothing to do for a program in between, which would take processor time from all.
            checked("ip", "link", "add", DEVICE, "netns", self.near, "type", "veth", "peer", "name", DEVICE, "netns", self.far)
            return
        words = [self.program, self.near, DEVICE, self.far, DEVICE, self.round_trip_ms / 2, self.mbit]
        line = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.running.append(line)
        if line.stdout.readline().strip() != "ready":
            raise RuntimeError("the line does not come up")

    def _set_up_ends(self):
        for namespace, own, other in ((self.near, HERE, THERE), (self.far, THERE, HERE)):
            for key, value in TCP.items():
                checked("ip", "netns", "exec", namespace, "sh", "-c", f"echo '{value}' > /proc/sys/net/ipv4/{key}")
            # A real line loses nothing before its first bottleneck either.
            checked("ip", "-n", namespace, "link", "set", DEVICE, "txqueuelen", "10000", "up")
            checked("ip", "-n", namespace, "addr", "add", own, "peer", other, "dev", DEVICE)
            checked("ip", "-n", namespace, "route", "replace", other, "dev", DEVICE, "src", own, "congctl", "cubic")

    def _write_settings(self):
        for key in ("host_key", "user_key"):
            if not (self.folder / key).exists():
                checked("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / key)
        self.host_key = " ".join((self.folder / "host_key.pub").read_text().split()[:2])
        # The far home is an empty one: what the start-up files of root's own shell take is in no figure.
        (self.folder / "sshd_config").write_text(
            f"Port 22\nListenAddress {THERE}\nHostKey {self.folder}/host_key\nPermitRootLogin yes\nStrictModes no\n"
            f"PidFile none\nAuthorizedKeysFile {self.folder}/user_key.pub\nSetEnv HOME={self.folder}/far-home\nUsePAM no\n"
            f"Subsystem sftp internal-sftp\n")
        (self.folder / "known_hosts").write_text(f"{THERE} {self.host_key}\n")
        host = f"Host far\n HostName {THERE}\n User root\n IdentityFile {self.folder}/user_key\n IdentitiesOnly yes\n" \
               f" UserKnownHostsFile {self.folder}/known_hosts\n"
        (self.folder / "ssh_config").write_text(host)
        (self.folder / "ssh_config_aes").write_text(host + " Ciphers aes128-gcm@openssh.com\n")
        for name in ("far-home", "home/.ssh", "profiles"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(self.folder / "user_key", self.home / ".ssh/id_ed25519")
        for connections in (1, 4):
            profile = self._profile(connections)
            (self.folder / "profiles" / f"{profile['id']}.json").write_text(json.dumps(profile))
        self.environment = {key: value for key, value in os.environ.items() if key != "SSH_AUTH_SOCK"}
        self.environment |= {"HOME": str(self.home), "WERKBANK_HOME": str(self.home / "werkbank")}

    def _profile(self, connections):
        return {"schema": 1, "id": f"far-{connections}", "data_connections": connections, "kind": "slurm", "listed": True,
                "name": {"nl": "Ver", "en": "Far"}, "operator": {"nl": "Test", "en": "Test"}, "help": {"phone": "", "email": "", "url": ""}, "host": THERE,
                "port": 22, "user": "root", "host_keys": [self.host_key], "sign_in": {"methods": ["key"]},
                "work_folder": str(self.folder / "work"), "partitions": [], "gpu_request": "gres",
                "account": {"rule": "ask-scheduler"}, "environment": [{"kind": "system", "python": "python3"}],
                "verified": []}

    def _start_sshd(self):
        os.makedirs("/run/sshd", exist_ok=True)
        self.running.append(subprocess.Popen(["ip", "netns", "exec", self.far, "/usr/sbin/sshd", "-D", "-f",
                                              str(self.folder / "sshd_config")], stderr=subprocess.DEVNULL))
        for _ in range(100):
            try:
                self.run("ssh", "-F", self.folder / "ssh_config", "far", "true")
                return
            except RuntimeError:
                time.sleep(0.1)
        raise RuntimeError("sshd does not come up")

    def connect_words(self):
        """What our own benchmark programs need to know of the far end."""
        return [THERE, "22", "root", self.folder / "user_key", self.host_key]

    def start(self, *words):
        """Starts it at the near end; its standard input and output are pipes."""
        words = ["ip", "netns", "exec", self.near, *[str(word) for word in words]]
        return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self.environment)

    def run(self, *words):
        """Runs it at the near end, to its end; an error when it fails."""
        words = ["ip", "netns", "exec", self.near, *[str(word) for word in words]]
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            begin = time.monotonic()
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=self.environment)
            limit = threading.Timer(LONGEST, process.kill)
            limit.start()
            try:
                _, status, usage = os.wait4(process.pid, 0)
            except BaseException:
                process.kill()
                raise
            finally:
                limit.cancel()
            seconds = time.monotonic() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(file.read().decode(errors="replace"))
        if process.returncode != 0:
            raise RuntimeError(f"exit code {process.returncode} of {' '.join(words[4:])}\n{''.join(texts)[-2000:]}")
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, texts[0])
