"""Drives the learners one after the other."""

import numpy

import werkbank_training
from export import save_model
from learners import Network, Words
from werkbank_scores import class_scores, confusion, macro_f1

WORDS_SHARE = 0.1           # of the progress shown, when a network comes after it


def make_learners(job, examples, look, group):
    """The words model, and what was asked for beside it. The last one is what the curves show."""
    asked = job.parameter("model", "auto")
    learners = [Words(job, examples, look)]
    if asked in ("auto", "network"):
        learners.append(Network(job, examples, look, group))
    elif asked == "pretrained":
        from pretrained import Pretrained       # its software is not everywhere
        learners.append(Pretrained(job, examples, look, group))
    return learners


class Training(werkbank_training.Training):
    """All learners as one training; a checkpoint holds the state of all of them."""

    def __init__(self, job, examples, look, group=None):
        super().__init__(job, group)
        self.examples, self.learners = examples, make_learners(job, examples, look, self.group)
        self.steps_total = sum(learner.steps_total for learner in self.learners)
        self.batch = self.learners[-1].batch        # estimates are made while the last one learns

    @property
    def learner(self):
        """The one that is learning now."""
        return next((learner for learner in self.learners if not learner.is_done()), self.learners[-1])

    # -- what the loop asks --

    def steps_done(self):
        return sum(learner.step for learner in self.learners)

    def epoch(self):
        return self.learner.rounds_done()

    def is_done(self):
        return all(learner.is_done() for learner in self.learners)

    def round_is_full(self):
        return self.learner.round_is_full()

    def learn(self):
        return self.learner.learn()

    def running(self):
        return ("train", self.learner.running_values()) if self.is_last(self.learner) else None

    def estimates(self):
        return self.is_last(self.learner)

    def progress(self):
        """The words model takes a small part of the time when a network comes after it."""
        learner = self.learner
        done = learner.step / learner.steps_total
        if len(self.learners) == 1:
            return 0.95 * done
        return WORDS_SHARE + (0.95 - WORDS_SHARE) * done if self.is_last(learner) else WORDS_SHARE * done

    def end_round(self):
        """May be left in the middle, when it is time to stop; the next attempt then begins it again."""
        learner = self.learner
        val = self.evaluate(learner, "val")[0]
        train = learner.running_values()
        if self.is_last(learner):
            self.note("train", train, last=True)
            self.note("val", val, last=True)
        else:
            self.job.metric(self.steps_done(), learner.name, val, last=True, progress=self.progress())
        learner.keep_if_best(val)
        learner.end_round(train, val)
        if learner.is_done():
            self.start_measuring()
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

    # -- a trial run --

    def try_out(self):
        """Each learner has a pace of its own; the last one takes nearly all of the time."""
        for learner in self.learners:
            share = 1.0 if len(self.learners) == 1 else 0.75 if self.is_last(learner) else 0.25
            self.try_part((learner.steps_total, learner.epochs), share=share)
            learner.epochs = len(learner.history)       # so that it is the next one's turn

    # -- small parts --

    def is_last(self, learner):
        return learner is self.learners[-1]

    # -- checkpoints --

    def state(self):
        return {"learners": [learner.state() for learner in self.learners]}

    def put_back(self, state):
        for learner, kept in zip(self.learners, state["learners"]):
            learner.put_back(kept)

    def shape(self):
        return [self.examples.kinds, [[learner.name, learner.batch, learner.steps_total, learner.size] for learner in self.learners]]
