"""The loop that trainings share: stopped and continued anywhere, it ends the same."""

import contextlib
import io
import json
import math
import pathlib
import sys
import tempfile
import time
import unittest

import support
import werkbank_job
import werkbank_training

ROUNDS, BATCHES = 3, 4


class Summing(werkbank_training.Training):
    """Adds up numbers in the order of each round; the answer tells every batch that was lost, repeated or swapped."""

    steps_total = ROUNDS * BATCHES

    def __init__(self, job):
        super().__init__(job)
        self.rounds = werkbank_training.Rounds(10, 3, lambda epoch: [(7 * i + epoch) % 10 for i in range(10)])
        self.batch, self.step, self.answer, self.history = self.rounds.batch, 0, 0, []

    def steps_done(self):
        return self.step

    def epoch(self):
        return self.step / self.rounds.steps_per_epoch

    def is_done(self):
        return len(self.history) == ROUNDS

    def round_is_full(self):
        return self.step == (len(self.history) + 1) * self.rounds.steps_per_epoch

    def running(self):
        return "train", {"loss": 1.0}

    def learn(self):
        epoch, number, chosen = self.rounds.chosen(self.step)
        for value in chosen:
            self.answer = (self.answer * 31 + value + epoch + number) % 1_000_003
        self.step += 1
        return len(chosen)

    def end_round(self):
        self.look()
        self.history.append(self.answer)
        self.note("val", {"loss": self.answer}, last=True)

    def state(self):
        return {"step": self.step, "answer": self.answer, "history": self.history}

    def put_back(self, state):
        self.step, self.answer, self.history = state["step"], state["answer"], state["history"]

    def shape(self):
        return [self.batch]


class Killed(Exception):
    pass


class Loop(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory(prefix="werkbank-loop-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        quiet = contextlib.redirect_stdout(io.StringIO())
        quiet.__enter__()
        self.addCleanup(quiet.__exit__, None, None, None)

    def training(self, place, looks=math.inf, trial=None, **parameters):
        job = werkbank_job.Job({"template": "t", "version": "1", "language": "en", "parameters": parameters, "trial": trial}, self.folder / place, {})
        asked = iter(range(1, 1_000))
        job.should_stop = lambda: next(asked) >= looks
        training = Summing(job)
        training.resume()
        return training

    def records(self, place, kind):
        lines = (self.folder / place / "out" / "metrics.jsonl").read_text().splitlines()
        return [record for record in map(json.loads, lines) if record["type"] == kind]

    def test_it_ends_the_same_wherever_it_is_stopped(self):
        whole = self.training("whole")
        whole.run()
        self.assertEqual((whole.step, len(set(whole.history))), (12, 3))
        looks = ROUNDS * (BATCHES + 2)          # before every batch, before a round ends and within that
        for look in range(1, looks + 1):
            with self.assertRaises(SystemExit) as left:
                self.training(str(look), look).run()
            self.assertEqual(left.exception.code, werkbank_job.EXIT_STOPPED)
            again = self.training(str(look))
            again.run()
            self.assertEqual(again.history, whole.history, f"stopped at look {look}")
        self.training("not stopped", looks + 1).run()

    def test_it_ends_the_same_when_it_is_killed_right_after_a_checkpoint(self):
        """Also after the last batch of a round, which has not ended then."""
        whole = self.training("whole")
        whole.run()
        for step in range(1, whole.step + 1):
            killed = self.training(str(step))

            def save_and_die(killed=killed, step=step):
                if killed.step == step:
                    killed.save()
                    raise Killed
            killed.save_if_due = save_and_die
            with self.assertRaises(Killed):
                killed.run()
            again = self.training(str(step))
            self.assertEqual(again.step, step)
            again.run()
            self.assertEqual(again.history, whole.history, f"killed at {step}")

    def test_a_checkpoint_of_another_shape_is_not_used(self):
        with self.assertRaises(SystemExit):
            self.training("job", 6).run()
        job = self.training("job").job
        other = Summing(job)
        other.shape = lambda: ["other"]
        other.resume()
        self.assertEqual(other.step, 0)
        self.assertEqual(self.records("job", "warning")[0]["code"], "checkpoint_ignored")

    # -- a trial run --

    def slow(self, place, looks=math.inf, rounds=ROUNDS, **asked):
        """A training of which a step takes 10 s, the very first one a minute, and the end of a round 5 s; by a clock of its own."""
        now = [0.0]
        self.addCleanup(setattr, time, "monotonic", time.monotonic)
        time.monotonic = lambda: now[0]
        training = self.training(place, looks, trial={"seconds": 60, "steps": 5, **asked})
        training.steps_total, training.epochs, learn, end_round = rounds * BATCHES, rounds, training.learn, training.end_round

        def take(seconds, work):
            now[0] += seconds
            return work()
        training.learn = lambda: take(60 if training.step == 0 else 10, learn)
        training.end_round = lambda: take(5, end_round)
        training.job._clock, training.job._began = time.monotonic, now[0]
        return training

    def test_a_trial_run_tells_what_all_rounds_take(self):
        training = self.slow("job", rounds=100)
        training.run()
        self.assertLess(training.step, 10)
        training.job.end("loss", 1.0, "min", None)
        told, = self.records("job", "estimate")
        self.assertEqual((told["trial"], told["steps_total"], told["may_end_early"]), (True, 400, False))
        self.assertAlmostEqual(told["seconds_total"], 60 + 399 * 10 + 100 * 5, delta=1)
        self.assertLess(told["lo"], told["seconds_total"])
        self.assertGreater(told["hi"], told["seconds_total"])

    def test_of_a_trial_run_nothing_is_left_but_what_it_measured(self):
        training = self.slow("job")
        werkbank_job.atomic_write(training.job.model / "model.bin", b"hardly learned")
        training.run()
        training.save()
        training.job.end("loss", 1.0, "min", ("guess", 2.0))
        end, = self.records("job", "end")
        self.assertEqual((end["status"], end["trial"]), ("completed", True))
        self.assertFalse({"primary", "baseline"} & set(end))
        self.assertEqual(self.records("job", "checkpoint"), [])
        self.assertTrue(all(record["values"] == {} for record in self.records("job", "metric")))
        self.assertEqual([path.name for path in (self.folder / "job").rglob("*") if path.is_file()], ["metrics.jsonl"])

    def test_a_trial_run_without_time_says_so_instead_of_going_on_later(self):
        training = self.slow("job", looks=2)
        training.job._reason = "time_limit"
        with self.assertRaises(SystemExit) as left:
            training.run()
        self.assertEqual(left.exception.code, werkbank_job.EXIT_FAILED)
        self.assertEqual([record["code"] for record in self.records("job", "error")], ["trial_too_short"])
        self.assertEqual(self.records("job", "stopped") + self.records("job", "end"), [])

    def test_odd_wishes_for_a_trial_run_are_put_right(self):
        for asked in ({"seconds": "x", "steps": None}, {"seconds": -5, "steps": 0}, {"seconds": float("nan"), "steps": 1e99}, {}):
            trial = werkbank_job.Trial(asked)
            self.assertTrue(1 <= trial.seconds <= 3600 and 3 <= trial.steps <= 10_000, asked)
        for config in ({"trial": None}, {"trial": False}, {"trial": [1]}, {}):
            self.assertIsNone(werkbank_job.Job({"template": "t", **config}, self.folder / "odd", {}).trial)

    def test_it_says_how_long_it_takes_and_how_far_it_is(self):
        self.training("job").run()
        estimate = self.records("job", "estimate")
        self.assertEqual([record["from_steps"] for record in estimate], [ROUNDS * BATCHES], "a short training is estimated by all of it")
        notes = self.records("job", "metric")
        self.assertEqual([note["epoch"] for note in notes if note["split"] == "val"], [1, 2, 3])
        self.assertEqual(notes[-1]["progress"], 0.95)

    def test_checkpoints_are_saved_from_time_to_time(self):
        training = self.training("job", checkpoint_seconds=1000)
        training.marked = time.monotonic() - 1001
        training.run()
        self.assertEqual(len(self.records("job", "checkpoint")), 1)

    def test_a_loss_that_is_no_number_ends_the_job_with_advice(self):
        job = self.training("job").job
        self.assertEqual(werkbank_training.finite_loss(job, 0.5), 0.5)
        for loss in (math.nan, math.inf):
            with self.assertRaises(SystemExit) as left:
                werkbank_training.finite_loss(job, loss)
            self.assertEqual(left.exception.code, werkbank_job.EXIT_FAILED)
        self.assertEqual(self.records("job", "error")[0]["code"], "diverged")


class Parts(unittest.TestCase):
    def test_rounds_hand_out_every_row_once(self):
        rounds = werkbank_training.Rounds(10, 4, lambda epoch: list(range(epoch, 10)) + list(range(epoch)))
        self.assertEqual(rounds.steps_per_epoch, 3)
        self.assertEqual([rounds.chosen(step) for step in (0, 2, 4)], [(0, 0, [0, 1, 2, 3]), (0, 2, [8, 9]), (1, 1, [5, 6, 7, 8])])
        self.assertEqual(werkbank_training.Rounds(3, 100, list).batch, 3)

    def test_the_rate_warms_up_and_goes_down(self):
        shares = [werkbank_training.warm_up_then_cosine(step, 200) for step in range(200)]
        self.assertEqual(shares.index(max(shares)), 9)
        self.assertTrue(0 < shares[-1] < 0.001 < shares[0])

    @support.needs("torch")
    def test_the_best_weights_come_back(self):
        import torch
        network, best = torch.nn.Linear(2, 1), werkbank_training.Best()
        first = network.weight.detach().clone()
        best.offer(network, 1.0, 1)
        with torch.no_grad():
            network.weight += 1
        for worse in (1.5, 1.0, math.nan):
            best.offer(network, worse, 2)
        again = werkbank_training.Best()
        again.put_back(werkbank_training.unpack(werkbank_training.pack(best.state())))
        self.assertTrue(torch.equal(again.take(network).weight, first))
        self.assertEqual((again.loss, again.epoch), (1.0, 1))

    def test_a_state_needs_no_torch(self):
        kept = sys.modules.pop("torch", None)
        if kept:
            self.addCleanup(sys.modules.__setitem__, "torch", kept)
        self.assertEqual(werkbank_training.unpack(werkbank_training.pack({"a": [1, None]})), {"a": [1, None]})


class Ended(Exception):
    pass


class PretrainedFolder(support.FolderTest):
    """What the templates share that begin with somebody else's model; needs none of their software."""

    def asked(self, text):
        class Job:
            def parameter(self, name, default):
                return text

            def fail(self, code, nl, en):
                raise Ended(code, nl, en)
        return Job()

    def test_a_folder_with_a_model_is_given_as_it_was_named(self):
        (self.folder / "config.json").write_text("{}")
        self.assertEqual(werkbank_training.pretrained_folder(self.asked(f" {self.folder} ")), (str(self.folder), self.folder))

    def test_a_folder_without_one_ends_the_job(self):
        for text in ("", "  ", str(self.folder), str(self.folder / "absent")):
            with self.assertRaises(Ended) as ended:
                werkbank_training.pretrained_folder(self.asked(text))
            code, *words = ended.exception.args
            self.assertEqual(code, "no_pretrained_model")
            self.assertTrue(all(f"'{text.strip()}'" in one for one in words), words)

    def test_what_cannot_be_loaded_is_told_with_its_folder(self):
        with self.assertRaises(Ended) as ended:
            werkbank_training.refuse_pretrained(self.asked(""), "/models/a", ValueError("torn"))
        code, *words = ended.exception.args
        self.assertEqual(code, "bad_pretrained_model")
        self.assertTrue(all("/models/a" in one and "torn" in one for one in words), words)


@support.needs("numpy")
class Tables(unittest.TestCase):
    def test_auroc_counts_pairs(self):
        from werkbank_scores import auroc
        self.assertEqual((auroc([1, 2, 3], [4, 5]), auroc([1, 2, 3], [0.5]), auroc([1, 2], [2, 1])), (1, 0, 0.5))
        self.assertAlmostEqual(auroc([1, 2, 2, 4], [2, 3]), (2 + 3) / 8)
        self.assertIsNone(auroc([1], []))

    def test_a_spreadsheet_takes_no_text_for_a_formula(self):
        from werkbank_table import as_text
        self.assertEqual([as_text(text) for text in ("=1+1", "@x", "-cmd", "\tx", "-1", "-1,5", "+31 6", "a=b", "")], ["'=1+1", "'@x", "'-cmd", "'\tx", "-1", "-1,5", "'+31 6", "a=b", ""])
        self.assertEqual(as_text("\udcff"), "?")

    def test_moments(self):
        from werkbank_table import read_moment as read
        self.assertEqual(read(" 1970-01-02 "), (86_400, 0))
        for text in ("1970-01-01 10:30", "1970-01-01T10:30:00.25Z", "1-1-1970 10:30", "01/01/1970 10:30:00", "1.1.1970 10:30"):
            self.assertEqual(read(text), (37_800, 0), text)
        self.assertEqual(read("1970-01-01T10:30:00+02:00"), (37_800, 7_200))
        self.assertEqual(read("1970-01-01T10:30-0130"), (37_800, -5_400))
        for text in ("1970-02", "02-1970", "2/1970"):
            self.assertEqual(read(text), (31 * 86_400, 0), text)
        for text in ("", "2026", "2026-13-01", "31-02-2026", "2026-01-01 25:00", "12:00", "2026-01-01T", "2026-01-01+02:00", "１９７０-01-01", "2026-13", "2026-00", "2026-5", "3026-05", "12-3456", "05.2026", "2026-05 12:00"):
            self.assertIsNone(read(text), text)

    def test_moments_with_the_month_in_words(self):
        from werkbank_table import read_moment as read
        for text in ("3 januari 2024", "3-jan-24", "03-Jan-2024", "3 jan. 2024", "Jan 3, 2024", "Jan 3,2024", "JANUARY 3 2024", "jan. 3, 24", "3.jan.2024", "3/Jan/2024", "2024-jan-03", "2024 januari 3"):
            self.assertEqual(read(text), read("2024-01-03"), text)
        for text, same in (("1 mei 1999", "1999-05-01"), ("1-mrt-69", "1969-03-01"), ("31-okt-26 14:05:10", "2026-10-31 14:05:10"), ("Aug 31, 2026, 14:05", "2026-08-31 14:05"), ("februari 2024", "2024-02"), ("Sept. 2024", "2024-09")):
            self.assertEqual(read(text), read(same), text)
        for text in ("3 janvier 2024", "3-jan-45", "Jan 03 24", "jan-24 00:00", "32 januari 2024", "30 februari 2024", "3 januari 024", "3-jan/2024", "3 jan 20245", "3januari2024", "Jan 3, 2024T12:00", "maandag 3 januari 2024", "mayonaise 2024"):
            self.assertIsNone(read(text), text)


if __name__ == "__main__":
    unittest.main()
