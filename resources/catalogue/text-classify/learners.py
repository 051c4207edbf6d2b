"""The models that can learn, behind one face: each is moved on batch by batch, can be put away after any batch, and gives
chances per kind for a part of the texts. `train.py` holds the loop that drives them."""

import contextlib

import numpy
import scipy.sparse
import torch
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from torch import nn

import network as networks
import texts
from werkbank_training import Best, Rounds, finite_loss, half_precision, set_rate, warm_up_then_cosine

VOCABULARY_TEXTS = 20_000   # the word list is made from at most so many texts: counting takes about 50 kB of memory for each
ONE_WORD = r"\w+"           # scikit-learn's own leaves out words of one letter
PASSES, SHRINKING = 10, 3e-5        # of the words model; measured on Dutch help pages, on the texts to choose by


class Learner:
    """Counts batches and rounds. A subclass gives learn_batch, chances, state and put_back."""

    def __init__(self, job, examples, epochs, batch):
        self.job, self.examples, self.epochs = job, examples, epochs
        rows = len(examples.parts["train"])
        self.rounds = Rounds(rows, batch, lambda epoch: numpy.random.default_rng([job.seed, epoch]).permutation(rows))
        self.batch = self.rounds.batch
        self.steps_total = self.rounds.steps_per_epoch * epochs
        self.step, self.history, self.running = 0, [], [0.0, 0, 0]      # running: loss, right, seen in this round
        self.weights = kind_weights(examples.truths("train"), len(examples.kinds))

    def round_is_full(self):
        return self.step == (len(self.history) + 1) * self.rounds.steps_per_epoch

    def is_done(self):
        return len(self.history) == self.epochs

    def learn(self):
        """Learns from the next batch; returns how many texts it held."""
        chosen = self.rounds.chosen(self.step)[2]
        loss, right = self.learn_batch(chosen)
        self.step += 1
        self.running = [self.running[0] + loss, self.running[1] + right, self.running[2] + len(chosen)]
        return len(chosen)

    def rounds_done(self):
        return self.step / self.rounds.steps_per_epoch

    def running_values(self):
        loss, right, seen = self.running
        return {"loss": loss / seen, "accuracy": right / seen}

    def end_round(self, train, val):
        self.history.append({"epoch": len(self.history) + 1, "train": train, "val": val})
        self.running = [0.0, 0, 0]

    def val(self):
        """How the state that is kept did on the texts to choose by."""
        return self.history[self.best_round() - 1]["val"]

    def take_best(self):
        """Goes back to the best state; none where the last one is."""

    def counters(self):
        return {"step": self.step, "history": self.history, "running": self.running}

    def put_back_counters(self, state):
        self.step, self.history, self.running = state["step"], state["history"], state["running"]


def kind_weights(labels, kinds):
    """How heavily a text of each kind counts while learning: a rare kind more, but not so much that its few texts rule.
    The root was best of 1, root and inverse in the macro F1 on texts to choose by. A text weighs 1 on average."""
    counts = numpy.bincount(labels, minlength=kinds)
    weights = numpy.sqrt(len(labels) / numpy.maximum(counts, 1))
    return weights * len(labels) / (weights * counts).sum()


# ---- words ----------------------------------------------------------------------------------------------

class Words(Learner):
    """How often words and parts of words occur, weighed by how rare they are (TF-IDF), and a logistic regression on that.
    It learns within seconds and is hard to beat on small sets. The counted texts take about 10 kB of memory each. Of a
    group each process learns all of it, which comes to the same in each."""

    name, device = "words", torch.device("cpu")

    def __init__(self, job, examples, look):
        super().__init__(job, examples, PASSES, 256)
        self.vectorizers = make_vectorizers(examples.part("train"), int(job.parameter("min_word_count", 2)), job.seed, look)
        if not self.vectorizers or self.vectorizers[0].analyzer != "word":
            job.data_error("no_words", f"In de kolom '{examples.text_column}' staan geen woorden om van te leren. Is dit wel de kolom met de tekst?",
                           f"The column '{examples.text_column}' holds no words to learn from. Is this the column with the text?", file=examples.file)
        self.features = {part: count_words(self.vectorizers, examples.part(part), look) for part in examples.parts}
        self.model = SGDClassifier(loss="log_loss", alpha=SHRINKING, average=True, random_state=job.seed % 2**32)
        self.size = sum(len(vectorizer.vocabulary_) for vectorizer in self.vectorizers) * len(examples.kinds)

    def learn_batch(self, chosen):
        x, y = self.features["train"][chosen], self.examples.truths("train")[chosen]
        self.model.partial_fit(x, y, classes=numpy.arange(len(self.examples.kinds)), sample_weight=self.weights[y])
        found = self.model.predict_proba(x)
        return float(-numpy.log(numpy.clip(found[numpy.arange(len(y)), y], 1e-9, 1)).sum()), int((found.argmax(1) == y).sum())

    def chances(self, part, look):
        x, blocks = self.features[part], []
        for begin in range(0, x.shape[0], 1000):
            look()
            blocks.append(self.model.predict_proba(x[begin:begin + 1000]))
        return numpy.concatenate(blocks)

    def keep_if_best(self, val):
        pass            # its last state is its best: the weights are an average over all batches

    def best_round(self):
        return self.epochs

    def state(self):
        return {**self.counters(), "model": self.model}

    def put_back(self, state):
        self.put_back_counters(state)
        self.model = state["model"]

    def telling_words(self, limit=8):
        """{kind: [words]} that speak most for each kind."""
        vectorizer = self.vectorizers[0]
        names, weights = vectorizer.get_feature_names_out(), self.model.coef_[:, :len(vectorizer.vocabulary_)]
        if len(weights) == 1:       # with two kinds there is one row, for the second
            weights = numpy.vstack([-weights[0], weights[0]])
        return {kind: [names[i] for i in numpy.argsort(-row, kind="stable")[:limit] if row[i] > 0] for kind, row in zip(self.examples.kinds, weights)}


def watched(found, look):
    """The texts one by one, with a look now and then at whether to stop."""
    for number, text in enumerate(found):
        if number % 100 == 0:
            look()
        yield text


def make_vectorizers(train, least, seed, look):
    """Of words and pairs of words, and of parts of words; what finds nothing in these texts is left out."""
    if len(train) > VOCABULARY_TEXTS:
        train = [train[i] for i in numpy.sort(numpy.random.default_rng(seed).choice(len(train), VOCABULARY_TEXTS, replace=False))]
    made = []
    for analyzer, lengths, most in (("word", (1, 2), 30_000), ("char_wb", (3, 5), 60_000)):
        for count in (least, 1):
            with contextlib.suppress(ValueError):       # no words, or none so often
                vectorizer = TfidfVectorizer(analyzer=analyzer, token_pattern=ONE_WORD if analyzer == "word" else None, ngram_range=lengths, min_df=count, max_features=most, sublinear_tf=True, dtype=numpy.float32)
                made.append(vectorizer.fit(watched(parts_of(train, analyzer), look)))
                vars(vectorizer).pop("stop_words_", None)       # older scikit-learn keeps every word it left out, and so would the model
                break
    return made


def parts_of(found, analyzer):
    return found if analyzer == "word" else [text[:texts.CHARACTERS_FOR_PARTS] for text in found]


def count_words(vectorizers, found, look=lambda: None):
    return scipy.sparse.hstack([vectorizer.transform(watched(parts_of(found, vectorizer.analyzer), look)) for vectorizer in vectorizers], format="csr")


# ---- networks -------------------------------------------------------------------------------------------

class Neural(Learner):
    """What all networks share. A subclass has `network`, `encoded` {part: [text as numbers]}, answer(batch, network) and
    export."""

    evaluated_at_once = 256
    all_used = True             # whether each weight has its part in every answer

    def __init__(self, job, examples, epochs, batch, rate, group):
        super().__init__(job, examples, epochs, batch)
        self.rate = float(job.parameter("learning_rate", 0)) or rate
        self.group, self.device = group, group.device
        self.best = Best()
        job.set_seeds()

    def prepare(self):
        """To be called by the subclass when its network is there."""
        self.network.to(self.device)
        self.learner = self.group.learner(self.network, self.all_used)
        self.weight_of = torch.tensor(self.weights, dtype=torch.float32, device=self.device)
        self.optimizer = torch.optim.AdamW(self.network.parameters(), lr=self.rate, weight_decay=0.01)
        self.size = sum(p.numel() for p in self.network.parameters())

    def rate_share(self, done):
        return warm_up_then_cosine(done, self.steps_total)

    def learn_batch(self, chosen):
        torch.manual_seed((self.job.seed * 1_000_003 + self.step) % 2**63)      # so that a stop changes no chance
        self.group.set_chance(self.job.seed, self.step)
        self.network.train()
        set_rate(self.optimizer, self.rate * self.rate_share(self.step))
        places, share = self.group.part(len(chosen))
        own = chosen[places]
        truth = torch.from_numpy(self.examples.truths("train")[own]).to(self.device)
        with half_precision(self.device):
            guess = self.answer([self.encoded["train"][i] for i in own], self.learner)
            losses = nn.functional.cross_entropy(guess, truth, reduction="none")
            loss = (losses * self.weight_of[truth]).mean() * share
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimizer.step()
        value, right = finite_loss(self.job, losses.mean()) * share / self.group.size, int((guess.argmax(1) == truth).sum()) if share else 0
        value, right = self.group.sum(value, right)
        return value * len(chosen), int(right)

    def chances(self, part, look):
        self.network.eval()
        found, blocks = self.encoded[part], [torch.zeros((0, len(self.examples.kinds)))]
        with torch.no_grad():
            for rows in self.group.blocks(len(found), self.evaluated_at_once):
                look()
                if rows:
                    with half_precision(self.device):
                        blocks.append(torch.softmax(self.answer([found[i] for i in rows], self.network).float(), dim=1).cpu())
        return self.group.collect(torch.cat(blocks), len(found)).numpy()

    def keep_if_best(self, val):
        self.best.offer(self.network, val["loss"], len(self.history) + 1)

    def best_round(self):
        return self.best.epoch

    def take_best(self):
        self.best.take(self.network)

    def state(self):
        return {**self.counters(), "network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "best": self.best.state()}

    def put_back(self, state):
        self.put_back_counters(state)
        self.network.load_state_dict(state["network"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.best.put_back(state["best"])


class Network(Neural):
    """The small network. Its texts take 20 bytes of memory per word."""

    name = "network"

    def __init__(self, job, examples, look, group):
        batch = int(job.parameter("batch_size", 0)) or (32 if len(examples.parts["train"]) < 5000 else 128)
        super().__init__(job, examples, int(job.parameter("epochs", 12)), batch, 3e-3, group)
        self.vocabulary = texts.learn_vocabulary(watched(examples.part("train"), look), int(job.parameter("min_word_count", 2)))
        longest = int(job.parameter("max_length", 256))
        self.encoded = {part: list(texts.encode(watched(examples.part(part), look), self.vocabulary, longest)) for part in examples.parts}
        self.network = networks.TextNetwork(len(self.vocabulary) + 1, len(examples.kinds))
        self.prepare()

    def answer(self, encoded, network):
        return network(torch.from_numpy(texts.pad(encoded)).to(self.device))
