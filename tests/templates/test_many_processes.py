"""A job of several processes: resources/remote/job.sh with launch.py and a real torchrun on this machine, and what scripts share
for it (werkbank_group.py). A small plain network says whether anything was lost, repeated or weighed wrongly."""

import importlib.util
import json
import os
import signal
import time
import unittest
import unittest.mock

import support
from test_job_wrapper import wait_until

# 21 rows in batches of 5: the last batch of a round has one row, so that one of two processes has none.
LEARNS = """
import json, os, time
import torch
import werkbank_group, werkbank_job, werkbank_training

class Training(werkbank_training.Training):
    def __init__(self, job, group):
        super().__init__(job, group)
        chance = torch.Generator().manual_seed(5)
        self.x, self.y = torch.rand(21, 3, generator=chance), torch.rand(21, 1, generator=chance)
        self.rounds = werkbank_training.Rounds(21, 5, lambda epoch: torch.randperm(21, generator=torch.Generator().manual_seed(epoch)))
        self.batch, self.epochs = self.rounds.batch, job.parameter("epochs", 4)
        self.steps_total = self.epochs * self.rounds.steps_per_epoch
        self.network = torch.nn.Sequential(torch.nn.Linear(3, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
        self.learner = group.learner(self.network)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=0.01)
        self.step, self.history = 0, []

    def steps_done(self): return self.step
    def epoch(self): return self.step / self.rounds.steps_per_epoch
    def is_done(self): return len(self.history) == self.epochs
    def round_is_full(self): return self.step == (len(self.history) + 1) * self.rounds.steps_per_epoch

    def learn(self):
        before(self)
        chosen = self.rounds.chosen(self.step)[2]
        places, share = self.group.part(len(chosen))
        rows = chosen[places]
        loss = torch.nn.functional.mse_loss(self.learner(self.x[rows]), self.y[rows]) * share
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.step += 1
        print("step", self.step, flush=True)
        return len(chosen)

    def end_round(self):
        rows = torch.as_tensor(self.group.rows(21))
        with torch.no_grad():
            wrong = self.group.collect((self.network(self.x[rows]) - self.y[rows]) ** 2, 21)
        self.history.append(float(wrong.mean()))
        self.note("val", {"loss": self.history[-1]}, last=True)

    def state(self): return {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step, "history": self.history}

    def put_back(self, state):
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.history = state["step"], state["history"]

    def shape(self): return [self.steps_total]

BEFORE

job = werkbank_job.Job.load()
group = werkbank_group.join(job)
training = Training(job, group)
job.start(steps_total=training.steps_total, world_size=group.size)
training.resume()
training.run()
group.the_first_goes_on(job)
werkbank_job.write_json(job.out / "learned.json", {"weights": [p.detach().flatten().tolist() for p in training.network.parameters()], "history": training.history})
job.end("loss", training.history[-1], "min", None)
"""
SHARED = ("werkbank_group.py", "werkbank_training.py")
UNTIL_STOPPED = "def before(training): time.sleep(0.05)"


@support.needs("torch")
class SeveralProcesses(support.FolderTest):
    def job(self, name, processes=2, before="def before(training): pass", conf=(), script=None, **parameters):
        if processes > 1:
            conf = [f"processes={processes}", *conf]
        return support.JobFolder(self.folder / name, script=script or LEARNS.replace("BEFORE", before), conf=conf, parameters=parameters, shared=SHARED)

    def learned(self, job):
        return json.loads((job.out / "learned.json").read_text())

    def assert_same(self, one, other):
        one, other = self.learned(one), self.learned(other)
        for first, second in zip([*one["weights"], one["history"]], [*other["weights"], other["history"]]):
            self.assertEqual(len(first), len(second))
            for a, b in zip(first, second):
                self.assertAlmostEqual(a, b, delta=1e-5)

    def running(self, job, **environment):
        process = job.start(**environment)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        wait_until(lambda: "step 3\n" in job.log() or process.poll() is not None, "the third step", 120)
        self.assertIsNone(process.poll(), job.log())
        return process

    def test_two_learn_what_one_learns_also_when_stopped_between(self):
        alone = self.job("alone", processes=1)
        # The second one sees it first; the first knows of it only by the second.
        job = self.job("job", before="def before(training):\n    if training.step == 12 and job.attempt == 0 and job.rank == 1: job._reason = 'time_limit'")
        self.assertEqual(alone.run(), 0, alone.log())
        self.assertEqual(job.run(), 85, job.log())
        self.assertEqual([(r["reason"], r["step"]) for r in job.records("stopped")], [("time_limit", 13)])
        self.assertEqual([r["step"] for r in job.records("checkpoint")], [13])
        self.assertEqual(job.run(WERKBANK_ATTEMPT="1"), 0, job.log())
        self.assertEqual([r["step"] for r in job.records("resume")], [13])
        self.assertEqual([[r["world_size"] for r in one.records("start")] for one in (alone, job)], [[1], [2, 2]])
        self.assert_same(alone, job)
        self.assertEqual(*([r["step"] for r in one.records("metric")] for one in (alone, job)))

    def test_a_stopped_job_goes_on_with_another_number_of_processes(self):
        alone, job = self.job("alone", processes=1), self.job("job", before="def before(training):\n    if training.step == 7 and job.attempt == 0: job._reason = 'time_limit'")
        self.assertEqual(alone.run(), 0, alone.log())
        self.assertEqual(job.run(), 85, job.log())
        with open(job.path / "run.conf", "a", encoding="utf-8") as conf:
            conf.write("processes=3\n")
        self.assertEqual(job.run(WERKBANK_ATTEMPT="1"), 0, job.log())
        self.assertEqual([r["world_size"] for r in job.records("start")], [2, 3])
        self.assertEqual([r["step"] for r in job.records("resume")], [8])
        self.assert_same(alone, job)

    def test_an_error_of_any_process_ends_all_at_once_and_is_told_once(self):
        job = self.job("job", before="def before(training):\n    if training.step == 4 and job.rank == 1: raise ValueError('the second one')")
        began = time.monotonic()
        self.assertEqual(job.run(60), 1, job.log())
        self.assertLess(time.monotonic() - began, 30)
        self.assertEqual([(r["code"], r["detail"]) for r in job.records("error")], [("exception", "ValueError: the second one")])
        self.assertEqual(job.log().count("Traceback"), 1, job.log())
        self.assertEqual(job.records("end"), [])

    def test_a_process_that_is_killed_ends_all_and_the_wrapper_says_why(self):
        job = self.job("job", before="def before(training):\n    if training.step == 4 and job.rank == 1: os.kill(os.getpid(), 9)")
        self.assertEqual(job.run(60), 137, job.log())
        self.assertEqual([r["code"] for r in job.records("error")], ["killed"])

    def test_two_jobs_at_once_do_not_meet_and_each_stops_as_it_is_asked(self):
        ended, warned = (self.job(name, before=UNTIL_STOPPED, epochs=500) for name in ("ended", "warned"))
        first, second = self.running(ended), self.running(warned)
        first.terminate()
        second.send_signal(signal.SIGUSR1)
        self.assertEqual(first.wait(30), 143, ended.log())
        self.assertEqual(second.wait(30), 85, warned.log())
        for job, reason in ((ended, "signal"), (warned, "time_limit")):
            self.assertEqual([r["reason"] for r in job.records("stopped")], [reason])
            self.assertEqual([r["step"] for r in job.records("checkpoint")], [job.records("stopped")[0]["step"]])
            self.assertEqual(job.records("error"), [])

    def test_what_wrapper_and_starter_leave_behind_does_not_go_on(self):
        job = self.job("job", before="def before(training):\n    time.sleep(0.05)\n    (job.out / f'pid{job.rank}').write_text(str(os.getpid()))\n"
                                     "    (job.out / 'starter').write_text(str(os.getppid()))", epochs=500)
        self.running(job)
        os.kill(int((job.out / "starter").read_text()), signal.SIGKILL)

        def is_gone(pid):
            try:
                with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                    return file.read().rsplit(")", 1)[1].split()[0] == "Z"
            except OSError:
                return True
        wait_until(lambda: all(is_gone(int((job.out / f"pid{rank}").read_text())) for rank in (0, 1)), "both processes to end")


@support.needs("numpy", "torch", "PIL")
class Templates(support.FolderTest):
    def test_a_template_becomes_in_two_processes_what_it_becomes_in_one(self):
        """Boxes in photos: its network draws nothing by chance while it learns, so that it can be compared number by number."""
        from test_image_detect import coco, make_photos
        data = self.folder / "photos"
        (data / "boxes.json").write_text(json.dumps(coco(make_photos(data, count=30))))
        told = []
        for processes in (1, 2):
            job = support.JobFolder(self.folder / str(processes), "image-detect", data=data, parameters={"epochs": 2, "image_size": "64", "batch_size": 7}, conf=[f"processes={processes}"])
            self.assertEqual(job.run(), 0, job.log())
            self.assertEqual([r["world_size"] for r in job.records("start")], [processes])
            self.assertEqual(len(job.records("end")), 1)
            self.assertEqual(len([r for r in job.records("metric") if r["split"] == "baseline"]), 1)
            summary = job.summary()
            told.append([r["values"] for r in job.records("metric") if r["split"] in ("val", "test")] + [{key: summary[key] for key in ("n_train", "n_test", "best_epoch")}])
            self.assertTrue((job.out / "report.html").exists() and (job.out / "model" / "model.pt").exists())
        for one, two in zip(*told):
            self.assertEqual(one.keys(), two.keys())
            for key in one:
                self.assertAlmostEqual(one[key], two[key], delta=2e-3, msg=key)


class Starting(support.FolderTest):
    """How they are started, with stand-ins for what starts them."""

    def stand_ins(self, **scripts):
        folder = self.folder / "bin"
        folder.mkdir()
        for name, text in scripts.items():
            (folder / name).write_text("#!/bin/bash\n" + text)
            (folder / name).chmod(0o755)
        return f"{folder}:{os.environ['PATH']}"

    def started(self, conf, **environment):
        """The words and variables with which the script was started."""
        says = self.folder / "says"
        says.write_text("#!/bin/bash\nprintf '%s\\n' \"$OMP_NUM_THREADS\" \"$@\" >\"$WERKBANK_OUT/words\"\n")
        says.chmod(0o755)
        job = support.JobFolder(self.folder / "job", script="", conf=[f"python={says}", *conf])
        job.run(OMP_NUM_THREADS=None, **environment)
        return job, (job.out / "words").read_text().splitlines()

    def test_one_process_is_started_as_ever(self):
        _, words = self.started(["processes=1"], SLURM_CPUS_PER_TASK="8", SLURM_JOB_NUM_NODES="1")
        self.assertEqual(words, ["8", "code/train.py"])

    def test_a_script_that_is_not_made_for_several_runs_once_on_the_first_machine(self):
        _, words = self.started([], SLURM_CPUS_PER_TASK="8", SLURM_JOB_NUM_NODES="3")
        self.assertEqual(words, ["8", "code/train.py"])

    def test_those_of_one_machine_share_its_cpus_and_need_no_scheduler(self):
        job, words = self.started(["processes=4"], SLURM_CPUS_PER_TASK="18")
        self.assertEqual(words, ["4", str(job.path / "launch.py"), "1", "4", "127.0.0.1", "0", "code/train.py"])

    def test_odd_numbers_are_one_process(self):
        for number, odd in enumerate(("0", "-2", "two", "$(touch INJECTED)", "99999999999")):
            self.folder = self.folder / str(number)
            self.folder.mkdir()
            self.assertEqual(self.started([f"processes={odd}"], SLURM_CPUS_PER_TASK="2")[1], ["2", "code/train.py"])

    def test_several_machines_meet_at_the_first_by_the_jobs_own_port(self):
        srun = 'printf "%s\\n" "$@" >"$WERKBANK_OUT/srun"\nwhile [[ $1 == --* ]]; do shift; done\nexec "$@"\n'
        path = self.stand_ins(srun=srun, scontrol='[ "$*" = "show hostnames gh[01-02]" ] && printf "gh01\\ngh02\\n"\n', squeue="exit 1\n")
        job, words = self.started(["processes=4", "env=WERKBANK_HOST_SUFFIX=i"], PATH=path, SLURM_JOB_ID="64711", SLURM_JOB_NUM_NODES="2", SLURM_JOB_NODELIST="gh[01-02]", SLURM_CPUS_PER_TASK="64")
        self.assertEqual(words, ["16", str(job.path / "launch.py"), "2", "4", "gh01i", "14711", "code/train.py"])
        asked = (job.out / "srun").read_text().splitlines()[:7]
        self.assertEqual(asked, ["--nodes=2", "--ntasks=2", "--ntasks-per-node=1", "--cpus-per-task=64", "--kill-on-bad-exit=1", "--wait=0", str(self.folder / "says")])

    def test_every_machine_has_a_sampler_and_one_that_ends_leaves_the_others(self):
        path = self.stand_ins(srun='case " $* " in *gpu_sampler*) ;; *) exit 1 ;; esac\nprintf "%s\\n" "$@" >"$WERKBANK_OUT/srun"\nwhile [[ $1 == --* ]]; do shift; done\nexec "$@"\n',
                              hostname='echo gh02.cluster\n', scontrol='printf "gh01\\ngh02\\n"\n', squeue="exit 1\n")
        job = support.JobFolder(self.folder / "job", script="import time\ntime.sleep(1.5)\n", conf=["sample_seconds=1"])
        job.run(PATH=path, SLURM_JOB_NUM_NODES="2", SLURM_JOB_NODELIST="gh[01-02]")
        words = (job.out / "srun").read_text().splitlines()
        self.assertEqual(words, ["--overlap", "--nodes=2", "--ntasks=2", "--ntasks-per-node=1", "--mpi=none", "--kill-on-bad-exit=0", "--wait=0", "sh", str(job.path / "gpu_sampler.sh"), str(job.out / "gpu"), "1"])
        rows = (job.out / "gpu" / "gh02.host.csv").read_text().splitlines()[1:]
        self.assertTrue(rows and all(row.split(",")[1] == "gh02" for row in rows), rows)
        self.assertTrue((job.out / "gpu" / "gh02.host.1h.csv").exists(), "it had no time to sum up")

    def test_processes_that_stop_in_time_go_on_though_the_first_that_leave_end_the_others(self):
        path = self.stand_ins(srun='while [[ $1 == --* ]]; do shift; done\n"$@"\nexit 143\n', scontrol='printf "gh01\\ngh02\\n"\n', squeue="exit 1\n")
        for reason, code, warned in (("time_limit", 85, ["time_up"]), ("signal", 143, [])):
            says = self.folder / f"says-{reason}"
            says.write_text("#!/bin/bash\nprintf '%s\\n' '{\"v\":1,\"t\":1,\"type\":\"checkpoint\",\"attempt\":0,\"step\":3}' "
                            f"'{{\"v\":1,\"t\":1,\"type\":\"stopped\",\"attempt\":0,\"reason\":\"{reason}\",\"step\":3}}' >>\"$WERKBANK_OUT/metrics.jsonl\"\nexit 85\n")
            says.chmod(0o755)
            job = support.JobFolder(self.folder / reason, script="", conf=[f"python={says}", "processes=4"])
            self.assertEqual(job.run(PATH=path, SLURM_JOB_NUM_NODES="2", SLURM_JOB_NODELIST="gh[01-02]"), code, job.log())
            self.assertEqual([r["code"] for r in job.records("warning")], warned)
            self.assertEqual(job.records("error"), [])

    def test_machines_without_names_are_told(self):
        job = support.JobFolder(self.folder / "job", script="", conf=["processes=2"])
        path = self.stand_ins(scontrol="exit 1\n", squeue="exit 1\n", srun="exit 1\n")
        self.assertEqual(job.run(PATH=path, SLURM_JOB_NUM_NODES="2", SLURM_JOB_ID="1"), 72)
        self.assertEqual([r["code"] for r in job.records("error")], ["several_machines"])

    def launcher(self):
        spec = importlib.util.spec_from_file_location("launch", support.REMOTE / "launch.py")
        launch = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(launch)
        return launch

    def test_a_pytorch_that_was_built_without_libuv_is_told_so_and_no_other_is(self):
        import torch.distributed
        from torch.distributed.elastic.rendezvous import static_tcp_rendezvous

        def store(*_, use_libuv=True, **__):
            if use_libuv and answer is not None:
                raise answer
            return "a store"
        for answer, told in ((RuntimeError("use_libuv was requested but PyTorch was build without libuv support"), True),
                             (None, False)):
            with unittest.mock.patch.dict(os.environ), unittest.mock.patch.object(torch.distributed, "TCPStore", store), \
                    unittest.mock.patch.object(static_tcp_rendezvous, "TCPStore", store):
                os.environ.pop("USE_LIBUV", None)
                self.launcher().do_without_libuv()
                self.assertEqual(os.environ.get("USE_LIBUV"), "0" if told else None, answer)
                self.assertEqual(static_tcp_rendezvous.TCPStore is store, not told, answer)
                if told:
                    self.assertEqual(static_tcp_rendezvous.TCPStore("127.0.0.1", 0), "a store")

    def test_processes_without_gpus_take_the_network_that_the_factory_names_for_gpus(self):
        launch = self.launcher()
        there = sorted(os.listdir("/sys/class/net"))
        self.assertIn("lo", there)
        beginning = [name for name in there if name.startswith("l")]
        for asked, taken in (("lo", "lo"), ("=lo", "lo"), ("l", ",".join(beginning)), ("nowhere0,lo", "lo"), ("=l", None), ("^lo", None), ("nowhere", None), ("", None), (",", None), ("=", None)):
            with unittest.mock.patch.dict(os.environ, {"NCCL_SOCKET_IFNAME": asked}):
                os.environ.pop("GLOO_SOCKET_IFNAME", None)
                launch.name_interfaces()
                self.assertEqual(os.environ.get("GLOO_SOCKET_IFNAME"), taken, asked)
        with unittest.mock.patch.dict(os.environ, {"NCCL_SOCKET_IFNAME": "lo", "GLOO_SOCKET_IFNAME": "other"}):
            launch.name_interfaces()
            self.assertEqual(os.environ["GLOO_SOCKET_IFNAME"], "other")

    def test_software_without_torchrun_is_told(self):
        (self.folder / "torch").mkdir()
        (self.folder / "torch" / "__init__.py").write_text("raise ImportError('not here')")
        job = support.JobFolder(self.folder / "job", script="", conf=["processes=2", f"env=PYTHONPATH={self.folder}"])
        self.assertEqual(job.run(), 72, job.log())
        self.assertEqual([r["code"] for r in job.records("error")], ["no_torchrun"])


if __name__ == "__main__":
    unittest.main()
