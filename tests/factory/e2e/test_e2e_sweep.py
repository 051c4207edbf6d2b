"""A sweep on a real Slurm: one array, of which the best variant is the result, whatever becomes of the others."""

import json
import unittest

from scenario import TINY, SideBySide, run, wait_until


class Sweeps(SideBySide):
    def records(self, uuid):
        return [json.loads(line) for line in self.lab.ssh(f"cat werkbank/jobs/{uuid}/out/metrics.jsonl").out.splitlines()]

    def states(self, uuid):
        return {one["number"]: one["state"] for one in self.records(uuid) if one["type"] == "variant"}

    def arrays(self, uuid):
        """The numbers of the arrays of this uuid that Slurm knows, and of their tasks."""
        asked = self.lab.ssh(f"squeue -h -t all -o '%F %i %j'; sacct -X -n -P --delimiter=' ' -S now-1day --name=wb-{uuid} -o jobid,jobid,jobname", timeout=60)
        rows = [line.split() for line in asked.out.splitlines() if uuid in line]
        return {row[0].split("_")[0] for row in rows}

    def best_came_home(self, job):
        """What was fetched is the result of the best, byte for byte."""
        best = next(one for one in job["sweep"]["variants"] if one["best"])
        there = f"werkbank/jobs/{job['uuid']}"
        file = "out/model/model.txt"
        here = run(["sha256sum", f"{job['fetched_to']}/{file}"], 20).out.split()[0]
        of_the_best = self.lab.ssh(f"sha256sum < {there}/variants/{best['number'] - 1}/{file}").out.split()[0]
        self.assertEqual(here, of_the_best)
        self.assertEqual(job["score"], best["result"])
        self.assertEqual(best["score"], min(one["score"] for one in job["sweep"]["variants"] if one["score"] is not None))

    def scenario_a_sweep_of_four_two_at_once_brings_home_the_best(self):
        person = self.person()
        job = self.ended(person("--json", *person.run_words("test-sweep", TINY, "--sweep", "4", "--watch", "--fetch", person.home / "results"),
                                timeout=300), 0)
        self.assertEqual((job["phase"], job["restarts"]), ("done", 0))
        self.assertEqual([one["state"] for one in job["sweep"]["variants"]], ["completed"] * 4)
        self.assertEqual(len(self.arrays(job["uuid"])), 1)
        self.best_came_home(job)
        self.assertEqual([one["type"] for one in self.records(job["uuid"])].count("end"), 1)
        config = json.loads(self.lab.ssh(f"cat werkbank/jobs/{job['uuid']}/config.json").out)
        self.assertEqual([one["settings"] for one in job["sweep"]["variants"]], config["sweep"]["variants"])

    def scenario_of_a_sweep_one_is_killed_and_the_best_of_the_others_comes_home(self):
        person = self.person()
        begun = self.ended(person("--json", *person.run_words("test-sweep", TINY, "--sweep", "4")), 0)
        uuid = begun["uuid"]
        self.assertTrue(wait_until(lambda: "runs" in self.states(uuid).values(), 90, 0.5), "no variant began")
        running = next(number for number, state in self.states(uuid).items() if state == "runs")
        # As when its machine goes: nothing of it can say a word.
        number = begun["scheduler_id"]
        self.assertEqual(self.lab.ssh(f"scancel --signal=KILL --full {number}_{running}").code, 0)
        watched = self.ended(person("--json", "watch", uuid, timeout=500), 0)
        self.assertEqual(watched["phase"], "done")
        states = [one["state"] for one in watched["sweep"]["variants"]]
        self.assertEqual(states.count("completed"), 3, states)
        self.assertIn(states[running], ("not_told", "failed", "stopped"))
        self.ended(person("--json", "fetch", uuid, person.home / "results"), 0)
        job = next(one for one in person.jobs() if one["uuid"] == uuid)
        self.best_came_home(job)


if __name__ == "__main__":
    unittest.main()
