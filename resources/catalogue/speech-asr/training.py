"""Drives one learner: rounds, a look at recordings that were not learned from, and the best state of all."""

import shutil

import werkbank_job
import werkbank_training
from learners import UNCHANGED_ROUNDS, Small
from words import error_rates


def make_learner(job, recordings, look, group):
    if job.parameter("model", "small") == "pretrained":
        from pretrained import open_pretrained      # its software is not everywhere
        return open_pretrained(job, recordings, look, group)
    return Small(job, recordings, look, group)


class Training(werkbank_training.Training):
    def __init__(self, job, recordings, look, group=None):
        super().__init__(job, group)
        self.recordings, self.learner = recordings, make_learner(job, recordings, look, self.group)
        self.steps_total, self.batch, self.device = self.learner.steps_total, self.learner.batch, self.learner.device
        self.before = None          # what a pretrained model could do already

    # -- what the loop asks --

    def steps_done(self):
        return self.learner.step

    def epoch(self):
        return self.learner.step / self.learner.rounds.steps_per_epoch

    def is_done(self):
        return len(self.learner.history) == self.learner.epochs

    def round_is_full(self):
        return self.learner.step == (len(self.learner.history) + 1) * self.learner.rounds.steps_per_epoch

    def learn(self):
        return self.learner.learn()

    def running(self):
        loss, count = self.learner.running
        return "train", {"loss": loss / count}

    def end_round(self):
        """May be left in the middle, when it is time to stop; the next attempt then begins it again."""
        values, _ = self.evaluate("val")
        train = self.running()[1]
        self.note("train", train, last=True)
        self.note("val", values, last=True)
        self.learner.history.append({"epoch": len(self.learner.history) + 1, "train": train, "val": values})
        # Letters decide: they tell small steps apart, where nearly all words are still wrong.
        self.learner.best.offer(self.learner.network, values["cer"] + 1e-3 * values["wer"], len(self.learner.history))
        self.learner.running = [0.0, 0]
        # No sentence of anybody: what is said stays out of the log.
        print(f"round {len(self.learner.history)}/{self.learner.epochs}  loss {train['loss']:.3f}  WER {values['wer']:.3f}  CER {values['cer']:.3f}", flush=True)

    def evaluate(self, part):
        """({wer, cer}, [(text, certainty)]) without learning."""
        heard = self.learner.write_down(part, self.look)
        return error_rates(self.recordings.texts(part), [text for text, _ in heard]), heard

    def listen_before(self):
        """What a pretrained model makes of the test before it learns; nothing for a network that starts from nothing."""
        if self.learner.name == "pretrained" and self.before is None:
            self.before = self.evaluate("test")[0]

    # -- a trial run --

    def try_out(self):
        """The first round goes from short recordings to long ones, and some rounds leave them as they are: the rounds after
        those are as most are."""
        learner = self.learner
        learner.step = min(UNCHANGED_ROUNDS, learner.epochs - 1) * learner.rounds.steps_per_epoch
        self.try_part((learner.steps_total, learner.epochs))

    # -- checkpoints --

    def state(self):
        return {"learner": self.learner.state(), "before": self.before}

    def put_back(self, state):
        self.learner.put_back(state["learner"])
        self.before = state["before"]

    def shape(self):
        return [self.learner.name, self.learner.batch, self.steps_total, self.learner.size(), self.recordings.letters, [len(some) for some in self.recordings.parts.values()]]

    # -- the model to take home --

    def export(self):
        files, about = self.learner.export()
        werkbank_job.write_json(self.job.model / "model.json", {"model": self.learner.name, **about})
        werkbank_job.write_json(self.job.model / "predict.json", {"takes": "files", "endings": ["wav", "flac", "ogg", "mp3"]})
        for name in ("sounds.py", "words.py", "network.py", "werkbank_table.py", "predict.py"):
            shutil.copyfile(self.job.code / name, self.job.model / name)
        return [*files, "model.json"]
