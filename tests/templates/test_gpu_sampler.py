"""resources/remote/gpu_sampler.sh under every shell it may meet, with stand-ins for the vendor's tool and for the files of the system."""

import csv
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import unittest

import support

NODE_HEADER = "t,host,cpu_pct,mem_used_mib,mem_total_mib,scope".split(",")
HEADER = "t,host,gpu,uuid,name,util_pct,mem_used_mib,mem_total_mib,power_w,temp_c,sm_mhz,throttle".split(",")
SHELLS = [words for words in (["dash"], ["busybox", "sh"], ["bash", "--posix"], ["sh"]) if shutil.which(words[0])]
GOOD = "0, GPU-aaaa-1, NVIDIA H100, 97, 40000, 81559, 612.34, 61, 1980, 0x0000000000000004"


class Sampler(support.FolderTest):
    def setUp(self):
        super().setUp()
        self.tools = self.folder / "tools"
        self.tools.mkdir()
        self.out = self.folder / "out"

    def tool(self, name, body):
        path = self.tools / name
        path.write_text("#!/bin/sh\n" + body)
        path.chmod(0o755)

    def prints(self, *lines, name="nvidia-smi", code=0):
        """A tool that prints these lines."""
        text = self.folder / "text"
        text.write_bytes(b"".join(os.fsencode(line) + b"\n" for line in lines))
        self.tool(name, f"cat \"$(dirname \"$0\")/../text\"\nexit {code}\n")

    def path(self):
        return f"{self.tools}:{os.environ['PATH']}"

    def start(self, shell=("dash",), interval=1, parent=None, root=None, **environment):
        kept = {key: value for key, value in os.environ.items() if not key.endswith("VISIBLE_DEVICES")}
        words = [*shell, str(support.REMOTE / "gpu_sampler.sh"), str(self.out), str(interval), *([str(parent or os.getpid())] if parent or root else []), *([str(root)] if root else [])]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**kept, "PATH": self.path(), **environment})
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def files(self, end):
        coarse = (".1min.csv", ".1h.csv")
        files = [path for path in self.out.glob("*.csv") if (".host." in path.name) == end.startswith(".host.")] if self.out.exists() else []
        return [path for path in files if (path.name.endswith(end) if end.endswith(coarse) else not path.name.endswith(coarse))]

    def rows(self, end=".csv"):
        """Rows of the file by column name; every line must be whole."""
        files = self.files(end)
        if not files:
            return []
        header = NODE_HEADER if end.startswith(".host.") else HEADER
        text = files[0].read_text(encoding="utf-8", errors="replace")
        if not text:        # just made
            return []
        lines = list(csv.reader(text.splitlines()))
        self.assertEqual(lines[0], header)
        for line in lines[1:]:
            self.assertEqual(len(line), len(header), line)
        return [dict(zip(header, line)) for line in lines[1:]]

    def sample(self, shell=("dash",), rounds=1, whole=True, **environment):
        """Rows after the tool was asked `rounds` times."""
        counter = self.folder / "asked"
        counter.unlink(missing_ok=True)
        for tool in self.tools.iterdir():
            text = tool.read_text()
            if tool.name.endswith("-smi") and "echo x" not in text:
                tool.write_text(text.replace("#!/bin/sh\n", "#!/bin/sh\n[ \"$1\" = -L ] || echo x >>\"$(dirname \"$0\")/../asked\"\n"))
        process = self.start(shell, **environment)
        end = time.monotonic() + 30
        # The tool was asked once more than needed: what it printed before has been written by then.
        while not (counter.exists() and counter.read_text().count("x") >= rounds + 1):
            self.assertLess(time.monotonic(), end, "the tool was not asked")
            self.assertIsNone(process.poll(), process.stderr.read() if process.poll() is not None else "")
            time.sleep(0.02)
        process.terminate()
        self.assertEqual(process.wait(10), 0)
        return self.rows() if whole else []

    def test_there_are_shells_to_test(self):
        self.assertIn(["dash"], SHELLS)

    def test_values_arrive_under_every_shell(self):
        self.prints(GOOD)
        for shell in SHELLS:
            with self.subTest(shell):
                shutil.rmtree(self.out, ignore_errors=True)
                row = self.sample(shell)[0]
                self.assertAlmostEqual(int(row.pop("t")), time.time(), delta=30)
                self.assertTrue(re.fullmatch(r"[A-Za-z0-9._-]+", row.pop("host")))
                self.assertEqual(row, {"gpu": "0", "uuid": "GPU-aaaa-1", "name": "NVIDIA H100", "util_pct": "97", "mem_used_mib": "40000", "mem_total_mib": "81559", "power_w": "612.34",
                                       "temp_c": "61", "sm_mhz": "1980", "throttle": "power_cap"})

    def test_what_is_not_available_is_empty_and_never_zero(self):
        self.prints("0, GPU-a, Tesla T4, [N/A], [Not Supported], 15360, [Unknown Error], N/A, [Requested functionality has been deprecated], [N/A]",
                    "1, GPU-b, NVIDIA A100 MIG, [N/A], [Insufficient Permissions], [Insufficient Permissions], [GPU is lost], 40, , 0x0000000000000000")
        first, second = self.sample()[:2]
        self.assertEqual([first[key] for key in HEADER[5:]], ["", "", "15360", "", "", "", ""])
        self.assertEqual([second[key] for key in HEADER[5:]], ["", "", "", "", "40", "", "none"])

    def test_errors_before_and_between_the_rows_are_skipped(self):
        self.prints("Unable to determine the device handle for GPU0000:C1:00.0: GPU is lost.  Reboot the system to recover this GPU", "WARNING: infoROM is corrupted at gpu 0000:C1:00.0", "", GOOD,
                    "Failed to initialize NVML: Driver/library version mismatch", GOOD.replace("0, GPU-aaaa-1", "3, GPU-dddd"), code=15)
        self.assertEqual([row["gpu"] for row in self.sample()[:2]], ["0", "3"])

    def test_ragged_rows_are_skipped(self):
        self.prints("0, GPU-x, Tesla T4, 5", "Tesla T4, GPU-abc, extra", "0, GPU-x, T4, 1, 2, 3, 4, 5, 6", "x, GPU-x, T4, 1, 2, 3, 4, 5, 6, 0x0", "0, GPU-x, T4, high, 2, 3, 4, 5, 6, 0x0", GOOD, "1, GPU-torn, NVID")
        rows = self.sample()
        self.assertEqual({row["uuid"] for row in rows}, {"GPU-aaaa-1"})

    def test_commas_and_quotes_in_a_name_do_not_break_the_file(self):
        self.prints('0, GPU-a, Evil, "GPU", Inc., 1, 2, 3, 4.5, 6, 7, 0x0', "1, GPU-b, =cmd|' /C calc'!A0 é\udcff, 1, 2, 3, 4, 5, 6, 0x1")
        rows = self.sample()
        self.assertEqual((" ".join(rows[0]["name"].split()), rows[0]["util_pct"]), ("Evil GPU Inc.", "1"))
        self.assertEqual(rows[1]["throttle"], "idle")

    def test_several_reasons_are_words(self):
        self.prints(*(GOOD.replace("0x0000000000000004", value).replace("0, GPU-aaaa-1", f"{i}, GPU-{i}") for i, value in enumerate(("0x0000000000000044", "0x00000000000001FF", "0x8000000000000000", "Active"))))
        self.assertEqual([row["throttle"] for row in self.sample()[:4]],
                         ["power_cap+hw_thermal", "idle+app_clocks+power_cap+hw_slowdown+sync_boost+sw_thermal+hw_thermal+power_brake+display", "none", ""])

    def test_drivers_that_know_only_one_name_of_a_field_are_asked_again(self):
        for known in ("clocks_throttle_reasons.active", "clocks_event_reasons.active", "none"):
            with self.subTest(known):
                shutil.rmtree(self.out, ignore_errors=True)
                short = GOOD.rsplit(",", 1)[0]
                self.tool("nvidia-smi", f"case \"$*\" in *,{known}*) echo '{GOOD}' ;; *reasons*) echo 'Field \"x\" is not a valid field to query.'; exit 2 ;; *) echo '{short}' ;; esac\n")
                self.assertEqual(self.sample(rounds=4)[0]["throttle"], "" if known == "none" else "power_cap")

    def test_only_the_jobs_own_gpus_are_kept(self):
        self.prints(*(GOOD.replace("0, GPU-aaaa-1", f"{i}, GPU-{i}") for i in range(4)))
        for visible, wanted in (("1,3", {"1", "3"}), ("GPU-2", {"2"}), ("MIG-unknown", {"0", "1", "2", "3"}), ("", {"0", "1", "2", "3"})):
            shutil.rmtree(self.out, ignore_errors=True)
            self.assertEqual({row["gpu"] for row in self.sample(CUDA_VISIBLE_DEVICES=visible)}, wanted, visible)

    def test_where_there_is_nothing_to_read_it_writes_nothing_and_ends_well(self):
        for name in ("sh", "dash", "hostname", "uname", "tr", "timeout", "true", "mkdir", "awk", "date"):
            if shutil.which(name):
                (self.tools / name).symlink_to(shutil.which(name))
        process = subprocess.Popen([shutil.which("dash"), str(support.REMOTE / "gpu_sampler.sh"), str(self.out), "1", str(os.getpid()), str(self.folder / "empty")], env={"PATH": str(self.tools)}, stderr=subprocess.PIPE, text=True)
        self.assertEqual(process.wait(20), 0)
        self.assertEqual(process.stderr.read(), "")
        process.stderr.close()
        self.assertEqual(list(self.out.iterdir()), [])

    def test_no_gpu_writes_no_rows(self):
        self.prints("No devices were found", code=6)
        self.assertEqual(self.sample(), [])

    def test_the_header_stands_once_and_a_torn_line_is_closed(self):
        self.prints(GOOD)
        self.sample()
        file = self.files(".csv")[0]
        before = len(self.rows())
        with open(file, "a") as torn:
            torn.write("17000,node,0,GPU-to")
        self.sample(whole=False)
        lines = file.read_text().splitlines()
        self.assertEqual(sum(line == ",".join(HEADER) for line in lines), 1)
        self.assertEqual(lines[before + 1], "17000,node,0,GPU-to")
        self.assertTrue(all(len(line.split(",")) == 12 for line in lines[before + 2:]))

    def test_the_coarse_file_has_the_means_of_the_minute(self):
        self.tool("nvidia-smi", "n=$(cat \"$(dirname \"$0\")/../asked\" | wc -l)\necho \"0, GPU-a, T4, $((n * 10)), 100, 200, [N/A], $((40 + n)), 1000, 0x1\"\necho \"1, GPU-b, T4, 7, 1, 2, 3, 4, 5, 0x4\"\n")
        fine = self.sample(rounds=3)
        coarse = self.rows(".1min.csv")
        values = [row for row in fine if row["gpu"] == "0"]
        mine = [row for row in coarse if row["gpu"] == "0"]
        self.assertLessEqual(len(mine), 2)          # two when the minute turned during the test
        if len(mine) == 1:
            self.assertAlmostEqual(float(mine[0]["util_pct"]), sum(float(row["util_pct"]) for row in values) / len(values), places=1)
            self.assertEqual(float(mine[0]["temp_c"]), max(float(row["temp_c"]) for row in values))
        self.assertEqual([mine[0][key] for key in ("uuid", "power_w", "throttle")], ["GPU-a", "", "idle"])
        self.assertEqual(int(mine[0]["t"]) % 60, 0)

    def test_the_coarsest_file_has_the_means_of_the_hour(self):
        self.prints(GOOD)
        self.sample()
        first = self.rows(".1h.csv")                # what it was up to when it ended
        self.assertGreaterEqual(len(first), 1)
        self.assertEqual([first[0][key] for key in ("gpu", "uuid", "util_pct", "mem_total_mib", "temp_c")], ["0", "GPU-aaaa-1", "97.0", "81559.0", "61"])
        host = first[0]["host"]
        minutes = [f"{7200 + 60 * i},{host},0,GPU-aaaa-1,NVIDIA H100,{i},100,81559,300,{40 + i % 7},1980,{'power_cap' if i == 3 else 'none'}" for i in range(60)]
        (self.out / f".{host}.hour").write_text("\n".join(minutes) + "\n")
        self.sample()
        row = self.rows(".1h.csv")[len(first)]
        self.assertEqual([row[key] for key in ("t", "util_pct", "temp_c", "throttle")], ["7200", "29.5", "46", "power_cap"])

    def test_a_killed_samplers_minute_is_not_lost(self):
        self.prints(GOOD)
        process = self.start()
        end = time.monotonic() + 20
        while not self.rows() and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.2)             # let it finish the round it is in
        process.kill()
        process.wait()
        self.assertEqual(self.rows(".1min.csv"), [])
        self.sample()
        self.assertGreaterEqual(len(self.rows(".1min.csv")), 2)

    def test_it_ends_when_its_job_is_gone(self):
        self.prints(GOOD)
        job = subprocess.Popen(["sleep", "100"])
        process = self.start(parent=job.pid)
        while not self.rows():
            self.assertIsNone(process.poll())
            time.sleep(0.02)
        job.kill()
        job.wait()
        self.assertEqual(process.wait(15), 0)

    @unittest.skipUnless(os.geteuid() == 0, "needs root, to start it as Slurm's daemon does")
    def test_started_by_root_for_somebody_else_it_goes_on_until_it_is_told(self):
        self.prints(GOOD)
        self.out.mkdir()
        self.out.chmod(0o777)
        for folder in (self.folder, self.folder.parent): folder.chmod(0o755)
        script = shutil.copy(support.REMOTE / "gpu_sampler.sh", self.folder)
        words = ["setpriv", "--reuid=65534", "--clear-groups", "dash", str(script), str(self.out), "1"]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, env={**os.environ, "PATH": self.path(), "SLURMD_NODENAME": "gh02"})
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        end = time.monotonic() + 20
        while len(self.rows()) < 4 and time.monotonic() < end:
            self.assertIsNone(process.poll(), "it went away by itself")
            time.sleep(0.05)
        process.send_signal(signal.SIGUSR1)
        self.assertEqual(process.wait(10), 0)
        self.assertEqual({row["host"] for row in self.rows()}, {"gh02"})
        self.assertGreaterEqual(len(self.rows(".1h.csv")), 1)

    def test_a_tool_that_hangs_does_not_keep_it_from_ending(self):
        self.tool("nvidia-smi", ": >\"${0%/*}/asked\"\nsleep 30 &\nwait\n")
        process = self.start()
        end = time.monotonic() + 30
        while not (self.tools / "asked").exists() and time.monotonic() < end: time.sleep(0.02)
        began = time.monotonic()
        process.terminate()
        self.assertEqual(process.wait(10), 0)
        self.assertLess(time.monotonic() - began, 5)

    def test_amds_tool_is_read_as_far_as_it_goes(self):
        self.prints("device,Unique ID,Card Series,GPU use (%),VRAM Total Memory (B),VRAM Total Used Memory (B),Average Graphics Package Power (W),Temperature (Sensor edge) (C),Temperature (Sensor junction) (C),sclk clock speed:,sclk clock level:",
                    "card0,0x2150e7d042a1124,AMD Instinct MI250X,87,68702699520,34351349760,412.0,51.0,58.0,(1700Mhz),1", "card1,N/A,AMD Instinct MI250X,3,68702699520,10485760,N/A,50.0,N/A,(800Mhz),0", "", "system,whatever",
                    name="rocm-smi")
        self.tool("sleep", "exec /bin/sleep 0.2\n")         # the sampler asks this tool at most every 30 s
        path = self.tools / "nvidia-smi"
        self.assertFalse(path.exists())
        if shutil.which("nvidia-smi"):
            self.skipTest("this machine has a real nvidia-smi, which the sampler prefers")
        first, second = self.sample()[:2]
        self.assertEqual([first[key] for key in HEADER[2:]], ["0", "0x2150e7d042a1124", "AMD Instinct MI250X", "87", "32760", "65520", "412.0", "58.0", "1700", ""])
        self.assertEqual([second[key] for key in HEADER[2:]], ["1", "", "AMD Instinct MI250X", "3", "10", "65520", "", "50.0", "800", ""])

    def node(self, **files):
        """A folder with these files of the system ('__' for '/'), beside some that every Linux has."""
        self.tool("sleep", "exec /bin/sleep 0.1\n")         # many rounds in a short time
        root = self.folder / "root"
        usual = {"proc/meminfo": "MemTotal:       527983820 kB\nMemFree:        1000 kB\nMemAvailable:   421983820 kB\nShmem: 5 kB\n",
                 "proc/stat": "cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1 2 3\n", "proc/uptime": "1000.00 5000.00\n", "proc/self/cgroup": "0::/system.slice/sshd.service\n"}
        for name, text in {**usual, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return root

    def node_rows(self, root, change=None, shell=("dash",), **environment):
        """Rows of the node, before and after `change` of its files."""
        shutil.rmtree(self.out, ignore_errors=True)
        process = self.start(shell, root=root, **environment)
        def wait_for(count):
            end = time.monotonic() + 30
            while len(self.files(".host.csv")) == 0 or self.files(".host.csv")[0].read_text().count("\n") < count + 1:
                self.assertLess(time.monotonic(), end, "no row was written")
                self.assertIsNone(process.poll())
                time.sleep(0.02)
        wait_for(1)
        if change:
            change()
        wait_for(3)         # one round may have read half of the change
        process.terminate()
        self.assertEqual(process.wait(10), 0)
        return self.rows(".host.csv")

    def test_the_whole_node_is_told_under_every_shell(self):
        for shell in SHELLS:
            with self.subTest(shell):
                root = self.node()
                rows = self.node_rows(root, lambda: (root / "proc/stat").write_text("cpu  175 0 100 720 105 0 0 0 0 0\n"), shell)
                self.assertEqual([rows[0][key] for key in NODE_HEADER[2:]], ["", "103516", "515609", "machine"])
                self.assertAlmostEqual(int(rows[0]["t"]), time.time(), delta=30)
                self.assertIn("75.0", {row["cpu_pct"] for row in rows})

    def test_a_real_node_is_read(self):
        if not pathlib.Path("/proc/meminfo").exists():
            self.skipTest("this system has no /proc")
        process = self.start()
        end = time.monotonic() + 30
        while len(self.rows(".host.csv")) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        process.terminate()
        process.wait(10)
        row = self.rows(".host.csv")[1]
        self.assertGreater(int(row["mem_total_mib"]), 100)
        self.assertTrue(0 < int(row["mem_used_mib"]) <= int(row["mem_total_mib"]), row)
        self.assertTrue(0 <= float(row["cpu_pct"]) <= 100, row)

    def test_a_job_in_a_group_of_its_own_is_told_of_by_version_2(self):
        group = "sys/fs/cgroup/system.slice/slurmstepd.scope/job_123"
        root = self.node(**{"proc/self/cgroup": "0::/system.slice/slurmstepd.scope/job_123/step_batch/user/task_0\n", f"{group}/memory.current": f"{60 << 30}\n", f"{group}/memory.max": f"{64 << 30}\n",
                            f"{group}/memory.stat": f"anon {40 << 30}\nfile {18 << 30}\nshmem {2 << 30}\n", f"{group}/cpu.stat": "usage_usec 5000000\nuser_usec 1\n", f"{group}/cpuset.cpus.effective": "0-3,8-11\n"})
        def later():
            (root / group / "cpu.stat").write_text("usage_usec 45000000\n")
            (root / "proc/uptime").write_text("1010.00 5000.00\n")
        for shell in SHELLS:
            with self.subTest(shell):
                (root / group / "cpu.stat").write_text("usage_usec 5000000\n")
                (root / "proc/uptime").write_text("1000.00 5000.00\n")
                rows = self.node_rows(root, later, shell)
                # What holds files for faster reading is not used; 40 s of processor in 10 s of 8 cores.
                self.assertEqual([rows[-1][key] for key in NODE_HEADER[3:]], [str(44 << 10), str(64 << 10), "job"])
                self.assertIn("50.0", {row["cpu_pct"] for row in rows})

    def test_a_job_in_a_group_of_its_own_is_told_of_by_version_1(self):
        path = "slurm/uid_1000/job_77"
        root = self.node(**{"proc/self/cgroup": f"9:memory:/{path}/step_0/task_0\n8:cpu,cpuacct:/{path}/step_0/task_0\n7:cpuset:/{path}/step_0\n1:name=systemd:/x\n0::/\n",
                            f"sys/fs/cgroup/memory/{path}/memory.usage_in_bytes": f"{10 << 30}\n", f"sys/fs/cgroup/memory/{path}/memory.limit_in_bytes": "9223372036854771712\n",
                            f"sys/fs/cgroup/memory/{path}/memory.stat": f"cache 1\ntotal_cache {3 << 30}\ntotal_shmem {1 << 30}\n", f"sys/fs/cgroup/cpu,cpuacct/{path}/cpuacct.usage": "1000000000\n"})
        rows = self.node_rows(root, SLURM_CPUS_ON_NODE="4")
        self.assertEqual([rows[0][key] for key in NODE_HEADER[3:]], [str(8 << 10), "515609", "job"])

    def test_a_group_that_cannot_be_read_leaves_the_whole_node(self):
        for line in ("0::/system.slice/slurmstepd.scope/job_123/step_0\n", "9:memory:/slurm/job_5\n", "\x00\xff:::\n", ""):
            with self.subTest(line):
                self.assertEqual(self.node_rows(self.node(**{"proc/self/cgroup": line}))[0]["scope"], "machine")

    def test_the_coarse_files_of_the_node_have_the_mean_and_the_fullest(self):
        root = self.node()
        self.node_rows(root)
        host = self.rows(".host.csv")[0]["host"]
        self.assertGreaterEqual(len(self.rows(".host.1h.csv")), 1)
        before = len(self.rows(".host.1h.csv"))
        (self.out / f".{host}.host.minute").write_text("".join(f"{7200 + 10 * i},{host},{10 * i},{100 + i if i != 3 else 900},2000,job\n" for i in range(6)))
        (self.out / f".{host}.host.hour").write_text("")
        self.start(root=root).send_signal(signal.SIGTERM)
        process = self.start(root=root)
        time.sleep(1)
        process.terminate()
        process.wait(10)
        self.assertIn(["7200", host, "25.0", "900", "2000", "job"], [list(row.values()) for row in self.rows(".host.1min.csv")])
        self.assertIn(["7200", host, "25.0", "900", "2000", "job"], [list(row.values()) for row in self.rows(".host.1h.csv")[before:]])

    # ---- parts of GPUs (MIG) ----

    LIST = ["GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-aaaa)", "  MIG 1g.10gb     Device  0: (UUID: MIG-1111)", "  MIG 1g.10gb     Device  1: (UUID: MIG-2222)",
            "  MIG 3g.40gb+me  Device  2: (UUID: MIG-3333)", "GPU 1: NVIDIA H100 80GB HBM3 (UUID: GPU-bbbb)"]
    # The table of three generations of the driver: the width of the cells is another each time.
    TABLES = {
        "470": ["| GPU  GI  CI  MIG |         Memory-Usage |        Vol|         Shared        |", "|      ID  ID  Dev |           BAR1-Usage | SM     Unc| CE  ENC  DEC  OFA  JPG|", "|==================+======================+===========+=======================|",
                "|  0    7   0   0  |     37MiB /  9856MiB | 14      0 |  1   0    0    0    0 |", "|                  |      0MiB / 16383MiB |           |                       |", "|  0    8   0   1  |   9000MiB /  9856MiB | 14      0 |  1   0    0    0    0 |",
                "|  0    2   0   2  |     11MiB / 40192MiB | 42      0 |  3   0    2    0    0 |"],
        "550": ["|   0  NVIDIA H100 80GB HBM3          On  |   00000000:B6:00.0 Off |                   On |", "| N/A   54C    P0             90W /  300W |     249MiB /  81920MiB |     N/A      Default |",
                "| MIG devices:                                                                            |", "|  0    7   0   0  |              37MiB /  9856MiB    | 14      0 |  1   0    0    0    0 |", "|                  |                 0MiB / 16383MiB  |           |                       |",
                "|  0    8   0   1  |            9000MiB /  9856MiB    | 14      0 |  1   0    0    0    0 |", "|  0    2   0   2  |              11MiB / 40192MiB    | 42      0 |  3   0    2    0    0 |",
                "|    0    7    0       4242      C   python                                       3MiB |"],
    }

    def mig(self, table="550", listed=None):
        """A tool on a node whose first GPU is cut into parts."""
        self.tool("sleep", "exec /bin/sleep 0.1\n")
        (self.folder / "list").write_text("\n".join(listed or self.LIST) + "\n")
        (self.folder / "table").write_text("\n".join(self.TABLES.get(table, [])) + "\n")
        whole = GOOD.replace("GPU-aaaa-1", "GPU-bbbb").replace("0, ", "1, ", 1)
        self.tool("nvidia-smi", "here=$(dirname \"$0\")/..\ncase \"$*\" in -L) cat \"$here/list\" ;; *--query-gpu*) "
                  f"echo '0, GPU-aaaa, NVIDIA H100 80GB HBM3, [N/A], 9048, 81559, 300.1, 60, 1980, 0x0000000000000001'; echo '{whole}' ;; '') cat \"$here/table\" ;; *) exit 9 ;; esac\n")

    def test_a_job_on_a_part_of_a_gpu_has_a_row_for_it_alone(self):
        for table in self.TABLES:
            for shell in SHELLS:
                with self.subTest([table, shell]):
                    shutil.rmtree(self.out, ignore_errors=True)
                    self.mig(table)
                    rows = self.sample(shell, rounds=3, CUDA_VISIBLE_DEVICES="MIG-2222")
                    self.assertEqual({row["uuid"] for row in rows}, {"MIG-2222"})
                    self.assertEqual([rows[0][key] for key in HEADER[2:]], ["0", "MIG-2222", "NVIDIA H100 80GB HBM3 MIG 1g.10gb", "", "9000", "9856", "", "", "", ""])
                    self.assertEqual([self.rows(".1min.csv")[0][key] for key in ("uuid", "util_pct", "mem_used_mib")], ["MIG-2222", "", "9000.0"])

    def test_a_part_may_be_named_by_its_begin_or_by_its_gpu_and_numbers(self):
        for name, wanted in (("MIG-3", {"MIG-3333"}), ("MIG-GPU-aaaa/8/0", {"MIG-2222"}), ("MIG-1111,MIG-3333", {"MIG-1111", "MIG-3333"})):
            with self.subTest(name):
                shutil.rmtree(self.out, ignore_errors=True)
                self.mig()
                self.assertEqual({row["uuid"] for row in self.sample(rounds=3, CUDA_VISIBLE_DEVICES=name)}, wanted)

    def test_parts_take_the_place_of_their_gpu_where_all_are_seen(self):
        self.mig()
        rows = self.sample(rounds=4)
        self.assertEqual({row["uuid"] for row in rows}, {"MIG-1111", "MIG-2222", "MIG-3333", "GPU-bbbb"})
        self.assertEqual({row["util_pct"] for row in rows if row["uuid"] == "GPU-bbbb"}, {"97"})
        shutil.rmtree(self.out)
        self.assertEqual({row["uuid"] for row in self.sample(rounds=4, CUDA_VISIBLE_DEVICES="1")}, {"GPU-bbbb"})

    def test_without_the_table_a_part_has_a_row_and_no_figures(self):
        self.mig("none")
        row = self.sample(rounds=3, CUDA_VISIBLE_DEVICES="MIG-1111")[0]
        self.assertEqual([row["uuid"], row["mem_used_mib"], row["mem_total_mib"]], ["MIG-1111", "", ""])

    def test_a_list_of_parts_that_is_hostile_does_no_harm(self):
        self.mig(listed=['GPU 0: Evil,"GPU\t (UUID: GPU-aaaa)', "  MIG 1g.10gb$(rm) Device  0: (UUID: MIG-1111)", "  MIG x Device y: (UUID: MIG-2222)", "  MIG 1g.10gb Device 1: (UUID: MIG-a,b)", "\x01\x02"])
        rows = self.sample(rounds=3, CUDA_VISIBLE_DEVICES="MIG-")
        self.assertEqual({(row["uuid"], " ".join(row["name"].split())) for row in rows}, {("MIG-1111", "Evil GPU MIG 1g.10gbrm")})

    def cost(self, work):
        """What it gives back, and the seconds of a core that programs took for it."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        outcome = work()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return outcome, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def test_it_costs_at_most_one_hundredth_of_a_core_at_ten_seconds(self):
        """Where the start of a program takes 4 ms; on a computer that is slow now, as much more. Neighbours on the
        same core only ever add to the time, so the best of a few tries is the sampler's own."""
        self.prints(*(GOOD.replace("0, GPU-aaaa-1", f"{i}, GPU-{i}") for i in range(8)))
        self.tool("sleep", "exec /bin/sleep 0.05\n")        # many rounds in a short time
        for _ in range(5):
            _, starts = self.cost(lambda: subprocess.run(["sh", "-c", "for i in $(seq 100); do /bin/true; done"], check=True))
            shutil.rmtree(self.out, ignore_errors=True)
            rows, seconds = self.cost(lambda: self.sample(rounds=20))
            seconds /= len(rows) / 8
            start = starts / 100
            print(f"\n    sampler: {1000 * seconds:.1f} ms of a core per round of 8 GPUs (the vendor's tool not counted), "
                  f"as much as {seconds / start:.0f} starts of a program", file=sys.stderr)
            if seconds < max(0.1, 25 * start):
                return
        self.fail("Five times it cost more than a hundredth of a core.")

    def test_real_captures_are_read(self):
        folder = support.CORPORA / "nvidia-smi-captures"
        captures = sorted(folder.rglob("linux*.txt")) if folder.is_dir() else []
        if not captures:
            self.skipTest(f"no captures of real GPUs at {folder}")
        fields = "index,uuid,name,utilization.gpu,memory.used,memory.total,power.draw,temperature.gpu,clocks.current.sm,clocks_event_reasons.active".split(",")
        for capture in captures:
            lines = capture.read_text(encoding="utf-8", errors="replace").splitlines()
            tables = [i for i, line in enumerate(lines) if line.startswith("timestamp, ") and ", index, " in line]
            self.assertTrue(tables, capture)
            names = [re.sub(r" \[.*\]$", "", name.strip()) for name in lines[tables[-1]].split(",")]
            values = dict(zip(names, (re.sub(r" (%|MiB|W|MHz|us)$", "", value.strip()) for value in lines[tables[-1] + 1].split(","))))
            shutil.rmtree(self.out, ignore_errors=True)
            self.prints(", ".join(values[name] for name in fields))
            row = self.sample()[0]
            self.assertEqual([row["name"], row["util_pct"], row["mem_total_mib"], row["power_w"], row["temp_c"]],
                             [values["name"], values["utilization.gpu"], values["memory.total"], values["power.draw"], values["temperature.gpu"]], capture.name)
            self.assertNotEqual(row["throttle"], "")


if __name__ == "__main__":
    unittest.main()
