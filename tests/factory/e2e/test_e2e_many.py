"""A job of eight processes on two machines, on a real Slurm: all meet, one that dies ends all, and a job that is stopped goes
on with all of them."""

import csv
import json
import os
import unittest

import test_e2e_jobs
from scenario import EXAMPLES, TINY, SideBySide

ANSWERS = EXAMPLES.parent.parent / "llm-sft/example/fietsenmaker.jsonl"


class Many(SideBySide):
    def scenario_eight_processes_on_two_machines_work_together(self):
        person = self.person(several_nodes={"variables": {"NCCL_SOCKET_IFNAME": "lo"}})
        job = self.ended(person("--json", *person.run_words("test-many", TINY, "--gpus", "8", "--watch", "--fetch", person.home / "results"), timeout=200), 0)
        self.assertEqual((job["phase"], job["restarts"]), ("done", 0))
        there = f"werkbank/jobs/{job['uuid']}"
        conf = self.lab.ssh(f"cat {there}/run.conf").out.splitlines()
        self.assertIn("processes=4", conf)
        said = self.lab.ssh(f"cat {there}/out/model/model.txt").out.splitlines()
        machines = [line.split()[4] for line in said]
        self.assertEqual([line.split()[:3] for line in said], [[str(rank), "of", "8"] for rank in range(8)])
        self.assertEqual(len(set(machines)), 2)
        self.assertEqual(machines, sorted(machines, key=machines.index), "the first four are not those of one machine")
        self.assertEqual({line.split()[-1] for line in said}, {"lo"}, "the network that the factory names")
        self.readings_of_both(person, job["uuid"])

    def readings_of_both(self, person, uuid):
        table = person.home / "gpu.csv"
        of_computers = person.home / "computers.csv"
        told = self.ended(person("--json", "gpu", uuid, "--csv", table, "--computers-csv", of_computers), 0)
        self.assertEqual((told["gpus"], told["silent"]), (8, ""))
        self.assertEqual([(one["name"], one["gpus"]) for one in told["computers"]], [("gh01", 4), ("gh02", 4)])
        for one in told["computers"]:
            self.assertTrue(0 <= one["mean_utilisation_percent"] <= 100 and 0 < one["peak_main_memory_mib"] <= one["main_memory_mib"], one)
        rows = list(csv.DictReader(table.read_text().splitlines()))
        self.assertEqual({(row["host"], row["gpu"]) for row in rows}, {(host, str(gpu)) for host in ("gh01", "gh02") for gpu in range(4)})
        rows = list(csv.DictReader(of_computers.read_text().splitlines()))
        self.assertEqual({row["host"] for row in rows}, {"gh01", "gh02"})
        self.assertTrue(all(0 < float(row["mem_used_mib"]) <= float(row["mem_total_mib"]) for row in rows))
        said = person("--lang", "en", "gpu", uuid).out
        for host in ("gh01", "gh02"):
            self.assertRegex(said, f"{host}: GPUs: 4, .*main memory")

    def scenario_one_that_dies_on_the_other_machine_ends_all(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-many", TINY, "--gpus", "8", "--nodes", "2", "--set", "seconds=13", "--watch"), timeout=250), 1)
        self.assertEqual(job["phase"], "failed")
        records = self.lab.ssh(f"cat werkbank/jobs/{job['uuid']}/out/metrics.jsonl").out
        self.assertIn('"code":"killed"', records)
        self.assertNotIn('"type": "end"', records)

    def scenario_what_cannot_be_is_said_before_anything_is_sent(self):
        person = self.person()
        for words in (("--gpus", "3"), ("--gpus", "8", "--nodes", "1")):
            done = person(*person.run_words("test-many", TINY, *words))
            self.assertNotEqual(done.code, 0)
            self.assertIn("1, 8", done.out + done.err)
        self.assertEqual(person.jobs(), [])


@unittest.skipUnless(os.environ.get("WERKBANK_LONG_RUNS"), "takes 2 minutes: set WERKBANK_LONG_RUNS=1 for it")
class Stopped(SideBySide):
    """By itself, since it takes both machines."""

    stopped_once = test_e2e_jobs.WholeJobs.stopped_once
    stop_at_work = test_e2e_jobs.WholeJobs.stop_at_work

    def scenario_a_language_model_goes_on_with_all_its_processes(self):
        person = self.person()
        small = [word for asked in ("reading_rounds=1", "epochs=3", "answer_length=8") for word in ("--set", asked)]
        job = self.stopped_once(person, "llm-sft", ANSWERS, "--gpus", "8", "--nodes", "2", *small)
        self.assertEqual(job["phase"], "done")
        self.exactly_one(job["uuid"])
        read = self.lab.ssh(f"cat werkbank/jobs/{job['uuid']}/out/metrics.jsonl").out
        records = [json.loads(line) for line in read.splitlines()]
        of = {kind: [one for one in records if one["type"] == kind] for kind in ("start", "stopped", "resume", "end", "error")}
        attempts = job["restarts"] + 1
        self.assertEqual([one["world_size"] for one in of["start"]], [8] * attempts)
        self.assertEqual([one["step"] for one in of["resume"]], [one["step"] for one in of["stopped"]])
        self.assertEqual([one["reason"] for one in of["stopped"]], ["time_limit"] * job["restarts"])
        self.assertEqual((len(of["end"]), of["error"]), (1, []))
        rows = self.lab.ssh(f"sacct -D -X -n -P -j {job['scheduler_id']} -o state,nnodes").out.split()
        self.assertEqual(rows, ["REQUEUED|2"] * job["restarts"] + ["COMPLETED|2"])


if __name__ == "__main__":
    unittest.main()
