"""A real sshd on loopback and a real keychain on a bus of its own, each in a folder of the test's, ended by process id."""

import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "factory/e2e"))
from harness import Cli, wait_until  # noqa: E402


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def make_key(file: Path, passphrase: str = "") -> str:
    """Makes a key pair; its public line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", str(file)], check=True)
    return file.with_suffix(".pub").read_text().strip()


def end(process: subprocess.Popen) -> None:
    process.terminate()
    process.wait(10)


class Sshd:
    """Lets in the current user with the keys in `self.keys`; commands see `self.home` as the home folder."""

    def __init__(self, folder: Path):
        self.folder, self.home = folder, folder / "remote-home"
        self.keys = self.home / ".ssh/authorized_keys"
        self.keys.parent.mkdir(parents=True, mode=0o700)
        self.keys.write_text("")
        self.host_key = make_key(folder / "host_key")
        self.user = pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        for _ in range(5):  # the port may be taken between finding and using it
            self.port = free_port()
            (folder / "sshd_config").write_text(
                f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {folder}/host_key\nAuthorizedKeysFile {self.keys}\n"
                "PidFile none\nStrictModes no\nPermitRootLogin yes\nUsePAM no\nPasswordAuthentication no\n"
                f"KbdInteractiveAuthentication no\nSubsystem sftp internal-sftp\nSetEnv HOME={self.home}\n")
            with open(folder / "sshd.log", "a") as log:
                self.process = subprocess.Popen(["/usr/sbin/sshd", "-f", folder / "sshd_config", "-D", "-e"],
                                                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            if wait_until(lambda: answers(self.port) or self.process.poll() is not None, 10, 0.02) and answers(self.port):
                return
            end(self.process)
        raise AssertionError(f"sshd did not start: {(folder / 'sshd.log').read_text()}")

    def end(self) -> None:
        end(self.process)

    def profile(self, folder: Path, **changes) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        fields = {"schema": 1, "id": "hall", "kind": "slurm", "name": {"nl": "Hal", "en": "Hall"},
                  "operator": {"nl": "Test", "en": "Test"}, "help": {"phone": "", "email": "", "url": ""},
                  "host": "127.0.0.1", "port": self.port, "user": self.user,
                  "host_keys": [" ".join(self.host_key.split()[:2])], "sign_in": {"methods": ["key"]},
                  "work_folder": "~", "partitions": [], "gpu_request": "gres", "account": {"rule": "none"},
                  "environment": [{"kind": "system", "python": "python3"}], "verified": [], **changes}
        file = folder / f"{fields['id']}.json"
        file.write_text(json.dumps(fields))
        return file


class Keychain:
    """gnome-keyring-daemon, opened, on a session bus that starts nothing by itself; `env` is for who uses it."""

    def __init__(self, folder: Path):
        folder.mkdir()
        address = f"unix:path={folder}/bus"
        (folder / "bus.conf").write_text(
            f"<busconfig><type>session</type><listen>{address}</listen><auth>EXTERNAL</auth><policy context=\"default\">"
            "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>")
        self.bus = subprocess.Popen(["dbus-daemon", "--nofork", f"--config-file={folder}/bus.conf"],
                                    stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not wait_until((folder / "bus").exists, 10, 0.02):
            end(self.bus)
            raise AssertionError("the session bus did not start")
        self.env = {"DBUS_SESSION_BUS_ADDRESS": address}
        own = {**{name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")},
               "PATH": os.environ["PATH"], **self.env}
        self.daemon = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"], env=own,
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.daemon.stdin.write(b"the person's own password")
        self.daemon.stdin.close()
        control = ["dbus-send", f"--bus={address}", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                   "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.secrets"]
        if not wait_until(lambda: b"true" in subprocess.run(control, capture_output=True, check=False).stdout, 20, 0.05):
            self.end()
            raise AssertionError("the keychain did not start")

    def end(self) -> None:
        end(self.daemon)
        end(self.bus)


def cli_with_key(server: Sshd, folder: Path, port: int) -> tuple[Cli, Path]:
    """A person who may sign in with a key, in a home of their own, and the profiles where the server is "hall" at `port`."""
    key = folder / "key"
    server.keys.write_text(make_key(key) + "\n")
    profiles = folder / "profiles"
    server.profile(profiles, port=port)
    home = folder / "home"
    (home / ".ssh").mkdir(parents=True, mode=0o700)
    shutil.copy(key, home / ".ssh/id_ed25519")
    return Cli(home), profiles
