"""The line is cut, the program is killed, the scheduler is away: a job is never lost, never there twice, never falsely done."""

import json
import os
import random
import re
import subprocess
import threading
import time
import unittest
import uuid
from concurrent.futures import ThreadPoolExecutor

from scenario import OVER, SideBySide, slurm_jobs, table, wait_until

MOMENTS = int(os.environ.get("E2E_CHAOS", "20"))
SEED = int(os.environ.get("E2E_SEED", "2"))
SIDE_BY_SIDE = 6  # more would keep a computer of two cores from doing anything in time
ROOM = threading.BoundedSemaphore(SIDE_BY_SIDE)
HANGS = 150  # a program that says nothing for so long after a cut does not come back


class Outage(SideBySide):
    def said(self, program) -> str:
        with open(program.said, encoding="utf-8") as said:
            return said.read()

    def submitted_once_and_done(self, person, data, words) -> str:
        """Goes on until the job is over and checks the three promises; the job's uuid."""
        job = self.ended(person.finish(["run", *words[1:]]), 0)
        self.assertEqual(job["phase"], "done")
        self.assertTrue(self.has_its_end(job["uuid"]))
        self.assertEqual(len(person.jobs()), 1, "one record")
        self.exactly_one(job["uuid"])
        here = subprocess.run(["sha256sum", data], capture_output=True, text=True, check=True).stdout.split()[0]
        there = self.lab.ssh(f"sha256sum werkbank/datasets/{data.stem}@*/{data.name}; ls -d werkbank/datasets/{data.stem}@*/").out.split()
        self.assertEqual(there[0], here)
        self.assertEqual(len(there), 3, f"one data set: {there}")
        return job["uuid"]


class BrokenLines(Outage):
    def own_data(self, person, name: str, size: int = 0):
        """Data that nobody else brings, so that every upload is a real one."""
        own = uuid.uuid4().hex[:12]
        return table(person.home / f"{name}-{own}.csv", own, size)

    def ends_by_itself(self, process) -> int:
        try:
            return process.wait(HANGS)
        except subprocess.TimeoutExpired:
            self.fail(f"the program hangs after the cut: {self.said(process)[-400:]}")

    def scenario_line_cut_during_the_upload(self):
        person = self.person(line=True)
        data = self.own_data(person, "upload", 6_000_000)  # over the line it is less than half of that
        words = person.run_words("test-ok", data)
        for sent in (400_000, 1_500_000):
            person.line.tell(f"cut-after-up {sent}")
            broken = person("--json", *(words if sent == 400_000 else ["watch", "last"]))
            self.assertIn(broken.code, (5, 6), broken.out + broken.err)
            self.assertEqual(person.line.status()["cuts"], 1 if sent == 400_000 else 2)
            self.assertEqual(slurm_jobs(self.lab, person.jobs()[0]["uuid"]), set())
        self.submitted_once_and_done(person, data, words)

    def scenario_line_hangs_during_the_upload_and_is_cut(self):
        person = self.person(line=True)
        person.line.tell("rate 1500000")
        data = self.own_data(person, "hang", 3_000_000)
        words = person.run_words("test-ok", data)
        program = person.start(*words)
        self.assertTrue(wait_until(lambda: person.line.status()["up"] > 700_000, 60))
        person.line.tell("hang on")
        time.sleep(2)  # the dead line itself is the test
        person.line.tell("cut")
        person.line.tell("reset")
        self.assertIn(self.ends_by_itself(program), (5, 6))
        self.submitted_once_and_done(person, data, words)

    def scenario_line_cut_at_twelve_places_around_sbatch(self):
        person = self.person(line=True)
        first = self.own_data(person, "measure")
        before = person.line.status()
        self.ended(person("--json", *person.run_words("test-ok", first)), 0)
        whole = {way: person.line.status()[way] - before[way] for way in ("up", "down")}
        places = [("up", part) for part in (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.995)]
        places += [("down", part) for part in (0.6, 0.8, 0.9, 0.96, 0.99)]
        self.several(len(places), lambda number: self.cut_once(number, *places[number], whole))

    def several(self, count: int, what) -> None:
        """Some at a time; all are tried before the first trouble is told."""
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            tries = [pool.submit(self.in_turn, what, number) for number in range(count)]
        troubles = [f"number {number}: {one.exception()}" for number, one in enumerate(tries) if one.exception()]
        self.assertFalse(troubles, f"{len(troubles)} of {count}: " + "; ".join(troubles))

    def in_turn(self, what, number: int) -> None:
        with ROOM:
            what(number)

    def cut_once(self, number, way, part, whole) -> None:
        person = self.person(line=True)
        data = self.own_data(person, f"sbatch{number}")
        words = person.run_words("test-ok", data)
        person.line.tell(f"cut-after-{way} {int(whole[way] * part)}")
        person("--json", *words)
        person.line.tell("reset")
        self.submitted_once_and_done(person, data, words)

    def scenario_answer_of_sbatch_is_lost(self):
        person = self.person(line=True)
        data = self.own_data(person, "answer")
        words = person.run_words("test-ok", data, "--title", "lost answer")
        program = person.start("--lang", "en", *words)
        self.assertTrue(wait_until(lambda: re.search(r"^Job ([0-9a-f-]{36})", self.said(program), re.M), 90))
        uuid = re.search(r"^Job ([0-9a-f-]{36})", self.said(program), re.M)[1]
        person.line.tell("delay 1500")  # whatever Slurm answers is still on its way when the job is seen and the line cut
        seen = self.lab.ssh(f"for i in $(seq 1000); do squeue -h -t all -o '%j %k' | grep -q {uuid} && exit 0; sleep 0.1; done; exit 1",
                            timeout=180)
        person.line.tell("cut")
        person.line.tell("reset")
        self.assertEqual(seen.code, 0, "the job never came into the queue")
        self.assertIn(self.ends_by_itself(program), (5, 6))
        self.assertEqual(self.submitted_once_and_done(person, data, words), uuid)

    def scenario_line_killed_at_random_moments(self):
        moments = random.Random(SEED)
        delays = [moments.uniform(0, 8) if number % 4 else moments.uniform(8, 25) for number in range(MOMENTS)]
        self.several(MOMENTS, lambda number: self.kill_line(number, delays[number]))

    def kill_line(self, number: int, delay: float) -> None:
        person = self.person(line=True)
        person.line.tell("rate 600000")
        data = self.own_data(person, f"random{number}", 1_000_000)
        words = person.run_words("test-ok", data, "--watch")
        program = person.start(*words)
        try:
            program.wait(delay)
        except subprocess.TimeoutExpired:
            pass
        person.line.tell("cut")
        self.ends_by_itself(program)
        self.never_done_without_end(person)
        self.submitted_once_and_done(person, data, words)

    def never_done_without_end(self, person) -> None:
        for job in person.jobs():
            if job["phase"] == "done":
                self.assertTrue(self.has_its_end(job["uuid"]), job)

    def scenario_program_killed_at_random_moments(self):
        moments = random.Random(SEED + 1)
        delays = [moments.uniform(0.1, 6) for _ in range(8)] + [moments.uniform(10, 20)]
        self.several(len(delays), lambda number: self.kill_program(number, delays[number]))

    def kill_program(self, number: int, delay: float) -> None:
        person = self.person()
        data = self.own_data(person, f"killed{number}", 300_000)
        words = person.run_words("test-ok", data, "--watch")
        program = person.start(*words)
        try:
            program.wait(delay)
        except subprocess.TimeoutExpired:
            program.kill()
        program.wait(10)
        self.never_done_without_end(person)
        self.submitted_once_and_done(person, data, words)


class SchedulerAway(Outage):
    """Alone with the lab: the controller is stopped."""

    workers = 1

    def scenario_controller_is_stopped_while_a_job_is_watched(self):
        person = self.person()
        data = table(person.home / "away.csv", "away")
        words = person.run_words("test-ok", data, "--set", "seconds=8", "--watch")
        program = person.start("--lang", "en", *words)
        self.assertTrue(wait_until(lambda: self.knows_its_number(person), 60, 1))
        self.assertEqual(self.lab.lab("stop", "slurmctld").code, 0)
        try:
            self.assertTrue(wait_until(lambda: "  ! " in self.said(program), 90), self.said(program))
            self.assertIsNone(program.poll(), "an outage is waited out")
        finally:
            self.assertEqual(self.lab.lab("start", "slurmctld").code, 0)
        self.assertEqual(program.wait(200), 0, self.said(program))
        self.submitted_once_and_done(person, data, words)

    def scenario_controller_is_away_when_a_job_is_sent(self):
        person = self.person()
        data = table(person.home / "closed.csv", "closed")
        words = person.run_words("test-ok", data)
        self.ended(person("--json", "sign-in", "lab"), 0)
        self.assertEqual(self.lab.lab("stop", "slurmctld").code, 0)
        try:
            self.both_languages(person, 6, "scheduler_unavailable", *words)
        finally:
            self.assertEqual(self.lab.lab("start", "slurmctld").code, 0)
        for job in person.jobs():
            self.assertNotIn(job["phase"], OVER)
            self.assertEqual(slurm_jobs(self.lab, job["uuid"]), set())

    def knows_its_number(self, person) -> bool:
        answer = person("--json", "jobs")
        jobs = json.loads(answer.out).get("jobs", [])
        return bool(jobs) and jobs[0]["scheduler_id"] != ""


if __name__ == "__main__":
    unittest.main(verbosity=0)
