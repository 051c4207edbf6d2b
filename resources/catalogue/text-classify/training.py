"""The loop that drives the learners one after the other, with checkpoints at any batch."""

import io
import time

import numpy
import torch

import werkbank_job
from export import save_model
from learners import Network, Words
from werkbank_scores import class_scores, confusion, macro_f1

WORDS_SHARE = 0.1           # of the progress shown, when a network comes after it


def make_learners(job, examples, look):
    """The words model, and what was asked for beside it. The last one is what the curves show."""
    asked = job.parameter("model", "auto")
    learners = [Words(job, examples, look)]
    if asked in ("auto", "network"):
        learners.append(Network(job, examples, look))
    elif asked == "pretrained":
        from pretrained import Pretrained       # its software is not everywhere
        learners.append(Pretrained(job, examples, look))
    return learners


class Training:
    """Drives the learners one after the other; a checkpoint holds the state of all of them."""

    def __init__(self, job, examples, look):
        self.job, self.examples, self.learners = job, examples, make_learners(job, examples, look)
        self.steps_total = sum(learner.steps_total for learner in self.learners)
        self.every = float(job.parameter("checkpoint_seconds", 300))
        self.marked = time.monotonic()
        self.measured = [0, 0, 0.0]     # batches, texts and seconds of the present learner in this attempt

    @property
    def step(self):
        return sum(learner.step for learner in self.learners)

    def run(self):
        for learner in self.learners:
            self.measured = [0, 0, 0.0]
            while not learner.is_done():
                self.look()
                if learner.round_is_full():
                    self.end_round(learner)
                else:
                    self.learn(learner)
                if time.monotonic() - self.marked > self.every:
                    self.save()

    def look(self):
        if self.job.should_stop():
            self.save()
            self.job.stop(self.step)

    def learn(self, learner):
        began = time.monotonic()
        count = learner.learn()
        batches, texts, seconds = self.measured
        self.measured = [batches + 1, texts + count, seconds + time.monotonic() - began]
        if not self.is_last(learner):
            return
        if not learner.round_is_full():
            self.note(learner, "train", learner.running_values())
        if self.measured[0] == min(20, learner.steps_total):
            left = (learner.steps_total - learner.step) * learner.batch / self.speed()
            self.job.estimate(self.job.elapsed() + 1.1 * left, self.measured[0], samples_per_s=self.speed())

    def end_round(self, learner):
        """May be left in the middle, when it is time to stop; the next attempt then begins it again."""
        val = self.evaluate(learner, "val")[0]
        train = learner.running_values()
        learner.keep_if_best(val)
        learner.end_round(train, val)
        if self.is_last(learner):
            self.note(learner, "train", train, last=True)
            self.note(learner, "val", val, last=True)
        else:
            self.job.metric(self.step, learner.name, val, last=True, progress=self.progress(learner))
        print(f"{learner.name} {len(learner.history)}/{learner.epochs}  loss {train['loss']:.3f}  val loss {val['loss']:.3f}  val macro-F1 {val['macro_f1']:.3f}", flush=True)

    def evaluate(self, learner, part):
        """({loss, accuracy, macro_f1}, chances) without learning."""
        truths, chances = self.examples.truths(part), learner.chances(part, self.look)
        guesses = chances.argmax(axis=1)
        right = numpy.clip(chances[numpy.arange(len(truths)), truths], 1e-9, 1)
        values = {"loss": float(-numpy.log(right).mean()), "accuracy": float((guesses == truths).mean()), "macro_f1": macro_f1(class_scores(confusion(truths, guesses, len(self.examples.kinds))))}
        return values, chances

    def choose(self):
        """The model to keep: the one that was asked for, or the better one on texts that neither learned from."""
        if self.job.parameter("model", "auto") != "auto":
            return self.learners[-1]
        words, network = self.learners
        return network if network.val()["macro_f1"] > words.val()["macro_f1"] else words

    def export(self, learner):
        return save_model(self.job, learner)

    # -- small parts --

    def is_last(self, learner):
        return learner is self.learners[-1]

    def speed(self):
        return self.measured[1] / max(1e-9, self.measured[2])

    def progress(self, learner):
        done = learner.step / learner.steps_total
        if len(self.learners) == 1:
            return 0.95 * done
        return WORDS_SHARE + (0.95 - WORDS_SHARE) * done if self.is_last(learner) else WORDS_SHARE * done

    def note(self, learner, split, values, last=False):
        more = {"throughput": {"samples_per_s": round(self.speed(), 1)}} if split == "train" and self.measured[1] else {}
        self.job.metric(self.step, split, values, last=last, epoch=round(learner.step / learner.steps_per_epoch, 3), progress=self.progress(learner), **more)

    # -- checkpoints --

    def save(self):
        state = {"learners": [learner.state() for learner in self.learners], "elapsed": self.job.elapsed(), "shape": self.shape()}
        self.job.save_checkpoint(self.step, werkbank_job.dump(lambda file: torch.save(state, file)))
        self.marked = time.monotonic()

    def resume(self, found):
        if not found:
            return
        state = torch.load(io.BytesIO(found[1]), map_location="cpu", **({"weights_only": False} if torch.__version__ >= "2" else {}))
        if state["shape"] != self.shape():
            self.job.warn("checkpoint_ignored", "De bewaarde tussenstand past niet meer bij de instellingen; de training begint opnieuw.",
                          "The saved checkpoint no longer fits the settings; the training starts afresh.")
            return
        for learner, kept in zip(self.learners, state["learners"]):
            learner.put_back(kept)
        self.job.elapsed_before = state["elapsed"]
        last = self.learners[-1]
        self.job.resumed(self.step, epoch=round(last.step / last.steps_per_epoch, 3))

    def shape(self):
        """What may not change between a checkpoint and the run that continues it."""
        return [self.examples.kinds, [[learner.name, learner.batch, learner.steps_total, learner.size] for learner in self.learners]]
