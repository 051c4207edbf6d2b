"""resources/remote/gpu_sampler.sh under every shell it may meet, with a stand-in for the vendor's tool."""

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

    def start(self, shell=("dash",), interval=1, parent=None, **environment):
        kept = {key: value for key, value in os.environ.items() if not key.endswith("VISIBLE_DEVICES")}
        words = [*shell, str(support.REMOTE / "gpu_sampler.sh"), str(self.out), str(interval), *([str(parent)] if parent else [])]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**kept, "PATH": self.path(), **environment})
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def files(self, end):
        coarse = (".1min.csv", ".1h.csv")
        return [path for path in self.out.glob("*.csv") if path.name.endswith(end if end in coarse else coarse) == (end in coarse)] if self.out.exists() else []

    def rows(self, end=".csv"):
        """Rows of the file by column name; every line must be whole."""
        files = self.files(end)
        if not files:
            return []
        text = files[0].read_text(encoding="utf-8", errors="replace")
        lines = list(csv.reader(text.splitlines()))
        self.assertEqual(lines[0], HEADER)
        for line in lines[1:]:
            self.assertEqual(len(line), len(HEADER), line)
        return [dict(zip(HEADER, line)) for line in lines[1:]]

    def sample(self, shell=("dash",), rounds=1, whole=True, **environment):
        """Rows after the tool was asked `rounds` times."""
        counter = self.folder / "asked"
        counter.unlink(missing_ok=True)
        for tool in self.tools.iterdir():
            text = tool.read_text()
            if tool.name.endswith("-smi") and "echo x" not in text:
                tool.write_text(text.replace("#!/bin/sh\n", "#!/bin/sh\necho x >>\"$(dirname \"$0\")/../asked\"\n"))
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

    def test_no_tool_writes_nothing_and_ends_well(self):
        for name in ("sh", "dash", "hostname", "uname", "tr", "timeout", "true", "mkdir", "awk", "date"):
            if shutil.which(name):
                (self.tools / name).symlink_to(shutil.which(name))
        process = subprocess.Popen([shutil.which("dash"), str(support.REMOTE / "gpu_sampler.sh"), str(self.out), "1"], env={"PATH": str(self.tools)}, stderr=subprocess.PIPE, text=True)
        self.assertEqual(process.wait(20), 0)
        self.assertEqual(process.stderr.read(), "")
        process.stderr.close()
        self.assertEqual(self.files(".csv") + self.files(".1min.csv") + self.files(".1h.csv"), [])

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

    def test_a_tool_that_hangs_does_not_keep_it_from_ending(self):
        self.tool("nvidia-smi", "sleep 30 &\nwait\n")
        process = self.start()
        time.sleep(0.5)
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

    def cost(self, work):
        """What it gives back, and the seconds of a core that programs took for it."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        outcome = work()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return outcome, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def test_it_costs_at_most_one_hundredth_of_a_core_at_ten_seconds(self):
        """Where the start of a program takes 4 ms; on a computer that is slow now, as much more."""
        _, starts = self.cost(lambda: subprocess.run(["sh", "-c", "for i in $(seq 100); do /bin/true; done"], check=True))
        self.prints(*(GOOD.replace("0, GPU-aaaa-1", f"{i}, GPU-{i}") for i in range(8)))
        self.tool("sleep", "exec /bin/sleep 0.05\n")        # many rounds in a short time
        rows, seconds = self.cost(lambda: self.sample(rounds=20))
        seconds /= len(rows) / 8
        start = starts / 100
        print(f"\n    sampler: {1000 * seconds:.1f} ms of a core per round of 8 GPUs (the vendor's tool not counted), "
              f"as much as {seconds / start:.0f} starts of a program", file=sys.stderr)
        self.assertLess(seconds, max(0.1, 25 * start))

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
