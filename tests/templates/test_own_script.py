"""The template own-script: a person's own program, run for real, with everything such a program may do wrong."""

import json
import os
import pathlib
import signal
import time
import unittest

import support

EXAMPLE = support.CATALOGUE / "own-script" / "example" / "temperatuur"
SAYS_ARGUMENTS = "import json, sys\njson.dump(sys.argv[1:], open('arguments.json', 'w'))\n"


class OwnScript(support.FolderTest):
    def job(self, program=None, conf=(), files=None, **parameters):
        data = self.folder / "my project\n'1'"
        data.mkdir()
        if program is not None:
            (data / "main.py").write_text(program, encoding="utf-8")
        for name, content in (files or {}).items():
            (data / name).parent.mkdir(parents=True, exist_ok=True)
            (data / name).write_text(content, encoding="utf-8")
        self.data = data
        return support.JobFolder(self.folder / "job", "own-script", data=data, parameters=parameters, conf=conf)

    def results(self, job):
        return job.out / "results"

    def wait_for(self, path, seconds=20):
        until = time.monotonic() + seconds
        while not path.exists():
            self.assertLess(time.monotonic(), until, f"{path} did not come")
            time.sleep(0.02)

    def assert_gone(self, pid):
        """Ended, or only waiting to be counted as such."""
        for _ in range(100):
            try:
                state = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            except OSError:
                return
            if state in "ZX":
                return
            time.sleep(0.05)
        self.fail(f"process {pid} outlived the job")

    # -- once for each GPU --

    @support.needs("torch")
    def test_started_twice_both_work_and_the_first_one_counts(self):
        program = ("import json, os, time\nrank = os.environ['RANK']\nopen(f'rank {rank}', 'w').write(' '.join(os.environ[name] for name in ('LOCAL_RANK', 'WORLD_SIZE', 'MASTER_ADDR')))\n"
                   "open(os.environ['WERKBANK_METRICS'], 'a').write(json.dumps({'step': 1, 'loss': float(rank)}) + '\\n')\ntime.sleep(0.5 * int(rank))\nopen(f'read {rank}', 'w').write(open('table.txt').read())\n")
        job = self.job(program, conf=["processes=2"], files={"table.txt": "twelve"})
        self.assertEqual(job.run(), 0, job.log())
        results = self.results(job)
        self.assertEqual([(results / f"rank {rank}").read_text() for rank in (0, 1)], ["0 2 127.0.0.1", "1 2 127.0.0.1"])
        self.assertEqual([(results / f"read {rank}").read_text() for rank in (0, 1)], ["twelve", "twelve"])
        self.assertFalse((results / "table.txt").is_symlink())
        self.assertEqual([record["values"] for record in job.records("metric")], [{"loss": 0.0}])
        self.assertEqual(len(job.records("end")), 1)
        self.assertEqual(job.records("start")[0]["world_size"], 2)

    @support.needs("torch")
    def test_of_two_the_one_that_fails_says_where_and_ends_both(self):
        job = self.job("import os, time\nif os.environ['RANK'] == '1':\n    time.sleep(1)\n    raise ValueError('the second one')\ntime.sleep(60)\n", conf=["processes=2"])
        begun = time.monotonic()
        self.assertEqual(job.run(), 1, job.log())
        self.assertLess(time.monotonic() - begun, 40)
        error, = job.records("error")
        self.assertIn("the second one", error["message"])
        self.assertEqual((error["file"], error["line"]), ("main.py", 4))

    @support.needs("torch")
    def test_of_two_that_are_stopped_the_first_has_the_time_to_save(self):
        program = ("import json, os, sys, time\nrank = os.environ['RANK']\nopen(f'begun {rank}', 'w').close()\nwhile not os.path.exists(os.environ['WERKBANK_STOP_FILE']):\n    time.sleep(0.05)\n"
                   "if rank == '0':\n    time.sleep(2)\n    open(os.environ['WERKBANK_METRICS'], 'a').write(json.dumps({'type': 'checkpoint', 'step': 7}) + '\\n')\nsys.exit(85)\n")
        job = self.job(program, conf=["processes=2"])
        process = job.start()
        self.addCleanup(process.kill)
        for rank in (0, 1):
            self.wait_for(self.results(job) / f"begun {rank}", 60)
        (job.out / "STOP").write_text("user\n")
        self.assertEqual(process.wait(60), 86, job.log())
        self.assertEqual([record["step"] for record in job.records("checkpoint")], [7])
        self.assertEqual([record["reason"] for record in job.records("stopped")], ["user"])

    # -- what goes well --

    def test_the_example_runs_and_brings_its_results_home(self):
        job = support.JobFolder(self.folder / "job", "own-script", data=EXAMPLE, parameters={"arguments": "--steps 120"})
        self.assertEqual(job.run(), 0, job.log())
        line = json.loads((self.results(job) / "line.json").read_text())
        self.assertAlmostEqual(line["degrees_per_day"], 0.12, delta=0.03)
        curve = [record["values"]["loss"] for record in job.records("metric")]
        self.assertEqual(len(curve), 120)
        self.assertLess(curve[-1], curve[0] / 10)
        end = job.records("end")[0]
        self.assertEqual((end["status"], end.get("primary")), ("completed", None))
        self.assertEqual([name for name, _ in job.summary()["files"]], ["line.json"])
        self.assertIn("step 50: error", job.log())
        report = (job.out / "report.html").read_text(encoding="utf-8")
        self.assertIn("Uw programma is klaar.", report)
        self.assertIn("<polyline", report)
        self.assertEqual(sorted(p.name for p in self.results(job).iterdir()), ["line.json", "metrics.jsonl"])
        self.assertEqual(job.records("warning"), [])

    def test_arguments_arrive_as_they_are(self):
        job = self.job(SAYS_ARGUMENTS, arguments="--name 'it''s' \"two words\" $(touch INJECTED) `id` ; 'a\nb' '' é \\* *.py --x=\"q'q\"")
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(json.loads((self.results(job) / "arguments.json").read_text()),
                         ["--name", "its", "two words", "$(touch", "INJECTED)", "`id`", ";", "a\nb", "", "é", "*", "*.py", "--x=q'q"])
        self.assertEqual(list(self.folder.rglob("INJECTED")), [])

    def test_modules_data_and_subfolders_are_found(self):
        job = self.job("import helper\nprint(helper.word, open('tables/a.csv').read(), open(__import__('os').environ['WERKBANK_DATA'] + '/tables/a.csv').read())\nopen('x.txt', 'w').write('1')\n",
                       files={"helper.py": "word = 'hulp'\n", "tables/a.csv": "a;b"}, main_file="./main.py")
        self.assertEqual(job.run(), 0, job.log())
        self.assertIn("hulp a;b a;b", job.log())
        self.assertEqual(job.summary()["files"], [["x.txt", 1]])
        self.assertEqual(sorted(p.name for p in self.data.iterdir()), ["helper.py", "main.py", "tables"])

    def test_a_shell_script_is_a_program_too(self):
        job = self.job(files={"src/go.sh": "printf '%s' \"$1\" > said.txt\n"}, main_file="src/go.sh", arguments="'a b'")
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual((self.results(job) / "said.txt").read_text(), "a b")

    def test_figures_in_a_file_and_what_is_no_figure(self):
        program = ("import os\nout = open(os.environ['WERKBANK_METRICS'], 'ab')\n"
                   "out.write(b'{\"step\": 1, \"loss\": 2.5}\\n{\"step\": 2, \"loss\": NaN, \"score\": 1}\\nnot json\\n[1]\\n' + b'x' * 200000 + b'\\n')\n"
                   "out.write(b'{\"type\": \"metric\", \"step\": 3, \"split\": \"val\", \"values\": {\"score\": 0.5, \"word\": \"x\"}, \"progress\": 7}\\n' + b'[' * 3000 + b'\\n')\n"
                   "out.write(b'{\"type\": \"end\", \"primary\": {\"name\": \"score\", \"value\": 0.5}}')\n")
        job = self.job(program)
        self.assertEqual(job.run(), 0, job.log())
        found = [(r["step"], r["split"], r["values"]) for r in job.records("metric")]
        self.assertEqual(found, [(1, "train", {"loss": 2.5}), (2, "train", {"score": 1.0}), (3, "val", {"score": 0.5})])
        self.assertEqual(job.records("end")[0]["primary"], {"name": "score", "value": 0.5, "goal": "max"})
        warning = job.records("warning")[0]
        self.assertEqual((warning["code"], warning["line"]), ("own_metrics", 3))
        self.assertIn("4 lines", warning["message"])

    def test_output_of_fifty_megabytes(self):
        program = "import sys\nline = b'y' * 99 + b'\\n'\nfor _ in range(500):\n    sys.stdout.buffer.write(line * 1000)\nprint('the last line')\n"
        job = self.job(program)
        self.assertEqual(job.run(), 0, job.log()[-2000:])
        self.assertGreater((job.path / "logs" / "job.log").stat().st_size, 50_000_000)
        self.assertIn("the last line", (job.out / "report.html").read_text(encoding="utf-8"))

    def test_output_without_end_is_cut_and_its_last_lines_kept(self):
        job = self.job("import sys\nfor i in range(3000):\n    print('line', i, 'x' * 80)\n")
        text = (job.path / "code" / "child.py").read_text(encoding="utf-8")
        (job.path / "code" / "child.py").write_text(text.replace("64 << 20", "100 << 10"), encoding="utf-8")
        self.assertEqual(job.run(), 0, job.log()[-2000:])
        self.assertLess((job.path / "logs" / "job.log").stat().st_size, 130 << 10)
        self.assertIn("line 2999", job.log())
        self.assertIn("only the first", job.log())

    # -- what goes wrong --

    def test_the_main_file_is_missing(self):
        job = self.job(files={"other.py": "print(1)\n", "read.me": "x"})
        self.assertEqual(job.run(), 65, job.log())
        error = job.records("data_error")[0]
        self.assertEqual((error["code"], error["file"]), ("main_file", "main.py"))
        self.assertIn("Found instead: other.py", error["message"])

    def test_a_main_file_outside_the_folder_is_refused(self):
        job = self.job("print(1)\n", main_file="../../job/code/train.py")
        self.assertEqual(job.run(), 65, job.log())
        self.assertIn("does not lie in your folder", job.records("data_error")[0]["message"])

    def test_arguments_with_an_open_quotation_mark(self):
        job = self.job("print(1)\n", arguments="--name 'half")
        self.assertEqual(job.run(), 70, job.log())
        self.assertIn("quotation mark", job.records("error")[0]["message"])

    def test_a_failing_program_is_a_failed_job_with_its_last_error(self):
        job = self.job("def work():\n    return {}['kolom']\n\nwork()\n")
        self.assertEqual(job.run(), 1, job.log())
        error = job.records("error")[0]
        self.assertEqual((error["code"], error["file"], error["line"]), ("own_program", "main.py", 2))
        self.assertIn("KeyError: 'kolom'", error["message"])
        self.assertEqual(job.records("end"), [])
        self.assertFalse((job.out / "summary.json").exists())

    def test_the_exit_code_is_kept(self):
        job = self.job("import sys\nprint('no licence')\nsys.exit(42)\n")
        self.assertEqual(job.run(), 42, job.log())
        self.assertIn("code 42: no licence", job.records("error")[0]["message"])

    def test_a_missing_package_says_what_to_do(self):
        job = self.job("import a_package_that_is_not_there\n")
        self.assertEqual(job.run(), 1, job.log())
        error = job.records("error")[0]
        self.assertEqual((error["code"], error["line"]), ("missing_module", 1))

    def test_a_program_that_writes_in_its_data_is_told_so(self):
        job = self.job("open('table.csv', 'a').write('more')\n", files={"table.csv": "a;b"})
        self.assertEqual(job.run(), 0, job.log())
        self.assertIn("table.csv", job.records("warning")[0]["message"])

    # -- stopping --

    STOPS = ("import json, os, sys, time\nsteps = int(open('state').read()) if os.path.exists('state') else 0\nprint('from', steps, flush=True)\n"
             "write = lambda **r: print(json.dumps(r), file=open(os.environ['WERKBANK_METRICS'], 'a'))\n"
             "while steps < 30:\n    time.sleep(0.02)\n    steps += 1\n    write(step=steps, loss=1 / steps)\n"
             "    if os.path.exists(os.environ['WERKBANK_STOP_FILE']) and os.environ['WERKBANK_ATTEMPT'] == '0' and steps >= 5:\n"
             "        open('state', 'w').write(str(steps)); write(type='checkpoint', step=steps); sys.exit(85)\n")

    def test_it_stops_by_the_file_and_goes_on_from_its_own_checkpoint(self):
        job = self.job(self.STOPS)
        process = job.start()
        self.wait_for(self.results(job) / "metrics.jsonl")
        (job.out / "STOP").write_text("user\n")
        self.assertEqual(process.wait(60), 86, job.log())
        step = job.records("stopped")[0]["step"]
        self.assertGreaterEqual(step, 5)
        self.assertEqual(job.run(WERKBANK_ATTEMPT="1"), 0, job.log())
        self.assertIn(f"from {step}", job.log())
        self.assertEqual([r["step"] for r in job.records("metric") if r["attempt"] == 1], list(range(step + 1, 31)))

    def test_werkbank_job_works_within_it(self):
        program = ("import werkbank_job\njob = werkbank_job.Job.load()\njob.start(steps_total=3)\njob.warn('w', 'let op', 'take care')\n"
                   "for step in (1, 2, 3):\n    job.metric(step, 'train', {'loss': 1 / step}, last=True)\njob.end('score', 0.75, 'max', baseline=None)\n")
        job = self.job(program)
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(len(job.records("metric")), 3)
        self.assertEqual(len(job.records("start")), 1)
        self.assertEqual(len(job.records("end")), 1)
        self.assertEqual(job.records("end")[0]["primary"], {"name": "score", "value": 0.75, "goal": "max"})
        self.assertEqual(job.records("warning")[0]["message"], "take care")

    def test_a_program_that_ignores_every_wish_to_stop_is_ended(self):
        job = self.job("import os, signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen('pid', 'w').write(str(os.getpid()))\nos.rename('pid', 'pid.txt')\nwhile True:\n    time.sleep(1)\n", conf=["grace=4"])
        process = job.start()
        self.wait_for(self.results(job) / "pid.txt")
        began = time.monotonic()
        (job.out / "STOP").write_text("user\n")
        self.assertNotEqual(process.wait(30), 0)
        self.assertLess(time.monotonic() - began, 10)
        self.assert_gone(int((self.results(job) / "pid.txt").read_text()))
        self.assertIn("ended_by_force", [r["code"] for r in job.records("warning")])
        self.assertEqual(len(job.records("stopped")), 1)
        self.assertEqual(job.records("end"), [])

    def test_cancelling_ends_it_at_once(self):
        job = self.job("import os, time\nopen('p', 'w').write(str(os.getpid()))\nos.rename('p', 'pid.txt')\ntime.sleep(600)\n")
        process = job.start()
        self.wait_for(self.results(job) / "pid.txt")
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(20), 143, job.log())
        self.assert_gone(int((self.results(job) / "pid.txt").read_text()))

    def test_what_it_started_does_not_outlive_it(self):
        program = ("import os, subprocess, sys, time\n"
                   "near = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
                   "far = subprocess.Popen([sys.executable, '-c', 'import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(600)'], start_new_session=True)\n"
                   "time.sleep(0.3)\nopen('pids.txt', 'w').write(f'{near.pid} {far.pid}')\nprint('the parent is done')\n")
        job = self.job(program)
        began = time.monotonic()
        self.assertEqual(job.run(), 0, job.log())
        self.assertLess(time.monotonic() - began, 30)
        for pid in (self.results(job) / "pids.txt").read_text().split():
            self.assert_gone(int(pid))


if __name__ == "__main__":
    unittest.main()
