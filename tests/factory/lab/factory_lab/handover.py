"""What the lab hands to tests: DIR/lab.env for shells, DIR/profiles/lab.json for Werkbank, and the secrets to sign in."""

import json
import os
import shlex

from . import registry, ssh_server
from .layout import Lab

PARTITIONS = [
    {"name": "gpu_h100", "gpu_type": "h100", "gpus_per_node": 4, "cpus_per_gpu": 16, "memory_gib_per_gpu": 120,
     "max_hours": 72},
    {"name": "cpu", "gpus_per_node": 0, "cpus_per_node": 64, "memory_gib_per_node": 240, "max_hours": 72},
    {"name": "gpu_mig", "gpu_type": "1g.12gb", "gpus_per_node": 8, "cpus_per_gpu": 3, "memory_gib_per_gpu": 24,
     "max_hours": 8},
]


def profile(lab: Lab, **changes) -> dict:
    """The factory profile of this lab; `changes` replace fields, for profiles that must be refused."""
    fields = {
        "schema": 1, "id": "lab", "kind": "slurm",
        "name": {"nl": "Proefopstelling", "en": "Test set-up"},
        "operator": {"nl": "Deze computer", "en": "This computer"},
        "help": {"phone": "+31 50 000 00 00", "email": "help@example.org", "url": "https://example.org/help"},
        "host": "127.0.0.1", "port": lab.port("sshd"), "user": lab.users[0], "host_keys": ssh_server.host_keys(lab),
        "sign_in": {"methods": ["key", "agent", "password"], "max_password_attempts": 3},
        "work_folder": "~", "partitions": PARTITIONS, "gpu_request": "gres_typed",
        "account": {"rule": "ask-scheduler"},
        "environment": [{"kind": "system", "python": "/usr/bin/python3"}],
        "billing": {"unit": {"nl": "GPU-uur", "en": "GPU-hour"}, "per_gpu_hour": 1.0},
        "verified": ["host", "port"],
    }
    return {**fields, **changes}


def _write_profiles(lab: Lab) -> None:
    wrong = lab.path("profiles-wrong")
    for file, content in (
            (lab.path("profiles/lab.json"), profile(lab)),
            (wrong / "changed-host-key.json", profile(lab, id="lab-changed", host_keys=[ssh_server.wrong_host_key(lab)])),
            (wrong / "unknown-host-key.json", profile(lab, id="lab-unknown", host_keys=[])),
            (wrong / "nothing-listens.json", profile(lab, id="lab-silent", port=1)),
            (wrong / "noisy-user.json", profile(lab, id="lab-noisy", user=lab.users[-1]))):
        file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_env(lab: Lab) -> None:
    values = {
        "LAB_DIR": lab.folder, "SSH_HOST": "127.0.0.1", "SSH_PORT": lab.port("sshd"),
        "LAB_USER": lab.users[0], "LAB_NOISY_USER": lab.users[-1],
        "LAB_PASSWORD_FILE": lab.path(f"client/password.{lab.users[0]}"),
        "LAB_NOISY_PASSWORD_FILE": lab.path(f"client/password.{lab.users[-1]}"),
        "LAB_KEY": lab.path("client/id_ed25519"), "LAB_KEY_PASS": lab.path("client/id_ed25519_pass"),
        "LAB_KEY_RSA_PASS": lab.path("client/id_rsa_pass"), "LAB_KEY_NOT_LET_IN": lab.path("client/id_not_let_in"),
        "LAB_PASSPHRASE_FILE": lab.path("client/passphrase"), "LAB_SSH_CONFIG": lab.path("client/ssh_config"),
        "LAB_KNOWN_HOSTS": lab.path("client/known_hosts"), "LAB_PROFILE": lab.path("profiles/lab.json"),
        "LAB_PROFILES": lab.path("profiles"), "LAB_PROFILES_WRONG": lab.path("profiles-wrong"),
        "SLURM_CONF": lab.slurm_conf, "NVIDIA_SMI_DIR": lab.path("bin"),
        "LAB_SLURM_VERSION": lab.facts.get("slurm_version", ""),
    }
    lines = [f"{key}={shlex.quote(str(value))}" for key, value in values.items()]
    lab.path("lab.env").write_text("\n".join(lines) + "\nexport " + " ".join(values) + "\n")


def _give(lab: Lab, owner: tuple) -> None:
    """The client's half belongs to whoever asked for the lab; keys and passwords are for their eyes only."""
    folder = lab.path("client")
    for file in folder.iterdir():
        secret = file.suffix != ".pub" and file.name not in ("known_hosts", "ssh_config")
        file.chmod(0o600 if secret else 0o644)
        os.chown(file, *owner)
    folder.chmod(0o700)
    os.chown(folder, *owner)


def write(lab: Lab) -> None:
    known = registry.passwords()
    for user in lab.users:
        lab.path(f"client/password.{user}").write_text(known[user] + "\n", encoding="utf-8")
    lab.path("client/passphrase").write_text(lab.facts["passphrase"] + "\n", encoding="utf-8")
    _write_profiles(lab)
    _write_env(lab)
    _give(lab, tuple(lab.facts["asked_by"]))
