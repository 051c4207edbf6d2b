"""resources/remote/job.sh with the variants of a sweep: each a job of its own, the best of them the result of all."""

import copy
import json
import os
import shutil
import signal
import subprocess
import time
import unittest

import support
from test_job_wrapper import wait_until

# What each variant does is one of its parameters, so that a test says it where it makes them.
VARIANT = """
import os, time, werkbank_job
job = werkbank_job.Job.load()
job.start(steps_total=1)
what = job.parameter("what", "")
print("this is variant", job.config["variant"], flush=True)
if what == "breaks": raise RuntimeError("no such thing")
if what == "bad data": job.data_error("x", "nl", "the table is empty", file="a.csv")
if what == "killed": os.kill(os.getppid(), 9); os.kill(os.getpid(), 9)
if what == "waits for a file":
    while not (job.data / "go").exists():
        if job.should_stop():
            job.save_checkpoint(1, b"state")
            job.stop(1)
        time.sleep(0.02)
if what == "stops once" and not job.load_checkpoint():
    job.save_checkpoint(1, b"state")
    job._reason = "time_limit"
    job.stop(1)
score = job.parameter("score")
werkbank_job.atomic_write(job.model / "weights", str(score))
if what == "leaves more": werkbank_job.atomic_write(job.out / "more.csv", "a")
werkbank_job.write_json(job.out / "summary.json", {"score": score})
job.metric(1, "val", {"loss": score}, last=True)
job.end("accuracy", 1 - score if score is not None else 0.5, "max", ("guess", 0.1), None if what == "says no score" else ("loss", score, job.parameter("goal", "min")))
"""


class SweepFolder(support.JobFolder):
    def __init__(self, folder, variants, **more):
        data = folder.parent / "data"
        data.mkdir(exist_ok=True)
        super().__init__(folder, script=VARIANT, data=data, **more)
        shutil.copy(support.REMOTE / "sweep.sh", self.path)
        config = json.loads((self.path / "config.json").read_text())
        for number, parameters in enumerate(variants):
            place = self.variant(number)
            place.mkdir(parents=True)
            (place / "config.json").write_text(json.dumps({**config, "parameters": parameters, "variant": number}))

    def variant(self, number):
        return self.path / "variants" / str(number)

    def run_variant(self, number, **environment):
        return self.run(WERKBANK_VARIANT=str(number), **environment)

    def variants(self):
        """The latest word on each."""
        return {record["number"]: record for record in self.records("variant")}

    def states(self):
        return {number: record["state"] for number, record in self.variants().items()}

    def weights(self):
        return (self.out / "model" / "weights").read_text()


class Sweep(support.FolderTest):
    def sweep(self, *variants, **more):
        return SweepFolder(self.folder / "job", variants, **more)

    def test_the_best_of_them_is_the_result(self):
        job = self.sweep({"score": 0.4}, {"score": 0.2, "what": "leaves more"}, {"score": 0.3})
        for number in range(3):
            self.assertEqual(job.records("end"), [], "an end before all were ready")
            self.assertEqual(job.run_variant(number), 0, job.log())
        self.assertEqual(job.weights(), "0.2")
        self.assertEqual(job.summary(), {"score": 0.2})
        self.assertTrue((job.out / "more.csv").exists())
        end = job.records()[-1]
        self.assertEqual((end["type"], end["status"], end["primary"]["value"]), ("end", "completed", 0.8))
        self.assertEqual(len(job.records("end")), 1)
        self.assertEqual([r["values"] for r in job.records("metric")], [{"loss": 0.2}])
        self.assertEqual(job.states(), {0: "completed", 1: "completed", 2: "completed"})
        self.assertEqual([number for number, record in job.variants().items() if record.get("kept")], [0, 1])
        self.assertEqual({number: record["told"]["choice"]["value"] for number, record in job.variants().items()}, {0: 0.4, 1: 0.2, 2: 0.3})
        self.assertFalse((job.path / "variants" / "lock").exists())

    def test_what_is_kept_takes_no_second_room(self):
        job = self.sweep({"score": 0.4})
        self.assertEqual(job.run_variant(0), 0)
        self.assertEqual((job.out / "model" / "weights").stat().st_ino, (job.variant(0) / "out" / "model" / "weights").stat().st_ino)

    def test_what_the_best_before_left_goes_when_another_is_better(self):
        job = self.sweep({"score": 0.4, "what": "leaves more"}, {"score": 0.2})
        self.assertEqual([job.run_variant(0), job.run_variant(1)], [0, 0])
        self.assertFalse((job.out / "more.csv").exists())
        self.assertEqual(job.weights(), "0.2")

    def test_samples_come_when_all_are_ready_and_are_those_of_the_best(self):
        job = self.sweep({"score": 0.4}, {"score": 0.2})
        for number in range(2):
            (job.variant(number) / "out" / "gpu").mkdir(parents=True)
            (job.variant(number) / "out" / "gpu" / "gh01.csv").write_text(str(number))
        self.assertEqual(job.run_variant(0), 0)
        self.assertEqual(list((job.out).glob("gpu/*")), [])
        self.assertEqual(job.run_variant(1), 0)
        self.assertEqual((job.out / "gpu" / "gh01.csv").read_text(), "1")

    def test_results_that_cannot_be_put_there_are_no_result(self):
        job = self.sweep({"score": 0.4})
        (job.path / "cp").write_text("#!/bin/sh\nexit 1\n")
        (job.path / "cp").chmod(0o755)
        self.assertEqual(job.run_variant(0, PATH=f"{job.path}:{os.environ['PATH']}"), 0)
        self.assertEqual(job.records("end"), [])
        self.assertEqual([r["code"] for r in job.records("error")], ["no_result"])

    def test_a_goal_may_be_more(self):
        job = self.sweep({"score": 0.4, "goal": "max"}, {"score": 0.7, "goal": "max"}, {"score": 0.5, "goal": "max"})
        self.assertEqual([job.run_variant(number) for number in range(3)], [0, 0, 0])
        self.assertEqual(job.weights(), "0.7")

    def test_the_order_in_which_they_end_makes_no_difference(self):
        for name, order in (("a", (0, 1, 2)), ("b", (2, 1, 0)), ("c", (1, 2, 0))):
            job = SweepFolder(self.folder / name, [{"score": 3e-05}, {"score": 1e-05}, {"score": 1e-05}])
            for number in order:
                self.assertEqual(job.run_variant(number), 0)
            self.assertEqual((job.path / "variants" / "best").read_text(), "1\n", name)

    def test_one_that_fails_is_told_and_fails_no_other(self):
        job = self.sweep({"score": 0.4}, {"what": "breaks"}, {"what": "bad data"})
        self.assertEqual(job.run_variant(0), 0)
        self.assertNotEqual(job.run_variant(1), 0)
        self.assertEqual(job.run_variant(2), 65)
        self.assertEqual(job.states(), {0: "completed", 1: "failed", 2: "failed"})
        self.assertIn("no such thing", job.variants()[1]["told"]["message"])
        self.assertEqual(job.variants()[2]["told"]["message"], "the table is empty")
        self.assertEqual(job.records("error") + job.records("data_error"), [])
        self.assertEqual(job.records()[-1]["type"], "end")
        self.assertEqual(job.weights(), "0.4")

    def test_when_all_fail_the_reason_of_the_first_is_that_of_the_job(self):
        job = self.sweep({"what": "bad data"}, {"what": "breaks"})
        self.assertEqual(job.run_variant(1), 1)
        self.assertEqual(job.run_variant(0), 65)
        self.assertEqual(job.records("end"), [])
        self.assertEqual([r["message"] for r in job.records("data_error")], ["the table is empty"])
        self.assertEqual(job.records("error"), [])

    def test_one_without_a_score_is_kept_only_where_there_is_no_other(self):
        job = self.sweep({"score": 0.1, "what": "says no score"}, {"score": 0.9}, {"score": 0.2, "what": "says no score"}, {"score": None})
        for number in range(4):
            self.assertEqual(job.run_variant(number), 0, job.log())
            self.assertEqual(job.weights(), "0.1" if number == 0 else "0.9")

    def test_the_log_of_each_is_whole_in_that_of_the_job(self):
        job = self.sweep({"score": 0.4}, {"score": 0.2})
        both = [job.start(WERKBANK_VARIANT=str(number)) for number in range(2)]
        self.assertEqual([one.wait(60) for one in both], [0, 0])
        log = job.log()
        for number in range(2):
            begin = log.index(f"---- variant {number}: completed ----")
            self.assertIn(f"this is variant {number}", log[begin:])

    def test_many_at_once_lose_no_record(self):
        job = self.sweep(*({"score": 1 - number / 10} for number in range(6)))
        all_of_them = [job.start(WERKBANK_VARIANT=str(number)) for number in range(6)]
        self.assertEqual([one.wait(120) for one in all_of_them], [0] * 6)
        self.assertEqual(job.states(), {number: "completed" for number in range(6)})
        self.assertEqual(job.weights(), "0.5")
        self.assertEqual(len(job.records("end")), 1)

    # -- stopping and going on --

    def test_one_whose_time_is_up_goes_on_by_itself(self):
        job = self.sweep({"score": 0.4}, {"score": 0.2, "what": "stops once"})
        self.assertEqual(job.run_variant(1), 85, job.log())
        self.assertEqual(job.states(), {1: "waits"})
        self.assertEqual(job.run_variant(0), 0)
        self.assertEqual(job.records("end"), [])
        self.assertEqual(job.run_variant(1, WERKBANK_ATTEMPT="1"), 0)
        self.assertEqual(job.variants()[1]["begun"], 1)
        self.assertEqual(job.records()[-1]["type"], "end")
        self.assertEqual(job.weights(), "0.2")

    def scheduler(self, **says):
        """Stand-ins for Slurm's programs that write down how they were called."""
        tools = self.folder / "tools"
        tools.mkdir()
        for name, text in {"scontrol": "exit 0", "squeue": "echo 2099-01-01T00:00:00", "sacct": "", **says}.items():
            (tools / name).write_text(f'#!/bin/sh\necho "{name} $*" >>"${{0%/*}}/../calls"\n{text}\n')
            (tools / name).chmod(0o755)
        return {"PATH": f"{tools}:{os.environ['PATH']}", "SLURM_JOB_ID": "77", "SLURM_ARRAY_JOB_ID": "77", "SLURM_ARRAY_TASK_ID": "1"}

    def test_only_this_variant_is_asked_to_go_on(self):
        job = self.sweep({"score": 0.4}, {"score": 0.2, "what": "stops once"})
        slurm = self.scheduler(scontrol="kill -TERM $PPID")
        self.assertEqual(job.run(**slurm), 85, job.log())
        calls = (self.folder / "calls").read_text()
        self.assertIn("scontrol requeue 77_1\n", calls)
        self.assertIn("squeue -h -j 77_1 ", calls)
        self.assertEqual(job.states(), {1: "waits"})

    def test_a_refused_continuation_is_told(self):
        job = self.sweep({"score": 0.4}, {"score": 0.2, "what": "stops once"})
        self.assertEqual(job.run_variant(0), 0)
        self.assertEqual(job.run(**self.scheduler(scontrol="exit 1")), 85)
        self.assertEqual(job.states(), {0: "completed", 1: "failed"})
        self.assertEqual(job.records()[-1]["type"], "end")

    def test_a_cancelled_variant_says_so_and_the_others_go_on(self):
        job = self.sweep({"what": "waits for a file", "score": 0.1}, {"score": 0.3})
        first = job.start(WERKBANK_VARIANT="0")
        wait_until(lambda: job.states() == {0: "runs"}, "the first variant")
        time.sleep(0.5)
        first.send_signal(signal.SIGTERM)
        self.assertEqual(first.wait(60), 143)
        self.assertEqual(job.run_variant(1), 0)
        self.assertEqual(job.states(), {0: "stopped", 1: "completed"})
        self.assertEqual(job.records()[-1]["type"], "end")
        self.assertEqual(job.weights(), "0.3")

    def test_one_that_was_killed_without_a_word_holds_back_the_end_until_it_comes_again(self):
        job = self.sweep({"what": "killed", "score": 0.1}, {"score": 0.3})
        self.assertEqual(job.run_variant(0), -signal.SIGKILL)
        self.assertEqual(job.run_variant(1), 0)
        self.assertEqual(job.states(), {0: "runs", 1: "completed"})
        self.assertEqual(job.weights(), "0.3")        # it lies there all the same
        self.assertEqual(job.records("end"), [])
        config = json.loads((job.variant(0) / "config.json").read_text())
        (job.variant(0) / "config.json").write_text(json.dumps({**config, "parameters": {"score": 0.1}}))
        self.assertEqual(job.run_variant(0, WERKBANK_ATTEMPT="1"), 0)
        self.assertEqual(job.weights(), "0.1")
        self.assertEqual(len(job.records("end")), 1)

    # -- the lock --

    def lock(self, job, owner, minutes_old=0):
        lock = job.path / "variants" / "lock"
        lock.mkdir()
        (lock / "owner").write_text(owner)
        then = time.time() - 60 * minutes_old
        os.utime(lock, (then, then))
        return lock

    def test_a_lock_whose_holder_is_dead_is_broken(self):
        for number, (owner, age) in enumerate(((f"{os.uname().nodename} 999999999 0", 0), ("another-machine 1 0", 20), ("", 20))):
            job = SweepFolder(self.folder / str(number), [{"score": 0.4}])
            lock = self.lock(job, owner, age)
            self.assertEqual(job.run_variant(0, timeout=60), 0)
            self.assertFalse(lock.exists())
            self.assertEqual(job.weights(), "0.4")

    def test_a_lock_that_is_held_is_waited_for(self):
        job = self.sweep({"score": 0.4})
        lock = self.lock(job, f"{os.uname().nodename} {os.getpid()} 0")
        waiting = job.start(WERKBANK_VARIANT="0")
        time.sleep(1)
        self.assertEqual(job.records(), [])
        shutil.rmtree(lock)
        self.assertEqual(waiting.wait(60), 0)
        self.assertEqual(job.weights(), "0.4")

    def test_results_that_were_being_put_there_are_put_there_again(self):
        job = self.sweep({"score": 0.2}, {"what": "breaks"})
        self.assertEqual(job.run_variant(0), 0)
        (job.path / "variants" / "keeping").write_text("0\n")       # its holder was killed when half was done
        (job.path / "variants" / ".old").mkdir()
        shutil.move(job.out / "model", job.path / "variants" / ".old")
        self.assertNotEqual(job.run_variant(1), 0)
        self.assertEqual(job.weights(), "0.2")
        self.assertFalse((job.path / "variants" / "keeping").exists())

    def deadly_tools(self):
        """Stand-ins for the programs that move results: the one that $KILL_AT counts to kills whoever holds the lock instead."""
        tools = self.folder / "deadly"
        tools.mkdir()
        for name in ("mv", "cp", "rm", "mkdir"):
            (tools / name).write_text(f"""#!/bin/sh
PATH=${{PATH#*:}}
if read -r machine holder rest <variants/lock/owner; then
    read -r count <"$KILL_COUNT"
    echo $((count + 1)) >"$KILL_COUNT"
    if [ $((count + 1)) -eq "$KILL_AT" ]; then kill -9 "$holder"; exit 1; fi
fi 2>/dev/null
exec {name} "$@"
""")
            (tools / name).chmod(0o755)
        return f"{tools}:{os.environ['PATH']}"

    def lies_there_whole(self, job, scores):
        """What whoever reads the records would take for the result; of none while they say that it is being put there."""
        kept = None
        for record in job.records("variant"):
            kept = record["number"] if record.get("kept") else None if record.get("keeping") else kept
        if kept is not None:
            self.assertEqual((job.weights(), job.summary(), (job.out / "more.csv").exists()),
                             (str(scores[kept]), {"score": scores[kept]}, kept == 0))
        return kept

    def test_killed_at_any_moment_of_putting_results_there_no_half_of_them_is_a_result(self):
        scores, path = {0: 0.4, 1: 0.2}, self.deadly_tools()
        begun = self.sweep({"score": 0.4, "what": "leaves more"}, {"score": 0.2}, {"what": "breaks"})
        self.assertEqual(begun.run_variant(0), 0)
        seen, at, code = set(), 0, -signal.SIGKILL
        while code == -signal.SIGKILL:
            at += 1
            job = copy.copy(begun)
            job.path = self.folder / f"killed {at}"
            shutil.copytree(begun.path, job.path, symlinks=True)
            count = self.folder / "count"
            count.write_text("0\n")
            code = job.run_variant(1, PATH=path, KILL_AT=str(at), KILL_COUNT=str(count))
            with self.subTest(at=at):
                seen.add(self.lies_there_whole(job, scores))
                self.assertNotEqual(job.run_variant(2), 0)      # whoever comes next finishes what was begun
                self.assertFalse((job.path / "variants" / "keeping").exists())
                self.assertIsNotNone(self.lies_there_whole(job, scores))
                if not job.records("end"):
                    self.assertEqual(job.run_variant(1, WERKBANK_ATTEMPT="1"), 0)
                self.assertEqual(self.lies_there_whole(job, scores), 1)
                self.assertEqual(job.states(), {0: "completed", 1: "completed", 2: "failed"})
                self.assertEqual([r["primary"]["value"] for r in job.records("end")], [0.8])
        self.assertEqual(code, 0)
        self.assertGreater(at, 10)
        self.assertEqual(seen, {0, None, 1}, "one of the three states was never seen")

    def test_one_that_comes_again_finishes_what_it_was_killed_in(self):
        job = self.sweep({"score": 0.2}, {"score": 0.4})
        self.assertEqual(job.run_variant(0), 0)
        (job.path / "variants" / "keeping").write_text("0\n")
        (job.path / "variants" / ".old").mkdir()
        shutil.move(job.out / "model", job.path / "variants" / ".old")
        config = json.loads((job.variant(0) / "config.json").read_text())
        (job.variant(0) / "config.json").write_text(json.dumps({**config, "parameters": {"what": "waits for a file"}}))
        again = job.start(WERKBANK_VARIANT="0", WERKBANK_ATTEMPT="1")
        wait_until(lambda: {"state": "runs", "begun": 1}.items() <= job.records()[-1].items() and "keeping" not in job.records()[-1], "its second start")
        self.assertEqual(job.weights(), "0.2")
        self.assertFalse((job.path / "variants" / "keeping").exists())
        again.send_signal(signal.SIGTERM)
        self.assertEqual(again.wait(60), 143)

    def test_results_that_cannot_be_put_there_whole_are_never_the_result(self):
        job = self.sweep({"score": 0.4}, {"score": 0.2})
        self.assertEqual(job.run_variant(0), 0)
        (job.path / "mv").write_text('#!/bin/sh\ncase $* in */out/) exit 1 ;; esac\nPATH=${PATH#*:}\nexec mv "$@"\n')
        (job.path / "mv").chmod(0o755)
        self.assertEqual(job.run_variant(1, PATH=f"{job.path}:{os.environ['PATH']}"), 0)
        self.assertEqual(job.records("end"), [])
        self.assertEqual([r["code"] for r in job.records("error")], ["no_result"])
        self.assertIsNone(self.lies_there_whole(job, {}))

    def test_a_half_written_line_swallows_no_record(self):
        job = self.sweep({"score": 0.2})
        (job.out / "metrics.jsonl").write_text('{"v":1,"t":1,"type":"variant","att')
        self.assertEqual(job.run_variant(0), 0)
        lines = (job.out / "metrics.jsonl").read_text().splitlines()
        self.assertEqual(json.loads(lines[1])["state"], "runs")

    # -- hostile --

    def test_parameters_arrive_exactly_as_they_are_and_no_shell_sees_them(self):
        hostile = {"score": 0.2, "text": "a'b\"c $(touch INJECTED) `touch INJECTED`\nnewline\t\\ ; & | é 日本", "what": "$(touch INJECTED)"}
        job = self.sweep({"score": 0.4}, hostile, title="$(touch INJECTED)")
        self.assertEqual([job.run_variant(0), job.run_variant(1)], [0, 0])
        self.assertEqual(json.loads((job.variant(1) / "config.json").read_text())["parameters"], hostile)
        self.assertFalse(list(self.folder.rglob("INJECTED")), "text was run as a command")

    def test_a_number_that_names_no_variant_makes_it_no_variant(self):
        job = support.JobFolder(self.folder / "plain", script="import werkbank_job\njob = werkbank_job.Job.load()\njob.start()\njob.end('a', 1.0, 'max', None)")
        self.assertEqual(job.run(SLURM_ARRAY_TASK_ID="3", WERKBANK_VARIANT="../x"), 0, job.log())
        self.assertEqual(job.records()[-1]["type"], "end")

    def test_a_long_error_still_fits_a_record(self):
        job = self.sweep({"what": "breaks", "title": "x" * 5000})
        self.assertNotEqual(job.run_variant(0), 0)
        self.assertTrue(all(len(line) <= 4096 for line in (job.out / "metrics.jsonl").read_bytes().splitlines()))


if __name__ == "__main__":
    unittest.main()
