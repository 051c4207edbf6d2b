"""The sshd of the lab: its configuration, host keys, and the client's keys that it lets in."""

import os
import re
import secrets
import subprocess

from .layout import Lab
from .problem import LabProblem
from .processes import OWNER_VARIABLE

HOST_KEY_TYPES = ("ed25519", "ecdsa", "rsa")

CONFIG = """Port {port}
ListenAddress 127.0.0.1
PidFile none
{host_keys}
UsePAM yes
PermitRootLogin no
AllowUsers {users}
# the lab may lie below a folder that all may write to, like /tmp; strict modes would refuse its key files
StrictModes no
AuthorizedKeysFile {lab}/ssh/authorized/%u
PasswordAuthentication yes
KbdInteractiveAuthentication yes
PubkeyAuthentication yes
PrintMotd no
PrintLastLog no
UseDNS no
LogLevel VERBOSE
MaxStartups 100:30:200
# the only SetEnv line counts
SetEnv SLURM_CONF={lab}/etc/slurm.conf {owner}={lab}
AcceptEnv LANG LC_*
Banner {lab}/ssh/banner
Subsystem sftp {sftp}
{newer}
"""

BANNER = """############################################################
#  PROEFOPSTELLING / TEST SET-UP \u2014 alleen voor bevoegden.   #
#  Caf\u00e9 \u2603 \u00fcml\u00e4ut: gebruik wordt vastgelegd.                 #
############################################################
"""

CLIENT_CONFIG = """Host lab lab-noisy
  HostName 127.0.0.1
  Port {port}
  User {user}
  IdentityFile {lab}/client/id_ed25519
  IdentitiesOnly yes
  UserKnownHostsFile {lab}/client/known_hosts
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  ConnectTimeout 10
  LogLevel ERROR
"""


def version() -> tuple[int, int]:
    answer = subprocess.run(["ssh", "-V"], capture_output=True, text=True, check=False).stderr
    found = re.search(r"OpenSSH_(\d+)\.(\d+)", answer)
    return (int(found.group(1)), int(found.group(2))) if found else (0, 0)


def _make_key(file, kind: str, passphrase: str = "") -> None:
    if file.exists():
        return
    done = subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", file.name, "-f", file],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LabProblem(f"ssh-keygen could not make '{file}': {done.stderr.strip()}")


def public_key(file) -> str:
    """'type base64' without the comment, as a profile pins it."""
    return " ".join(file.with_name(file.name + ".pub").read_text().split()[:2])


def host_keys(lab: Lab) -> list[str]:
    return [public_key(lab.path(f"ssh/host_{kind}")) for kind in HOST_KEY_TYPES]


def wrong_host_key(lab: Lab) -> str:
    """A sound key that this server does not have, for tests of a changed server."""
    return public_key(lab.path("ssh/elsewhere_ed25519"))


def make_keys(lab: Lab) -> None:
    """Host keys, and four client keys: plain, with passphrase, RSA with passphrase, and one nobody lets in."""
    for kind in HOST_KEY_TYPES:
        _make_key(lab.path(f"ssh/host_{kind}"), kind)
    _make_key(lab.path("ssh/elsewhere_ed25519"), "ed25519")
    if "passphrase" not in lab.facts:
        lab.remember("passphrase", f"zin met spaties \u00e9 {secrets.token_hex(4)}")
    _make_key(lab.path("client/id_ed25519"), "ed25519")
    _make_key(lab.path("client/id_ed25519_pass"), "ed25519", lab.facts["passphrase"])
    _make_key(lab.path("client/id_rsa_pass"), "rsa", lab.facts["passphrase"])
    _make_key(lab.path("client/id_not_let_in"), "ed25519")
    let_in = "".join(public_key(lab.path(f"client/{name}")) + f" {name}\n"
                     for name in ("id_ed25519", "id_ed25519_pass", "id_rsa_pass"))
    for user in lab.users:
        lab.path(f"ssh/authorized/{user}").write_text(let_in)


def write(lab: Lab) -> None:
    """Writes sshd's configuration and one for the stock client."""
    newer = "PerSourcePenalties no" if version() >= (9, 8) else ""  # else a refused password blocks the next test
    sftp = "internal-sftp" if lab.facts.get("sftp") == "internal" else "/usr/lib/openssh/sftp-server"
    text = CONFIG.format(port=lab.port("sshd"), lab=lab.folder, users=" ".join(lab.users), owner=OWNER_VARIABLE,
                         sftp=sftp, newer=newer,
                         host_keys="\n".join(f"HostKey {lab.folder}/ssh/host_{kind}" for kind in HOST_KEY_TYPES))
    lab.path("ssh/sshd_config").write_text(text)
    lab.path("ssh/banner").write_text(BANNER)
    lab.path("client/ssh_config").write_text(
        "Host lab-noisy\n  User {}\n".format(lab.users[-1])
        + CLIENT_CONFIG.format(port=lab.port("sshd"), user=lab.users[0], lab=lab.folder))
    known = f"[127.0.0.1]:{lab.port('sshd')}"
    lab.path("client/known_hosts").write_text("".join(f"{known} {key}\n" for key in host_keys(lab)))
    os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
