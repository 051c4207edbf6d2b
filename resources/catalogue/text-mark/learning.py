"""Learns weights by its mistakes: the averaged structured perceptron (Collins 2002). Sentence by sentence the best row of tags
is looked for; where it is wrong, what spoke for it loses and what spoke for the truth gains. The averages are kept."""

import numpy

import werkbank_training
from marking import Tagger, allowed_steps, best_tags, seen_of
from scoring import score
from werkbank_training import Rounds

MAX_SEEN = 1_000_000


def learn_seen(sentences, least, look):
    """{what is seen: row}, of the sentences to learn from: what occurs at least so often in them."""
    counts = {}
    for number, sentence in enumerate(sentences):
        if number % 200 == 0:
            look()
        for looks in seen_of(sentence.words):
            for one in looks:
                if one in counts or len(counts) < MAX_SEEN:
                    counts[one] = counts.get(one, 0) + 1
    return {one: row for row, one in enumerate(one for one, count in counts.items() if count >= least)}


class Training(werkbank_training.Training):
    def __init__(self, job, examples, look):
        super().__init__(job)
        self.examples, self.sentences = examples, examples.part("train")
        self.epochs = max(1, int(job.parameter("epochs", 10)))
        self.rounds = Rounds(len(self.sentences), 32, lambda epoch: numpy.random.default_rng([job.seed, epoch]).permutation(len(self.sentences)))
        self.batch, self.steps_total = self.rounds.batch, self.rounds.steps_per_epoch * self.epochs
        tags = examples.tags
        self.margin = float(job.parameter("margin", 0))
        self.model = Tagger(tags, learn_seen(self.sentences, int(job.parameter("least_seen", 1)), look), None, None)
        self.rows = [[numpy.array(rows, dtype=numpy.int32) for rows in self.model.rows(sentence.words)] for sentence in self.sentences]
        number = {tag: i for i, tag in enumerate(tags)}
        self.truths = [[number[tag] for tag in sentence.tags] for sentence in self.sentences]
        self.allowed = allowed_steps(tags)
        # Weights, and the same times when each change was made: together they give the average without a sum per step.
        self.weights, self.late_weights = (numpy.zeros((len(self.model.seen), len(tags)), dtype=numpy.float32) for _ in range(2))
        self.steps, self.late_steps = (numpy.zeros(self.allowed.shape) for _ in range(2))
        self.step, self.count, self.history, self.words = 0, 1, [], [0, 0]     # words: right and seen in this round
        self.best, self.best_f1, self.best_epoch = None, -1.0, 0

    # -- what the loop asks --

    def steps_done(self):
        return self.step

    def epoch(self):
        return self.step / self.rounds.steps_per_epoch

    def is_done(self):
        return len(self.history) == self.epochs

    def round_is_full(self):
        return self.step == (len(self.history) + 1) * self.rounds.steps_per_epoch

    def running(self):
        return "train", {"accuracy": self.words[0] / self.words[1]}

    def learn(self):
        chosen = self.rounds.chosen(self.step)[2]
        for number in chosen:
            self.learn_sentence(self.rows[number], self.truths[number])
            self.count += 1
        self.step += 1
        return len(chosen)

    def learn_sentence(self, rows, truth):
        scores, steps = numpy.stack([self.weights[seen].sum(axis=0) for seen in rows]), self.steps + self.allowed
        guess = best_tags(self.made_harder(scores, truth), steps)
        # What is right only by less than the margin is right all the same.
        found = best_tags(scores, steps) if self.margin and guess != truth else guess
        self.words = [self.words[0] + sum(a == b for a, b in zip(found, truth)), self.words[1] + len(truth)]
        if guess == truth:
            return
        begin = len(self.model.tags)
        for place, (seen, right, said) in enumerate(zip(rows, truth, guess)):
            if right != said:
                for tag, change in ((right, 1), (said, -1)):
                    self.weights[seen, tag] += change
                    self.late_weights[seen, tag] += change * self.count
            for before, after, change in ((truth[place - 1] if place else begin, right, 1), (guess[place - 1] if place else begin, said, -1)):
                self.steps[before, after] += change
                self.late_steps[before, after] += change * self.count

    def made_harder(self, scores, truth):
        """Every wrong tag gets the margin more: nothing is learned any more where the right tags win by it."""
        if not self.margin:
            return scores
        harder = scores + self.margin
        harder[range(len(truth)), truth] -= self.margin
        return harder

    def averaged(self):
        return Tagger(self.model.tags, self.model.seen, self.weights - self.late_weights / self.count, self.steps - self.late_steps / self.count + self.allowed)

    def end_round(self):
        train, tagger = self.running()[1], self.averaged()
        val = score(self.examples.part("val"), self.tag_all(tagger, "val"), self.examples.kinds)
        shown = {"entity_f1": val["entity_f1"], "accuracy": val["accuracy"]}
        self.note("train", train, last=True)
        self.note("val", shown, last=True)
        self.history.append({"epoch": len(self.history) + 1, "train": train, "val": shown})
        if val["entity_f1"] > self.best_f1:
            self.best, self.best_f1, self.best_epoch = (tagger.weights, tagger.steps), val["entity_f1"], len(self.history)
        self.words = [0, 0]
        print(f"epoch {len(self.history)}/{self.epochs}  words right {train['accuracy']:.4f}  val F1 {val['entity_f1']:.3f}", flush=True)

    def tag_all(self, tagger, part):
        found = []
        for number, sentence in enumerate(self.examples.part(part)):
            if number % 50 == 0:
                self.look()
            found.append(tagger.tag(sentence.words))
        return found

    def best_tagger(self):
        return Tagger(self.model.tags, self.model.seen, *self.best)

    # -- checkpoints --

    KEPT = ("weights", "late_weights", "steps", "late_steps", "step", "count", "history", "words", "best", "best_f1", "best_epoch")

    def state(self):
        return {name: getattr(self, name) for name in self.KEPT}

    def put_back(self, state):
        for name in self.KEPT:
            setattr(self, name, state[name])

    def shape(self):
        return [self.model.tags, len(self.model.seen), self.steps_total, self.batch, self.margin]
