"""resources/remote/job.sh without a scheduler, and with stand-ins for the scheduler's programs."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import time
import unittest

import support

COMPLETES = """
import werkbank_job
job = werkbank_job.Job.load()
job.start(steps_total=1)
job.end("accuracy", 1.0, "max", ("most_frequent", 0.5))
"""
# Counts up; stops with a checkpoint when asked; `step` lines on stdout tell the test how far it is.
COUNTS = """
import os, time, werkbank_job
job = werkbank_job.Job.load()
found = job.load_checkpoint()
step = found[0] if found else 0
if found: job.resumed(step)
while step < job.parameter("steps", 10_000):
    if job.should_stop():
        job.save_checkpoint(step, b"state")
        job.stop(step)
    step += 1
    print("step", step, flush=True)
    time.sleep(0.02)
job.end("accuracy", 1.0, "max", None)
"""


UUID = "5a8f3f0e-12ab-4000-8000-0123456789ab"


def wait_until(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s for: {what}")
        time.sleep(0.02)


class Wrapper(support.FolderTest):
    def job(self, script, **more):
        return support.JobFolder(self.folder / "job", script=script, **more)

    def tearDown(self):
        self.assertFalse(list(self.folder.rglob("INJECTED")), "text was run as a command")

    # -- the ending --

    def test_a_finished_script_ends_with_0_and_leaves_no_stop_file(self):
        job = self.job(COMPLETES)
        (job.out / "STOP").write_text("")
        self.assertEqual(job.run(), 0, job.log())
        self.assertFalse((job.out / "STOP").exists())

    def test_without_an_end_record_it_is_never_0(self):
        for number, (script, code, kind) in enumerate([("pass", 1, "no_end"), ("raise SystemExit(0)", 1, "no_end"), ("raise SystemExit(7)", 7, "crash"),
                                                        ("import os; os.kill(os.getpid(), 9)", 137, "killed"), ("import os; os.abort()", 134, "killed"), ("this is not python", 1, "crash")]):
            with self.subTest(script):
                job = support.JobFolder(self.folder / str(number), script=script)
                self.assertEqual(job.run(), code)
                self.assertEqual([r["code"] for r in job.records("error")], [kind])

    def test_an_end_record_of_an_earlier_attempt_does_not_count(self):
        job = self.job(COMPLETES)
        self.assertEqual(job.run(), 0)
        (job.path / "code" / "train.py").write_text("pass")
        self.assertEqual(job.run(), 1)

    def test_an_end_record_that_says_failed_does_not_count(self):
        job = self.job("import werkbank_job\nwerkbank_job.Job.load().emit('end', status='failed')")
        self.assertEqual(job.run(), 1)

    def test_a_text_that_looks_like_an_end_record_does_not_count(self):
        job = self.job("import werkbank_job\nwerkbank_job.Job.load().emit('warning', code='x', message='{\"type\":\"end\",\"status\":\"completed\"}')")
        self.assertEqual(job.run(), 1)

    def test_a_half_written_end_record_does_not_count(self):
        job = self.job("import os\nopen(os.environ['WERKBANK_OUT'] + '/metrics.jsonl', 'a').write('{\"v\":1,\"type\":\"end\",\"status\":\"completed\",\"pri')")
        self.assertEqual(job.run(), 1)

    def test_the_scripts_own_error_record_is_the_only_one(self):
        job = self.job("import werkbank_job\nwerkbank_job.Job.load().data_error('x', 'nl', 'en', file='a.csv')")
        self.assertEqual(job.run(), 65)
        self.assertEqual(job.records("error"), [])

    def test_an_incomplete_job_folder_says_so(self):
        job = self.job(COMPLETES)
        (job.path / "run.conf").unlink()
        self.assertEqual(job.run(), 66)
        self.assertEqual(job.records()[0]["code"], "folder")

    def test_a_script_outside_code_is_refused(self):
        for number, script in enumerate(("../evil.py", "/etc/evil.py", "")):
            job = support.JobFolder(self.folder / str(number), script=COMPLETES, conf=[f"script={script}"])
            self.assertEqual(job.run(), 66, script)

    # -- hostile values --

    def test_parameters_arrive_exactly_as_they_are(self):
        hostile = {"text": "a'b\"c $(touch INJECTED) `touch INJECTED`\nnewline\t\\ ; & | é 日本 \u202e", "empty": "", "name": "-rf *"}
        job = self.job("import json, os, werkbank_job\njob = werkbank_job.Job.load()\n(job.out / 'seen.json').write_text(json.dumps(job.parameters))\n" + COMPLETES, parameters=hostile, title="$(touch INJECTED)")
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual(json.loads((job.out / "seen.json").read_text()), hostile)

    def test_variables_arrive_exactly_as_they_are_and_bad_names_are_left_out(self):
        value = "x'y\"z $(touch INJECTED) `touch INJECTED` = a=b  two  spaces \\n"
        job = self.job("import json, os\nopen(os.environ['WERKBANK_OUT'] + '/seen.json', 'w').write(json.dumps(dict(os.environ)))\n" + COMPLETES,
                       conf=[f"env=MY_VALUE={value}", "env=BAD NAME=1", "env=$(touch INJECTED)=1", "env=IFS=x", "env=noequals", "env=wb=1", "env=out=/nowhere", "unknown=$(touch INJECTED)", "no equals sign"])
        self.assertEqual(job.run(), 0, job.log())
        seen = json.loads((job.out / "seen.json").read_text())
        self.assertEqual(seen["MY_VALUE"], value)
        self.assertFalse({"BAD NAME", "noequals", "IFS"} & set(seen))

    def test_exec_words_stay_single_words(self):
        holder = self.folder / "my container"
        holder.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\" >\"$WERKBANK_OUT/words\"\nshift 2\nexec \"$@\"\n")
        holder.chmod(0o755)
        job = self.job(COMPLETES, conf=[f"exec={holder}", "exec=a b $(touch INJECTED)", "exec=--bind=/x y"])
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual((job.out / "words").read_text().splitlines()[:2], ["a b $(touch INJECTED)", "--bind=/x y"])

    def test_the_contract_is_in_the_environment(self):
        job = self.job("import json, os, resource\nopen(os.environ['WERKBANK_OUT'] + '/seen.json', 'w').write(json.dumps([dict(os.environ), resource.getrlimit(resource.RLIMIT_CORE)[0]]))\n" + COMPLETES)
        self.assertEqual(job.run(WERKBANK_DEADLINE="1999999999", WERKBANK_ATTEMPT="3"), 0, job.log())
        seen, core = json.loads((job.out / "seen.json").read_text())
        wanted = {"WERKBANK_JOB_DIR": str(job.path), "WERKBANK_CONFIG": str(job.path / "config.json"), "WERKBANK_DATA": str(job.path / "data"), "WERKBANK_OUT": str(job.out),
                  "WERKBANK_CODE": str(job.path / "code"), "WERKBANK_STOP_FILE": str(job.out / "STOP"), "WERKBANK_DEADLINE": "1999999999", "WERKBANK_GRACE_S": "30", "WERKBANK_ATTEMPT": "3",
                  "OMP_NUM_THREADS": "1", "PYTHONNOUSERSITE": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1",
                  "WANDB_MODE": "offline", "TOKENIZERS_PARALLELISM": "false"}
        self.assertEqual({key: seen.get(key) for key in wanted}, wanted)
        self.assertEqual(core, 0)
        self.assertEqual(job.records("end")[0]["attempt"], 3)

    # -- software environment --

    def module_stand_in(self, body):
        init = self.folder / "modules" / "init"
        init.mkdir(parents=True)
        (init / "bash").write_text("module() {\n" + body + "\n}\n")
        return str(self.folder / "modules")

    def test_modules_are_loaded_in_order_and_seen_by_the_script(self):
        home = self.module_stand_in('export LOADED="${LOADED:-}<$2>"')
        job = self.job("import os\nopen(os.environ['WERKBANK_OUT'] + '/loaded', 'w').write(os.environ['LOADED'])\n" + COMPLETES, conf=["module=2023", "module=PyTorch/2.1 $(touch INJECTED)"])
        self.assertEqual(job.run(MODULESHOME=home), 0, job.log())
        self.assertEqual((job.out / "loaded").read_text(), "<2023><PyTorch/2.1 $(touch INJECTED)>")

    def test_a_module_that_fails_ends_the_job_with_72(self):
        home = self.module_stand_in('case $2 in good) ;; quiet) echo "ModuleCmd_Load.c(213):ERROR:105: Unable to locate" >&2 ;; *) return 1 ;; esac')
        for number, name in enumerate(("bad\"name\\", "quiet")):
            job = support.JobFolder(self.folder / str(number), script=COMPLETES, conf=["module=good", f"module={name}"])
            self.assertEqual(job.run(MODULESHOME=home), 72)
            record = job.records("error")[0]
            self.assertEqual(record["code"], "module")
            self.assertIn(name, record["message"])
            self.assertIn(name, job.log())
            self.assertEqual(job.records("end"), [])

    def test_a_missing_python_is_named(self):
        job = self.job(COMPLETES, conf=["python=/opt/no such/python3"])
        self.assertEqual(job.run(), 72)
        self.assertIn("/opt/no such/python3", job.records("error")[0]["message"])

    def test_a_name_that_is_not_utf8_still_makes_a_record(self):
        job = self.job(COMPLETES, conf=[os.fsdecode(b"python=/opt/\xff\xfe/python3")])
        self.assertEqual(job.run(), 72)
        self.assertEqual(job.records("error")[0]["code"], "python")

    # -- stopping and going on --

    def running(self, job, **environment):
        process = job.start(**environment)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        wait_until(lambda: "step " in job.log() or process.poll() is not None, "the first step")
        self.assertIsNone(process.poll(), job.log())
        return process

    def test_usr1_stops_with_a_checkpoint_and_the_next_attempt_goes_on(self):
        job = self.job(COUNTS)
        process = self.running(job)
        process.send_signal(signal.SIGUSR1)
        self.assertEqual(process.wait(30), 85, job.log())
        stopped = job.records("stopped")[0]["step"]
        self.assertGreater(stopped, 0)
        self.assertEqual(job.records("checkpoint")[0]["step"], stopped)
        config = json.loads((job.path / "config.json").read_text())
        config["parameters"]["steps"] = stopped + 3
        (job.path / "config.json").write_text(json.dumps(config))
        self.assertEqual(job.run(WERKBANK_ATTEMPT="1"), 0, job.log())
        self.assertEqual((job.records("resume")[0]["step"], job.records("resume")[0]["attempt"]), (stopped, 1))

    def test_a_stop_file_of_the_user_stops_with_86(self):
        job = self.job(COUNTS)
        process = self.running(job)
        (job.out / "STOP").write_text("user\n")
        self.assertEqual(process.wait(30), 86, job.log())
        self.assertEqual(job.records("stopped")[0]["reason"], "user")

    def test_a_deadline_stops_with_85(self):
        job = self.job(COUNTS, conf=["grace=1"])
        self.assertEqual(job.run(WERKBANK_DEADLINE=str(int(time.time()) + 8)), 85, job.log())
        self.assertEqual(job.records("stopped")[0]["reason"], "time_limit")

    def test_an_attempt_without_progress_is_not_continued(self):
        job = self.job(COUNTS, conf=["grace=100"])
        (job.out / "metrics.jsonl").write_text('{"v":1,"t":1,"type":"checkpoint","attempt":0,"step":50}\n')
        self.assertEqual(job.run(WERKBANK_DEADLINE=str(int(time.time())), WERKBANK_ATTEMPT="1"), 1, "85 would have it started for ever")
        self.assertEqual(job.records("warning")[-1]["code"], "no_progress")
        self.assertEqual(job.records("error"), [])

    def test_term_reaches_the_script_and_the_job_ends_with_143_after_it(self):
        job = self.job(COUNTS)
        process = self.running(job)
        process.terminate()
        self.assertEqual(process.wait(30), 143, job.log())
        self.assertEqual([r["type"] for r in job.records()], ["checkpoint", "stopped"])

    def test_term_ends_a_script_that_knows_nothing_of_us(self):
        job = self.job("import time\nprint('step 1', flush=True)\ntime.sleep(100)")
        process = self.running(job)
        process.terminate()
        self.assertEqual(process.wait(30), 143)
        self.assertEqual(job.records("stopped")[0]["code"], "signal")

    # -- with a scheduler --

    def slurm_stand_in(self, requeue_code=0):
        folder = self.folder / "bin"
        folder.mkdir()
        (folder / "squeue").write_text("#!/bin/sh\ndate -d '+1 hour' +%Y-%m-%dT%H:%M:%S\n")
        (folder / "scontrol").write_text(f"#!/bin/sh\nprintf '%s\\n' \"$*\" >>\"$WERKBANK_OUT/asked\"\nexit {requeue_code}\n")
        for path in folder.iterdir():
            path.chmod(0o755)
        return {"PATH": f"{folder}:{os.environ['PATH']}", "SLURM_JOB_ID": "4711"}

    def test_under_slurm_it_asks_to_be_continued_and_waits_to_be_ended(self):
        job = self.job(COUNTS)
        process = self.running(job, **self.slurm_stand_in())
        process.send_signal(signal.SIGUSR1)
        asked = job.out / "asked"
        wait_until(lambda: asked.exists() and asked.read_text(), "the request")  # a shell makes the file before it writes
        self.assertEqual(asked.read_text(), "requeue 4711\n")
        self.assertEqual([(r["code"], r["attempt"]) for r in job.records("warning")], [("time_up", 0)])
        self.assertIsNone(process.poll(), "left before the scheduler ended it")
        process.terminate()
        self.assertNotEqual(process.wait(30), 0)

    def test_a_user_who_stops_is_not_put_back_in_the_queue(self):
        job = self.job(COUNTS)
        process = self.running(job, **self.slurm_stand_in())
        (job.out / "STOP").write_text("user")
        self.assertEqual(process.wait(30), 86)
        self.assertFalse((job.out / "asked").exists())

    def test_a_refused_requeue_is_told(self):
        job = self.job(COUNTS)
        process = self.running(job, **self.slurm_stand_in(requeue_code=1))
        process.send_signal(signal.SIGUSR1)
        self.assertEqual(process.wait(30), 85)
        self.assertEqual([r["code"] for r in job.records("warning")], ["time_up", "requeue"])

    def test_the_number_of_continuations_has_an_end(self):
        job = self.job(COUNTS, conf=["max_requeues=2"])
        process = self.running(job, SLURM_RESTART_COUNT="2", **self.slurm_stand_in())
        process.send_signal(signal.SIGUSR1)
        self.assertEqual(process.wait(30), 1)
        self.assertEqual(job.records("warning")[-1]["code"], "max_requeues")
        self.assertFalse((job.out / "asked").exists())

    def test_the_deadline_comes_from_the_scheduler(self):
        job = self.job("import os\nopen(os.environ['WERKBANK_OUT'] + '/deadline', 'w').write(os.environ['WERKBANK_DEADLINE'])\n" + COMPLETES)
        self.assertEqual(job.run(**self.slurm_stand_in()), 0)
        self.assertAlmostEqual(int((job.out / "deadline").read_text()), time.time() + 3600, delta=60)

    # -- what was before --

    def interrupted(self, states, attempt="1", earlier=""):
        """The warnings of an attempt of a job whose accounting tells these states of its lives."""
        shutil.rmtree(self.folder / "bin", ignore_errors=True)
        shutil.rmtree(self.folder / "job", ignore_errors=True)
        scheduler = self.slurm_stand_in()
        sacct = self.folder / "bin" / "sacct"
        sacct.write_text("#!/bin/sh\nprintf '%s\\n' " + " ".join(f"'{state}'" for state in states) + "\n")
        sacct.chmod(0o755)
        job = self.job(COMPLETES)
        (job.out / "metrics.jsonl").write_text(earlier)
        self.assertEqual(job.run(SLURM_RESTART_COUNT=attempt, **scheduler), 0, job.log())
        return [(r["code"], r["attempt"]) for r in job.records("warning") if r["attempt"] == int(attempt)]

    def test_an_attempt_tells_what_the_accounting_says_of_the_one_before(self):
        self.assertEqual(self.interrupted(["NODE_FAIL", "RUNNING"]), [("node_failed", 1)])
        self.assertEqual(self.interrupted(["NODE_FAIL", "PREEMPTED", "RUNNING"], attempt="2"), [("preempted", 2)])
        self.assertEqual(self.interrupted(["REQUEUED", "RUNNING"]), [("interrupted", 1)])
        self.assertEqual(self.interrupted(["$(touch INJECTED)", "RUNNING"]), [("interrupted", 1)])

    def test_nothing_is_told_of_an_attempt_that_told_it_itself(self):
        told = '{"v":1,"t":1,"type":"warning","attempt":0,"code":"time_up","message":"x"}\n'
        self.assertEqual(self.interrupted(["REQUEUED", "RUNNING"], earlier=told), [])
        self.assertEqual(self.interrupted(["NODE_FAIL", "RUNNING"], attempt="2", earlier=told), [("node_failed", 2)])
        self.assertEqual(self.interrupted([], attempt="0"), [])

    def continued(self, **more):
        """A job that saved step 50 and failed, and one that begins with what it left."""
        earlier = support.JobFolder(self.folder / UUID, script="pass")
        (earlier.out / "ckpt").mkdir()
        (earlier.out / "results").mkdir()
        (earlier.out / "results" / "so far.txt").write_text("kept")
        (earlier.out / "STOP").write_text("time_limit")
        (earlier.out / "metrics.jsonl").write_text('{"v":1,"t":1,"type":"checkpoint","attempt":3,"step":50}\n')
        writes = "import werkbank_job\nwerkbank_job.Job.load().save_checkpoint(50, b'state')"
        (earlier.path / "code" / "train.py").write_text(writes)
        earlier.run()
        return earlier, support.JobFolder(self.folder / "next", script=COUNTS, conf=[f"continues={UUID}"], **more)

    def test_a_job_goes_on_from_what_another_one_saved(self):
        earlier, job = self.continued(parameters={"steps": 53})
        before = (earlier.out / "metrics.jsonl").read_bytes()
        self.assertEqual(job.run(), 0, job.log())
        self.assertEqual([r["step"] for r in job.records("resume")], [50])
        self.assertEqual((job.records()[0]["type"], job.records()[0]["step"]), ("checkpoint", 50))
        self.assertNotIn("\nstep 50\n", job.log())
        self.assertIn("step 51\n", job.log())
        self.assertEqual((job.out / "results" / "so far.txt").read_text(), "kept")
        self.assertEqual((earlier.out / "metrics.jsonl").read_bytes(), before)

    def test_what_it_brought_over_is_not_brought_again(self):
        earlier, job = self.continued(parameters={"steps": 53})
        self.assertEqual(job.run(), 0, job.log())
        shutil.rmtree(earlier.path)
        self.assertEqual(job.run(WERKBANK_ATTEMPT="1"), 0, job.log())

    def test_the_guard_counts_from_the_step_that_was_brought_over(self):
        _, job = self.continued()
        (job.path / "run.conf").write_text((job.path / "run.conf").read_text() + "grace=100\n")
        self.assertEqual(job.run(WERKBANK_DEADLINE=str(int(time.time()))), 1)
        self.assertEqual(job.records("warning")[-1]["code"], "no_progress")

    def test_a_job_whose_saved_work_is_gone_does_not_begin_at_the_start_in_silence(self):
        for number, name in enumerate((UUID, "../" + UUID, "$(touch INJECTED)")):
            job = support.JobFolder(self.folder / str(number) / "job", script=COMPLETES, conf=[f"continues={name}"])
            code = job.run()
            self.assertEqual(code, 66 if name == UUID else 0, name)     # what is no name of a job is no wish
            self.assertEqual([r["code"] for r in job.records("error")], ["no_saved_work"] if name == UUID else [])

    # -- the sampler --

    def test_the_sampler_ends_with_the_job(self):
        job = self.job("import time\nprint('step 1', flush=True)\ntime.sleep(2)\n" + COMPLETES, conf=["sample_seconds=1"])
        (job.path / "gpu_sampler.sh").write_text("echo $$ >\"$1/pid\"\nprintf '%s\\n' \"$@\" >\"$1/words\"\nwhile :; do sleep 1; done\n")
        self.assertEqual(job.run(), 0)
        pid = int((job.out / "gpu" / "pid").read_text())
        with self.assertRaises(ProcessLookupError):
            os.kill(pid, 0)
        self.assertEqual((job.out / "gpu" / "words").read_text().splitlines()[:2], [str(job.out / "gpu"), "1"])

    @unittest.skipIf(shutil.which("shellcheck") is None, "shellcheck is not installed")
    def test_shellcheck_has_nothing_to_say(self):
        found = subprocess.run(["shellcheck", str(support.REMOTE / "job.sh"), str(support.REMOTE / "gpu_sampler.sh")], capture_output=True, text=True)
        self.assertEqual(found.stdout, "")


if __name__ == "__main__":
    unittest.main()
