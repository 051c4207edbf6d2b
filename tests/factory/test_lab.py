#!/usr/bin/env python3
"""Checks the lab itself, with the stock ssh client and the job wrapper that Werkbank sends: everything the
end-to-end tests lean on. Prints the seconds of each test."""

import io
import json
import os
import sys
import tarfile
import time
import unittest
import uuid
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "e2e"))
from harness import FACTORY, CutProxy, FactoryLab, run, wait_until  # noqa: E402

REMOTE = FACTORY.parent.parent / "resources/remote"
ENDED = ("COMPLETED", "FAILED", "TIMEOUT", "CANCELLED", "NODE_FAIL", "OUT_OF_MEMORY")
GPU = ("-p", "gpu_h100", "--gres=gpu:h100:2")
CPU = ("-p", "cpu")

lab = None


def setUpModule():
    global lab
    begun = time.monotonic()
    lab = FactoryLab().up()
    print(f"lab up in {time.monotonic() - begun:.1f} s, Slurm {lab.facts['LAB_SLURM_VERSION']}", file=sys.stderr)


def tearDownModule():
    begun = time.monotonic()
    lab.end()
    print(f"lab wiped in {time.monotonic() - begun:.1f} s", file=sys.stderr)


class Job:
    """A job folder as Werkbank makes it, with one of the test templates, sent and submitted over ssh."""

    def __init__(self, template: str, *options: str, seconds: int = 3, minutes: int = 5):
        self.uuid = str(uuid.uuid4())
        self.folder = f"werkbank/jobs/{self.uuid}"
        sent = lab.ssh(f"umask 077; mkdir -p {self.folder} && tar -x -C {self.folder}", self._packed(template, seconds))
        assert sent.code == 0, sent.err
        given = lab.ssh(f"cd {self.folder} && sbatch --parsable --chdir=\"$PWD\" -o \"$PWD/logs/job.log\" --open-mode=append "
                        f"-J werkbank-{template} --comment={self.uuid} -t {minutes} -c 1 --mem=500M --requeue "
                        f"{' '.join(options)} job.sh")
        assert given.code == 0, given.err
        self.id = given.out.strip()

    def _packed(self, template: str, seconds: int) -> bytes:
        templates = FACTORY / "templates"
        config = {"schema": 1, "uuid": self.uuid, "template": template, "version": "1.0.0", "language": "en", "seed": 1,
                  "parameters": {"seconds": seconds}, "title": "a test"}
        files = {"config.json": json.dumps(config).encode(),
                 "run.conf": b"script=train.py\nresumable=0\nmax_requeues=0\nsample_seconds=1\n",
                 "job.sh": (REMOTE / "job.sh").read_bytes(), "gpu_sampler.sh": (REMOTE / "gpu_sampler.sh").read_bytes(),
                 "code/train.py": (templates / template / "train.py").read_bytes(),
                 "code/records.py": (templates / "shared/records.py").read_bytes(),
                 "data/tiny.csv": (FACTORY / "data/tiny.csv").read_bytes(), "logs/.keep": b"", "out/.keep": b""}
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w") as tar:
            for name, content in files.items():
                entry = tarfile.TarInfo(name)
                entry.size, entry.mode = len(content), 0o600
                tar.addfile(entry, io.BytesIO(content))
        return packed.getvalue()

    def state(self) -> str:
        return lab.ssh(f"squeue -h -t all -j {self.id} -o %T").out.strip()

    def wait(self, *states: str, seconds: float = 60) -> str:
        wait_until(lambda: self.state() in states, seconds, 0.5)
        return self.state()

    def read(self, path: str) -> str:
        return lab.ssh(f"cat {self.folder}/{path}").out

    def records(self) -> list[dict]:
        return [json.loads(line) for line in self.read("out/metrics.jsonl").splitlines()]


class TimedTest(unittest.TestCase):
    def setUp(self):
        begun = time.monotonic()
        self.addCleanup(lambda: print(f"  {time.monotonic() - begun:6.1f} s  {self._testMethodName}", file=sys.stderr))


class SigningIn(TimedTest):
    def client(self, *options: str, user: str = "", secret: str = "", prompt: str = "assword"):
        alone = ("-F", "/dev/null", "-o", f"UserKnownHostsFile={lab.facts['LAB_KNOWN_HOSTS']}",
                 "-o", "IdentitiesOnly=yes", "-p", lab.facts["SSH_PORT"], *options, "-o", "LogLevel=ERROR")
        ask = ("sshpass", "-P", prompt, "-p", secret) if secret else ()
        return run([*ask, "ssh", *alone, f"{user or lab.facts['LAB_USER']}@127.0.0.1", "echo in as $USER"], 30)

    def test_password_opens_the_door_in_both_ways_that_ssh_has(self):
        for method in ("password", "keyboard-interactive"):
            done = self.client("-o", f"PreferredAuthentications={method}", secret=lab.password())
            self.assertEqual(done.out, f"in as {lab.facts['LAB_USER']}\n", done.err)

    def test_password_with_quotes_spaces_and_utf8_works_for_the_noisy_user(self):
        user = lab.facts["LAB_NOISY_USER"]
        done = self.client("-o", "PreferredAuthentications=password", user=user, secret=lab.password(noisy=True))
        self.assertTrue(done.out.endswith(f"in as {user}\n"), done.err)
        self.assertIn("Welkom", done.out)

    def test_wrong_password_is_refused(self):
        done = self.client("-o", "PreferredAuthentications=password", "-o", "NumberOfPasswordPrompts=1", secret="wrong")
        self.assertNotEqual(done.code, 0)

    def test_keys_let_in_and_the_unknown_key_does_not(self):
        passphrase = Path(lab.facts["LAB_PASSPHRASE_FILE"]).read_text().strip()
        only_key = ("-o", "PreferredAuthentications=publickey", "-i")
        self.assertEqual(self.client(*only_key, lab.facts["LAB_KEY"]).code, 0)
        for key in ("LAB_KEY_PASS", "LAB_KEY_RSA_PASS"):
            done = self.client(*only_key, lab.facts[key], secret=passphrase, prompt="passphrase")
            self.assertEqual(done.code, 0, done.err)
        self.assertEqual(self.client(*only_key, lab.facts["LAB_KEY_NOT_LET_IN"], "-o", "BatchMode=yes").code, 255)

    def test_profile_pins_every_key_that_the_server_shows(self):
        shown = run(["ssh-keyscan", "-p", lab.facts["SSH_PORT"], "127.0.0.1"], 20).out.splitlines()
        keys = {line.split(" ", 1)[1] for line in shown if not line.startswith("#")}
        profile = json.loads(Path(lab.facts["LAB_PROFILE"]).read_text())
        self.assertEqual(keys, set(profile["host_keys"]))
        wrong = json.loads(Path(lab.facts["LAB_PROFILES_WRONG"], "changed-host-key.json").read_text())
        self.assertFalse(keys & set(wrong["host_keys"]))

    def test_sftp_works_and_the_noisy_user_spoils_it_as_on_real_machines(self):
        config = ("-F", lab.facts["LAB_SSH_CONFIG"])
        self.assertEqual(run(["sftp", "-q", "-b", "-", *config, "lab"], 20, "pwd\n").code, 0)
        self.assertIn("message too long", run(["sftp", "-q", "-b", "-", *config, "lab-noisy"], 20, "pwd\n").err)

    def test_banner_is_utf8(self):
        self.assertIn("Café ☃ ümläut", self.client("-i", lab.facts["LAB_KEY"], "-o", "LogLevel=INFO").err)


class Jobs(TimedTest):
    @classmethod
    def setUpClass(cls):
        if not (REMOTE / "job.sh").exists():
            raise unittest.SkipTest("resources/remote/job.sh does not exist yet")
        cls.too_long = Job("test-sleep", *CPU, seconds=600, minutes=1)  # its minute passes while the others run

    def test_cpu_job_ends_well_and_sees_no_gpu_tool(self):
        job = Job("test-ok", *CPU)
        self.assertEqual(job.wait(*ENDED), "COMPLETED", job.read("logs/job.log"))
        self.assertEqual(job.records()[-1]["status"], "completed")
        self.assertEqual([name for name in lab.ssh(f"ls {job.folder}/out/gpu").out.split() if ".host." not in name], [])
        self.assertIn("model", job.read("out/model/model.txt"))

    def test_gpu_job_writes_a_row_for_each_of_its_gpus_every_second(self):
        # Longer than what is asked for: a busy machine starts the sampler late.
        job = Job("test-ok", *GPU, seconds=15)
        self.assertEqual(job.wait(*ENDED), "COMPLETED", job.read("logs/job.log"))
        files = lab.ssh(f"ls {job.folder}/out/gpu").out.split()
        fine = [name for name in files if not name.endswith((".host.csv", ".1min.csv", ".1h.csv"))]
        rows = [line.split(",") for name in fine for line in job.read(f"out/gpu/{name}").splitlines()]
        rows = [row for row in rows if row[0] != "t"]
        self.assertTrue(all(len(row) == 12 for row in rows))
        self.assertEqual(len({row[3] for row in rows}), 2, "two GPUs were asked for")
        self.assertGreaterEqual(len(rows), 6)
        self.assertGreater(len({row[8] for row in rows}), 2, "the power draw moves")

    def test_failing_job_and_silent_job_do_not_count_as_completed(self):
        jobs = [Job("test-fail", *CPU), Job("test-liar", *CPU)]
        self.assertEqual([job.wait(*ENDED) for job in jobs], ["FAILED", "FAILED"])
        self.assertIn("KeyError", jobs[0].read("logs/job.log"))

    def test_cancelled_job_is_cancelled(self):
        job = Job("test-sleep", *CPU, seconds=600)
        self.assertEqual(job.wait("RUNNING"), "RUNNING")
        self.assertEqual(lab.ssh(f"scancel {job.id}").code, 0)
        self.assertEqual(job.wait(*ENDED), "CANCELLED")

    def test_requeued_job_runs_again(self):
        job = Job("test-sleep", *CPU, seconds=600)
        self.assertEqual(job.wait("RUNNING"), "RUNNING")
        begun = time.monotonic()
        self.assertEqual(lab.admin("scontrol", "requeue", job.id).code, 0)
        runs_again = f"scontrol -o show job {job.id} | grep 'Restarts=1 ' | grep JobState=RUNNING"
        self.assertTrue(wait_until(lambda: lab.ssh(runs_again).out, 90, 0.5))
        print(f"          requeued and running again after {time.monotonic() - begun:.1f} s", file=sys.stderr)
        lab.ssh(f"scancel {job.id}")

    def test_stopped_controller_leaves_the_job_running(self):
        job = Job("test-ok", *CPU, seconds=15)
        self.assertEqual(job.wait("RUNNING"), "RUNNING")
        self.assertEqual(lab.lab("stop", "slurmctld").code, 0)
        self.assertNotEqual(lab.ssh("scontrol ping").code, 0)
        self.assertEqual(lab.lab("start", "slurmctld").code, 0)
        self.assertEqual(job.wait(*ENDED), "COMPLETED")

    def test_frozen_controller_answers_again_after_the_thaw(self):
        self.assertEqual(lab.lab("freeze", "slurmctld").code, 0)
        self.assertIn("frozen", lab.lab("status").out)
        self.assertEqual(lab.ssh("timeout 3 squeue").code, 124)
        self.assertEqual(lab.lab("thaw", "slurmctld").code, 0)
        self.assertEqual(lab.ssh("squeue", timeout=30).code, 0)

    def test_killed_node_comes_back(self):
        self.assertEqual(lab.lab("kill", "slurmd-gh02").code, 0)
        self.assertIn("slurmd-gh02    down", lab.lab("status").out)
        self.assertEqual(lab.lab("start", "slurmd-gh02").code, 0)
        self.assertIn(lab.admin("sinfo", "-h", "-n", "gh02", "-o", "%t").out.split()[0], ("idle", "mix"))

    def test_accounting_knows_the_job_its_gpus_and_its_comment(self):
        job = Job("test-ok", *GPU, "-A proj", seconds=1)
        self.assertEqual(job.wait(*ENDED), "COMPLETED")
        known = lambda: lab.ssh(f"sacct -X -n -P -j {job.id} -o state,account,alloctres,comment").out
        self.assertTrue(wait_until(lambda: job.uuid in known() and known().startswith("COMPLETED|proj|"), 20, 0.5), known())
        self.assertIn("gres/gpu:h100=2", known())

    def test_time_limit_ends_a_job(self):
        self.assertEqual(self.too_long.wait(*ENDED, seconds=120), "TIMEOUT")


class Connections(TimedTest):
    def setUp(self):
        super().setUp()
        self.proxy = CutProxy(int(lab.facts["SSH_PORT"]))
        self.addCleanup(self.proxy.end)

    def upload(self, size: int, timeout: float = 30):
        return lab.ssh("cat >/dev/null && echo whole", b"x" * size, timeout, port=self.proxy.port)

    def test_forwards_untouched_when_nothing_is_asked(self):
        sent = os.urandom(300_000)
        done = run(["ssh", "-o", f"Port={self.proxy.port}", "-o", f"HostKeyAlias=[127.0.0.1]:{lab.facts['SSH_PORT']}",
                    "-F", lab.facts["LAB_SSH_CONFIG"], "lab", "sha256sum"], 30, sent)
        self.assertEqual(done.out.split()[0], __import__("hashlib").sha256(sent).hexdigest())

    def test_cuts_after_exactly_so_many_bytes(self):
        self.proxy.tell("cut-after-up 100000")
        self.assertNotEqual(self.upload(1_000_000).code, 0)
        self.assertEqual(self.proxy.status()["up"], 100_000)
        self.assertEqual(self.upload(1000).out, "whole\n", "the next connection is whole again")

    def test_refuses_and_accepts_again_on_the_same_port(self):
        self.proxy.tell("refuse on")
        self.assertIn("refused", self.upload(1).err)
        self.proxy.tell("refuse off")
        self.assertEqual(self.upload(1).out, "whole\n")

    def test_hangs_without_closing_and_goes_on(self):
        self.proxy.tell("hang on")
        self.assertEqual(self.upload(1, timeout=3).code, 124)
        self.proxy.tell("hang off")
        self.assertEqual(self.upload(1).out, "whole\n")

    def test_delays_each_answer(self):
        self.proxy.tell("delay 100")
        self.assertGreater(self.upload(1).seconds, 1.0)

    def test_lost_answer_of_sbatch_leaves_exactly_one_job(self):
        # the line dies after the command arrived and before its answer does
        command = "echo ready; sleep 1; sbatch --parsable -J cut --wrap 'sleep 1'"
        client = lab.start_ssh(command, port=self.proxy.port)
        self.assertEqual(client.stdout.readline(), "ready\n")
        self.proxy.tell("hang on")
        self.assertTrue(wait_until(lambda: "cut" in lab.ssh("squeue --me -h -t all -o %j").out, 20, 0.5))
        self.proxy.tell("cut")
        rest, _ = client.communicate(timeout=20)
        self.assertEqual((client.returncode, rest), (255, ""))
        found = lambda: [job for job in lab.jobs() if job["name"] == "cut"]
        self.assertTrue(wait_until(lambda: [job["state"] for job in found()] == ["COMPLETED"], 30, 0.5), found())


class TheLabItself(TimedTest):
    """A second lab beside the first, with users of its own: nothing of it may touch the other."""

    def remains(self, second: FactoryLab) -> list[str]:
        marker = f"WERKBANK_LAB_OWNER={second.folder}".encode()
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if marker in (place / "environ").read_bytes() or place.stat().st_uid in self.uids:
                    found.append((place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
            except OSError:
                continue
        return found

    def test_lab_survives_a_crash_and_leaves_nothing_behind(self):
        if os.geteuid() != 0 or os.environ.get("FACTORY_SLURM"):
            self.skipTest("looks into other users' processes: needs root and the lab outside a chroot")
        second = FactoryLab(users="wbtest11,wbtest12").up()
        self.addCleanup(second.end)
        self.uids = {int(run(["id", "-u", user], 5).out) for user in ("wbtest11", "wbtest12")}
        self.assertNotEqual(second.facts["SSH_PORT"], lab.facts["SSH_PORT"])
        again = second.lab("up")
        self.assertEqual((again.code, again.out, again.err), (0, "", ""))
        submitted = second.ssh("sbatch -p cpu --wrap 'setsid sleep 300 & sleep 300'; nohup setsid sleep 300 >/dev/null 2>&1 &")
        self.assertEqual(submitted.code, 0, submitted.err)
        self.assertTrue(wait_until(lambda: "R" in second.ssh("squeue --me -h -o %t").out, 30, 0.5))
        for daemon in ("slurmctld", "slurmdbd", "mariadbd", "munged", "slurmd-cpu01", "slurmd-gh01", "sshd"):
            self.assertEqual(second.lab("kill", daemon).code, 0)
        self.assertTrue(self.remains(second), "the jobs outlive the daemons until down")
        done = second.lab("down")
        self.assertEqual((done.code, done.out, done.err), (0, "", ""))
        self.assertEqual(self.remains(second), [])
        self.assertEqual(lab.lab("status").code, 0, "the first lab runs on")
        second.up()
        self.assertTrue(wait_until(lambda: second.ssh("sacct -n -X -P -o jobid").out.startswith("1"), 20, 0.5))
        second.end()
        second.end = lambda: None
        self.assertFalse(second.folder.exists())
        self.assertNotEqual(run(["id", "wbtest11"], 5).code, 0)
        self.assertEqual(self.remains(second), [])
        self.assertEqual(lab.lab("status").code, 0)

    def test_refuses_with_a_reason(self):
        tool = FACTORY / "lab/lab"
        for words, reason in ((["up", "--dir", str(FACTORY)], "holds other things"),
                              (["up", "--dir", "/tmp/with space/x"], "cannot live"),
                              (["stop", "cupd", "--dir", str(lab.folder)], "no daemon 'cupd'"),
                              (["up", "--users", "root"], "wbtest"),
                              (["down"], "--dir")):
            done = run([tool, *words], 30, env={"PATH": os.environ["PATH"]})
            self.assertNotEqual(done.code, 0)
            self.assertIn(reason, done.err)
        self.assertFalse((FACTORY / "lock").exists(), "a refusal leaves nothing behind")


if __name__ == "__main__":
    unittest.main(verbosity=0)
