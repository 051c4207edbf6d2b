"""A job of eight processes on two machines, on a real Slurm: all meet, and one that dies ends all."""

import unittest

from scenario import TINY, SideBySide


class Many(SideBySide):
    def scenario_eight_processes_on_two_machines_work_together(self):
        person = self.person()
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


if __name__ == "__main__":
    unittest.main()
