"""How a person would move the data with each of the other tools. They verify nothing (rclone excepted), ours does.

Each tool runs with its default cipher and, where it uses the ssh of this computer, with AES-GCM: the better one counts.
"""
import shlex
from dataclasses import dataclass
from pathlib import Path

from transfer.line import THERE

PROGRAMS = ("ssh", "scp", "sftp", "rsync", "lftp", "rclone", "zstd", "tar", "/usr/sbin/sshd", "ip")
AES = " aes"


@dataclass
class Move:
    """`source` (a file or a folder) into the folder `target`; one of them is at the far end."""
    settings: Path  # of this benchmark: keys, ssh_config
    config: str  # the name of an ssh_config
    source: Path
    target: Path

    @property
    def ssh(self):
        return f"ssh -F {self.settings / self.config}"

    @property
    def landed(self):
        return self.target / self.source.name

    @property
    def rclone(self):
        return ["rclone", "copy", "--config", "", "--transfers", "16", "--sftp-host", THERE, "--sftp-user", "root",
                "--sftp-key-file", self.settings / "user_key", "--sftp-known-hosts-file", self.settings / "known_hosts"]


def piped(command):
    """Fails when a part of it fails."""
    return ["bash", "-c", f"set -o pipefail; {command}"]


def sftp(move, command):
    return piped(f"echo {shlex.quote(command)} | sftp -q -b - -F {move.settings / move.config} far")


def lftp(move, command):
    # What lftp adds to ssh by itself, and the settings.
    return ["lftp", "-c", f"set sftp:connect-program '{move.ssh} -a -x'; open sftp://root:@far; {command}"]


def lftp_send(move):
    return lftp(move, f"mirror -R -P 8 {move.source} {move.target}/" if move.source.is_dir() else
                f"put -O {move.target} {move.source}")


def lftp_bring(move):
    return lftp(move, f"mirror -P 8 {move.source} {move.target}/" if move.source.is_dir() else
                f"get -O {move.target} {move.source}")


def rclone_send(move):
    return [*move.rclone, move.source, f":sftp:{move.landed if move.source.is_dir() else move.target}"]


def rclone_bring(move):
    return [*move.rclone, f":sftp:{move.source}", move.landed if move.source.is_dir() else move.target]


SEND = {
    "scp": lambda m: ["scp", "-q", "-r", "-F", m.settings / m.config, m.source, f"far:{m.target}/"],
    "sftp": lambda m: sftp(m, f"put -r {m.source} {m.target}/"),
    "rsync": lambda m: ["rsync", "-a", "-e", m.ssh, m.source, f"far:{m.target}/"],
    "rsync -z": lambda m: ["rsync", "-az", "-e", m.ssh, m.source, f"far:{m.target}/"],
    "cat": lambda m: piped(f"{m.ssh} far 'cat > {m.landed}' < {m.source}"),
    "zstd -1": lambda m: piped(f"zstd -q -1 -c {m.source} | {m.ssh} far 'zstd -q -d -c > {m.landed}'"),
    "tar": lambda m: piped(f"tar -c -C {m.source.parent} {m.source.name} | {m.ssh} far 'tar -x -C {m.target}'"),
    "tar + zstd": lambda m: piped(f"tar -c -C {m.source.parent} {m.source.name} | zstd -q -1 -c | "
                                  f"{m.ssh} far 'zstd -q -d -c | tar -x -C {m.target}'"),
    "lftp": lftp_send,
    "rclone": rclone_send,
}
BRING = {
    "scp": lambda m: ["scp", "-q", "-r", "-F", m.settings / m.config, f"far:{m.source}", f"{m.target}/"],
    "sftp": lambda m: sftp(m, f"get -r {m.source} {m.target}/"),
    "rsync": lambda m: ["rsync", "-a", "-e", m.ssh, f"far:{m.source}", f"{m.target}/"],
    "rsync -z": lambda m: ["rsync", "-az", "-e", m.ssh, f"far:{m.source}", f"{m.target}/"],
    "cat": lambda m: piped(f"{m.ssh} far 'cat {m.source}' > {m.landed}"),
    "zstd -1": lambda m: piped(f"{m.ssh} far 'zstd -q -1 -c {m.source}' | zstd -q -d -c > {m.landed}"),
    "tar": lambda m: piped(f"{m.ssh} far 'tar -c -C {m.source.parent} {m.source.name}' | tar -x -C {m.target}"),
    "tar + zstd": lambda m: piped(f"{m.ssh} far 'tar -c -C {m.source.parent} {m.source.name} | zstd -q -1 -c' | "
                                  f"zstd -q -d -c | tar -x -C {m.target}"),
    "lftp": lftp_bring,
    "rclone": rclone_bring,
}


def ciphers_of(tool):
    """(what to add to its name, the ssh_config); rclone brings an ssh of its own, whose default is AES-GCM."""
    both = (("", "ssh_config"), (AES, "ssh_config_aes"))
    return both[:1] if tool == "rclone" else both
